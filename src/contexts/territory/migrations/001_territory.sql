create extension if not exists btree_gist;
create schema territory;

-- A UUIDv7 (RFC 9562) for rows that a statement makes by itself; PostgreSQL has its own from version 18 on, 15 must do.
create function territory.new_id() returns uuid language sql volatile
  return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;

-- Regions in two trees with validity. The statistical tree (统计用区划) is what codes are made of; the reporting tree (报送关系) says who
-- reports to whom. A code that is used again, or a name that changes, is a new row.
create table territory.region (
  tree text not null check (tree in ('statistical', 'reporting')),
  code text not null check (code ~ '^[0-9]{12}$'),
  valid_from date not null,
  -- first day on which the row no longer holds
  valid_to date check (valid_to > valid_from),
  name text not null,
  level text not null check (level in ('province', 'prefecture', 'county', 'township', 'village')),
  parent text check (parent ~ '^[0-9]{12}$'),
  pinyin text not null,
  initials text not null,
  -- 城乡分类: 111 112 121 122 123 210 220
  urban_rural text check (urban_rural ~ '^[12][0-9]{2}$'),
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  -- codes that took over when this row ended: one when merged or renamed, several when split
  successors text[] not null default '{}',
  source text not null,
  primary key (tree, code, valid_from),
  exclude using gist (tree with =, code with =, daterange(valid_from, valid_to) with &&)
);
create index on territory.region (tree, parent);
create index on territory.region (name);
select platform.catalogue('territory.region', 'regions of the statistical and the reporting tree with validity', 'select, insert, update');

-- The region rows in force on a day.
create function territory.region_on(of_tree text, on_day date) returns setof territory.region language sql stable
begin atomic
  select r.* from territory.region r
  where r.tree = of_tree and r.valid_from <= on_day and (r.valid_to is null or r.valid_to > on_day);
end;

-- The service grid (网格): cells below the village, staffed by the county itself.
create table territory.grid_cell (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  region text not null,
  boundary jsonb,
  during daterange not null,
  primary key (jurisdiction, id),
  exclude using gist (jurisdiction with =, code with =, during with &&)
);
select platform.protect('territory.grid_cell');

-- Population as dated facts. What was published is not changed: a corrected figure supersedes the earlier one.
create table territory.population (
  jurisdiction text not null,
  id uuid not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  as_of date not null,
  measure text not null check (measure in ('persons', 'households')),
  sex text not null check (sex in ('all', 'male', 'female')),
  -- completed years, both included; 999: and above
  age_from int not null default 0 check (age_from between 0 and 150),
  age_to int not null default 999 check (age_to >= age_from),
  count int not null check (count >= 0),
  source text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  primary key (jurisdiction, id)
);
create unique index population_now on territory.population (jurisdiction, region, as_of, measure, sex, age_from, age_to)
  where superseded_at is null;
select platform.protect('territory.population');
