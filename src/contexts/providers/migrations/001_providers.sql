create schema providers;

-- 机构: one unified social credit code each. A duplicate that was merged keeps its row and points to the one that remains.
create table providers.organisation (
  jurisdiction text not null,
  id uuid not null,
  credit_code text not null check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null,
  short_name text,
  -- 公办、公建民营、民办非营利、营利性
  nature text check (nature in ('public', 'public-private', 'non-profit', 'profit')),
  region text not null check (region ~ '^[0-9]{12}$'),
  address text,
  legal_head text,
  phone text,
  brand text,
  -- credit code of the head of the chain (连锁总部); the head itself may lie outside the jurisdiction
  chain_head text,
  registered_on date,
  state text not null default 'active' check (state in ('active', 'merged')),
  merged_into uuid,
  revision int not null default 0,
  source text,
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  import uuid,
  primary key (jurisdiction, id),
  unique (jurisdiction, credit_code),
  foreign key (jurisdiction, merged_into) references providers.organisation (jurisdiction, id),
  check ((state = 'merged') = (merged_into is not null))
);
create index on providers.organisation (jurisdiction, name);
select platform.protect('providers.organisation', 'select, insert, update, delete');

-- 网点（一照多址）. The columns that say what was declared are the field set of the national elder-care system.
create table providers.site (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  organisation uuid not null,
  name text not null,
  -- a kind of facility
  kind text not null,
  -- code of the facility it works in
  facility text,
  region text not null check (region ~ '^[0-9]{12}$'),
  address text,
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  phone text,
  state text not null default 'open' check (state in ('preparing', 'open', 'suspended', 'closed')),
  opened_on date,
  closed_on date check (closed_on >= opened_on),
  -- 兴办主体
  founder text,
  -- 收住对象类型
  admits text[],
  floor_area numeric check (floor_area >= 0),
  -- 全托、日托、护理型床位 as declared
  full_beds int check (full_beds >= 0),
  day_beds int check (day_beds >= 0),
  nursing_beds int check (nursing_beds >= 0),
  -- 托位
  childcare_places int check (childcare_places >= 0),
  fire_status text check (fire_status in ('accepted', 'filed', 'exempt', 'none')),
  food_status text check (food_status in ('licensed', 'outsourced', 'not-needed', 'none')),
  -- 责任险、长护险定点、医疗签约、优惠政策
  liability_insured boolean,
  ltc_designated boolean,
  medical_contract boolean,
  preferences text,
  -- 上门服务种类与人次/月
  home_services text[],
  home_visits int check (home_visits >= 0),
  -- 收费上下限, fen a month
  fee_low_fen bigint check (fee_low_fen >= 0),
  fee_high_fen bigint check (fee_high_fen >= fee_low_fen),
  -- 月末收住人数
  residents int check (residents >= 0),
  residents_on date,
  -- 备案时间 as declared; what was filed here is a standing
  filed_on date,
  revision int not null default 0,
  source text,
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  import uuid,
  primary key (jurisdiction, id),
  unique (jurisdiction, code),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id)
);
create index on providers.site (jurisdiction, organisation);
create index on providers.site (jurisdiction, facility);
select platform.protect('providers.site', 'select, insert, update, delete');

-- Everything that happened, for the timeline of an organisation.
create table providers.happening (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  site uuid,
  act text not null,
  detail jsonb not null,
  done_by text not null,
  done_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id)
);
create index on providers.happening (jurisdiction, organisation, done_at);
select platform.protect('providers.happening', 'select, insert');

-- 证照、保险、协议、认证、自我声明标准: what an institution holds from others, each with its term. It counts from its first day to its last.
create table providers.paper (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  site uuid,
  kind text not null check (kind in ('licence', 'insurance', 'agreement', 'certification', 'declared-standard')),
  -- 营业执照、食品经营许可、责任险、医养签约 …
  subkind text not null,
  number text,
  title text not null,
  -- issuer, insurer, counterpart
  party text,
  party_code text,
  scope text,
  amount_fen bigint check (amount_fen >= 0),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  ended_on date,
  ended_reason text,
  -- last activity under an agreement (A105)
  active_on date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id),
  check ((ended_on is null) = (ended_reason is null))
);
create index on providers.paper (jurisdiction, organisation);
create index on providers.paper (jurisdiction, valid_until) where ended_on is null;
select platform.protect('providers.paper');

