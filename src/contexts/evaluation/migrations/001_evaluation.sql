create schema evaluation;

-- Like platform.protect, and closed to readers without a login: what is not published is for the offices alone.
create function evaluation.protect_inside(target regclass, grants text default 'select, insert, update') returns void language plpgsql as $$
begin
  perform platform.protect(target, grants);
  execute format('create policy inside on %s as restrictive for select using (platform.setting(''actor'') is distinct from ''public'')', target);
end $$;

-- How scorecards are computed (评分办法), in dated versions: items with weights and formulas. A changed rule is a new row.
create table evaluation.rule (
  jurisdiction text not null,
  code text not null,
  valid_from date not null,
  -- Whose work it scores: responsible units (责任单位) or townships (乡镇).
  kind text not null check (kind in ('unit', 'region')),
  name jsonb not null,
  -- [{code, label, weight, formula, indicator, goal}], see scoring/model.ts
  items jsonb not null,
  -- Least share of the weight that must be known for a score to be given at all.
  least_known numeric not null check (least_known between 0 and 1),
  -- The paper the rule comes from.
  source text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, code, valid_from)
);
select evaluation.protect_inside('evaluation.rule', 'select, insert');

-- A frozen evaluation round (考核评价期): nothing in it is ever changed. A round frozen by mistake is voided with a reason.
create table evaluation.round (
  jurisdiction text not null,
  id uuid not null,
  -- 2026, 2026H1, 2026Q3 or 2026-07
  period text not null,
  kind text not null check (kind in ('unit', 'region')),
  -- The day the figures speak of: the last of the period.
  as_of date not null,
  rule_code text not null,
  rule_from date not null,
  -- The rule as it was applied.
  rule jsonb not null,
  -- Targets by state, tasks, coverage: the head of the bulletin.
  summary jsonb not null,
  -- SHA-256 over rule, targets, inputs, tasks and lines in canonical JSON.
  hash text not null,
  frozen_by text not null,
  frozen_name text not null,
  frozen_at timestamptz not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, rule_code, rule_from) references evaluation.rule (jurisdiction, code, valid_from),
  check ((voided_at is null) = (void_reason is null))
);
-- Of two people who freeze the same period at once, one wins.
create unique index round_one on evaluation.round (jurisdiction, period, kind) where voided_at is null;
select evaluation.protect_inside('evaluation.round');

-- Targets as they stood, with the words that ask for them.
create table evaluation.round_target (
  jurisdiction text not null,
  round uuid not null,
  target uuid not null,
  seq int not null,
  state text not null,
  indicator text,
  -- Key of the figure it was judged by, in round_input; null when it was unknown.
  figure text,
  content jsonb not null,
  primary key (jurisdiction, round, target),
  foreign key (jurisdiction, round) references evaluation.round (jurisdiction, id)
);
select evaluation.protect_inside('evaluation.round_target', 'select, insert');

-- Figures that were used: observation, version of the indicator, formula, inputs with their numbers.
create table evaluation.round_input (
  jurisdiction text not null,
  round uuid not null,
  -- indicator|region|as of
  key text not null,
  observation uuid not null,
  indicator text not null,
  region text not null,
  as_of date not null,
  value numeric,
  revision int not null,
  content jsonb not null,
  -- SHA-256 of content in canonical JSON.
  hash text not null,
  primary key (jurisdiction, round, key),
  foreign key (jurisdiction, round) references evaluation.round (jurisdiction, id)
);
create index round_input_figure on evaluation.round_input (jurisdiction, indicator, region, as_of);
select evaluation.protect_inside('evaluation.round_input', 'select, insert');

-- Tasks as they stood on the day of freezing.
create table evaluation.round_task (
  jurisdiction text not null,
  round uuid not null,
  task uuid not null,
  seq int not null,
  content jsonb not null,
  primary key (jurisdiction, round, task),
  foreign key (jurisdiction, round) references evaluation.round (jurisdiction, id)
);
select evaluation.protect_inside('evaluation.round_task', 'select, insert');

