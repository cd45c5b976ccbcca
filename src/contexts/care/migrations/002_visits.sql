-- 探访关爱 (A71, norms D15). What law and region lay down is data.
alter table care.parameter drop constraint parameter_name_check;
alter table care.parameter add constraint parameter_name_check check (name in ('assessment-months', 'bed-services-a-month',
  'visit-age', 'visit-raise-from', 'visit-gone-before-due', 'visit-ahead-days', 'visit-late-hours', 'visit-call-hours'));
insert into care.parameter (name, value, basis, valid_from) values
  ('visit-age', 60, '民政部等10部门《关于开展特殊困难老年人探访关爱服务的指导意见》（2022）：特殊困难老年人；老年人权益保障法 §2：60 周岁以上', '2022-11-01'),
  ('visit-raise-from', 2, '演示参数：同时属于两个及以上类别的，风险提高一档；各地规定不同，请换成本地文件', '2022-11-01'),
  ('visit-gone-before-due', 1, '口径参数 D15：分母不含当月首个应访日之前去世或迁出的人；0 为不扣除', '2022-11-01'),
  ('visit-ahead-days', 2, '演示参数：应访日前几天列入当日名单', '2022-11-01'),
  ('visit-late-hours', 24, '演示参数：探访后超过几小时才送达的记为补录', '2022-11-01'),
  ('visit-call-hours', 24, '内蒙古探访关爱办法：情况重大变化后 24 小时内探访', '2022-11-01');

-- How often a person of a risk class is visited. The longest prefix of the region and the newest day decide.
create table care.visit_term (
  risk text not null check (risk in ('high', 'key', 'general')),
  region text not null default '',
  every int not null check (every > 0),
  unit text not null check (unit in ('day', 'month')),
  basis text not null,
  certainty text not null check (certainty in ('V1', 'V2', 'V3', 'demo')),
  valid_from date not null,
  primary key (risk, region, valid_from)
);
select platform.catalogue('care.visit_term', 'how often persons of a risk class are visited, with basis and date');
insert into care.visit_term (risk, every, unit, basis, certainty, valid_from) values
  ('high', 7, 'day', '演示参数，参照内蒙古：高风险每周不少于一次', 'V2', '2022-11-01'),
  ('key', 1, 'month', '民政部等10部门（2022）：月探访率目标 100%', 'V2', '2022-11-01'),
  ('general', 1, 'month', '民政部等10部门（2022）：月探访率目标 100%', 'V2', '2022-11-01');
insert into care.visit_term (risk, region, every, unit, basis, certainty, valid_from) values
  ('high', '15', 7, 'day', '内蒙古探访关爱办法：高风险每周不少于一次', 'V2', '2022-11-01'),
  ('key', '15', 1, 'month', '内蒙古探访关爱办法：重点每月不少于一次', 'V2', '2022-11-01'),
  ('general', '15', 3, 'month', '内蒙古探访关爱办法：一般每季度不少于一次', 'V2', '2022-11-01');

-- Which risk a category of special difficulty brings by itself.
create table care.visit_class (
  category text not null,
  region text not null default '',
  risk text not null check (risk in ('high', 'key', 'general')),
  basis text not null,
  valid_from date not null,
  primary key (category, region, valid_from)
);
select platform.catalogue('care.visit_class', 'risk class that a category of special difficulty brings');
insert into care.visit_class (category, risk, basis, valid_from)
  select c, r, '演示参数：各地分类标准不同，请换成本地文件', '2022-11-01' from (values ('lost-ability', 'key'), ('severe-disability', 'key'),
    ('living-alone', 'key'), ('family-planning', 'key'), ('empty-nest', 'general'), ('left-behind', 'general')) v(c, r);

-- A class that somebody set for a person after looking; it goes before the one that the categories bring.
create table care.visit_risk (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  risk text not null check (risk in ('high', 'key', 'general')),
  during daterange not null check (not isempty(during)),
  -- why, sealed with the person's key
  sealed bytea not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (jurisdiction, id),
  exclude using gist (jurisdiction with =, person with =, during with &&)
);
select platform.protect('care.visit_risk');

