-- 国民体质测定: kept with the person's consent, sealed with the person's key. Counting goes by a keyed tag of the grade; no grade stands in plain.
create table health.fitness_test (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  -- the file it stood with before two files were found to be one person
  merged_from uuid,
  held_on date not null,
  -- where: a facility of the register or a place by name
  place text not null,
  -- standard and version the grade is by
  standard text not null,
  age_group text not null check (age_group in ('3-19', '20-39', '40-59', '60-79', '80+')),
  -- the consent under which it is kept
  consent uuid not null,
  -- items and grade; gone once consent was withdrawn
  sealed bytea,
  grade_tag bytea,
  withdrawn_on date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, person, held_on),
  check ((withdrawn_on is null) = (sealed is not null)),
  check ((sealed is null) = (grade_tag is null))
);
create index on health.fitness_test (jurisdiction, held_on);
select platform.protect('health.fitness_test');
