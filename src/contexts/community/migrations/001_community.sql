create schema community;

-- Terms and least numbers that a region sets. The longest prefix of the region and the newest day decide.
create table community.parameter (
  name text not null check (name in ('urgent-page-minutes', 'urgent-keep-months', 'mutual-aid-months', 'mutual-aid-activities',
    'tour-film', 'tour-opera', 'tour-culture', 'tour-sport', 'tour-clinic')),
  region text not null default '' check (region ~ '^[0-9]*$'),
  value int not null check (value > 0),
  basis text not null,
  valid_from date not null,
  primary key (name, region, valid_from)
);
select platform.catalogue('community.parameter', 'terms and least numbers of community services, by region and date');
insert into community.parameter (name, value, basis, valid_from) values
  ('urgent-page-minutes', 3, '演示参数：呼叫一名值班人员后等候的分钟数，请换成本地值班制度', '2021-01-01'),
  ('urgent-keep-months', 36, '演示参数：救助内容的保存期限（月），到期销毁密钥', '2021-01-01'),
  ('mutual-aid-months', 3, '演示参数：互助点最近几个月内有活动才算活跃，请换成本地口径', '2021-01-01'),
  ('mutual-aid-activities', 1, '演示参数：期内至少几次活动才算活跃，请换成本地口径', '2021-01-01'),
  ('tour-film', 12, '农村公益电影放映“一村一月一场”（国办发〔2007〕38号）：一年12场', '2021-01-01'),
  ('tour-opera', 1, '演示参数：“戏曲进乡村”每村一年的场次，请换成本地文件', '2021-01-01'),
  ('tour-culture', 2, '演示参数：文化下乡每村一年的场次，请换成本地文件', '2021-01-01'),
  ('tour-sport', 1, '演示参数：体育下乡每村一年的场次，请换成本地文件', '2021-01-01'),
  ('tour-clinic', 2, '演示参数：义诊下乡每村一年的次数，请换成本地文件', '2021-01-01');

-- 紧急救助值班表: who is called in an area, in which order. An account is paged on its screen; a telephone is rung by whoever took the call.
create table community.duty_contact (
  jurisdiction text not null,
  id uuid not null,
  -- prefix of the region codes it answers for
  area text not null check (area ~ '^[0-9]{6,12}$'),
  position int not null check (position between 1 and 20),
  name text not null,
  phone text not null,
  account uuid,
  during tstzrange not null check (not isempty(during) and not lower_inf(during) and lower_inc(during) and not upper_inc(during)),
  ended_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  constraint duty_position exclude using gist (jurisdiction with =, area with =, position with =, during with &&)
);
select platform.protect('community.duty_contact');

-- 助急呼叫. Address, person and trouble stand sealed under a key of the call; destroying the key destroys them.
create table community.urgent_call (
  jurisdiction text not null,
  id uuid not null,
  no text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  -- file of the person, where it is known
  person uuid,
  wrapped bytea,
  sealed bytea,
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper', 'field', 'device')),
  -- the record of another room that it came from, e.g. an order
  source text,
  state text not null check (state in ('open', 'acknowledged', 'closed')),
  -- pages so far, and when the next one is due
  turn int not null default 0 check (turn >= 0),
  next_at timestamptz,
  -- who was paged last, or who answered
  contact uuid,
  opened_by text not null,
  opened_at timestamptz not null,
  acknowledged_at timestamptz check (acknowledged_at >= opened_at),
  closed_at timestamptz check (closed_at >= opened_at),
  revision int not null default 0,
  primary key (jurisdiction, id),
  unique (jurisdiction, no),
  foreign key (jurisdiction, contact) references community.duty_contact (jurisdiction, id),
  check ((state = 'open') = (next_at is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check ((wrapped is null) = (sealed is null))
);
create index urgent_due on community.urgent_call (jurisdiction, next_at) where state = 'open';
create index urgent_standing on community.urgent_call (jurisdiction, opened_at) where state <> 'closed';
create unique index urgent_source on community.urgent_call (jurisdiction, source) where source is not null;
create index urgent_person on community.urgent_call (jurisdiction, person) where person is not null;
select platform.protect('community.urgent_call');
select platform.concerns('community.urgent_call', 'person');

-- Every step of a call, with time and actor. Only grows. One page for each turn: what is cut short and done again is not done twice.
create table community.urgent_step (
  jurisdiction text not null,
  call uuid not null,
  seq int not null check (seq >= 0),
  kind text not null check (kind in ('opened', 'paged', 'nobody', 'acknowledged', 'released', 'arrived', 'note', 'closed')),
  turn int,
  contact uuid,
  contact_name text,
  -- sealed under the key of the call
  note bytea,
  actor text not null,
  at timestamptz not null,
  primary key (jurisdiction, call, seq),
  foreign key (jurisdiction, call) references community.urgent_call (jurisdiction, id),
  check ((kind in ('paged', 'nobody')) = (turn is not null))
);
create unique index urgent_turn on community.urgent_step (jurisdiction, call, turn) where turn is not null;
select platform.protect('community.urgent_step', 'select, insert');

-- 志愿者: a person with a file who serves.
create table community.volunteer (
  jurisdiction text not null,
  id uuid not null,
  no text not null,
  person uuid not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  skills text[] not null default '{}',
  since date not null,
  left_on date check (left_on >= since),
  -- the same person registered twice: the other registration, and the file this one stood with before
  merged_into uuid,
  merged_from uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, no),
  foreign key (jurisdiction, merged_into) references community.volunteer (jurisdiction, id)
);
create unique index volunteer_once on community.volunteer (jurisdiction, person) where merged_into is null;
create index volunteer_region on community.volunteer (jurisdiction, region) where merged_into is null;
select platform.protect('community.volunteer');
select platform.concerns('community.volunteer', 'person');

-- 志愿者培训.
create table community.volunteer_training (
  jurisdiction text not null,
  id uuid not null,
  volunteer uuid not null,
  topic text not null,
  hours numeric(5, 1) not null check (hours > 0),
  held_on date not null,
  organiser text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, volunteer) references community.volunteer (jurisdiction, id)
);
create unique index training_once on community.volunteer_training (jurisdiction, volunteer, topic, held_on);
select platform.protect('community.volunteer_training', 'select, insert');

