create schema plan;

-- One government paper, whatever the number of copies of it that came in.
create table plan.document (
  jurisdiction text not null,
  id uuid not null,
  title text not null,
  number text,
  issuer text,
  -- The fullest copy: the text that clauses and spans refer to.
  record_paper uuid not null,
  created_at timestamptz not null,
  primary key (jurisdiction, id)
);
select platform.protect('plan.document');

-- A copy of a paper as it came in: file or pasted text, what it says, and how it was read.
create table plan.paper (
  jurisdiction text not null,
  id uuid not null,
  document uuid not null,
  name text not null,
  format text not null,
  sha256 text not null,
  size int not null,
  text text not null,
  -- plantext's PlanReading without blocks and fingerprint.
  reading jsonb not null,
  fingerprint bigint[] not null,
  complete boolean not null,
  -- Remarks of the file reader: {code, zh, en}[]
  notes jsonb not null,
  -- Share of the shorter copy's words that the text of record also holds; 1 for the first copy.
  similarity numeric not null,
  -- Milliseconds the reading took.
  read_ms numeric not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, sha256),
  foreign key (jurisdiction, document) references plan.document (jurisdiction, id)
);
select platform.protect('plan.paper', 'select, insert');
alter table plan.document add foreign key (jurisdiction, record_paper) references plan.paper (jurisdiction, id) deferrable initially deferred;

-- The bytes as they were handed in.
create table plan.paper_file (
  jurisdiction text not null,
  paper uuid not null,
  bytes bytea not null,
  primary key (jurisdiction, paper),
  foreign key (jurisdiction, paper) references plan.paper (jurisdiction, id)
);
select platform.protect('plan.paper_file', 'select, insert');

-- Paragraphs of the papers, for the policy library and the clause chip.
create table plan.clause (
  jurisdiction text not null,
  paper uuid not null,
  seq int not null,
  document uuid not null,
  role text not null,
  level int not null,
  -- Where it stands: `一`, `二（一）1`, `annex:8`.
  clause text not null,
  text text not null,
  cells jsonb,
  -- The text as search compares it: without spaces and punctuation, look-alike characters made equal.
  folded text not null,
  span_start int not null,
  span_end int not null,
  primary key (jurisdiction, paper, seq),
  foreign key (jurisdiction, paper) references plan.paper (jurisdiction, id)
);
create index clause_document on plan.clause (jurisdiction, document);
select platform.protect('plan.clause', 'select, insert');

-- Plain-language notes, questions and answers beside a clause (政策解读). Never changed: a later note of the same clause replaces it.
create table plan.note (
  jurisdiction text not null,
  id uuid not null,
  document uuid not null,
  clause text not null,
  kind text not null check (kind in ('note', 'question', 'answer')),
  answers uuid,
  text text not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, document) references plan.document (jurisdiction, id),
  foreign key (jurisdiction, answers) references plan.note (jurisdiction, id)
);
select platform.protect('plan.note', 'select, insert');

-- A plan (行动方案) in one of its versions. `series` is shared by all versions.
create table plan.plan (
  jurisdiction text not null,
  id uuid not null,
  series uuid not null,
  version int not null,
  document uuid not null,
  paper uuid not null,
  title text not null,
  number text,
  issuer text,
  issued date,
  period_from date,
  period_to date,
  -- The plan above, which another government keeps; no foreign key leaves a jurisdiction.
  parent_jurisdiction text,
  parent_plan uuid,
  -- How the paper itself names the plan above, e.g. 文政办函〔2022〕23号.
  parent_reference text,
  state text not null default 'draft' check (state in ('draft', 'in-force', 'superseded', 'retired', 'withdrawn')),
  supersedes uuid,
  created_by text not null,
  created_at timestamptz not null,
  taken_force_at timestamptz,
  taken_force_on date,
  taken_force_by text,
  ended_on date,
  end_reason text,
  primary key (jurisdiction, id),
  unique (jurisdiction, series, version),
  foreign key (jurisdiction, document) references plan.document (jurisdiction, id),
  foreign key (jurisdiction, paper) references plan.paper (jurisdiction, id),
  foreign key (jurisdiction, supersedes) references plan.plan (jurisdiction, id),
  check ((state in ('draft', 'withdrawn')) = (taken_force_at is null)),
  check ((parent_jurisdiction is null) = (parent_plan is null))
);
create unique index plan_one_in_force on plan.plan (jurisdiction, series) where state = 'in-force';
create unique index plan_one_draft on plan.plan (jurisdiction, series) where state = 'draft';
select platform.protect('plan.plan');

