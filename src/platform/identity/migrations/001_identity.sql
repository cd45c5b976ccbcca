create schema identity;

create table identity.jurisdiction (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  level text not null check (level in ('province', 'prefecture', 'county')),
  -- telephone of the desk that helps people without a screen
  hotline text,
  since date not null
);
select platform.catalogue('identity.jurisdiction', 'the governments this installation serves', 'select, insert, update');

-- 责任单位: who answers for a task or keeps a register.
create table identity.unit (
  jurisdiction text not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('department', 'township', 'agency', 'external')),
  -- prefix of the region codes it works on; null where it has no region of its own
  region text check (region ~ '^[0-9]{2,12}$'),
  aliases text[] not null default '{}',
  active boolean not null default true,
  valid_from date not null,
  valid_until date,
  primary key (jurisdiction, id),
  unique (jurisdiction, name, valid_from),
  check (valid_until is null or valid_until >= valid_from)
);
alter table identity.unit add constraint unit_jurisdiction foreign key (jurisdiction) references identity.jurisdiction (code);
select platform.protect('identity.unit');

create table identity.account (
  jurisdiction text not null,
  id uuid not null,
  username text not null,
  name text not null,
  unit uuid,
  -- prefix of the region codes the account works on
  region text not null check (region ~ '^[0-9]{2,12}$'),
  status text not null check (status in ('active', 'locked', 'disabled')),
  -- 三员分立: which one of the separated duties the account serves, once it serves any; everything else is business
  duty text check (duty in ('administrator', 'security_officer', 'auditor', 'business')),
  failed_attempts int not null default 0,
  -- lock-outs since the last success: each one lasts longer
  lock_outs int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, username),
  unique (jurisdiction, id, duty),
  foreign key (jurisdiction, unit) references identity.unit (jurisdiction, id)
);
alter table identity.account add constraint account_jurisdiction foreign key (jurisdiction) references identity.jurisdiction (code);
select platform.protect('identity.account');

-- Kept apart from the account: nobody outside the jurisdiction reads it, whatever the reach.
create table identity.credential (
  jurisdiction text not null,
  account uuid not null,
  password_hash text not null check (starts_with(password_hash, '$argon2id$')),
  must_change boolean not null,
  set_at timestamptz not null,
  primary key (jurisdiction, account),
  foreign key (jurisdiction, account) references identity.account (jurisdiction, id)
);
select platform.protect('identity.credential');
create policy own on identity.credential as restrictive for select using (platform.writes(jurisdiction));

-- A role takes effect when a security officer other than the one who granted it and the one who receives it confirms it. It counts
-- only while its region covers the account's and the account stays in the unit it was granted for.
create table identity.role_grant (
  jurisdiction text not null,
  id uuid not null,
  account uuid not null,
  role text not null check (role in ('administrator', 'security_officer', 'auditor', 'planner', 'officer', 'township_worker', 'leader')),
  -- null only on a declined grant, which no longer binds the account to a duty
  duty text,
  region text not null check (region ~ '^[0-9]{2,12}$'),
  unit uuid,
  valid_from date not null,
  valid_until date,
  state text not null check (state in ('proposed', 'confirmed', 'declined', 'ended')),
  granted_by text not null,
  granted_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, account) references identity.account (jurisdiction, id),
  constraint separation_of_duties foreign key (jurisdiction, account, duty) references identity.account (jurisdiction, id, duty),
  foreign key (jurisdiction, unit) references identity.unit (jurisdiction, id),
  check (duty is not null or state = 'declined'),
  check (duty = case when role in ('administrator', 'security_officer', 'auditor') then role else 'business' end),
  check (valid_until is null or valid_until >= valid_from),
  check ((state in ('confirmed', 'declined')) <= (decided_by is not null and decided_at is not null)),
  constraint four_eyes check (state = 'declined' or starts_with(granted_by, 'system:') or (decided_by <> granted_by and decided_by <> account::text))
);
create unique index role_grant_once on identity.role_grant (jurisdiction, account, role, region) where state in ('proposed', 'confirmed');
select platform.protect('identity.role_grant');

create table identity.session (
  jurisdiction text not null,
  id uuid not null,
  account uuid not null,
  -- sha-256 of the cookie's random part
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  via text not null check (via in ('password', 'oidc')),
  ip text not null,
  opened_at timestamptz not null,
  -- renewed at most once a minute
  seen_at timestamptz not null,
  closes_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('signed-out', 'replaced', 'revoked', 'password-changed', 'account-closed')),
  primary key (jurisdiction, id),
  unique (jurisdiction, token_hash),
  foreign key (jurisdiction, account) references identity.account (jurisdiction, id),
  check ((ended_at is null) = (end_reason is null))
);
create index session_account on identity.session (jurisdiction, account) where ended_at is null;
select platform.protect('identity.session');
create policy own on identity.session as restrictive for select using (platform.writes(jurisdiction));

-- Keys for programs: an account's, with part of its permissions, until a day.
create table identity.api_key (
  jurisdiction text not null,
  id uuid not null,
  account uuid not null,
  name text not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  permissions text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (jurisdiction, id),
  unique (jurisdiction, token_hash),
  foreign key (jurisdiction, account) references identity.account (jurisdiction, id)
);
select platform.protect('identity.api_key');
create policy own on identity.api_key as restrictive for select using (platform.writes(jurisdiction));

-- Which person of an OpenID Connect issuer is which account. A link is ended, never overwritten.
create table identity.oidc_link (
  jurisdiction text not null,
  id uuid not null,
  account uuid not null,
  issuer text not null,
  subject text not null,
  linked_by text not null,
  linked_at timestamptz not null,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, account) references identity.account (jurisdiction, id)
);
create unique index oidc_link_subject on identity.oidc_link (jurisdiction, issuer, subject) where ended_at is null;
select platform.protect('identity.oidc_link');
create policy own on identity.oidc_link as restrictive for select using (platform.writes(jurisdiction));

-- A sign-in that was sent to the issuer and has not come back. The secrets are derived from a cookie and stand nowhere.
create table identity.oidc_request (
  jurisdiction text not null,
  id uuid not null,
  state_hash text not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (jurisdiction, id),
  unique (jurisdiction, state_hash)
);
select platform.protect('identity.oidc_request');
create policy own on identity.oidc_request as restrictive for select using (platform.writes(jurisdiction));