-- 志愿者人身意外伤害保险.
create table community.volunteer_insurance (
  jurisdiction text not null,
  id uuid not null,
  volunteer uuid not null,
  insurer text not null,
  policy text not null,
  during daterange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  paid_by text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, volunteer) references community.volunteer (jurisdiction, id)
);
create unique index insurance_once on community.volunteer_insurance (jurisdiction, volunteer, policy);
select platform.protect('community.volunteer_insurance', 'select, insert');

-- 志愿服务活动. The database keeps `taken` within `places`.
create table community.volunteer_activity (
  jurisdiction text not null,
  id uuid not null,
  title text not null,
  kind text not null check (kind in ('visit', 'meals', 'escort', 'repair', 'culture', 'teaching', 'children', 'environment', 'emergency', 'other')),
  region text not null check (region ~ '^[0-9]{12}$'),
  place text not null,
  organiser text not null,
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during)),
  places int not null check (places > 0),
  taken int not null default 0 check (taken >= 0 and taken <= places),
  -- 可能发生人身危险: only insured volunteers
  risky boolean not null,
  -- a training that volunteers must have had
  training text,
  state text not null default 'open' check (state in ('open', 'cancelled')),
  cancel_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((state = 'cancelled') = (cancel_reason is not null))
);
create index on community.volunteer_activity (jurisdiction, lower(during));
select platform.protect('community.volunteer_activity');

create table community.signup (
  jurisdiction text not null,
  activity uuid not null,
  volunteer uuid not null,
  state text not null check (state in ('signed', 'withdrawn')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, activity, volunteer),
  foreign key (jurisdiction, activity) references community.volunteer_activity (jurisdiction, id),
  foreign key (jurisdiction, volunteer) references community.volunteer (jurisdiction, id)
);
create index on community.signup (jurisdiction, volunteer);
select platform.protect('community.signup');

-- 志愿服务时长记录. Entries only grow: a correction is a new entry that names the one it takes the place of; an empty span says that nothing
-- was served.
create table community.hour_entry (
  jurisdiction text not null,
  id uuid not null,
  volunteer uuid not null,
  activity uuid not null,
  during tstzrange not null check (isempty(during) or (lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during))),
  corrects uuid,
  reason text,
  checked_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, volunteer) references community.volunteer (jurisdiction, id),
  foreign key (jurisdiction, activity) references community.volunteer_activity (jurisdiction, id),
  foreign key (jurisdiction, corrects) references community.hour_entry (jurisdiction, id),
  check ((corrects is null) = (reason is null)),
  check (corrects is not null or not isempty(during))
);
create index on community.hour_entry (jurisdiction, volunteer);
create unique index hour_corrected_once on community.hour_entry (jurisdiction, corrects) where corrects is not null;
select platform.protect('community.hour_entry', 'select, insert');

-- The entries as they stand: nobody serves in two places at once.
create table community.hour_standing (
  jurisdiction text not null,
  activity uuid not null,
  volunteer uuid not null,
  entry uuid not null,
  during tstzrange not null,
  primary key (jurisdiction, activity, volunteer),
  foreign key (jurisdiction, entry) references community.hour_entry (jurisdiction, id),
  constraint hours_apart exclude using gist (jurisdiction with =, volunteer with =, during with &&)
);
select platform.protect('community.hour_standing', 'select, insert, update');

