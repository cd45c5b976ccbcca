-- What the papers ask of facilities beyond name and place: more kinds with their sub-kinds, what is offered, dwellings, access, works,
-- exceptional hours, and leases with their price duty.
alter table territory.facility_kind add column sub_of text references territory.facility_kind (code);
insert into territory.facility_kind (code, family, zh, en) values
  ('elder-meal-point', 'elder', '助餐点', 'Meal point for elders'),
  ('rest-home', 'elder', '康养疗养机构', 'Rest home'),
  ('embedded-complex', 'community', '社区嵌入式服务综合体', 'Embedded community complex'),
  ('service-hall', 'community', '政务服务场所', 'Government service hall'),
  ('worker-station', 'community', '户外劳动者服务站点', 'Rest station for outdoor workers'),
  ('green-space', 'community', '公共绿地', 'Public green'),
  ('parking', 'community', '停车与充电设施', 'Parking and charging'),
  ('sanitation', 'community', '环境卫生设施', 'Sanitation'),
  ('supermarket', 'commerce', '综合超市', 'Supermarket'),
  ('laundry', 'commerce', '洗染店', 'Laundry'),
  ('smart-terminal', 'commerce', '智能服务终端', 'Self-service terminal'),
  ('parcel-locker', 'commerce', '智能快递柜', 'Parcel locker'),
  ('meal-locker', 'commerce', '智能取餐柜', 'Meal locker'),
  ('rural-complex', 'commerce', '县城服务综合体', 'County-town service complex'),
  ('rural-store', 'commerce', '乡镇服务门店', 'Township service store'),
  ('rural-point', 'commerce', '村级服务网点', 'Village service point');
update territory.facility_kind k set sub_of = s.above
from (values ('elder-meal-point', 'elder-canteen'), ('parcel-locker', 'smart-terminal'), ('meal-locker', 'smart-terminal')) s(code, above)
where k.code = s.code;

alter table territory.facility_version
  add column meals_daily int check (meals_daily >= 0),
  -- 便民业态; null is unknown, an empty list is none
  add column offers text[],
  add column access_features text[],
  -- 利用普通住宅设置的服务网点
  add column in_dwelling boolean,
  -- of the building or fitting-out works: m², and total investment in fen
  add column works_area numeric check (works_area >= 0),
  add column works_cost_fen bigint check (works_cost_fen >= 0);

-- An outlet in a dwelling that has no opening day yet is not open: it waits for its safety check.
create or replace function territory.facility_on(on_day date) returns table (
  jurisdiction text, facility uuid, code text, state text, version territory.facility_version
) language sql stable
begin atomic
  select f.jurisdiction, f.id, f.code,
    case when s.state is not null then s.state
      when v.in_dwelling and v.opened_on is null then 'planned'
      when v.opened_on is null then null
      else 'planned' end,
    v
  from territory.facility f
  join territory.facility_version v
    on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null and v.during @> on_day
  left join territory.facility_state s
    on s.jurisdiction = f.jurisdiction and s.facility = f.id and s.superseded_at is null and s.during @> on_day;
end;

-- Days on which other hours hold than the week says; hours null: closed.
create table territory.facility_hours (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  during daterange not null check (not isempty(during)),
  hours text,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  exclude using gist (jurisdiction with =, facility with =, during with &&) where (superseded_at is null)
);
select platform.protect('territory.facility_hours');

-- What free or cheap premises oblige to: prices clearly below the market (无偿或低偿使用场地的，收费显著低于市场价).
create table territory.price_duty (
  jurisdiction text not null,
  id uuid not null,
  statement text not null,
  -- prices may be at most this share of the market's
  most_share numeric check (most_share > 0 and most_share < 1),
  -- services that are meant, and the most they may cost: [{"service", "mostFen", "marketFen"}]
  prices jsonb not null default '[]',
  clause text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id)
);
select platform.protect('territory.price_duty');

-- Leases of premises (场地租赁) to a facility or of an idle asset. Rent and relief are fen a year; a lease that is free or relieved
-- names the price duty it brings.
create table territory.lease (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  facility uuid,
  -- the idle asset let, by its own id
  asset uuid,
  lessor text not null,
  lessee text not null,
  area numeric not null check (area > 0),
  during daterange not null check (not isempty(during)),
  rent_fen bigint not null check (rent_fen >= 0),
  market_rent_fen bigint check (market_rent_fen >= 0),
  relief_fen bigint not null default 0 check (relief_fen >= 0),
  relief_basis text,
  duty uuid,
  ended_on date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  foreign key (jurisdiction, duty) references territory.price_duty (jurisdiction, id),
  check (facility is not null or asset is not null),
  check (relief_fen = 0 or relief_basis is not null),
  constraint lease_duty check ((rent_fen > 0 and relief_fen = 0) or duty is not null)
);
create index on territory.lease (jurisdiction, facility);
create index on territory.lease (jurisdiction, asset);
select platform.protect('territory.lease');
