-- A question where to build (选址方案): what is wanted, of whom, from which candidates, with how much. Asked once and never changed; another
-- wish is another scenario.
create table territory.scenario (
  jurisdiction text not null,
  id uuid not null,
  name text not null,
  -- the most people with n new points; everyone with the fewest; the least total walk
  goal text not null check (goal in ('most-people', 'everyone', 'least-walk')),
  region text not null check (region ~ '^[0-9]{6}([0-9]{6})?$'),
  as_of date not null,
  question jsonb not null,
  run uuid not null,
  asked_by text not null,
  asked_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index on territory.scenario (jurisdiction, asked_at desc);
select platform.protect('territory.scenario', 'select, insert');

-- What came out: sites, people gained, objective, proven bound; with the certificate that other code can check.
create table territory.scenario_answer (
  jurisdiction text not null,
  scenario uuid not null,
  status text not null check (status in ('solved', 'impossible', 'undecided')),
  objective double precision,
  bound double precision,
  gap double precision,
  proven boolean not null,
  -- sites, gains by community, reasons, manifest: as the screen shows them
  answer jsonb not null,
  -- gzip of the certificate; null when there is none
  certificate bytea,
  answered_at timestamptz not null,
  primary key (jurisdiction, scenario),
  foreign key (jurisdiction, scenario) references territory.scenario (jurisdiction, id)
);
select platform.protect('territory.scenario_answer', 'select, insert');
