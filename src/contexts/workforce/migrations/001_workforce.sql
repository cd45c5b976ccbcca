create schema workforce;

-- What a certificate attests and a task may need (职业技能、资格). Shared by all.
create table workforce.skill (
  code text primary key check (code ~ '^[a-z][a-z-]*$'),
  family text not null check (family in ('care', 'childcare', 'domestic', 'medical', 'social', 'catering', 'management', 'volunteer')),
  title_zh text not null,
  title_en text not null,
  -- code of the occupation in the national classification (职业分类大典 2022), where it is one
  occupation text,
  -- five levels of vocational skill, 5 the lowest (五级/初级工) and 1 the highest (一级/高级技师)
  levelled boolean not null,
  -- how long such a certificate holds unless it says otherwise; null: without end
  term_months int check (term_months > 0),
  basis text not null
);
select platform.catalogue('workforce.skill', 'skills and qualifications that certificates attest and tasks need');

insert into workforce.skill (code, family, title_zh, title_en, occupation, levelled, term_months, basis) values
  ('elder-care', 'care', '养老护理员', 'Elder carer', '4-10-01-05', true, null, '养老护理员国家职业技能标准（2019年版）'),
  ('ability-assessment', 'care', '老年人能力评估师', 'Assessor of older persons', '4-14-02-05', true, null, '老年人能力评估师国家职业标准'),
  ('infant-care', 'childcare', '婴幼儿发展引导员（育婴员）', 'Infant carer', '4-10-01-02', true, null, '育婴员国家职业技能标准'),
  ('nursery', 'childcare', '保育师', 'Nursery carer', '4-10-01-03', true, null, '保育师国家职业技能标准（2021年版）'),
  ('domestic', 'domestic', '家政服务员', 'Domestic worker', '4-10-01-06', true, null, '家政服务员国家职业技能标准'),
  ('maternity', 'domestic', '母婴护理', 'Maternity carer', null, true, null, '家政服务员国家职业技能标准（母婴护理）'),
  ('nurse', 'medical', '护士执业', 'Registered nurse', null, false, 60, '《护士条例》第八条：护士执业注册有效期五年'),
  ('rehabilitation', 'medical', '康复治疗', 'Rehabilitation therapist', null, false, null, '卫生专业技术资格'),
  ('physician', 'medical', '医师（含助理）执业', 'Physician', null, false, null, '《中华人民共和国医师法》第十三条'),
  ('social-work', 'social', '社会工作者职业水平', 'Social worker', null, false, null, '社会工作者职业水平评价'),
  ('cook', 'catering', '中式烹调师', 'Cook', '4-03-02-01', true, null, '中式烹调师国家职业技能标准'),
  ('nutrition', 'catering', '营养配餐', 'Nutrition', null, true, null, '营养配餐员国家职业技能标准'),
  ('health-certificate', 'catering', '健康证明', 'Health certificate', null, false, 12, '《中华人民共和国食品安全法》第四十五条：每年健康检查'),
  ('food-safety', 'management', '食品安全管理', 'Food safety officer', null, false, null, '《食品安全法》第四十四条'),
  ('institution-head', 'management', '养老机构负责人培训', 'Head of an elder-care institution', null, false, null, '养老机构负责人培训合格'),
  ('barber', 'volunteer', '“爱心理发员”', 'Volunteer barber', null, false, null, '爱心理发员培训合格');

-- 从业人员档案: a person whose file stands in the people room and who works in community life services. Name, number and telephone stay there.
create table workforce.worker (
  jurisdiction text not null,
  -- id of the person's file
  person uuid not null,
  -- first day in the trade; null is unknown
  since date,
  education text check (education in ('primary', 'junior', 'senior', 'vocational', 'college', 'bachelor', 'master')),
  -- keyed hash by which a ban on the person is found; null: no number known
  ban_digest text,
  revision int not null default 0,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, person)
);
create index on workforce.worker (jurisdiction, ban_digest) where ban_digest is not null;
select platform.protect('workforce.worker');

-- Files of one person that were merged: `into` as it was told, `holder` the one that remains. Taken out again when the merge is taken back.
create table workforce.alias (
  jurisdiction text not null,
  person uuid not null,
  "into" uuid not null,
  holder uuid not null,
  primary key (jurisdiction, person)
);
create index on workforce.alias (jurisdiction, holder);
select platform.protect('workforce.alias', 'select, insert, update, delete');

