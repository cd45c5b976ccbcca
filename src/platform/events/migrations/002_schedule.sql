-- When each job last ran for each jurisdiction. The row is locked while the job runs, so it runs in one process at a time.
create table events.schedule (
  jurisdiction text not null,
  job text not null,
  -- Start of the last interval (or day) that was served.
  slot timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  -- Attempts at the present slot that failed, and why the last one did.
  failures int not null default 0,
  error text,
  retry_at timestamptz,
  primary key (jurisdiction, job)
);
select platform.protect('events.schedule', 'select, insert, update');