-- 志愿服务记录证明: what was certified, when. The case and the certificate stand in the procedures.
create table community.service_record (
  jurisdiction text not null,
  casefile uuid not null,
  volunteer uuid not null,
  certificate text,
  minutes int not null check (minutes > 0),
  activities int not null check (activities > 0),
  first_on date not null,
  last_on date not null check (last_on >= first_on),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, casefile),
  foreign key (jurisdiction, volunteer) references community.volunteer (jurisdiction, id)
);
create index on community.service_record (jurisdiction, volunteer);
select platform.protect('community.service_record', 'select, insert');

-- 互助养老点活动: what makes a point active.
create table community.point_activity (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  held_on date not null,
  kind text not null check (kind in ('meal', 'visit', 'culture', 'health', 'work', 'other')),
  title text not null,
  -- null: not counted
  persons int check (persons >= 0),
  void_at timestamptz,
  void_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((void_at is null) = (void_reason is null))
);
create unique index point_activity_once on community.point_activity (jurisdiction, facility, held_on, title) where void_at is null;
create index on community.point_activity (jurisdiction, held_on);
select platform.protect('community.point_activity');

-- 活动场次: 全民健身赛事、公共文化活动、下乡活动. One row for each time it is held.
create table community.event (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('fitness', 'culture', 'outreach')),
  -- what goes to the villages
  tour text check (tour in ('film', 'opera', 'culture', 'sport', 'clinic')),
  region text not null check (region ~ '^[0-9]{12}$'),
  facility text,
  planned_on date not null,
  held_on date,
  organiser text not null,
  -- 参加人次 and how they were counted; null: not counted
  visits int check (visits >= 0),
  method text check (method in ('counted', 'sampled', 'manual')),
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code),
  check ((kind = 'outreach') = (tour is not null)),
  check ((state = 'held') = (held_on is not null)),
  check ((visits is null) = (method is null)),
  check ((state = 'cancelled') = (reason is not null))
);
-- Entered twice it is one event.
create unique index event_once on community.event (jurisdiction, kind, region, planned_on, name) where state <> 'cancelled';
create index on community.event (jurisdiction, planned_on);
create index on community.event (jurisdiction, region) where kind = 'outreach';
select platform.protect('community.event');

-- 场馆人次: one figure for each venue and day, with how it was counted. A correction is the next revision; the earlier ones stay.
create table community.venue_visits (
  jurisdiction text not null,
  facility text not null,
  day date not null,
  revision int not null check (revision > 0),
  visits int not null check (visits >= 0),
  method text not null check (method in ('counted', 'sampled', 'manual')),
  -- for sampled figures: how the sample was drawn; for corrections: why
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, facility, day, revision),
  check (method <> 'sampled' or note is not null),
  check (revision = 1 or note is not null)
);
select platform.protect('community.venue_visits', 'select, insert');

-- 开放时段: times at which a venue or a school lets people in, with its capacity.
create table community.opening_slot (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  title text not null,
  audience text not null check (audience in ('everybody', 'students', 'elders')),
  -- what students and others pay; free: 免费
  terms text not null,
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during)),
  capacity int not null check (capacity > 0),
  taken int not null default 0,
  state text not null default 'open' check (state in ('open', 'cancelled')),
  cancel_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  constraint slot_within check (taken >= 0 and taken <= capacity),
  check ((state = 'cancelled') = (cancel_reason is not null))
) with (fillfactor = 70);
create unique index slot_once on community.opening_slot (jurisdiction, facility, title, during) where state = 'open';
create index on community.opening_slot (jurisdiction, facility, lower(during));
select platform.protect('community.opening_slot');

-- 预约: of a person, or of a group (a school class) that has no file.
create table community.slot_booking (
  jurisdiction text not null,
  id uuid not null,
  slot uuid not null,
  person uuid,
  group_name text,
  places int not null check (places between 1 and 500),
  -- as the slot's, so that the database keeps a person from two slots at once
  during tstzrange not null,
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper')),
  state text not null default 'booked' check (state in ('booked', 'cancelled', 'came', 'no_show')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, slot) references community.opening_slot (jurisdiction, id),
  constraint booking_apart exclude using gist (jurisdiction with =, person with =, during with &&) where (person is not null and state in ('booked', 'came')),
  check ((person is null) <> (group_name is null)),
  check (person is null or places <= 6)
);
create unique index booking_group_once on community.slot_booking (jurisdiction, slot, group_name) where group_name is not null and state in ('booked', 'came');
create index on community.slot_booking (jurisdiction, slot);
select platform.protect('community.slot_booking');
select platform.concerns('community.slot_booking', 'person');

-- Numbers of calls, volunteers and events, without gaps.
create table community.counter (
  jurisdiction text not null,
  series text not null check (series in ('urgent', 'volunteer', 'event')),
  year int not null,
  last int not null check (last > 0),
  primary key (jurisdiction, series, year)
);
select platform.protect('community.counter');
