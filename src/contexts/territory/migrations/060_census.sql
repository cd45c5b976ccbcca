-- 设施普查 (A24): what surveyors found, place by place, often without a network. A record is what all sayings about it together have; nothing
-- enters the facility register before somebody at the desk has taken it over.
create table territory.census_record (
  jurisdiction text not null,
  id uuid not null,
  -- village or community
  region text not null check (region ~ '^[0-9]{12}$'),
  -- the facility of the register it speaks of; null: a place that is not in it
  facility text,
  state text not null default 'open' check (state in ('open', 'taken', 'dropped')),
  -- the code under which it entered the register, or why it was dropped
  taken_as text,
  dropped_reason text,
  begun_by text not null,
  begun_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  primary key (jurisdiction, id),
  check ((state = 'taken') = (taken_as is not null)),
  check ((state = 'dropped') = (dropped_reason is not null)),
  check ((state = 'open') = (settled_at is null))
);
-- Two surveyors of one facility write in one record.
create unique index census_facility on territory.census_record (jurisdiction, facility) where facility is not null and state = 'open';
create index census_open on territory.census_record (jurisdiction, region) where state = 'open';
select platform.protect('territory.census_record');

create table territory.census_edit (
  jurisdiction text not null,
  id uuid not null,
  record uuid not null,
  device text not null,
  seq int not null check (seq > 0),
  base jsonb not null,
  fields jsonb not null,
  said_by text not null,
  said_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, record, device, seq),
  foreign key (jurisdiction, record) references territory.census_record (jurisdiction, id)
);
select platform.protect('territory.census_edit', 'select, insert');
