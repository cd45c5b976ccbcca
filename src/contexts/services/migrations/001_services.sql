create schema services;

-- 标准服务目录: what counties choose from. A county copies what it offers into `services.item` and may change the copy.
create table services.standard_item (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  family text not null check (family in ('visit', 'meal', 'appointment', 'class', 'venue', 'device', 'repair', 'urgent')),
  title_zh text not null,
  title_en text not null,
  unit text not null check (unit in ('time', 'hour', 'meal', 'piece', 'square-metre', 'place', 'day', 'month')),
  minutes int check (minutes > 0),
  -- how many have to come; 0: whoever comes to the provider is served there
  staff int not null check (staff between 0 and 6),
  -- [{"skill": "elder-care", "level": 5}]: what each of the staff must be attested
  skills jsonb not null default '[]',
  -- what has to be checked on the day before it may begin
  checks text[] not null default '{}',
  needs_address boolean not null,
  needs_filing boolean not null default false,
  -- kinds of papers the provider must hold on the day
  needs_papers text[] not null default '{}',
  -- types of providers that may offer it without an authorisation of its own; empty: any
  offered_by text[] not null default '{}',
  -- an order comes at least so many minutes before what it is for
  lead_minutes int not null default 0 check (lead_minutes >= 0),
  basis text not null
);
select platform.catalogue('services.standard_item', 'standard items of community life services');

-- 服务项目 of a county.
create table services.item (
  jurisdiction text not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  standard text,
  family text not null check (family in ('visit', 'meal', 'appointment', 'class', 'venue', 'device', 'repair', 'urgent')),
  title_zh text not null,
  title_en text not null,
  unit text not null check (unit in ('time', 'hour', 'meal', 'piece', 'square-metre', 'place', 'day', 'month')),
  minutes int check (minutes > 0),
  staff int not null check (staff between 0 and 6),
  skills jsonb not null default '[]',
  checks text[] not null default '{}',
  needs_address boolean not null,
  needs_filing boolean not null default false,
  needs_papers text[] not null default '{}',
  offered_by text[] not null default '{}',
  lead_minutes int not null default 0 check (lead_minutes >= 0),
  -- prefix of the region codes in which it can be had
  region text not null check (region ~ '^[0-9]{2,12}$'),
  basis text not null,
  open boolean not null default true,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, code)
);
alter table services.item add constraint item_standard foreign key (standard) references services.standard_item (code);
select platform.protect('services.item');

-- What kind of provider an organisation is (物业、家政、养老 …); one may be several.
create table services.provider_type (
  jurisdiction text not null,
  organisation uuid not null,
  type text not null check (type in ('elder-care', 'domestic', 'property', 'catering', 'medical', 'childcare', 'repair', 'culture', 'volunteer')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, organisation, type)
);
select platform.protect('services.provider_type', 'select, insert, delete');

-- 授权: items that an organisation may offer beyond those of its type (A95: a property firm takes only what it is authorised for).
create table services.authorisation (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  items text[] not null check (cardinality(items) > 0),
  paper text not null,
  given_by text not null,
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  ended_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index on services.authorisation (jurisdiction, organisation);
select platform.protect('services.authorisation');

-- 服务供给: an item at a site.
create table services.offer (
  jurisdiction text not null,
  id uuid not null,
  item text not null,
  organisation uuid not null,
  site uuid not null,
  -- prefixes of the regions served at people's homes; empty: wherever the item can be had
  areas text[] not null default '{}',
  -- orders a day at most; null: without a limit
  day_capacity int check (day_capacity > 0),
  -- 无偿使用场地: works on premises it got free of charge (A136)
  free_site boolean not null default false,
  note text,
  state text not null default 'open' check (state in ('open', 'paused', 'ended')),
  state_reason text,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, item) references services.item (jurisdiction, code),
  check (state = 'open' or state_reason is not null)
);
create unique index offer_once on services.offer (jurisdiction, site, item) where state <> 'ended';
create index on services.offer (jurisdiction, item) where state = 'open';
create index on services.offer (jurisdiction, organisation);
select platform.protect('services.offer');

