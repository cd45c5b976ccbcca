-- Idle property that may serve (闲置资源): 登记 → 发布 → 申请 → 审批 → 移交 → 使用.
create table territory.idle_asset (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  owner_name text not null,
  -- 国有、集体、业主共有、企业自持
  owner_kind text not null check (owner_kind in ('state', 'collective', 'owners', 'company')),
  region text not null check (region ~ '^[0-9]{12}$'),
  address text,
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  area numeric check (area > 0),
  storey text,
  condition text check (condition in ('ready', 'light-repair', 'renovation', 'unsafe')),
  constraints text,
  tenure text check (tenure in ('free-use', 'lease', 'purchase')),
  -- 不收费、低于市场价、市场价
  price_mode text check (price_mode in ('free', 'low', 'market')),
  -- fen per year for the whole asset
  price_fen bigint check (price_fen >= 0),
  market_fen bigint check (market_fen >= 0),
  uses text,
  -- Lies in a housing estate: owners must have agreed before it is converted (A32).
  in_estate boolean,
  note text,
  stage text not null default 'registered' check (stage in ('registered', 'listed', 'approved', 'handed-over', 'in-use', 'withdrawn')),
  listed_on date,
  apply_until date,
  handed_over_on date,
  in_use_on date,
  -- Code of the facility that works in it.
  facility text,
  -- 过渡期政策: from when, and the last day; null where none was granted.
  transition_from date,
  transition_until date check (transition_until >= transition_from),
  transition_terms text,
  revision int not null default 0,
  source text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  import uuid,
  check (price_mode <> 'free' or coalesce(price_fen, 0) = 0),
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
create index on territory.idle_asset (jurisdiction, stage);
select platform.protect('territory.idle_asset', 'select, insert, update, delete');

create table territory.asset_happening (
  jurisdiction text not null,
  id uuid not null,
  asset uuid not null,
  act text not null,
  detail jsonb not null,
  done_by text not null,
  done_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, asset) references territory.idle_asset (jurisdiction, id)
);
create index on territory.asset_happening (jurisdiction, asset, done_at);
select platform.protect('territory.asset_happening', 'select, insert');

create table territory.asset_application (
  jurisdiction text not null,
  id uuid not null,
  asset uuid not null,
  applicant text not null,
  applicant_code text,
  contact text,
  use text not null,
  plan text not null,
  applied_on date not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'declined', 'withdrawn')),
  decided_on date,
  decided_by text,
  reason text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, asset) references territory.idle_asset (jurisdiction, id)
);
create unique index asset_allotted_once on territory.asset_application (jurisdiction, asset) where state = 'approved';
create unique index asset_applied_once on territory.asset_application (jurisdiction, asset, applicant) where state = 'pending';
select platform.protect('territory.asset_application');

-- 业主委员会同意: minutes, vote, paper. Votes of owners are counted by number and by area (民法典第二百七十八条).
create table territory.owners_consent (
  jurisdiction text not null,
  id uuid not null,
  asset uuid not null,
  body text not null check (body in ('committee', 'owners')),
  met_on date not null,
  minutes text not null,
  agreed boolean not null,
  -- Only for a vote of all owners: numbers of owners and m² — all, taking part, in favour.
  votes jsonb,
  attachment uuid not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, asset) references territory.idle_asset (jurisdiction, id),
  foreign key (jurisdiction, attachment) references territory.attachment (jurisdiction, id)
);
select platform.protect('territory.owners_consent', 'select, insert');