-- 备案、认定、等级、承诺、示范: what a procedure granted.
create table providers.standing (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  site uuid,
  kind text not null check (kind in ('filing', 'recognition', 'grade', 'commitment', 'award')),
  -- the procedure it came from
  code text not null,
  -- grade 1 to 5
  value int check (value between 1 and 5),
  label text not null,
  casefile uuid,
  case_number text,
  certificate text,
  version int,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  suspended boolean not null default false,
  ended_on date check (ended_on >= valid_from),
  ended_reason text,
  -- the one it took the place of: changes keep the chain
  follows uuid,
  detail jsonb not null,
  origin text not null check (origin in ('procedure', 'register')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id),
  foreign key (jurisdiction, follows) references providers.standing (jurisdiction, id),
  check ((ended_on is null) = (ended_reason is null)),
  -- a site has one grade and one filing of a kind at a time
  exclude using gist (jurisdiction with =, site with =, code with =, daterange(valid_from, coalesce(ended_on, valid_until + 1), '[)') with &&)
    where (kind in ('grade', 'filing') and site is not null)
);
create index on providers.standing (jurisdiction, organisation);
create index on providers.standing (jurisdiction, valid_until) where ended_on is null;
create unique index standing_casefile on providers.standing (jurisdiction, casefile) where casefile is not null;
select platform.protect('providers.standing');

-- 违诺: a breach of a published commitment, beside which it is shown.
create table providers.breach (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  commitment uuid not null,
  found_on date not null,
  what text not null,
  source text not null check (source in ('inspection', 'complaint', 'visit', 'other')),
  severity text not null check (severity in ('minor', 'general', 'serious')),
  evidence text not null,
  mended_on date,
  mended_note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id),
  foreign key (jurisdiction, commitment) references providers.standing (jurisdiction, id),
  check ((mended_on is null) = (mended_note is null))
);
create index on providers.breach (jurisdiction, commitment);
select platform.protect('providers.breach');

-- 禁入: an organisation by its credit code, known here or not; a person by a keyed hash of the identity number.
create table providers.ban (
  jurisdiction text not null,
  id uuid not null,
  subject text not null check (subject in ('organisation', 'person')),
  credit_code text,
  person_digest text,
  -- the organisation's name; a person's name masked
  shown text not null,
  scopes text[] not null check (scopes <@ array['filing', 'recognition', 'dispatch'] and cardinality(scopes) > 0),
  basis text not null,
  paper_number text not null,
  decided_by text not null,
  reason text not null,
  starts_on date not null,
  -- last day; null without end
  ends_on date check (ends_on >= starts_on),
  appeal text,
  appealed_on date,
  appeal_result text check (appeal_result in ('upheld', 'dismissed')),
  appeal_answer text,
  -- first day on which it no longer holds
  lifted_on date,
  lifted_how text check (lifted_how in ('expiry', 'appeal', 'revoked')),
  lifted_reason text,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((subject = 'organisation') = (credit_code is not null)),
  check ((subject = 'person') = (person_digest is not null)),
  check ((lifted_on is null) = (lifted_how is null)),
  check ((appeal is null) = (appealed_on is null))
);
create index on providers.ban (jurisdiction, credit_code);
create index on providers.ban (jurisdiction, person_digest);
select platform.protect('providers.ban');

-- 等级评定标准: versions of a scheme; what a sheet was scored by never changes.
create table providers.grading_scheme (
  jurisdiction text not null,
  code text not null,
  version int not null check (version > 0),
  content jsonb not null,
  hash text not null,
  valid_from date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, code, version)
);
select platform.protect('providers.grading_scheme', 'select, insert');

create table providers.grading_sheet (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  site uuid,
  casefile uuid,
  scheme text not null,
  version int not null,
  opened_on date not null,
  -- members of the panel (评审组)
  panel text[] not null check (cardinality(panel) >= 2),
  first_time boolean not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  result jsonb,
  result_hash text,
  closed_at timestamptz,
  closed_by text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id),
  foreign key (jurisdiction, scheme, version) references providers.grading_scheme (jurisdiction, code, version),
  check ((state = 'closed') = (result is not null))
);
create unique index grading_sheet_casefile on providers.grading_sheet (jurisdiction, casefile) where casefile is not null;
create index on providers.grading_sheet (jurisdiction, organisation);
select platform.protect('providers.grading_sheet');

