-- Kinds of facilities that the papers name.
create table territory.facility_kind (
  code text primary key,
  family text not null check (family in ('elder', 'child', 'health', 'culture', 'sport', 'commerce', 'community', 'disability', 'education')),
  zh text not null,
  en text not null
);
insert into territory.facility_kind (code, family, zh, en) values
  ('elder-institution', 'elder', '养老机构', 'Residential elder-care institution'),
  ('elder-failing-care', 'elder', '失能照护供养机构', 'Institution for dependent elders'),
  ('elder-regional-centre', 'elder', '区域养老服务中心', 'Area elder-care centre'),
  ('elder-home-centre', 'elder', '社区居家养老服务中心', 'Community and home elder-care centre'),
  ('elder-day-care', 'elder', '日间照料站', 'Day-care station for elders'),
  ('elder-mutual-aid', 'elder', '农村互助养老点', 'Rural mutual-aid point'),
  ('elder-canteen', 'elder', '老年食堂', 'Canteen for elders'),
  ('elder-bathing', 'elder', '助浴点', 'Assisted-bathing point'),
  ('elder-university', 'elder', '老年大学（学校）', 'University of the third age'),
  ('childcare', 'child', '托育机构', 'Childcare centre'),
  ('childcare-family', 'child', '家庭托育点', 'Family childcare point'),
  ('childcare-community', 'child', '社区托育点', 'Community childcare point'),
  ('child-aftercare', 'child', '儿童之家', 'Children’s house'),
  ('kindergarten', 'education', '幼儿园', 'Kindergarten'),
  ('primary-school', 'education', '小学', 'Primary school'),
  ('middle-school', 'education', '中学', 'Secondary school'),
  ('vocational-school', 'education', '中等职业学校', 'Vocational school'),
  ('hospital', 'health', '医院', 'Hospital'),
  ('township-health-centre', 'health', '乡镇卫生院', 'Township health centre'),
  ('community-health-centre', 'health', '社区卫生服务中心', 'Community health centre'),
  ('community-health-station', 'health', '社区卫生服务站', 'Community health station'),
  ('village-clinic', 'health', '村卫生室', 'Village clinic'),
  ('medical-elder-centre', 'health', '医养结合服务中心', 'Medical and elder-care centre'),
  ('pharmacy', 'health', '药店', 'Pharmacy'),
  ('community-hall', 'community', '社区综合服务设施', 'Community service hall'),
  ('social-work-station', 'community', '社会工作站', 'Social-work station'),
  ('volunteer-station', 'community', '志愿服务站', 'Volunteer station'),
  ('public-activity-space', 'community', '公共活动场地', 'Public activity space'),
  ('culture-centre', 'culture', '文化馆（站）', 'Culture centre'),
  ('library', 'culture', '图书馆', 'Library'),
  ('city-study', 'culture', '城市书房', 'City reading room'),
  ('museum', 'culture', '博物馆', 'Museum'),
  ('cinema', 'culture', '影剧院', 'Theatre or cinema'),
  ('sports-ground', 'sport', '体育场地', 'Sports ground'),
  ('fitness-centre', 'sport', '全民健身中心', 'Public fitness centre'),
  ('fitness-trail', 'sport', '健身步道', 'Fitness trail'),
  ('convenience-store', 'commerce', '便利店', 'Convenience store'),
  ('market', 'commerce', '菜市场', 'Food market'),
  ('consumer-centre', 'commerce', '便民消费服务中心', 'Consumer-service centre'),
  ('parcel-station', 'commerce', '快递末端网点', 'Parcel station'),
  ('housekeeping', 'commerce', '家政服务网点', 'Housekeeping outlet'),
  ('breakfast', 'commerce', '早餐店', 'Breakfast shop'),
  ('repair', 'commerce', '维修理发等便民网点', 'Repair, tailoring and hair salon'),
  ('disability-rehab', 'disability', '残疾人康复机构', 'Rehabilitation centre'),
  ('disability-care', 'disability', '残疾人托养机构', 'Care centre for disabled people'),
  ('funeral', 'community', '殡葬服务设施', 'Funeral facility');
select platform.catalogue('territory.facility_kind', 'kinds of facilities');

-- A facility is its code. What is known of it stands in versions, whether it works in states; both by date, so that any past day can
-- be asked. Nothing is erased: a row that was replaced keeps when and by which import, and no longer counts.
create table territory.facility (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  created_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
select platform.protect('territory.facility', 'select, insert');

create table territory.facility_version (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  -- days on which these attributes hold
  during daterange not null check (not isempty(during)),
  name text not null,
  kind text not null,
  -- 中心、站、点
  tier text check (tier in ('centre', 'station', 'point')),
  -- 全托 日托 上门 对下指导 and others; null is unknown, an empty list is none
  functions text[],
  region text not null check (region ~ '^[0-9]{12}$'),
  address text,
  -- WGS-84
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  operator_name text,
  operator_code text,
  ownership text check (ownership in ('public', 'public-private', 'private', 'collective')),
  inclusive boolean,
  floor_area numeric check (floor_area >= 0),
  activity_area numeric check (activity_area >= 0),
  outdoor_area numeric check (outdoor_area >= 0),
  storey text,
  tenure text check (tenure in ('owned', 'rented', 'free-use')),
  hours text,
  phone text,
  places int check (places >= 0),
  beds int check (beds >= 0),
  nursing_beds int check (nursing_beds >= 0),
  childcare_places int check (childcare_places >= 0),
  enrolled int check (enrolled >= 0),
  opened_on date,
  closed_on date check (closed_on >= opened_on),
  filed_on date,
  source text,
  note text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  -- the counter-import that put a copy of this row back; `import` stays the one that first brought it
  restored_in uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  exclude using gist (jurisdiction with =, facility with =, during with &&) where (superseded_at is null)
);
create index on territory.facility_version (jurisdiction, region) where superseded_at is null;
create index on territory.facility_version (jurisdiction, import) where import is not null;
create index on territory.facility_version (jurisdiction, superseded_in) where superseded_in is not null;
alter table territory.facility_version add constraint facility_version_kind foreign key (kind) references territory.facility_kind (code);
select platform.protect('territory.facility_version');

create table territory.facility_state (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  state text not null check (state in ('open', 'suspended', 'closed')),
  during daterange not null check (not isempty(during)),
  reason text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  -- the counter-import that put a copy of this row back; `import` stays the one that first brought it
  restored_in uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  exclude using gist (jurisdiction with =, facility with =, during with &&) where (superseded_at is null)
);
create index on territory.facility_state (jurisdiction, import) where import is not null;
create index on territory.facility_state (jurisdiction, superseded_in) where superseded_in is not null;
select platform.protect('territory.facility_state');

-- Facilities as they were on a day, by what is known today. State: open, suspended, closed; planned before the opening; null where
-- the opening date is unknown and the day lies before the first day it was seen open. As seen by the actor: row-level security holds.
create function territory.facility_on(on_day date) returns table (
  jurisdiction text, facility uuid, code text, state text, version territory.facility_version
) language sql stable
begin atomic
  select f.jurisdiction, f.id, f.code,
    case when s.state is not null then s.state
      when v.opened_on is null then null
      else 'planned' end,
    v
  from territory.facility f
  join territory.facility_version v
    on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null and v.during @> on_day
  left join territory.facility_state s
    on s.jurisdiction = f.jurisdiction and s.facility = f.id and s.superseded_at is null and s.during @> on_day;
end;
