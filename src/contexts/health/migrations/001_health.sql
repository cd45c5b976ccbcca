create schema health;

-- Parameters that a county may set otherwise from a day on.
create table health.rule (
  code text not null,
  region text not null check (region ~ '^[0-9]*$'),
  value int not null,
  basis text not null,
  valid_from date not null,
  primary key (code, region, valid_from)
);
select platform.catalogue('health.rule', 'parameters of health services, by region and date');

insert into health.rule (code, region, value, basis, valid_from) values
  ('check.age', '', 65, '国家基本公共卫生服务规范：辖区内65岁及以上常住居民每年一次健康管理', '2009-07-01'),
  -- 0: due from the birthday on, and only a check from then on counts; 1: everybody who reaches the age in the year is due from 1 January
  ('check.whole-year', '', 0, '口径：满65周岁当天起应做，此后做的才计入；1 表示当年满65周岁的全年都算', '2009-07-01'),
  ('contract.max-months', '', 36, '家庭医生签约协议有效期1—3年（国卫基层发〔2022〕10号）', '2022-03-03'),
  ('contract.remind-days', '', 30, '到期前提醒续签', '2022-03-03'),
  ('agreement.activity-months', '', 6, '签而不约的不计入签约率：最近六个月内有履约活动；各地可另定', '2019-10-01');

-- 65岁以上健康管理: one row for each check. What was found is sealed with the person's key; that it was held is not.
create table health.check (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  -- the file it stood with before two files were found to be one person
  merged_from uuid,
  held_on date not null,
  -- code and name of the institution that did it
  facility text not null,
  facility_name text not null,
  -- items done and a summary of the results
  sealed bytea not null,
  channel text not null check (channel in ('clinic', 'home', 'outreach')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  -- entered in error
  void_at timestamptz,
  void_by text,
  primary key (jurisdiction, id),
  check ((void_at is null) = (void_by is null))
);
create index check_person on health.check (jurisdiction, person, held_on) where void_at is null;
create index check_day on health.check (jurisdiction, held_on) where void_at is null;
select platform.protect('health.check');

-- 邀约: that somebody was asked to come, and what came of it.
create table health.invitation (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  -- the file it stood with before two files were found to be one person
  merged_from uuid,
  invited_on date not null,
  channel text not null check (channel in ('phone', 'visit', 'message', 'letter')),
  outcome text not null check (outcome in ('agreed', 'unreached', 'declined')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index on health.invitation (jurisdiction, person, invited_on);
select platform.protect('health.invitation');

-- 家庭医生团队.
create table health.team (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  facility text not null,
  facility_name text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  leader text not null,
  phone text,
  since date not null,
  ended_on date check (ended_on > since),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
select platform.protect('health.team');

-- 签约: a person has one family doctor at a time. It holds for its days and ends by itself.
create table health.contract (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  -- the file it stood with before two files were found to be one person
  merged_from uuid,
  team uuid not null,
  pack text not null check (pack in ('basic', 'extended')),
  during daterange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  -- the last day as signed; an end before it has a reason
  signed_until date not null,
  ended_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, team) references health.team (jurisdiction, id),
  exclude using gist (jurisdiction with =, person with =, during with &&)
);
create index on health.contract (jurisdiction, team);
create index on health.contract (jurisdiction, upper(during));
select platform.protect('health.contract');

-- 履约服务, and where somebody went first when ill (首诊).
create table health.service (
  jurisdiction text not null,
  id uuid not null,
  contract uuid not null,
  held_on date not null,
  kind text not null check (kind in ('consultation', 'follow-up', 'home-visit', 'referral', 'first-contact')),
  -- of a first contact: whether it was with the team's institution
  at_team boolean,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, contract) references health.contract (jurisdiction, id),
  check ((kind = 'first-contact') = (at_team is not null))
);
create index on health.service (jurisdiction, contract);
create index on health.service (jurisdiction, held_on);
select platform.protect('health.service', 'select, insert');

-- 医养结合等属性: what an institution is recognised or equipped as, for a term, with the evidence for it.
create table health.attribute (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  name text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  attribute text not null,
  from_on date not null,
  until_on date check (until_on >= from_on),
  evidence text,
  import uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction, id)
);
create unique index attribute_once on health.attribute (jurisdiction, facility, attribute, from_on) where superseded_at is null;
select platform.protect('health.attribute');
