create schema care;

-- Lengths of time and numbers that a region or a standard sets. The longest prefix of the region and the newest day decide.
create table care.parameter (
  name text not null check (name in ('assessment-months', 'bed-services-a-month')),
  region text not null default '',
  value int not null check (value >= 0),
  basis text not null,
  valid_from date not null,
  primary key (name, region, valid_from)
);
select platform.catalogue('care.parameter', 'terms and least numbers of care, with basis and date');
insert into care.parameter (name, value, basis, valid_from) values
  ('assessment-months', 12, 'GB/T 42195-2022：一般每年复评一次', '2022-12-30'),
  ('bed-services-a-month', 4, '演示参数：各地规定不同，请换成本地文件', '2021-01-01');

-- 能力评估. Answers, circumstances and grade say something about health: sealed with the person's key. The tag of the grade lets SQL
-- count equal grades. A correction is a new row; what it corrects stays.
create table care.assessment (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  scale text not null,
  version text not null,
  kind text not null check (kind in ('first', 'regular', 'immediate', 'review', 'other')),
  assessed_on date not null,
  next_due date not null check (next_due > assessed_on),
  -- names and certificates of the assessors
  assessors jsonb not null check (jsonb_array_length(assessors) between 1 and 4),
  grade_tag bytea not null,
  sealed bytea not null,
  corrects uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, corrects) references care.assessment (jurisdiction, id),
  -- the standard asks for two
  check (scale <> 'gbt-42195' or jsonb_array_length(assessors) >= 2)
);
create index on care.assessment (jurisdiction, person, scale, version, assessed_on);
create unique index assessment_corrects on care.assessment (jurisdiction, corrects) where corrects is not null;
select platform.protect('care.assessment');

-- 家庭养老床位: a contract for care at home. Whether it counts follows from contract, accepted equipment, assessment and services delivered.
create table care.home_bed (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  person uuid not null,
  -- the providing site of the providers room, and its name as the contract has it
  site uuid,
  provider text not null,
  casefile uuid,
  contract_number text not null,
  -- days of the contract
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  services_a_month int not null check (services_a_month >= 0),
  accepted_on date,
  accepted_by text check (accepted_by in ('self', 'guardian', 'proxy')),
  -- 服务计划, sealed with the person's key
  sealed bytea not null,
  ended_cause text check (ended_cause in ('died', 'moved-out', 'admitted', 'recovered', 'renounced', 'breach')),
  ended_by text,
  ended_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code),
  check ((ended_cause is null) = (ended_at is null)),
  check ((accepted_on is null) = (accepted_by is null)),
  -- a person has one bed at home at a time
  exclude using gist (jurisdiction with =, person with =, during with &&)
);
select platform.protect('care.home_bed');
create table care.bed_item (
  jurisdiction text not null,
  id uuid not null,
  bed uuid not null,
  kind text not null,
  serial text,
  installed_on date not null,
  removed_on date check (removed_on >= installed_on),
  primary key (jurisdiction, id),
  foreign key (jurisdiction, bed) references care.home_bed (jurisdiction, id)
);
create index on care.bed_item (jurisdiction, bed);
select platform.protect('care.bed_item');
create table care.bed_service (
  jurisdiction text not null,
  id uuid not null,
  bed uuid not null,
  served_on date not null,
  kind text not null,
  minutes int not null check (minutes between 1 and 1440),
  carer text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, bed) references care.home_bed (jurisdiction, id)
);
create index on care.bed_service (jurisdiction, bed, served_on);
select platform.protect('care.bed_service', 'select, insert');

-- 适老化改造、无障碍改造: one engine, two programmes. `home` is the household, or the person where none is known.
create table care.retrofit (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  home uuid not null,
  programme text not null check (programme in ('elder', 'disability')),
  casefile uuid,
  surveyed_on date not null,
  -- larger comes first
  priority int not null,
  state text not null default 'planned' check (state in ('planned', 'works', 'accepted', 'dropped')),
  cap_fen bigint not null check (cap_fen > 0),
  -- needs found at the survey, sealed with the person's key
  sealed bytea not null,
  accepted_on date,
  accepted_by text check (accepted_by in ('self', 'guardian', 'proxy')),
  subsidy_fen bigint check (subsidy_fen >= 0),
  dropped_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((state = 'accepted') = (accepted_on is not null and accepted_by is not null and subsidy_fen is not null)),
  check ((state = 'dropped') = (dropped_reason is not null))
);
create index on care.retrofit (jurisdiction, person);
create unique index retrofit_casefile on care.retrofit (jurisdiction, casefile) where casefile is not null and state <> 'dropped';
select platform.protect('care.retrofit');
create table care.retrofit_item (
  jurisdiction text not null,
  id uuid not null,
  retrofit uuid not null,
  home uuid not null,
  item text not null,
  quantity int not null check (quantity > 0),
  fen bigint not null check (fen > 0),
  done_on date,
  dropped boolean not null default false,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, retrofit) references care.retrofit (jurisdiction, id)
);
-- One household is not paid twice for one item, whatever the programme.
create unique index retrofit_item_once on care.retrofit_item (jurisdiction, home, item) where not dropped;
create index on care.retrofit_item (jurisdiction, retrofit);
select platform.protect('care.retrofit_item');
-- Photographs of a home, sealed with the person's key; the hash is of the picture.
create table care.photo (
  jurisdiction text not null,
  id uuid not null,
  item uuid not null,
  stage text not null check (stage in ('before', 'after')),
  sha256 text not null,
  type text not null,
  size int not null check (size > 0),
  sealed bytea not null,
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, item) references care.retrofit_item (jurisdiction, id)
);
create index on care.photo (jurisdiction, item);
select platform.protect('care.photo');

-- 康复辅助器具租赁: each device by its serial.
create table care.device (
  jurisdiction text not null,
  id uuid not null,
  serial text not null,
  kind text not null,
  model text,
  -- code of the facility that lends it
  point text not null,
  deposit_fen bigint not null check (deposit_fen >= 0),
  rent_fen bigint not null check (rent_fen >= 0),
  state text not null default 'in-service' check (state in ('in-service', 'repair', 'scrapped')),
  -- false from a return until the disinfection that follows it
  clean boolean not null default true,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, serial)
);
select platform.protect('care.device');
create table care.loan (
  jurisdiction text not null,
  id uuid not null,
  device uuid not null,
  person uuid not null,
  -- from the day it is handed out to the day after it comes back
  during daterange not null check (not isempty(during)),
  due_on date not null,
  deposit_fen bigint not null check (deposit_fen >= 0),
  returned_on date,
  condition text check (condition in ('good', 'worn', 'damaged', 'lost')),
  deducted_fen bigint check (deducted_fen between 0 and deposit_fen),
  deducted_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, device) references care.device (jurisdiction, id),
  check ((returned_on is null) = (condition is null) and (returned_on is null) = (deducted_fen is null)),
  check (coalesce(deducted_fen, 0) = 0 or deducted_reason is not null),
  -- one device is with one person at a time
  exclude using gist (jurisdiction with =, device with =, during with &&)
);
create index on care.loan (jurisdiction, person);
select platform.protect('care.loan');
create table care.device_event (
  jurisdiction text not null,
  id uuid not null,
  device uuid not null,
  act text not null check (act in ('added', 'lent', 'returned', 'disinfected', 'to-repair', 'repaired', 'scrapped')),
  on_day date not null,
  note text,
  done_by text not null,
  done_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, device) references care.device (jurisdiction, id)
);
create index on care.device_event (jurisdiction, device, done_at);
select platform.protect('care.device_event', 'select, insert');
