create schema statistics;

-- The indicator library (指标库): what can be measured, by which formula over which inputs. A changed definition is a new version;
-- figures name the version they were computed with.
create table statistics.indicator (
  code text not null,
  version int not null,
  valid_from date not null,
  families text[] not null,
  name jsonb not null,
  aliases text[] not null,
  unit text not null,
  direction text not null check (direction in ('up', 'down', 'yes')),
  source text not null check (source in ('registers', 'external')),
  formula text,
  -- [{name, label, from}]: see library/inputs.ts
  inputs jsonb not null,
  numerator jsonb not null,
  denominator jsonb,
  count_of text check (count_of in ('persons', 'person-times', 'things')),
  time_window text not null check (time_window in ('at', 'month', 'year', 'cumulative')),
  decimals int not null default 2,
  note jsonb,
  primary key (code, version),
  check ((source = 'registers') = (formula is not null))
);
select platform.catalogue('statistics.indicator', 'the indicator library', 'select, insert');

-- Rows of the statistical ledgers (统计台账). One table for all ledgers: what a ledger holds is declared in library/ledgers.ts.
-- Rows are never changed: a correction is a new revision of the same key, a removal a revision marked so.
create table statistics.ledger_row (
  jurisdiction text not null,
  ledger text not null,
  -- Natural key of the row within the ledger, its parts joined by |.
  key text not null,
  revision int not null,
  region text not null,
  -- Day, or last day of the month or year, the row speaks of.
  as_of date not null,
  fields jsonb not null,
  removed boolean not null default false,
  import uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, ledger, key, revision)
);
create index ledger_row_date on statistics.ledger_row (jurisdiction, ledger, as_of);
select platform.protect('statistics.ledger_row', 'select, insert');

-- The newest revision of every row, so that reading a ledger does not sort its history.
create table statistics.ledger_head (
  jurisdiction text not null,
  ledger text not null,
  key text not null,
  revision int not null,
  primary key (jurisdiction, ledger, key),
  foreign key (jurisdiction, ledger, key, revision) references statistics.ledger_row (jurisdiction, ledger, key, revision)
);
select platform.protect('statistics.ledger_head');

-- Figures that come from outside (国家卫健委年报, 统计公报 …), each signed for by a person.
create table statistics.external_figure (
  jurisdiction text not null,
  id uuid not null,
  indicator text not null,
  region text not null,
  as_of date not null,
  period text not null,
  value numeric,
  -- Publication or letter the figure stands in.
  source text not null,
  file_name text,
  file_hash text,
  file_bytes bytea,
  -- Why a figure replaces an earlier one for the same place and date.
  reason text,
  replaces uuid,
  signed_by text not null,
  signed_name text not null,
  signed_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, replaces) references statistics.external_figure (jurisdiction, id)
);
-- One figure is replaced once: two corrections of the same figure at once give one, and the other is told.
create unique index external_figure_replaced on statistics.external_figure (jurisdiction, replaces) where replaces is not null;
create unique index external_figure_first on statistics.external_figure (jurisdiction, indicator, region, as_of) where replaces is null;
select platform.protect('statistics.external_figure', 'select, insert');

-- The measured series. A value is never changed: a later row for the same indicator, region and date restates it.
create table statistics.observation (
  jurisdiction text not null,
  id uuid not null,
  indicator text not null,
  indicator_version int not null,
  region text not null,
  as_of date not null,
  -- 1, 2, 3 … : 2 and later are restatements (数据修订).
  revision int not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  -- Best and worst case when some records are unknown; null without bounds.
  low numeric,
  high numeric,
  unknown int not null default 0,
  -- Inputs with their numbers, as the formula got them.
  inputs jsonb not null,
  source text not null check (source in ('registers', 'external')),
  external uuid,
  -- Why it was restated: the import, change or correction that moved it.
  reason text,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, indicator, region, as_of, revision)
);
-- Series are read across jurisdictions (a province of its counties), so place comes before owner here.
create index observation_series on statistics.observation (indicator, region, as_of, revision);
create index observation_external on statistics.observation (jurisdiction, external) where external is not null;
select platform.protect('statistics.observation', 'select, insert');
