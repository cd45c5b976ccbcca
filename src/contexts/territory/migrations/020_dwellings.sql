-- Where people live, as points on the ground (居住点): a building, a courtyard, a hamlet (自然村), with how many live there. Reach is
-- counted over these points. What was recorded is not changed: a corrected row supersedes the earlier one.
create table territory.dwelling (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  name text not null,
  -- WGS-84
  lon double precision not null check (lon between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  households int check (households >= 0),
  persons int not null check (persons >= 0),
  -- of whom; null is unknown
  under_3 int check (under_3 between 0 and persons),
  aged_3_5 int check (aged_3_5 between 0 and persons),
  aged_60 int check (aged_60 between 0 and persons),
  aged_65 int check (aged_65 between 0 and persons),
  aged_80 int check (aged_80 between 0 and persons),
  as_of date not null,
  source text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  primary key (jurisdiction, id)
);
create unique index dwelling_now on territory.dwelling (jurisdiction, code) where superseded_at is null;
select platform.protect('territory.dwelling');
