-- What is watched, how often, and who is told (常态化运行监测).
create table evaluation.monitor (
  jurisdiction text not null,
  id uuid not null,
  name text not null,
  -- {kind: threshold|change|staleness|overdue, …}, see monitors/model.ts
  rule jsonb not null,
  every text not null check (every in ('daily', 'weekly')),
  account uuid not null,
  active boolean not null default true,
  -- What was seen last, and when.
  seen jsonb,
  checked_at timestamptz,
  revision int not null default 0,
  primary key (jurisdiction, id)
);
alter table evaluation.monitor add constraint monitor_account foreign key (jurisdiction, account) references identity.account (jurisdiction, id);
select evaluation.protect_inside('evaluation.monitor');

create table evaluation.alert (
  jurisdiction text not null,
  id uuid not null,
  monitor uuid not null,
  -- What was breached, so that the same breach is told once: the figure, the day, the tasks.
  breach text not null,
  fact jsonb not null,
  account uuid not null,
  raised_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  reason text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, monitor) references evaluation.monitor (jurisdiction, id),
  check ((closed_at is null) = (reason is null))
);
create unique index alert_one_open on evaluation.alert (jurisdiction, monitor) where closed_at is null;
create unique index alert_breach on evaluation.alert (jurisdiction, monitor, breach);
create index alert_account on evaluation.alert (jurisdiction, account, raised_at desc);
select evaluation.protect_inside('evaluation.alert');

-- Data that offices ask each other for (信息资源共享), and what became of each request.
create table evaluation.dataset (
  jurisdiction text not null,
  id uuid not null,
  name text not null,
  unit_name text not null,
  -- Working days within which a request is to be fulfilled.
  promised_workdays int not null check (promised_workdays > 0),
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, name)
);
select evaluation.protect_inside('evaluation.dataset');

create table evaluation.share_request (
  jurisdiction text not null,
  id uuid not null,
  dataset uuid not null,
  asked_by text not null,
  purpose text not null,
  asked_on date not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, dataset) references evaluation.dataset (jurisdiction, id)
);
create index share_request_dataset on evaluation.share_request (jurisdiction, dataset, asked_on);
select evaluation.protect_inside('evaluation.share_request', 'select, insert');

-- Log of a request: fulfilled, refused, used, found wrong. Scores are computed from it and stored nowhere.
create table evaluation.share_event (
  jurisdiction text not null,
  id uuid not null,
  request uuid not null,
  act text not null check (act in ('fulfilled', 'refused', 'used', 'faulty')),
  on_date date not null,
  -- Records delivered, calls made, faulty records.
  amount int check (amount >= 0),
  note text,
  by_id text not null,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, request) references evaluation.share_request (jurisdiction, id)
);
create index share_event_request on evaluation.share_event (jurisdiction, request);
-- A request is answered once.
create unique index share_event_answer on evaluation.share_event (jurisdiction, request) where act in ('fulfilled', 'refused');
select evaluation.protect_inside('evaluation.share_event', 'select, insert');

-- A demonstration programme (示范创建、领跑者、标准化试点).
create table evaluation.programme (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  -- Kind of the award ledger (认定与示范台账) its awards are counted under; null for programmes no target counts.
  ledger_kind text,
  term_years int not null check (term_years between 1 and 10),
  conditions text not null,
  opens_on date not null,
  closes_on date,
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
select evaluation.protect_inside('evaluation.programme');

create table evaluation.application (
  jurisdiction text not null,
  id uuid not null,
  programme uuid not null,
  number text not null,
  applicant text not null,
  -- GB 32100 code of the applicant; one award of a programme at a time.
  credit_code text not null,
  region text not null,
  state text not null check (state in ('applied', 'reviewed', 'awarded', 'refused', 'revoked')),
  awarded_on date,
  ends_on date,
  revoked_on date,
  revision int not null default 0,
  primary key (jurisdiction, id),
  unique (jurisdiction, number),
  foreign key (jurisdiction, programme) references evaluation.programme (jurisdiction, id),
  check ((state in ('awarded', 'revoked')) = (awarded_on is not null)),
  check ((state = 'revoked') = (revoked_on is not null)),
  check (ends_on > awarded_on)
);
create unique index application_open on evaluation.application (jurisdiction, programme, credit_code) where state in ('applied', 'reviewed');
create index application_awards on evaluation.application (jurisdiction, programme, awarded_on);
select evaluation.protect_inside('evaluation.application');

create table evaluation.application_event (
  jurisdiction text not null,
  application uuid not null,
  revision int not null,
  act text not null,
  text text not null,
  on_date date not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (jurisdiction, application, revision),
  foreign key (jurisdiction, application) references evaluation.application (jurisdiction, id)
);
select evaluation.protect_inside('evaluation.application_event', 'select, insert');