-- A printed, measurable obligation (量化目标). What was read stays in `reading`; the columns are what decisions made of it.
create table plan.target (
  jurisdiction text not null,
  plan uuid not null,
  id uuid not null,
  seq int not null,
  -- The reader's id within its paper.
  read_id text not null,
  clause text not null,
  quote text not null,
  span_start int not null,
  span_end int not null,
  -- Code of the indicator library (statistics.indicator); null until somebody names it.
  indicator text,
  -- The indicator as the paper prints it, and its normalised key.
  printed text not null,
  printed_key text not null,
  kind text not null check (kind in ('target', 'standard', 'direction')),
  comparator text not null check (comparator in ('=', '>=', '>', '<=', '<', '+', 'range', 'coverage', 'up', 'down', 'keep')),
  value numeric,
  low numeric,
  high numeric,
  unit text not null,
  deadline date,
  base_year int,
  base_value numeric,
  -- A recurring obligation starts anew each period.
  period text check (period in ('year', 'half-year', 'quarter', 'month', 'week', 'day')),
  cumulative boolean not null default false,
  -- For whom it holds, as printed, and the level of region each of which must meet it: 每县 → county.
  scope text,
  per_level text check (per_level in ('province', 'prefecture', 'county', 'township', 'village')),
  -- Half-width of what still counts as met where the paper says 左右, as a ratio.
  tolerance numeric,
  soft text,
  count_of text check (count_of in ('persons', 'person-times')),
  -- Targets of one group are alternatives: meeting one is enough.
  or_group text,
  -- A dated value before the final one: the target whose ladder it is a rung of.
  ladder_of uuid,
  -- Another place that says the same: the target it repeats.
  dup_of uuid,
  -- The piece of work it stands in.
  task uuid,
  -- Units that answer for it, as printed.
  units text[] not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'confirmed', 'rejected', 'retired')),
  retired_on date,
  -- Number of decisions taken; a decision names the one it has seen.
  revision int not null default 0,
  -- The reader's target, untouched.
  reading jsonb not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id),
  foreign key (jurisdiction, ladder_of) references plan.target (jurisdiction, id) deferrable initially deferred,
  foreign key (jurisdiction, dup_of) references plan.target (jurisdiction, id) deferrable initially deferred
);
create index target_plan on plan.target (jurisdiction, plan, seq);
create index target_indicator on plan.target (jurisdiction, indicator);
select platform.protect('plan.target');

-- The dated steps of a target that took force, the final value last.
create table plan.rung (
  jurisdiction text not null,
  target uuid not null,
  due date not null,
  comparator text not null,
  value numeric,
  low numeric,
  high numeric,
  -- The printed value it comes from.
  source uuid not null,
  primary key (jurisdiction, target, due),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id),
  foreign key (jurisdiction, source) references plan.target (jurisdiction, id)
);
select platform.protect('plan.rung', 'select, insert');

-- A task as read, until the plan takes force; then it becomes a row of plan.task under the same id.
create table plan.draft_task (
  jurisdiction text not null,
  plan uuid not null,
  id uuid not null,
  seq int not null,
  -- What stands: {number, parent, title, text, lead, support, supervise, implement, deadline, kind, quote, span, …}
  content jsonb not null,
  reading jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'confirmed', 'rejected')),
  revision int not null default 0,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id)
);
create index draft_task_plan on plan.draft_task (jurisdiction, plan, seq);
select platform.protect('plan.draft_task');

-- Something a person has to look at before the reading may be trusted.
create table plan.doubt (
  jurisdiction text not null,
  plan uuid not null,
  id uuid not null,
  seq int not null,
  subject_kind text not null check (subject_kind in ('paper', 'target', 'task')),
  subject uuid,
  code text not null,
  quote text not null,
  message text not null,
  message_en text not null,
  span_start int,
  span_end int,
  state text not null default 'open' check (state in ('open', 'settled')),
  -- accepted: it is right as read; edited: put right; rejected: does not belong here
  outcome text check (outcome in ('accepted', 'edited', 'rejected')),
  reason text,
  settled_by text,
  settled_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id),
  check ((state = 'settled') = (settled_at is not null))
);
create index doubt_plan on plan.doubt (jurisdiction, plan, seq);
select platform.protect('plan.doubt');

-- Decisions of people about what was read and what is in force. Only grows. The key makes two deciders of one thing impossible:
-- each names the revision it has seen.
create table plan.decision (
  jurisdiction text not null,
  subject uuid not null,
  revision int not null,
  plan uuid not null,
  subject_kind text not null check (subject_kind in ('plan', 'target', 'task', 'conflict', 'lineage')),
  act text not null,
  reason text,
  before jsonb,
  after jsonb,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (jurisdiction, subject, revision),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id)
);
create index decision_plan on plan.decision (jurisdiction, plan, decided_at);
select platform.protect('plan.decision', 'select, insert');

-- Two places that say different things of one indicator. Both stay until somebody with the right decides.
create table plan.conflict (
  jurisdiction text not null,
  plan uuid not null,
  id uuid not null,
  kind text not null check (kind in ('within', 'between')),
  indicator text,
  printed text not null,
  message text not null,
  message_en text not null,
  -- The unit that has to have it decided, as printed; null until somebody names one.
  owner text,
  state text not null default 'open' check (state in ('open', 'decided')),
  chosen uuid,
  reason text,
  decided_by text,
  decided_at timestamptz,
  revision int not null default 0,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id)
);
create index conflict_plan on plan.conflict (jurisdiction, plan);
select platform.protect('plan.conflict');

