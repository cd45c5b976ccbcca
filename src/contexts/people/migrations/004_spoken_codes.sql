-- 口头确认码: one-time codes on a card that the person keeps and speaks when somebody was there. Only keyed hashes stand here.
create table people.spoken_code (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  digest bytea not null,
  issued_by text not null,
  issued_at timestamptz not null,
  -- spent on something, or withdrawn because a new card was printed
  used_at timestamptz,
  used_for text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references people.person (jurisdiction, id),
  check ((used_at is null) = (used_for is null))
);
create unique index spoken_code_open on people.spoken_code (jurisdiction, person, digest) where used_at is null;
select platform.protect('people.spoken_code');
