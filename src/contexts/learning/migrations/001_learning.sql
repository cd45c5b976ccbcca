create schema learning;

-- 班级规模与师幼比: what a kind of class may hold, by region and dates of effect. The longest region prefix that fits decides.
create table learning.class_limit (
  kind text not null check (kind in ('infant', 'toddler', 'older', 'mixed', 'home')),
  -- prefix of the region code; empty for the whole country
  region text not null check (region ~ '^[0-9]*$'),
  -- months of age on entry: from, and the first month that is too old
  age_from int not null check (age_from >= 0),
  age_until int not null check (age_until > age_from),
  -- most children in the class
  most int not null check (most > 0),
  -- children for each carer; null: the norm sets none
  per_carer int check (per_carer > 0),
  basis text not null,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  primary key (kind, region, valid_from)
);
select platform.catalogue('learning.class_limit', 'size, age and staff ratio of childcare classes, by region and date');

insert into learning.class_limit (kind, region, age_from, age_until, most, per_carer, basis, valid_from) values
  ('infant', '', 6, 12, 10, 3, '《托育机构设置标准（试行）》国卫人口发〔2019〕58号：乳儿班10人以下，1:3', '2019-10-08'),
  ('toddler', '', 12, 24, 15, 5, '《托育机构设置标准（试行）》国卫人口发〔2019〕58号：托小班15人以下，1:5', '2019-10-08'),
  ('older', '', 24, 36, 20, 7, '《托育机构设置标准（试行）》国卫人口发〔2019〕58号：托大班20人以下，1:7', '2019-10-08'),
  ('mixed', '', 18, 36, 18, null, '《托育机构设置标准（试行）》国卫人口发〔2019〕58号：混合编班18个月以上，18人以下；比例未定', '2019-10-08'),
  ('mixed', '4403', 18, 36, 18, 6, '深圳市地方规定：混合班1:6', '2019-10-08'),
  ('home', '', 6, 36, 5, 3, '《家庭托育点管理办法（试行）》国卫人口发〔2023〕28号：收托不超过5人，每名照护人员不超过3人', '2023-10-16');

-- Figures that a county may set otherwise from a day on.
create table learning.rule (
  code text not null,
  region text not null check (region ~ '^[0-9]*$'),
  value int not null,
  basis text not null,
  valid_from date not null,
  primary key (code, region, valid_from)
);
select platform.catalogue('learning.rule', 'parameters of counting in education and childcare, by region and date');

insert into learning.rule (code, region, value, basis, valid_from) values
  ('elder.age', '', 60, '老年人指60周岁以上的公民（老年人权益保障法 §2）', '2013-07-01'),
  ('elder.sessions', '', 12, '“经常性参与”的口径：一年内到课12次以上；各地可另定', '2021-01-01');

-- 托班: a class of a facility of the register.
create table learning.class (
  jurisdiction text not null,
  id uuid not null,
  -- code of the facility
  facility text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  kind text not null check (kind in ('infant', 'toddler', 'older', 'mixed', 'home')),
  name text not null,
  -- places as declared, carers on duty
  places int not null check (places > 0),
  carers int not null check (carers > 0),
  opened_on date not null,
  -- first day on which it is no longer there
  closed_on date check (closed_on > opened_on),
  revision int not null default 1,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  -- a family point is one class
  exclude using gist (jurisdiction with =, facility with =, daterange(opened_on, closed_on) with &&) where (kind = 'home')
);
create index on learning.class (jurisdiction, facility);
select platform.protect('learning.class');

-- 抽签: a round in which places are drawn. What was committed never changes.
create table learning.draw (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  facility_name text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  kind text not null check (kind in ('infant', 'toddler', 'older', 'mixed', 'home')),
  title text not null,
  places int not null check (places > 0),
  state text not null default 'open' check (state in ('open', 'committed', 'drawn', 'abandoned')),
  draw_on date,
  plan jsonb,
  commitment text check (commitment ~ '^[0-9a-f]{64}$'),
  committed_at timestamptz,
  committed_by text,
  reveal jsonb,
  seed text check (seed ~ '^[0-9a-f]{64}$'),
  drawn_at timestamptz,
  drawn_by text,
  abandoned_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check (state = 'open' or state = 'abandoned' or commitment is not null),
  check ((state = 'drawn') = (seed is not null)),
  check ((state = 'abandoned') = (abandoned_reason is not null))
);
create index on learning.draw (jurisdiction, facility, kind);
select platform.protect('learning.draw');