-- 价目版本: never changed; a new price is a new version, published before it takes effect.
create table services.price (
  jurisdiction text not null,
  offer uuid not null,
  version int not null check (version > 0),
  fen bigint not null check (fen >= 0),
  -- 市场调节、政府指导、政府定价、公益免费
  kind text not null check (kind in ('market', 'guided', 'fixed', 'free')),
  -- 收费依据
  basis text not null,
  guide_low_fen bigint check (guide_low_fen >= 0),
  guide_high_fen bigint check (guide_high_fen >= guide_low_fen),
  -- conditions under which it holds, shown with it
  conditions text,
  published_at timestamptz not null,
  valid_from timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, offer, version),
  unique (jurisdiction, offer, valid_from),
  foreign key (jurisdiction, offer) references services.offer (jurisdiction, id),
  check (valid_from >= published_at),
  check (kind <> 'free' or fen = 0),
  check (kind <> 'guided' or (guide_low_fen is not null and fen between guide_low_fen and guide_high_fen))
);
select platform.protect('services.price', 'select, insert');

-- 市场价格监测: prices asked elsewhere for the same item, beside those published here.
create table services.market_price (
  jurisdiction text not null,
  id uuid not null,
  item text not null,
  region text not null check (region ~ '^[0-9]{6,12}$'),
  fen bigint not null check (fen > 0),
  observed_on date not null,
  seller text not null,
  source text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, item) references services.item (jurisdiction, code)
);
create index on services.market_price (jurisdiction, item, observed_on);
select platform.protect('services.market_price', 'select, insert');

-- 抵扣规则: how much of a list price a benefit bears.
create table services.subsidy (
  jurisdiction text not null,
  id uuid not null,
  benefit text not null,
  title_zh text not null,
  title_en text not null,
  items text[] not null check (cardinality(items) > 0),
  share_percent int not null check (share_percent between 1 and 100),
  -- of one order at most
  cap_fen bigint check (cap_fen > 0),
  -- in a period at most
  period text not null check (period in ('day', 'month')),
  times_limit int check (times_limit > 0),
  fen_limit bigint check (fen_limit > 0),
  during daterange not null check (not isempty(during)),
  basis text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  exclude using gist (jurisdiction with =, benefit with =, title_zh with =, during with &&)
);
select platform.protect('services.subsidy');

-- What of a subsidy a person has used in a period.
create table services.quota (
  jurisdiction text not null,
  person uuid not null,
  subsidy uuid not null,
  period text not null,
  times int not null check (times >= 0),
  fen bigint not null check (fen >= 0),
  primary key (jurisdiction, person, subsidy, period),
  foreign key (jurisdiction, subsidy) references services.subsidy (jurisdiction, id)
);
select platform.protect('services.quota');

-- How many orders of an offer stand for a day, where it has a limit.
create table services.offer_day (
  jurisdiction text not null,
  offer uuid not null,
  day date not null,
  taken int not null check (taken >= 0),
  primary key (jurisdiction, offer, day),
  foreign key (jurisdiction, offer) references services.offer (jurisdiction, id)
) with (fillfactor = 50);
select platform.protect('services.offer_day');

-- 场次、时段: places that can be booked: a class, an appointment, a trip. The database keeps `taken` within `capacity`.
create table services.session (
  jurisdiction text not null,
  id uuid not null,
  offer uuid not null,
  series uuid,
  title text not null,
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
  -- orders are taken until then
  closes_at timestamptz not null,
  capacity int not null check (capacity > 0),
  taken int not null default 0 check (taken >= 0 and taken <= capacity),
  -- the room it is held in: facility and booking of the territory room
  facility text,
  space text,
  space_booking uuid,
  state text not null default 'open' check (state in ('open', 'cancelled')),
  cancel_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, offer) references services.offer (jurisdiction, id),
  check (closes_at <= upper(during)),
  check ((state = 'cancelled') = (cancel_reason is not null))
) with (fillfactor = 50);
create index on services.session (jurisdiction, offer, lower(during));
create index on services.session (jurisdiction, series) where series is not null;
select platform.protect('services.session');