create table plan.conflict_side (
  jurisdiction text not null,
  conflict uuid not null,
  target uuid not null,
  primary key (jurisdiction, conflict, target),
  foreign key (jurisdiction, conflict) references plan.conflict (jurisdiction, id),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id)
);
create index conflict_side_target on plan.conflict_side (jurisdiction, target);
select platform.protect('plan.conflict_side', 'select, insert');

-- A piece of work (任务) of a plan in force. Written by tasks/intake.ts.
create table plan.task (
  jurisdiction text not null,
  plan uuid not null,
  id uuid not null,
  seq int not null,
  number text not null,
  parent text,
  title text not null,
  text text not null,
  quote text,
  span_start int not null,
  span_end int not null,
  deadline date,
  kind text not null check (kind in ('task', 'safeguard')),
  section text not null check (section in ('body', 'annex')),
  -- All leads share the work (按职责分工负责); the list of units ends in 等.
  joint boolean not null default false,
  list_open boolean not null default false,
  state text not null default 'open',
  created_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id)
);
create index task_plan on plan.task (jurisdiction, plan, seq);
select platform.protect('plan.task');

-- Who answers for a task (责任分工): 牵头、配合、监督指导、落实.
create table plan.task_unit (
  jurisdiction text not null,
  task uuid not null,
  role text not null check (role in ('lead', 'support', 'supervise', 'implement')),
  -- As the paper prints it.
  unit_name text not null,
  seq int not null,
  -- The unit of the identity register it was matched to.
  unit uuid,
  primary key (jurisdiction, task, role, unit_name),
  foreign key (jurisdiction, task) references plan.task (jurisdiction, id)
);
create index task_unit_unit on plan.task_unit (jurisdiction, unit);
select platform.protect('plan.task_unit');

-- Line by line: what a plan makes of the plan above (上下级目标对照).
create table plan.lineage (
  jurisdiction text not null,
  plan uuid not null,
  id uuid not null,
  -- Ours; null where the upper target is dropped.
  target uuid,
  -- The upper target as it stood; null where ours is new.
  upper jsonb,
  indicator text,
  printed text not null,
  relation text not null check (relation in ('inherited', 'stricter', 'looser', 'new', 'dropped', 'unclear')),
  state text not null default 'computed' check (state in ('computed', 'confirmed')),
  reason text,
  confirmed_by text,
  confirmed_at timestamptz,
  revision int not null default 0,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id)
);
create index lineage_plan on plan.lineage (jurisdiction, plan);
select platform.protect('plan.lineage', 'select, insert, update, delete');

-- What a plan in force obliges to, as governments below may see it: its head and its targets, in one row. A published plan is no
-- secret, so everybody reads it; only its own government writes it.
create table plan.issued (
  jurisdiction text not null,
  plan uuid not null,
  series uuid not null,
  version int not null,
  title text not null,
  number text,
  issuer text,
  period_from date,
  period_to date,
  taken_force_on date not null,
  ended_on date,
  targets jsonb not null,
  primary key (jurisdiction, plan),
  foreign key (jurisdiction, plan) references plan.plan (jurisdiction, id)
);
select platform.protect('plan.issued');
drop policy reach on plan.issued;
create policy everybody on plan.issued for select using (true);

-- How every living target stands, as of the day it was last judged. Made anew from observations; never a source.
create table plan.target_state (
  jurisdiction text not null,
  target uuid not null,
  plan uuid not null,
  as_of date not null,
  indicator text,
  printed text not null,
  state text not null,
  actual numeric,
  actual_as_of date,
  unknown int not null default 0,
  restated boolean not null default false,
  due date,
  due_value numeric,
  next_due date,
  next_value numeric,
  trend text,
  forecast numeric,
  -- Everything the judgement said: rungs, places, reasons.
  detail jsonb not null,
  judged_at timestamptz not null,
  primary key (jurisdiction, target),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id)
);
create index target_state_indicator on plan.target_state (jurisdiction, indicator);
select platform.protect('plan.target_state', 'select, insert, update, delete');

-- A basic public service or measure (服务事项), in its dated versions: one holds until the next begins.
create table plan.service_item (
  jurisdiction text not null,
  code text not null,
  valid_from date not null,
  version int not null,
  -- 幼有所育, 学有所教 …
  field text not null,
  name text not null,
  object text not null,
  content text not null,
  standard text,
  payer text,
  unit_name text,
  -- Where the standard stands.
  source text,
  -- The item is dropped from the catalogue on this day.
  ends_on date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, code, valid_from),
  unique (jurisdiction, code, version)
);
select platform.protect('plan.service_item', 'select, insert');

-- How an item stands in practice; the newest row counts.
create table plan.service_item_report (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  as_of date not null,
  state text not null check (state in ('not-started', 'under-way', 'in-place', 'stopped')),
  note text,
  reported_by text not null,
  reported_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index service_item_report_code on plan.service_item_report (jurisdiction, code, as_of);
select platform.protect('plan.service_item_report', 'select, insert');
