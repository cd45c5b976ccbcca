create schema benefits;

-- 补贴规则: who gets how much, as dated data. `content` holds the conditions, the day whose facts decide, and the amounts by band.
create table benefits.rule (
  jurisdiction text not null,
  id uuid not null,
  benefit text not null check (benefit ~ '^[a-z][a-z0-9-]{1,40}$'),
  version int not null check (version > 0),
  -- benefits of one kind exclude each other
  kind text not null check (kind ~ '^[a-z][a-z0-9-]{1,40}$'),
  title_zh text not null,
  title_en text not null,
  -- prefix of region codes in which it holds
  region text not null check (region ~ '^[0-9]{2,12}$'),
  content jsonb not null,
  basis text not null,
  valid_from date not null,
  -- last day
  valid_until date check (valid_until >= valid_from),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, benefit, version),
  exclude using gist (jurisdiction with =, benefit with =, daterange(valid_from, valid_until, '[]') with &&)
);
select platform.protect('benefits.rule');

-- 享受待遇: that somebody gets a benefit, from the day of the decision until it stops. Nobody has two of one kind on one day.
create table benefits.entitlement (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  benefit text not null,
  kind text not null,
  during daterange not null check (not isempty(during)),
  -- the case it was decided by, where there is one
  casefile uuid,
  -- on whose word it was entered: self, guardian, proxy
  acting text not null check (acting in ('self', 'guardian', 'proxy')),
  ended_cause text check (ended_cause in ('died', 'moved-out', 'no-longer', 'renounced', 'error', 'merged')),
  ended_note text,
  ended_by text,
  ended_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((ended_cause is null) = (ended_at is null)),
  exclude using gist (jurisdiction with =, person with =, kind with =, during with &&)
);
create index on benefits.entitlement (jurisdiction, person);
create index on benefits.entitlement (jurisdiction, benefit) where ended_at is null;
create unique index entitlement_casefile on benefits.entitlement (jurisdiction, casefile) where casefile is not null;
select platform.protect('benefits.entitlement');

-- 发放名单: the list of one month, frozen once with the rules it was made by.
create table benefits.list (
  jurisdiction text not null,
  id uuid not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  rules jsonb not null,
  lines int not null,
  due int not null,
  unknown int not null,
  total_fen bigint not null,
  -- over the digests of all lines, in order
  hash text not null,
  frozen_by text not null,
  frozen_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, month)
);
-- What was frozen is never changed.
select platform.protect('benefits.list', 'select, insert');

-- A line of a list. The facts it was decided by (age, categories) are sealed with the person's key; the digest stays when the key is gone.
create table benefits.line (
  jurisdiction text not null,
  list uuid not null,
  person uuid not null,
  benefit text not null,
  entitlement uuid not null,
  version int not null,
  -- day whose facts decided
  facts_on date not null,
  region text,
  outcome text not null check (outcome in ('due', 'not-due', 'unknown')),
  fen bigint not null check (fen >= 0),
  digest bytea not null,
  sealed bytea not null,
  primary key (jurisdiction, list, person, benefit),
  foreign key (jurisdiction, list) references benefits.list (jurisdiction, id),
  check (outcome = 'due' or fen = 0)
);
create index on benefits.line (jurisdiction, person);
select platform.protect('benefits.line', 'select, insert');

-- 多发: what was listed for a month in which, as became known later, nothing was due.
create table benefits.overpayment (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  benefit text not null,
  list uuid not null,
  fen bigint not null check (fen > 0),
  cause text not null check (cause in ('died', 'moved-out', 'no-longer', 'error', 'merged')),
  -- first day on which nothing was due any more
  since date not null,
  found_at timestamptz not null,
  settled text check (settled in ('recovered', 'waived', 'cancelled')),
  settled_note text,
  settled_by text,
  settled_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, list) references benefits.list (jurisdiction, id),
  check ((settled is null) = (settled_at is null))
);
create unique index overpayment_once on benefits.overpayment (jurisdiction, list, person, benefit) where settled is distinct from 'cancelled';
create index on benefits.overpayment (jurisdiction, person);
select platform.protect('benefits.overpayment');