-- Who works where, as what, in which mode (用工形式). One post of a person in one organisation at a time.
create table workforce.employment (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  organisation uuid not null,
  site uuid,
  post text not null check (post in ('carer', 'nurse', 'doctor', 'rehabilitation', 'social-worker', 'nursery', 'domestic', 'cook', 'courier', 'assessor',
    'manager', 'administration', 'other')),
  -- 员工制、中介制、劳务派遣、非全日制、个体、志愿; null is unknown
  mode text check (mode in ('employee', 'agency', 'dispatched', 'part-time', 'self', 'volunteer')),
  -- monthly pay as a band only, 0 the lowest (A165 counts bands; the amount itself is never asked for); null is unknown
  pay_band int check (pay_band between 0 and 6),
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  ended_reason text,
  -- last day on which somebody confirmed it: list of social insurance, visit, pay slip
  confirmed_on date,
  confirmed_how text,
  revision int not null default 0,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references workforce.worker (jurisdiction, person),
  exclude using gist (jurisdiction with =, person with =, organisation with =, post with =, during with &&),
  check (upper_inf(during) or ended_reason is not null),
  check ((confirmed_on is null) = (confirmed_how is null))
);
create index on workforce.employment (jurisdiction, organisation);
create index on workforce.employment (jurisdiction, person);
select platform.protect('workforce.employment');

-- 证书: what a worker can do, attested by whom, verified by whom, and until when. The number is sealed with the person's key.
create table workforce.certificate (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  skill text not null,
  level int check (level between 1 and 5),
  -- keyed hash of skill and number: one certificate is not entered for two persons
  number_hash bytea,
  sealed bytea not null,
  issuer text not null,
  issued_on date not null,
  -- last day on which it counts; null without end
  valid_until date check (valid_until >= issued_on),
  -- the class it was earned in
  class uuid,
  state text not null default 'unverified' check (state in ('unverified', 'verified', 'refuted')),
  verified_on date,
  verified_how text,
  verified_by text,
  -- first day on which it no longer counts
  revoked_on date,
  revoked_reason text,
  -- what was last told of its end: quarter, month, expired
  told text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references workforce.worker (jurisdiction, person),
  check ((state = 'unverified') = (verified_on is null)),
  check ((revoked_on is null) = (revoked_reason is null))
);
create unique index certificate_number on workforce.certificate (jurisdiction, number_hash) where number_hash is not null and state <> 'refuted';
create index on workforce.certificate (jurisdiction, person);
create index on workforce.certificate (jurisdiction, valid_until) where revoked_on is null and state <> 'refuted';
alter table workforce.certificate add constraint certificate_skill foreign key (skill) references workforce.skill (code);
select platform.protect('workforce.certificate');

-- 培训班.
create table workforce.class (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  title text not null,
  -- whom it trains: the kinds of the training ledger
  kind text not null check (kind in ('carer', 'manager', 'barber', 'family', 'domestic', 'childcare')),
  skill text,
  organiser text not null,
  -- the institution that trains, where it is one kept here
  organisation uuid,
  region text not null check (region ~ '^[0-9]{12}$'),
  place text,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  capacity int not null check (capacity > 0),
  -- least share of the hours, in per cent
  least_share int not null default 80 check (least_share between 0 and 100),
  pass_mark numeric check (pass_mark between 0 and 100),
  state text not null default 'open' check (state in ('open', 'closed', 'cancelled')),
  closed_on date,
  state_reason text,
  -- what the statistics were last told of it
  told_persons int,
  told_times int,
  revision int not null default 0,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code),
  check ((state = 'closed') = (closed_on is not null)),
  check ((told_persons is null) = (told_times is null))
);
create index on workforce.class (jurisdiction, kind, ends_on);
alter table workforce.class add constraint class_skill foreign key (skill) references workforce.skill (code);
select platform.protect('workforce.class');

create table workforce.session (
  jurisdiction text not null,
  class uuid not null,
  no int not null check (no > 0),
  held_on date not null,
  -- tenths of an hour
  tenths int not null check (tenths > 0),
  title text,
  primary key (jurisdiction, class, no),
  foreign key (jurisdiction, class) references workforce.class (jurisdiction, id)
);
select platform.protect('workforce.session', 'select, insert, update, delete');

-- A person in a class, once. `completed` is decided when the class is closed and kept with the grounds.
create table workforce.enrolment (
  jurisdiction text not null,
  class uuid not null,
  person uuid not null,
  channel text not null check (channel in ('screen', 'phone', 'counter', 'paper', 'procedure')),
  casefile uuid,
  state text not null default 'enrolled' check (state in ('enrolled', 'withdrawn')),
  score numeric check (score between 0 and 100),
  scored_by text,
  -- at the closing
  attended_tenths int,
  completed boolean,
  enrolled_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, class, person),
  foreign key (jurisdiction, class) references workforce.class (jurisdiction, id),
  check (completed is null or attended_tenths is not null)
);
create index on workforce.enrolment (jurisdiction, person);
select platform.protect('workforce.enrolment');

