-- Gap items (补短板清单): each standard line that an existing community misses, with who mends it, how, by when, at what cost (A28).
create table territory.gap_item (
  jurisdiction text not null,
  id uuid not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  -- The line of a standard, or the alternatives that stand for one, and how it was printed when the item was opened.
  family text not null,
  line text not null,
  title text not null,
  unit text,
  clause text not null,
  opened_on date not null,
  -- As measured at the opening and at the last check; null is unknown.
  required numeric,
  measured numeric,
  missing numeric,
  checked_on date not null,
  owner_unit text,
  method text check (method in ('purchase', 'exchange', 'lease', 'supplement', 'new-build', 'convert', 'extend')),
  planned_on date,
  cost_fen bigint check (cost_fen >= 0),
  share int not null default 0 check (share between 0 and 100),
  note text,
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_on date,
  times_opened int not null default 1,
  revision int not null default 0,
  primary key (jurisdiction, id),
  unique (jurisdiction, region, family, line)
);
select platform.protect('territory.gap_item');

create table territory.gap_happening (
  jurisdiction text not null,
  id uuid not null,
  gap uuid not null,
  act text not null check (act in ('open', 'plan', 'progress', 'check', 'close', 'reopen')),
  detail jsonb not null,
  note text,
  done_by text not null,
  done_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, gap) references territory.gap_item (jurisdiction, id)
);
create index on territory.gap_happening (jurisdiction, gap, done_at);
select platform.protect('territory.gap_happening', 'select, insert');
