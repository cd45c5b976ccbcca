create schema procedures;

-- 事项定义. What is in force is never changed; a correction is a new version. Shipped definitions are entered here when first used, so
-- that an old case finds the version it began with.
create table procedures.definition (
  jurisdiction text not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,59}$'),
  version int not null check (version > 0),
  content jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  origin text not null check (origin in ('shipped', 'county')),
  state text not null check (state in ('draft', 'enacted')),
  valid_from date,
  valid_until date,
  note text,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  -- counts the changes of a draft, so that two editors do not overwrite each other
  revision int not null default 0,
  primary key (jurisdiction, code, version),
  check (state = 'draft' or valid_from is not null),
  check (valid_until is null or valid_until >= valid_from)
);
create unique index definition_draft on procedures.definition (jurisdiction, code) where state = 'draft';
select platform.protect('procedures.definition');

-- Numbers without gaps, per series and year.
create table procedures.counter (
  jurisdiction text not null,
  series text not null,
  year int not null,
  last int not null,
  primary key (jurisdiction, series, year)
);
select platform.protect('procedures.counter');

-- 办件.
create table procedures.casefile (
  jurisdiction text not null,
  id uuid not null,
  number text not null,
  code text not null,
  version int not null,
  title jsonb not null,
  -- as shown in lists: an organisation's name, a person's name masked
  applicant text not null,
  applicant_kind text not null check (applicant_kind in ('organisation', 'person')),
  -- credit code of an organisation; a person's number is sealed
  credit_code text,
  -- keyed hashes, for finding by number and telephone
  number_digest text,
  phone_digest text,
  -- twelve digits: where the case belongs
  region text not null check (region ~ '^[0-9]{12}$'),
  channel text not null check (channel in ('counter', 'phone', 'screen', 'paper')),
  -- on whose authority somebody else came: kind, relation, document; the name is sealed
  authority jsonb not null,
  secret_digest text not null,
  step text,
  outcome text check (outcome in ('granted', 'refused', 'withdrawn', 'closed')),
  entered date not null,
  clock jsonb not null,
  revision int not null,
  form_revision int not null,
  step_due date,
  term_due date,
  due date,
  provisional boolean not null,
  -- times the applicant had to come in person
  visits int not null default 0,
  opened_at timestamptz not null,
  opened_by text not null,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  unique (jurisdiction, number),
  foreign key (jurisdiction, code, version) references procedures.definition (jurisdiction, code, version),
  check ((step is null) = (outcome is not null)),
  check ((outcome is null) = (ended_at is null))
);
create index casefile_open on procedures.casefile (jurisdiction, due) where outcome is null;
create index casefile_opened on procedures.casefile (jurisdiction, opened_at desc, id desc);
create index casefile_credit_code on procedures.casefile (jurisdiction, credit_code);
create index casefile_digest on procedures.casefile (jurisdiction, number_digest);
select platform.protect('procedures.casefile');

-- The key of a case's personal data, wrapped by the installation's. Destroying it destroys the data (到期销毁).
create table procedures.case_key (
  jurisdiction text not null,
  casefile uuid not null,
  wrapped bytea,
  intake bytea,
  destroyed_at timestamptz,
  primary key (jurisdiction, casefile),
  foreign key (jurisdiction, casefile) references procedures.casefile (jurisdiction, id),
  check ((wrapped is null) = (destroyed_at is not null))
);
select platform.protect('procedures.case_key');
create policy own on procedures.case_key as restrictive for select using (platform.writes(jurisdiction));

-- What was filled in, edition by edition: corrections keep the chain.
create table procedures.case_form (
  jurisdiction text not null,
  casefile uuid not null,
  revision int not null,
  open jsonb not null,
  sealed bytea,
  hash text not null,
  at timestamptz not null,
  by_id text not null,
  primary key (jurisdiction, casefile, revision),
  foreign key (jurisdiction, casefile) references procedures.casefile (jurisdiction, id)
);
select platform.protect('procedures.case_form', 'select, insert');
create policy own on procedures.case_form as restrictive for select using (platform.writes(jurisdiction));

create table procedures.case_material (
  jurisdiction text not null,
  casefile uuid not null,
  id uuid not null,
  material text not null,
  -- case revision at which it came
  revision int not null,
  -- a file, or the paper seen at the desk
  how text not null check (how in ('file', 'paper')),
  name text not null,
  size int,
  hash text,
  sealed bytea,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  primary key (jurisdiction, casefile, id),
  foreign key (jurisdiction, casefile) references procedures.casefile (jurisdiction, id),
  check ((how = 'file') = (hash is not null))
);
select platform.protect('procedures.case_material', 'select, insert');
create policy own on procedures.case_material as restrictive for select using (platform.writes(jurisdiction));

-- What happened, in order. Enough to decide everything again.
create table procedures.case_event (
  jurisdiction text not null,
  casefile uuid not null,
  revision int not null,
  act text not null,
  title jsonb not null,
  before text,
  after text,
  outcome text,
  on_date date not null,
  form_revision int not null,
  reason text not null,
  -- rules with their results, computed figures, missing materials, answers of hooks, deadlines, notice
  detail jsonb not null,
  by_kind text not null check (by_kind in ('account', 'system', 'public')),
  by_id text not null,
  by_name text not null,
  by_unit text,
  at timestamptz not null,
  primary key (jurisdiction, casefile, revision),
  foreign key (jurisdiction, casefile) references procedures.casefile (jurisdiction, id)
);
select platform.protect('procedures.case_event', 'select, insert');

-- 公示异议.
create table procedures.objection (
  jurisdiction text not null,
  casefile uuid not null,
  id uuid not null,
  text text not null,
  contact bytea,
  state text not null check (state in ('open', 'upheld', 'dismissed')),
  answer text,
  at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  primary key (jurisdiction, casefile, id),
  foreign key (jurisdiction, casefile) references procedures.casefile (jurisdiction, id),
  check ((state = 'open') = (answer is null))
);
select platform.protect('procedures.objection');

-- 证书、标牌. What was signed is never changed; its life is in certificate_event.
create table procedures.certificate (
  jurisdiction text not null,
  number text not null,
  casefile uuid not null,
  code text not null,
  kind text not null check (kind in ('certificate', 'plaque', 'receipt')),
  title jsonb not null,
  holder text not null,
  credit_code text,
  region text not null,
  shown jsonb not null,
  payload text not null,
  signature text not null,
  issued_on date not null,
  valid_until date,
  state text not null check (state in ('valid', 'suspended', 'revoked')),
  primary key (jurisdiction, number),
  unique (jurisdiction, casefile),
  foreign key (jurisdiction, casefile) references procedures.casefile (jurisdiction, id)
);
create index certificate_holder on procedures.certificate (jurisdiction, credit_code);
select platform.protect('procedures.certificate');

create table procedures.certificate_event (
  jurisdiction text not null,
  certificate text not null,
  revision int not null,
  act text not null check (act in ('issue', 'suspend', 'restore', 'revoke')),
  reason text not null,
  on_date date not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (jurisdiction, certificate, revision),
  foreign key (jurisdiction, certificate) references procedures.certificate (jurisdiction, number)
);
select platform.protect('procedures.certificate_event', 'select, insert');