-- 订单: one table for any kind of service.
create table services.service_order (
  jurisdiction text not null,
  id uuid not null,
  no text not null,
  person uuid not null,
  item text not null,
  family text not null,
  offer uuid not null,
  organisation uuid not null,
  site uuid not null,
  session uuid,
  series uuid,
  price_version int not null,
  unit_fen bigint not null check (unit_fen >= 0),
  quantity int not null check (quantity between 1 and 1000),
  list_fen bigint not null,
  subsidy_fen bigint not null check (subsidy_fen >= 0),
  -- whether what benefits bear is known: none asked for, known, or unknown because an entitlement is
  entitlement text not null check (entitlement in ('none', 'known', 'unknown')),
  -- when it is wanted: a window, or the time of the session
  wanted tstzrange not null check (not isempty(wanted) and not lower_inf(wanted) and not upper_inf(wanted)),
  -- where: as the file stood, the residence by its row; another place stands sealed with the note under the person's key
  region text,
  dwelling text,
  address uuid,
  sealed bytea,
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper', 'field')),
  acting text not null check (acting in ('self', 'guardian', 'proxy')),
  relative uuid,
  placed_by text not null,
  placed_at timestamptz not null,
  -- the key under which it was asked for, kept for good: asked again it is the same order
  request text not null,
  print text not null,
  state text not null check (state in ('placed', 'assigned', 'arrived', 'served', 'confirmed', 'rated', 'settled', 'cancelled', 'no_show', 'refused')),
  state_at timestamptz not null,
  started_at timestamptz,
  served_at timestamptz check (served_at >= started_at),
  confirmed_by text check (confirmed_by in ('person', 'guardian', 'proxy', 'code', 'lapse')),
  revision int not null default 0,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, offer) references services.offer (jurisdiction, id),
  foreign key (jurisdiction, session) references services.session (jurisdiction, id),
  check (list_fen = unit_fen * quantity),
  check (subsidy_fen <= list_fen),
  check ((acting = 'self') = (relative is null))
) with (fillfactor = 80);
create unique index order_no on services.service_order (jurisdiction, no);
create unique index order_request on services.service_order (jurisdiction, placed_by, request);
create unique index order_place_once on services.service_order (jurisdiction, session, person)
  where session is not null and state not in ('cancelled', 'no_show', 'refused');
create index order_person on services.service_order (jurisdiction, person, id);
create index order_site on services.service_order (jurisdiction, site, id);
create index order_open on services.service_order (jurisdiction, lower(wanted)) where state in ('placed', 'assigned', 'arrived', 'served');
-- What was ordered, by whom and at what price never changes.
select platform.protect('services.service_order', 'select, insert, update (state, state_at, started_at, served_at, confirmed_by, revision, wanted)');

-- A charge never exceeds the price published and in force at the moment of the order, whoever writes the row.
create function services.within_price() returns trigger language plpgsql as $$
declare
  held record;
begin
  select p.version, p.fen into held from services.price p
    where p.jurisdiction = new.jurisdiction and p.offer = new.offer and p.valid_from <= new.placed_at order by p.valid_from desc limit 1;
  if held.version is null or held.version <> new.price_version or new.unit_fen > held.fen then
    raise exception 'a charge of % fen is above the published price in force', new.unit_fen using errcode = 'check_violation', constraint = 'within_price';
  end if;
  return new;
end $$;
create trigger within_price before insert on services.service_order for each row execute function services.within_price();

-- What each benefit bears of an order; unknown is a line of its own with nothing borne yet.
create table services.order_line (
  jurisdiction text not null,
  order_id uuid not null,
  subsidy uuid not null,
  benefit text not null,
  period text not null,
  fen bigint not null check (fen >= 0),
  outcome text not null check (outcome in ('borne', 'used-up', 'unknown')),
  primary key (jurisdiction, order_id, subsidy),
  foreign key (jurisdiction, order_id) references services.service_order (jurisdiction, id),
  foreign key (jurisdiction, subsidy) references services.subsidy (jurisdiction, id),
  check ((fen > 0) = (outcome = 'borne'))
);
select platform.protect('services.order_line', 'select, insert');

-- 全程留痕: everything that happened to an order: who, by which way, by whose clock. Only grows.
create table services.order_event (
  jurisdiction text not null,
  order_id uuid not null,
  id uuid not null,
  kind text not null,
  actor text not null,
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper', 'field')),
  device text,
  -- by the clock of the device, where it told
  device_at timestamptz,
  at timestamptz not null,
  detail jsonb not null,
  primary key (jurisdiction, order_id, id)
);
select platform.protect('services.order_event', 'select, insert');

-- 人员占用: who is bound when, by an order or a session. The database itself keeps a member of staff from two places at once.
create table services.engagement (
  jurisdiction text not null,
  id uuid not null,
  staff uuid not null,
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
  order_id uuid,
  session uuid,
  released_at timestamptz,
  released_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, order_id) references services.service_order (jurisdiction, id),
  foreign key (jurisdiction, session) references services.session (jurisdiction, id),
  constraint engagement_apart exclude using gist (jurisdiction with =, staff with =, during with &&) where (released_at is null),
  check ((order_id is null) <> (session is null)),
  check ((released_at is null) = (released_reason is null))
);
create index on services.engagement (jurisdiction, order_id) where order_id is not null;
create index on services.engagement (jurisdiction, session) where session is not null;
select platform.protect('services.engagement');