-- The list as committed, and the order as drawn. Both only grow.
create table learning.draw_entry (
  jurisdiction text not null,
  draw uuid not null,
  number text not null,
  priority int not null check (priority > 0),
  primary key (jurisdiction, draw, number),
  foreign key (jurisdiction, draw) references learning.draw (jurisdiction, id)
);
select platform.protect('learning.draw_entry', 'select, insert');
create table learning.draw_rank (
  jurisdiction text not null,
  draw uuid not null,
  rank int not null check (rank > 0),
  number text not null,
  primary key (jurisdiction, draw, rank),
  unique (jurisdiction, draw, number),
  foreign key (jurisdiction, draw, number) references learning.draw_entry (jurisdiction, draw, number)
);
select platform.protect('learning.draw_rank', 'select, insert');

-- 报名、候补: a child that waits for a place. The number is the receipt and says nothing about the child.
create table learning.application (
  jurisdiction text not null,
  id uuid not null,
  number text not null,
  facility text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  kind text not null check (kind in ('infant', 'toddler', 'older', 'mixed', 'home')),
  child uuid not null,
  -- 优先组: smaller goes first
  priority int not null default 1 check (priority between 1 and 9),
  draw uuid,
  -- place in the order drawn
  rank int check (rank > 0),
  state text not null default 'waiting' check (state in ('waiting', 'enrolled', 'withdrawn')),
  ended_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, number),
  foreign key (jurisdiction, draw) references learning.draw (jurisdiction, id)
);
create unique index application_once on learning.application (jurisdiction, child, facility, kind) where state = 'waiting';
create index on learning.application (jurisdiction, facility, kind) where state = 'waiting';
create index on learning.application (jurisdiction, draw) where draw is not null;
select platform.protect('learning.application');

-- 在托. A child has one place at a time.
create table learning.enrolment (
  jurisdiction text not null,
  id uuid not null,
  class uuid not null,
  child uuid not null,
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  application uuid,
  -- why somebody who was not the next in line was let in
  out_of_turn text,
  ended_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, class) references learning.class (jurisdiction, id),
  foreign key (jurisdiction, application) references learning.application (jurisdiction, id),
  exclude using gist (jurisdiction with =, child with =, during with &&)
);
create index on learning.enrolment (jurisdiction, class);
select platform.protect('learning.enrolment');

-- 幼儿园年度统计: a correction is a new row; the earlier one is superseded.
create table learning.kindergarten (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  name text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  year int not null check (year between 2000 and 2100),
  -- 公办、普惠性民办、其他民办
  kind text not null check (kind in ('public', 'inclusive', 'private')),
  -- children of three and more, whatever their age; null is unknown
  enrolled int check (enrolled >= 0),
  -- children under three in nursery classes: no part of the former
  toddlers int check (toddlers >= 0),
  import uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction, id)
);
create unique index kindergarten_year on learning.kindergarten (jurisdiction, facility, year) where superseded_at is null;
select platform.protect('learning.kindergarten');

-- 老年教育: courses, who comes, when it was held.
create table learning.course (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  facility text not null,
  facility_name text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  capacity int check (capacity > 0),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
select platform.protect('learning.course');
create table learning.learner (
  jurisdiction text not null,
  course uuid not null,
  person uuid not null,
  since date not null,
  left_on date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, course, person),
  foreign key (jurisdiction, course) references learning.course (jurisdiction, id)
);
create index on learning.learner (jurisdiction, person);
select platform.protect('learning.learner');
create table learning.session (
  jurisdiction text not null,
  id uuid not null,
  course uuid not null,
  held_on date not null,
  -- who came without a file: person-times that are nobody's in the count of persons; null: not counted
  guests int check (guests >= 0),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, course, held_on),
  foreign key (jurisdiction, course) references learning.course (jurisdiction, id)
);
select platform.protect('learning.session');
create table learning.attendance (
  jurisdiction text not null,
  session uuid not null,
  person uuid not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  -- entered in error
  void_at timestamptz,
  primary key (jurisdiction, session, person),
  foreign key (jurisdiction, session) references learning.session (jurisdiction, id)
);
create index on learning.attendance (jurisdiction, person);
select platform.protect('learning.attendance');