-- 考勤: one mark of one person at one session; a correction is a new one. No mark is unknown, not absent.
create table workforce.attendance (
  jurisdiction text not null,
  class uuid not null,
  session int not null,
  person uuid not null,
  revision int not null,
  present boolean not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, class, session, person, revision),
  foreign key (jurisdiction, class, session) references workforce.session (jurisdiction, class, no),
  foreign key (jurisdiction, class, person) references workforce.enrolment (jurisdiction, class, person)
);
select platform.protect('workforce.attendance', 'select, insert');

-- 报名: an enrolment granted by the procedure that waits for a class. Name masked; who it is stands sealed in the case.
create table workforce.application (
  jurisdiction text not null,
  casefile uuid not null,
  number text not null,
  course text not null,
  applicant text not null,
  region text not null,
  granted_on date not null,
  state text not null default 'waiting' check (state in ('waiting', 'placed', 'declined')),
  class uuid,
  person uuid,
  reason text,
  decided_at timestamptz,
  decided_by text,
  primary key (jurisdiction, casefile),
  foreign key (jurisdiction, class, person) references workforce.enrolment (jurisdiction, class, person),
  check ((state = 'placed') = (class is not null)),
  check ((state = 'waiting') = (decided_at is null))
);
create index on workforce.application (jurisdiction, granted_on) where state = 'waiting';
select platform.protect('workforce.application');

-- 机构开展培训、实习的能力 (A159): from when, until when, with which proof.
create table workforce.capability (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  kind text not null check (kind in ('training', 'practice')),
  proof text not null,
  places int check (places > 0),
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  ended_reason text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  exclude using gist (jurisdiction with =, organisation with =, kind with =, during with &&)
);
select platform.protect('workforce.capability');

-- 产教融合型企业建设培育库、实习实训基地 (A160).
create table workforce.base (
  jurisdiction text not null,
  code text not null,
  kind text not null check (kind in ('enterprise', 'practice-base')),
  name text not null,
  credit_code text,
  school text,
  courses text,
  region text not null check (region ~ '^[0-9]{12}$'),
  places int check (places > 0),
  listed_on date not null,
  valid_until date check (valid_until >= listed_on),
  removed_on date check (removed_on >= listed_on),
  source text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  primary key (jurisdiction, code)
);
select platform.protect('workforce.base', 'select, insert, update, delete');

-- 实习、实训: who learned where, from when to when.
create table workforce.placement (
  jurisdiction text not null,
  id uuid not null,
  base text not null,
  person uuid not null,
  school text not null,
  course text not null,
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  outcome text check (outcome in ('completed', 'hired', 'left')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, base) references workforce.base (jurisdiction, code),
  exclude using gist (jurisdiction with =, person with =, base with =, during with &&),
  check (upper_inf(during) = (outcome is null))
);
create index on workforce.placement (jurisdiction, base);
select platform.protect('workforce.placement');

-- 用工信息 (A164): what an organisation looks for.
create table workforce.vacancy (
  jurisdiction text not null,
  id uuid not null,
  organisation uuid not null,
  post text not null,
  skill text,
  level int check (level between 1 and 5),
  places int not null check (places > 0),
  -- fen a month
  pay_low_fen bigint check (pay_low_fen >= 0),
  pay_high_fen bigint check (pay_high_fen >= pay_low_fen),
  region text not null check (region ~ '^[0-9]{12}$'),
  opened_on date not null,
  closes_on date check (closes_on >= opened_on),
  note text,
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_on date,
  closed_reason text,
  revision int not null default 0,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  check ((state = 'closed') = (closed_on is not null))
);
alter table workforce.vacancy add constraint vacancy_skill foreign key (skill) references workforce.skill (code);
create index on workforce.vacancy (jurisdiction, organisation);
select platform.protect('workforce.vacancy');

-- A person proposed for a vacancy, what came of it, and the employment it became. Whether it lasted is read from the employment.
create table workforce.match (
  jurisdiction text not null,
  id uuid not null,
  vacancy uuid not null,
  person uuid not null,
  state text not null default 'proposed' check (state in ('proposed', 'interviewed', 'hired', 'declined')),
  state_on date not null,
  reason text,
  employment uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, vacancy, person),
  foreign key (jurisdiction, vacancy) references workforce.vacancy (jurisdiction, id),
  foreign key (jurisdiction, employment) references workforce.employment (jurisdiction, id),
  check ((state = 'hired') = (employment is not null))
);
create index on workforce.match (jurisdiction, person);
select platform.protect('workforce.match');