-- One line of a scorecard: a unit or township with its items, score and rank.
create table evaluation.line (
  jurisdiction text not null,
  id uuid not null,
  round uuid not null,
  subject text not null,
  name text not null,
  score numeric,
  rank int,
  tied boolean not null default false,
  -- Share of the weight that was known.
  known numeric not null,
  items jsonb not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, round, subject),
  foreign key (jurisdiction, round) references evaluation.round (jurisdiction, id)
);
select evaluation.protect_inside('evaluation.line', 'select, insert');

-- A figure of a frozen round that was corrected later (数据修订): shown beside what was frozen, which stays.
create table evaluation.restatement (
  jurisdiction text not null,
  round uuid not null,
  key text not null,
  observation uuid not null,
  revision int not null,
  frozen_value numeric,
  value numeric,
  -- What it would change: [{target, name, before, after}] and [{subject, name, before, after}]
  effect jsonb not null,
  noted_at timestamptz not null,
  primary key (jurisdiction, round, key, observation),
  foreign key (jurisdiction, round, key) references evaluation.round_input (jurisdiction, round, key)
);
select evaluation.protect_inside('evaluation.restatement', 'select, insert');

-- What follows from a line: reward 奖励, talk 约谈, notice 通报, support 倾斜支持.
create table evaluation.measure (
  jurisdiction text not null,
  id uuid not null,
  line uuid not null,
  kind text not null check (kind in ('reward', 'talk', 'notice', 'support')),
  state text not null check (state in ('proposed', 'decided', 'answered', 'closed', 'withdrawn')),
  reason text not null,
  -- Until when an answer is due.
  due date,
  revision int not null default 0,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, line) references evaluation.line (jurisdiction, id)
);
create index measure_line on evaluation.measure (jurisdiction, line);
select evaluation.protect_inside('evaluation.measure');

-- What happened to it, in order; the number makes two deciders of one thing impossible.
create table evaluation.measure_event (
  jurisdiction text not null,
  measure uuid not null,
  revision int not null,
  act text not null,
  text text not null,
  on_date date not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (jurisdiction, measure, revision),
  foreign key (jurisdiction, measure) references evaluation.measure (jurisdiction, id)
);
select evaluation.protect_inside('evaluation.measure_event', 'select, insert');

-- Who else was heard (多方参与评价): departments, a third party, the public.
create table evaluation.evaluator (
  jurisdiction text not null,
  id uuid not null,
  period text not null,
  kind text not null check (kind in ('department', 'third-party', 'public')),
  name text not null,
  -- How many answered; one unless it is the public.
  respondents int not null check (respondents >= 0),
  satisfied int check (satisfied between 0 and respondents),
  opinion text not null,
  on_date date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index evaluator_period on evaluation.evaluator (jurisdiction, period);
select evaluation.protect_inside('evaluation.evaluator', 'select, insert');

-- What was published, for everybody: a whole of its own, read without any other table. Never changed.
create table evaluation.release (
  jurisdiction text not null,
  id uuid not null,
  period text not null,
  version int not null,
  title text not null,
  as_of date not null,
  -- Why there is a new version, where it is not the first.
  reason text,
  restated boolean not null default false,
  content jsonb not null,
  hash text not null,
  published_by text not null,
  published_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, period, version)
);
select platform.protect('evaluation.release', 'select, insert');

create table evaluation.release_file (
  jurisdiction text not null,
  release uuid not null,
  name text not null,
  type text not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (jurisdiction, release, name),
  foreign key (jurisdiction, release) references evaluation.release (jurisdiction, id)
);
select platform.protect('evaluation.release_file', 'select, insert');

-- That a release no longer counts: withdrawn, or superseded by a later version. The release itself stays to be read.
create table evaluation.release_end (
  jurisdiction text not null,
  release uuid not null,
  kind text not null check (kind in ('withdrawn', 'superseded')),
  reason text not null,
  ended_at timestamptz not null,
  primary key (jurisdiction, release),
  foreign key (jurisdiction, release) references evaluation.release (jurisdiction, id)
);
select platform.protect('evaluation.release_end', 'select, insert');

-- Reports that were returned to a unit (退回重报), as the plan room told it.
create table evaluation.returned_report (
  jurisdiction text not null,
  report uuid not null,
  task uuid not null,
  at timestamptz not null,
  primary key (jurisdiction, report)
);
select evaluation.protect_inside('evaluation.returned_report', 'select, insert');