-- One score of one scorer: member -1 is the institution itself (自评), else the place in the panel. A correction is a new revision.
create table providers.grading_score (
  jurisdiction text not null,
  sheet uuid not null,
  member int not null check (member >= -1),
  item text not null,
  revision int not null,
  score numeric not null check (score >= 0),
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, sheet, member, item, revision),
  foreign key (jurisdiction, sheet) references providers.grading_sheet (jurisdiction, id)
);
select platform.protect('providers.grading_score', 'select, insert');

-- 退出: who has to be placed and what has to be refunded before it can close.
create table providers.exit (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  site uuid,
  casefile uuid,
  notice_on date not null,
  stop_on date not null,
  plan text not null,
  residents int check (residents >= 0),
  balances_fen bigint check (balances_fen >= 0),
  state text not null default 'open' check (state in ('open', 'closed', 'abandoned')),
  closed_on date,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, organisation) references providers.organisation (jurisdiction, id),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id),
  check ((state = 'open') = (closed_on is null))
);
create unique index exit_casefile on providers.exit (jurisdiction, casefile) where casefile is not null;
create index on providers.exit (jurisdiction, organisation);
select platform.protect('providers.exit');

create table providers.exit_line (
  jurisdiction text not null,
  id uuid not null,
  exit uuid not null,
  kind text not null check (kind in ('resident', 'balance')),
  -- a masked name, or a number of the institution's own
  shown text not null,
  amount_fen bigint check (amount_fen > 0),
  -- the occupied bed it came from
  stay uuid,
  settled_on date,
  -- where the resident went, or how the money was paid back
  settled_how text,
  settled_by text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, exit) references providers.exit (jurisdiction, id),
  check ((kind = 'balance') = (amount_fen is not null)),
  check ((settled_on is null) = (settled_how is null))
);
create index on providers.exit_line (jurisdiction, exit);
select platform.protect('providers.exit_line');

-- 床位.
create table providers.bed (
  jurisdiction text not null,
  id uuid not null,
  site uuid not null,
  code text not null,
  kind text not null check (kind in ('full', 'nursing', 'day', 'respite')),
  room text,
  floor int,
  -- fen a month
  rent_fen bigint check (rent_fen >= 0),
  opened_on date not null,
  closed_on date check (closed_on >= opened_on),
  primary key (jurisdiction, id),
  unique (jurisdiction, site, code),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id)
);
select platform.protect('providers.bed');

-- What a bed is, by dates; without a row it is free.
create table providers.bed_period (
  jurisdiction text not null,
  id uuid not null,
  bed uuid not null,
  state text not null check (state in ('occupied', 'reserved', 'closed')),
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  -- id of the person's file; null where nobody keeps one
  person uuid,
  -- a masked name
  shown text,
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, bed) references providers.bed (jurisdiction, id),
  -- two residents never share a bed on a day
  exclude using gist (jurisdiction with =, bed with =, during with &&)
);
create index on providers.bed_period (jurisdiction, person);
select platform.protect('providers.bed_period', 'select, insert, update, delete');

-- 服务质量评估抽样: the pool is fixed and published before the seed is known.
create table providers.quality_round (
  jurisdiction text not null,
  id uuid not null,
  title text not null,
  instrument text not null,
  assessor text not null,
  pool jsonb not null,
  pool_hash text not null,
  sample_size int not null check (sample_size > 0),
  randomness_source text not null,
  -- first day on which the public number can be known
  draw_on date not null,
  randomness text,
  seed text,
  drawn jsonb,
  committed_at timestamptz not null,
  drawn_at timestamptz,
  recorded_by text not null,
  primary key (jurisdiction, id),
  check ((randomness is null) = (drawn is null))
);
select platform.protect('providers.quality_round');

create table providers.quality_result (
  jurisdiction text not null,
  round uuid not null,
  site uuid not null,
  passed boolean not null,
  score numeric check (score >= 0),
  note text not null,
  assessed_on date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, round, site),
  foreign key (jurisdiction, round) references providers.quality_round (jurisdiction, id),
  foreign key (jurisdiction, site) references providers.site (jurisdiction, id)
);
select platform.protect('providers.quality_result', 'select, insert');

-- What was told of a term that ends, once a level.
create table providers.term_notice (
  jurisdiction text not null,
  kind text not null check (kind in ('paper', 'standing')),
  subject uuid not null,
  due date not null,
  level text not null check (level in ('quarter', 'month', 'expired')),
  raised_at timestamptz not null,
  primary key (jurisdiction, kind, subject, due, level)
);
select platform.protect('providers.term_notice', 'select, insert');
