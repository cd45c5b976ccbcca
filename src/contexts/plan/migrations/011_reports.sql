-- A report may come in by paper, by telephone or at the counter; the planner then enters it and says who handed it in.
alter table plan.task_report
  add column channel text not null default 'online' check (channel in ('online', 'paper', 'phone', 'counter')),
  -- Who handed it in, or the number of the paper.
  add column handed_by text,
  -- The report of the same task in the version before, which this one repeats.
  add column carried_from uuid,
  add constraint task_report_authority check ((channel = 'online') = (handed_by is null)),
  add constraint task_report_carried foreign key (jurisdiction, carried_from) references plan.task_report (jurisdiction, id);
