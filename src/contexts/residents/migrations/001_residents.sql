create schema residents;

-- Which account is whose. One person has one account, and one telephone brings one account in; the telephone itself is sealed with the
-- person's key. Closed, never erased.
create table residents.account (
  jurisdiction text not null,
  account uuid not null,
  person uuid not null,
  -- keyed hash of the telephone by which one signs in
  phone_digest bytea not null,
  phone_sealed bytea not null,
  opened_how text not null check (opened_how in ('counter', 'self')),
  opened_at timestamptz not null,
  opened_by text not null,
  closed_at timestamptz,
  closed_why text,
  primary key (jurisdiction, account),
  check ((closed_at is null) = (closed_why is null))
);
create unique index account_person on residents.account (jurisdiction, person) where closed_at is null;
create unique index account_phone on residents.account (jurisdiction, phone_digest) where closed_at is null;
select platform.protect('residents.account');
select platform.concerns('residents.account', 'person');

-- One-time codes: only a keyed hash stands here; what the counter has to tell is sealed with the person's key until it is told.
create table residents.code (
  jurisdiction text not null,
  id uuid not null,
  kind text not null check (kind in ('sign-in', 'opening', 'slip')),
  phone_digest bytea not null,
  person uuid not null,
  digest bytea not null,
  asked_at timestamptz not null,
  until timestamptz not null,
  tries int not null default 0,
  used_at timestamptz,
  to_tell bytea,
  told_at timestamptz,
  told_by text,
  primary key (jurisdiction, id)
);
create index code_phone on residents.code (jurisdiction, phone_digest) where used_at is null;
select platform.protect('residents.code', 'select, insert, update, delete');
select platform.concerns('residents.code', 'person');

-- Who asked for a code and when, whether there is such an account or not: so that nobody asks too often, and nobody learns who is here.
create table residents.asking (
  jurisdiction text not null,
  id uuid not null,
  phone_digest bytea not null,
  at timestamptz not null,
  primary key (jurisdiction, id)
);
create index asking_phone on residents.asking (jurisdiction, phone_digest, at);
select platform.protect('residents.asking', 'select, insert, delete');

-- What a person says is wrong in the file (个人信息保护法 §46), and what became of it.
create table residents.correction (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  -- what should stand there and what came of it, under the person's key
  sealed bytea not null,
  state text not null check (state in ('open', 'done', 'declined')),
  asked_by text not null,
  asked_at timestamptz not null,
  answer bytea,
  answered_by text,
  answered_at timestamptz,
  primary key (jurisdiction, id),
  check ((state = 'open') = (answered_at is null))
);
create index correction_open on residents.correction (jurisdiction, asked_at) where state = 'open';
create index correction_person on residents.correction (jurisdiction, person);
select platform.protect('residents.correction');
select platform.concerns('residents.correction', 'person');

insert into platform.retention (subject, days, basis) values
  ('resident-code', 30, '一次性验证码已使用或过期：保留一个月供核查');
