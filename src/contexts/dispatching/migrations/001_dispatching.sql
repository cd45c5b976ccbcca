create schema dispatching;

-- 口径 by region, with dates of effect: speeds, weights of wishes, tolerances.
create table dispatching.parameter (
  name text not null,
  region text not null,
  value numeric not null,
  basis text not null,
  valid_from date not null,
  primary key (name, region, valid_from)
);
select platform.catalogue('dispatching.parameter', 'parameters of planning the day of carers, by region');
insert into dispatching.parameter (name, region, value, basis, valid_from) values
  ('foot-speed', '', 80, '没有步行路网时按成人步速每分钟 80 米估算，非实测；有路网时用路网的步速', '2024-01-01'),
  ('e-bike-speed', '', 200, '电动自行车设计最高车速 25 km/h（GB 17761），城镇道路连同停放按 12 km/h 即每分钟 200 米估算，非实测', '2024-01-01'),
  ('car-speed', '', 350, '城镇道路连同停放按 21 km/h 即每分钟 350 米估算，非实测', '2024-01-01'),
  ('straight-detour', '', 1.4, '不在路网上的点按直线距离的 1.4 倍估算，非实测', '2024-01-01'),
  ('late-start-minutes', '', 30, '最迟可比约定的最晚开始时间晚这么多分钟，每晚一分钟计入代价', '2024-01-01'),
  ('wish-weight', '', 15, '一项愿望没有满足抵 15 分钟路程', '2024-01-01'),
  ('known-weight', '', 10, '没有安排以前服务过的人（相对固定服务人员）抵 10 分钟路程', '2024-01-01'),
  ('moved-minutes', '', 15, '已告知的时间移动超过这么多分钟才算改动', '2024-01-01'),
  ('known-days', '', 183, '多少天以内服务过算“以前服务过”', '2024-01-01');

-- 排班: how a carer of an organisation works. The weekly pattern is a list of {weekday 1–7, from, until} in minutes of the day.
create table dispatching.carer (
  jurisdiction text not null,
  organisation uuid not null,
  staff uuid not null,
  -- works for this site only; null: for all sites of the organisation
  site uuid,
  mode text not null check (mode in ('foot', 'e-bike', 'car')),
  start_at text not null check (start_at in ('site', 'home')),
  pattern jsonb not null check (jsonb_typeof(pattern) = 'array'),
  -- 午休: a rest of so many minutes that begins in a window
  lunch_from int check (lunch_from between 0 and 1439),
  lunch_until int check (lunch_until >= lunch_from),
  lunch_minutes int check (lunch_minutes between 5 and 180),
  -- service minutes of a day at most
  most_minutes int check (most_minutes between 30 and 960),
  languages text[] not null default '{}',
  planned boolean not null default true,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, organisation, staff),
  check ((lunch_from is null) = (lunch_minutes is null) and (lunch_until is null) = (lunch_minutes is null))
);
select platform.protect('dispatching.carer');

-- 例外: sick, on leave, in training, or working besides the pattern.
create table dispatching.exception (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  staff uuid not null,
  during tstzrange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  kind text not null check (kind in ('sick', 'leave', 'training', 'other', 'extra')),
  withdrawn_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation, staff) references dispatching.carer (jurisdiction, organisation, staff)
);
create index on dispatching.exception (jurisdiction, organisation, staff);
select platform.protect('dispatching.exception', 'select, insert, update (withdrawn_at)');

-- 愿望 of who is served: preferred or unwanted carers, gender, language.
create table dispatching.wish (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  kind text not null check (kind in ('carer', 'not', 'gender', 'language')),
  staff uuid,
  value text,
  hard boolean not null,
  ended_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((kind in ('carer', 'not')) = (staff is not null)),
  check ((kind in ('gender', 'language')) = (value is not null))
);
create index on dispatching.wish (jurisdiction, person) where ended_at is null;
select platform.protect('dispatching.wish', 'select, insert, update (ended_at)');
select platform.concerns('dispatching.wish', 'person');

-- 锁定、延时: what a person decided about one order's visit. `staff` is by part, null where free.
create table dispatching.hold (
  jurisdiction text not null,
  order_id uuid not null,
  staff uuid[],
  start_minute int check (start_minute between 0 and 1440),
  extra_minutes int not null default 0 check (extra_minutes between 0 and 480),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, order_id),
  check (start_minute is null or staff is not null)
);
select platform.protect('dispatching.hold', 'select, insert, update, delete');

-- 日计划 in versions. Nothing is done before a version is taken over.
create table dispatching.plan (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  site uuid not null,
  day date not null,
  version int not null check (version > 0),
  kind text not null check (kind in ('optimise', 'replan', 'hand')),
  event jsonb,
  run uuid,
  state text not null check (state in ('computing', 'proposed', 'taken', 'dropped')),
  seconds numeric not null,
  seed int not null,
  engine text,
  -- solution with cost parts, explanation, differences to what stood, and what the ways were taken from
  result jsonb,
  asked_by text not null,
  asked_at timestamptz not null,
  computed_at timestamptz,
  taken_by text,
  taken_at timestamptz,
  primary key (jurisdiction, id),
  unique (jurisdiction, site, day, version),
  check ((state = 'computing') = (result is null) or state = 'dropped'),
  check ((state = 'taken') = (taken_at is not null))
);
create index on dispatching.plan (jurisdiction, site, day, version desc);
select platform.protect('dispatching.plan', 'select, insert, update (state, engine, result, computed_at, taken_by, taken_at)');