-- 候补: who waits for a place of a session, in the order they came.
create table services.waiting (
  jurisdiction text not null,
  id uuid not null,
  session uuid not null,
  person uuid not null,
  quantity int not null check (quantity > 0),
  seen_fen bigint not null check (seen_fen >= 0),
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper', 'field')),
  acting text not null check (acting in ('self', 'guardian', 'proxy')),
  relative uuid,
  state text not null default 'waiting' check (state in ('waiting', 'placed', 'left', 'refused')),
  -- the order it became, or why it became none
  order_id uuid,
  reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, session) references services.session (jurisdiction, id),
  check ((state = 'placed') = (order_id is not null))
);
create unique index waiting_once on services.waiting (jurisdiction, session, person) where state = 'waiting';
select platform.protect('services.waiting');

-- 结算明细: what an order comes to. The money itself is booked elsewhere.
create table services.settlement (
  jurisdiction text not null,
  order_id uuid not null,
  organisation uuid not null,
  site uuid not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  quantity int not null check (quantity > 0),
  list_fen bigint not null,
  charged_fen bigint not null check (charged_fen >= 0 and charged_fen <= list_fen),
  subsidy_fen bigint not null check (subsidy_fen >= 0 and subsidy_fen <= charged_fen),
  settled_by text not null,
  settled_at timestamptz not null,
  primary key (jurisdiction, order_id),
  foreign key (jurisdiction, order_id) references services.service_order (jurisdiction, id)
);
create index on services.settlement (jurisdiction, organisation, month);
select platform.protect('services.settlement', 'select, insert');

create function services.within_order() returns trigger language plpgsql as $$
begin
  perform from services.service_order o where o.jurisdiction = new.jurisdiction and o.id = new.order_id and new.list_fen = o.list_fen
    and new.quantity <= o.quantity and new.charged_fen <= o.unit_fen * new.quantity;
  if not found then raise exception 'a settlement is above what was ordered' using errcode = 'check_violation', constraint = 'within_order'; end if;
  return new;
end $$;
create trigger within_order before insert on services.settlement for each row execute function services.within_order();

-- 未满足需求 (A99): wishes that were refused for want of supply or found nowhere. The same wish told again on the same day counts as one.
create table services.unmet (
  jurisdiction text not null,
  id uuid not null,
  day date not null,
  item text,
  family text not null,
  -- in words, where no item names it
  wish text,
  region text not null,
  reason text not null,
  person uuid,
  offer uuid,
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper', 'field')),
  times int not null default 1 check (times > 0),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check (item is not null or wish is not null)
);
create unique index unmet_once on services.unmet (jurisdiction, day, person, item, reason) where person is not null and item is not null;
create index on services.unmet (jurisdiction, day);
select platform.protect('services.unmet', 'select, insert, update (times)');

-- 机构工作台: whose orders the accounts of a unit see and serve; without a site those of all sites of the organisation.
create table services.desk (
  jurisdiction text not null,
  unit uuid not null,
  organisation uuid not null,
  site uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  unique nulls not distinct (jurisdiction, unit, organisation, site)
);
select platform.protect('services.desk', 'select, insert, delete');

-- 参数 by region, with dates of effect.
create table services.parameter (
  name text not null,
  region text not null,
  value numeric not null,
  basis text not null,
  valid_from date not null,
  primary key (name, region, valid_from)
);
select platform.catalogue('services.parameter', 'parameters of services by region');
insert into services.parameter (name, region, value, basis, valid_from) values
  ('free-site-margin-percent', '', 15, '无偿使用场地的收费应当显著低于市场价：“显著”的幅度由地区规定，此为默认值', '2024-01-01'),
  ('market-sample-least', '', 3, '样本少于此数不作比较，只列样本数', '2024-01-01');

