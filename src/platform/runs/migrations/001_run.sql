create schema runs;

-- A computation that takes longer than a request: asked for in one transaction, carried out in the background, its end told in another.
create table runs.run (
  jurisdiction text not null,
  id uuid not null,
  kind text not null,
  -- What it works on, so that a screen finds the run of its subject: `{ "kind": "scenario", "id": "…" }`.
  subject jsonb,
  input jsonb not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Share done from 0 to 1; null: cannot be said.
  progress double precision check (progress between 0 and 1),
  -- What the computation tells of itself while it runs.
  note jsonb,
  result jsonb,
  -- Why it failed, as the refusal a person reads: code, zh, en.
  refusal jsonb,
  -- Counts the tries; whoever holds an older number has lost the run and writes nothing more.
  attempt int not null default 0,
  cancel_asked_at timestamptz,
  asked_at timestamptz not null,
  asked_by text not null,
  started_at timestamptz,
  -- The one who carries it out says every few seconds that it still lives.
  alive_at timestamptz,
  ended_at timestamptz,
  primary key (jurisdiction, id)
);
-- One at a time for each kind: two imports never mix.
create unique index run_alone on runs.run (jurisdiction, kind) where state = 'running';
create index run_open on runs.run (jurisdiction, asked_at) where state in ('queued', 'running');
create index run_recent on runs.run (jurisdiction, kind, asked_at desc);
select platform.protect('runs.run');
