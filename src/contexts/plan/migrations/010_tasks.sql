-- Dated steps of a task (时间表、路线图). A step may wait for another one of the same task.
create table plan.task_step (
  jurisdiction text not null,
  id uuid not null,
  task uuid not null,
  seq int not null,
  title text not null,
  due date not null,
  waits_for uuid,
  -- Unit that does the step, as the matrix names it; null means the leading unit.
  unit_name text,
  done_on date,
  done_by text,
  -- Number of changes; whoever changes it names the one they have seen.
  revision int not null default 0,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, task) references plan.task (jurisdiction, id),
  foreign key (jurisdiction, waits_for) references plan.task_step (jurisdiction, id)
);
create index task_step_task on plan.task_step (jurisdiction, task, seq);
select platform.protect('plan.task_step', 'select, insert, update, delete');

-- What a unit reports of a task (进展报告). Never changed; a mistake is put right by the next report.
create table plan.task_report (
  jurisdiction text not null,
  id uuid not null,
  task uuid not null,
  unit uuid,
  unit_name text not null,
  as_of date not null,
  -- under-way: it goes on; blocked: it cannot go on; done: the unit says it is finished.
  claim text not null check (claim in ('under-way', 'blocked', 'done')),
  share int check (share between 0 and 100),
  text text not null,
  -- The target whose state is the proof, where there is one.
  target uuid,
  reported_by text not null,
  reported_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, task) references plan.task (jurisdiction, id),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id)
);
create index task_report_task on plan.task_report (jurisdiction, task, reported_at desc);
select platform.protect('plan.task_report', 'select, insert');

create table plan.task_evidence (
  jurisdiction text not null,
  id uuid not null,
  report uuid not null,
  name text not null,
  sha256 text not null,
  size int not null,
  bytes bytea not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report) references plan.task_report (jurisdiction, id)
);
create index task_evidence_report on plan.task_evidence (jurisdiction, report);
select platform.protect('plan.task_evidence', 'select, insert');

-- The planner's answer to a report; one report has one answer.
create table plan.task_review (
  jurisdiction text not null,
  report uuid not null,
  task uuid not null,
  verdict text not null check (verdict in ('accepted', 'returned')),
  note text,
  reviewed_by text not null,
  reviewed_at timestamptz not null,
  primary key (jurisdiction, report),
  foreign key (jurisdiction, report) references plan.task_report (jurisdiction, id)
);
create index task_review_task on plan.task_review (jurisdiction, task);
select platform.protect('plan.task_review', 'select, insert');

-- Targets a planner links to a task besides those that stand in its words: meeting one may prove the task.
create table plan.task_target (
  jurisdiction text not null,
  task uuid not null,
  target uuid not null,
  linked_by text not null,
  linked_at timestamptz not null,
  primary key (jurisdiction, task, target),
  foreign key (jurisdiction, task) references plan.task (jurisdiction, id),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id)
);
select platform.protect('plan.task_target', 'select, insert, delete');

-- The matrix may be decided anew; every earlier one stays in plan.decision.
grant delete on plan.task_unit to yike_app;

-- From how many overdue working days a task is carried to whom (督办升级). A county changes its ladder by a new dated row.
create table plan.escalation_rule (
  jurisdiction text not null,
  valid_from date not null,
  level int not null check (level between 1 and 5),
  overdue_workdays int not null check (overdue_workdays > 0),
  -- Whose list it appears on: the leading unit, the planner, or a leader.
  audience text not null check (audience in ('unit', 'planner', 'leader')),
  source text not null,
  primary key (jurisdiction, valid_from, level)
);
select platform.protect('plan.escalation_rule', 'select, insert');

create table plan.escalation (
  jurisdiction text not null,
  task uuid not null,
  -- The deadline that was missed: a step's or the task's own.
  due date not null,
  level int not null,
  step uuid,
  audience text not null,
  overdue_workdays int not null,
  provisional boolean not null,
  raised_at timestamptz not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  primary key (jurisdiction, task, due, level),
  foreign key (jurisdiction, task) references plan.task (jurisdiction, id)
);
create index escalation_open on plan.escalation (jurisdiction, audience) where answered_at is null;
select platform.protect('plan.escalation');

-- An investment project (项目): money, the facility it creates, the targets it moves.
create table plan.project (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  region text not null,
  owner_name text not null,
  -- Code of the facility it creates in the facility register, once there is one.
  facility text,
  starts_on date,
  ends_on date,
  accepted_on date,
  share int not null default 0 check (share between 0 and 100),
  note text,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
select platform.protect('plan.project');

create table plan.project_fund (
  jurisdiction text not null,
  project uuid not null,
  kind text not null check (kind in ('central', 'provincial', 'local', 'bond', 'social')),
  planned_fen bigint not null check (planned_fen >= 0),
  arrived_fen bigint not null default 0 check (arrived_fen >= 0),
  spent_fen bigint not null default 0 check (spent_fen >= 0),
  primary key (jurisdiction, project, kind),
  foreign key (jurisdiction, project) references plan.project (jurisdiction, id),
  check (spent_fen <= arrived_fen)
);
select platform.protect('plan.project_fund', 'select, insert, update, delete');

-- What a project was after every change, with who and why. Only grows.
create table plan.project_version (
  jurisdiction text not null,
  project uuid not null,
  revision int not null,
  act text not null check (act in ('create', 'change', 'accept')),
  facts jsonb not null,
  reason text,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (jurisdiction, project, revision),
  foreign key (jurisdiction, project) references plan.project (jurisdiction, id)
);
select platform.protect('plan.project_version', 'select, insert');

create table plan.project_target (
  jurisdiction text not null,
  project uuid not null,
  target uuid not null,
  primary key (jurisdiction, project, target),
  foreign key (jurisdiction, project) references plan.project (jurisdiction, id),
  foreign key (jurisdiction, target) references plan.target (jurisdiction, id)
);
select platform.protect('plan.project_target', 'select, insert, delete');
