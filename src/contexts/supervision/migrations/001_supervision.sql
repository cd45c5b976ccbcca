create schema supervision;

-- 监管事项清单: what is supervised in a region, by exactly one unit at a time. An item is laid down on one level: a county unit for the whole
-- county, or one for each town, never both, so that no place has two units for one item.
create table supervision.item (
  jurisdiction text not null,
  code text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  level text generated always as (case when region like '%000000' then 'county' when region like '%000' then 'town' else 'village' end) stored,
  valid_from date not null,
  -- last day; null without end
  valid_until date check (valid_until >= valid_from),
  title text not null,
  field text not null,
  -- who is supervised
  subject text not null,
  -- what is looked at
  content text not null,
  basis text not null,
  -- how often: so many times in a month, a quarter, a year
  times int not null check (times > 0),
  per text not null check (per in ('month', 'quarter', 'year')),
  unit uuid not null,
  -- as it was called when the row was entered
  unit_name text not null,
  import uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, code, region, valid_from),
  constraint item_unit_once exclude using gist (jurisdiction with =, code with =, region with =, daterange(valid_from, valid_until, '[]') with &&),
  constraint item_level_once exclude using gist (jurisdiction with =, code with =, level with <>, daterange(valid_from, valid_until, '[]') with &&)
);
alter table supervision.item add constraint item_unit foreign key (jurisdiction, unit) references identity.unit (jurisdiction, id);
select platform.protect('supervision.item', 'select, insert, update, delete');
