-- Tasks that no paper prints: work that follows from a decision inside the system (增补任务), such as building at the sites of a scenario.
alter table plan.task drop constraint task_section_check;
alter table plan.task add constraint task_section_check check (section in ('body', 'annex', 'added'));
-- What the task follows from, each at most once in a plan.
alter table plan.task add column origin_kind text;
alter table plan.task add column origin_id uuid;
alter table plan.task add constraint task_origin check ((section = 'added') = (origin_kind is not null and origin_id is not null));
create unique index task_origin_once on plan.task (jurisdiction, plan, origin_kind, origin_id) where origin_kind is not null;
