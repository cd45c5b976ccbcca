-- 外勤账号: which account is which worker's. A link is ended, never overwritten; one account stands for one worker and the other way round.
create table workforce.worker_account (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  account uuid not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references workforce.worker (jurisdiction, person),
  check ((ended_by is null) = (ended_at is null))
);
create unique index worker_account_of_account on workforce.worker_account (jurisdiction, account) where ended_at is null;
create unique index worker_account_of_person on workforce.worker_account (jurisdiction, person) where ended_at is null;
select platform.protect('workforce.worker_account');