-- A visit or an attempt. What was found and needed is sealed with the person's key. A correction is an edit; what was said first stays.
create table care.visit (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  visitor text not null,
  mode text not null check (mode in ('door', 'phone', 'video')),
  -- false: nobody opened or picked up; it is an attempt and no visit
  answered boolean not null,
  held_at timestamptz not null,
  -- the day in China, by which months are counted
  held_on date not null,
  minutes int check (minutes between 0 and 720),
  region text check (region ~ '^[0-9]{12}$'),
  -- coarse place, about 100 m: longitude and latitude with three decimals; null is unknown
  place_lon numeric(6, 3),
  place_lat numeric(6, 3),
  sealed bytea not null,
  confirmed text not null check (confirmed in ('code', 'signature', 'none', 'code-wrong')),
  entry text not null check (entry in ('live', 'late')),
  clock text not null check (clock in ('ok', 'corrected', 'doubtful')),
  -- what the app sent, where it came from one
  operation uuid,
  voided_at timestamptz,
  voided_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((place_lon is null) = (place_lat is null)),
  check ((voided_at is null) = (voided_reason is null))
);
create index visit_person on care.visit (jurisdiction, person, held_on desc);
create index visit_day on care.visit (jurisdiction, held_on, visitor);
create unique index visit_operation on care.visit (jurisdiction, operation) where operation is not null;
select platform.protect('care.visit');

-- What was said about a visit after it: each saying is a row; `device`, `seq` and `base` tell what its author knew.
create table care.visit_edit (
  jurisdiction text not null,
  id uuid not null,
  visit uuid not null,
  device text not null,
  seq int not null check (seq > 0),
  base jsonb not null,
  sealed bytea not null,
  edited_by text not null,
  edited_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, visit, device, seq),
  foreign key (jurisdiction, visit) references care.visit (jurisdiction, id)
);
select platform.protect('care.visit_edit');

-- Photograph or signature, sealed with the person's key.
create table care.visit_paper (
  jurisdiction text not null,
  id uuid not null,
  visit uuid not null,
  kind text not null check (kind in ('photo', 'signature')),
  sha256 text not null,
  type text not null,
  size int not null check (size > 0),
  sealed bytea not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, visit) references care.visit (jurisdiction, id)
);
create index on care.visit_paper (jurisdiction, visit);
select platform.protect('care.visit_paper');

-- 转介: what was found opens work of another unit.
create table care.referral (
  jurisdiction text not null,
  id uuid not null,
  visit uuid not null,
  person uuid not null,
  kind text not null,
  unit text not null,
  due date not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'done', 'declined')),
  sealed bytea not null,
  opened_by text not null,
  opened_at timestamptz not null,
  answered_by text,
  answered_at timestamptz,
  answer bytea,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, visit) references care.visit (jurisdiction, id),
  check ((state in ('done', 'declined')) = (answer is not null))
);
create index on care.referral (jurisdiction, person);
create index on care.referral (jurisdiction, due) where state in ('open', 'accepted');
select platform.protect('care.referral');

-- Something happened that asks for a visit soon (情况重大变化).
create table care.visit_call (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  due_at timestamptz not null,
  sealed bytea not null,
  called_by text not null,
  called_at timestamptz not null,
  -- the visit that answered it
  visit uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, visit) references care.visit (jurisdiction, id)
);
create index on care.visit_call (jurisdiction, person) where visit is null;
select platform.protect('care.visit_call');

-- What was last told to statistics, by month and village, so that only what changed is told.
create table care.visit_count (
  jurisdiction text not null,
  month date not null,
  region text not null,
  eligible int not null,
  reached int not null,
  contacts int not null,
  attempts int not null,
  counted_at timestamptz not null,
  primary key (jurisdiction, month, region)
);
select platform.protect('care.visit_count');

-- What cross-checks found (two places at once, impossible travel, deceased, in hospital); a person settles it.
create table care.visit_flag (
  jurisdiction text not null,
  visit uuid not null,
  kind text not null check (kind in ('two-places', 'travel', 'gone', 'in-hospital', 'person-twice', 'code-wrong', 'clock')),
  -- the other visit it contradicts
  other uuid,
  detail jsonb not null default '{}',
  found_at timestamptz not null,
  settled text check (settled in ('true', 'explained')),
  settled_note text,
  settled_by text,
  settled_at timestamptz,
  primary key (jurisdiction, visit, kind),
  foreign key (jurisdiction, visit) references care.visit (jurisdiction, id),
  check ((settled is null) = (settled_at is null))
);
select platform.protect('care.visit_flag', 'select, insert, update, delete');