insert into services.standard_item (code, family, title_zh, title_en, unit, minutes, staff, skills, checks, needs_address, needs_filing, needs_papers, offered_by, lead_minutes, basis) values
  ('home-care', 'visit', '上门生活照料', 'Care at home', 'hour', 60, 1, '[{"skill":"elder-care","level":5}]', '{}', true, false, '{business}', '{elder-care}', 120, '居家上门服务'),
  ('home-cleaning', 'visit', '上门保洁', 'Cleaning at home', 'hour', 120, 1, '[]', '{}', true, false, '{business}', '{elder-care,domestic}', 240, '家政服务'),
  ('bedding-care', 'visit', '被褥清洗、收纳整理、消毒除尘', 'Bedding washed, home tidied and disinfected', 'time', 120, 1, '[]', '{}', true, false, '{business}', '{elder-care,domestic}', 1440, '便民服务'),
  ('bath-at-home', 'visit', '上门助浴', 'Assisted bath at home', 'time', 90, 2, '[{"skill":"elder-care","level":5}]', '{same-day-health,water-temperature}', true, false, '{business}', '{elder-care}', 1440, '助浴服务'),
  ('bath-at-point', 'appointment', '助浴点助浴', 'Assisted bath at a bathing point', 'time', 60, 1, '[{"skill":"elder-care","level":5}]', '{same-day-health,water-temperature}', false, false, '{business}', '{elder-care}', 120, '助浴服务'),
  ('escort', 'visit', '陪同就医', 'Going along to the doctor', 'hour', 180, 1, '[]', '{}', true, false, '{business}', '{elder-care,domestic}', 720, '便民服务'),
  ('errand', 'visit', '代买代办', 'Errands', 'time', 40, 1, '[]', '{}', true, false, '{business}', '{}', 60, '便民服务'),
  ('haircut', 'visit', '上门理发', 'Haircut at home', 'time', 40, 1, '[]', '{}', true, false, '{}', '{}', 240, '“爱心理发员”'),
  ('nursing-visit', 'visit', '上门护理', 'Nursing at home', 'time', 45, 1, '[{"skill":"nurse","level":null}]', '{same-day-health}', true, false, '{business}', '{elder-care,medical}', 720, '“互联网＋护理服务”'),
  ('rehab-visit', 'visit', '上门康复', 'Rehabilitation at home', 'time', 60, 1, '[{"skill":"rehabilitation","level":null}]', '{}', true, false, '{business}', '{elder-care,medical}', 720, '居家康复'),
  ('noon-meal', 'meal', '老年助餐（午餐）', 'Meal for older people (noon)', 'meal', null, 0, '[]', '{}', false, false, '{food}', '{elder-care,catering}', 120, '老年助餐服务'),
  ('meal-delivery', 'meal', '送餐上门（午餐）', 'Noon meal delivered', 'meal', null, 1, '[]', '{}', true, false, '{food}', '{elder-care,catering}', 120, '老年助餐服务'),
  ('day-care', 'appointment', '日间照料', 'Day care', 'day', 480, 0, '[]', '{}', false, true, '{business}', '{elder-care}', 720, '社区日间照料'),
  ('clinic-slot', 'appointment', '门诊预约', 'Appointment with a doctor', 'place', 15, 0, '[]', '{}', false, false, '{}', '{medical,elder-care}', 30, '预约到访'),
  ('consultation', 'appointment', '照护咨询', 'Consultation on care', 'place', 30, 0, '[]', '{}', false, false, '{}', '{}', 60, '供需对接'),
  ('elder-class', 'class', '老年课堂', 'Class for older people', 'place', 90, 0, '[]', '{}', false, false, '{}', '{}', 60, '老年教育'),
  ('childcare-try', 'class', '托育体验课', 'Childcare trial class', 'place', 60, 0, '[]', '{}', false, true, '{}', '{childcare}', 720, '托育服务'),
  ('room-hour', 'venue', '活动室使用', 'Use of a room', 'hour', 60, 0, '[]', '{}', false, false, '{}', '{}', 60, '一点多用'),
  ('wheelchair-rent', 'device', '轮椅租借', 'Wheelchair on loan', 'month', null, 0, '[]', '{}', false, false, '{}', '{}', 0, '辅助器具租赁'),
  ('repair-water', 'repair', '水电维修', 'Water and electricity repaired', 'time', 60, 1, '[]', '{}', true, false, '{business}', '{domestic,repair}', 60, '便民维修'),
  ('repair-appliance', 'repair', '家电维修', 'Appliance repaired', 'time', 60, 1, '[]', '{}', true, false, '{business}', '{domestic,repair}', 240, '便民维修'),
  ('shop-help', 'visit', '物业代办搬抬', 'Carrying and small help by the property firm', 'time', 30, 1, '[]', '{}', true, false, '{business}', '{property}', 0, '物业服务＋养老服务'),
  ('urgent-help', 'urgent', '紧急救助', 'Urgent help', 'time', 30, 1, '[]', '{}', true, false, '{}', '{elder-care}', 0, '一键呼叫');

-- To a resident's account only the orders of the persons it acts for exist.
select platform.concerns('services.service_order', 'person');
select platform.concerns('services.waiting', 'person');
select platform.concerns('services.quota', 'person');
select platform.concerns('services.unmet', 'person');
