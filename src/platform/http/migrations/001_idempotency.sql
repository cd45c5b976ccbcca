create schema http;

-- The answer of every command that was carried out, so that the same key gives the same answer and happens once.
create table http.answer (
  jurisdiction text not null,
  actor text not null,
  key text not null,
  command text not null,
  -- sha-256 of the input: the same key with another input is a mistake of the caller
  fingerprint text not null,
  status int not null,
  body jsonb not null,
  at timestamptz not null,
  primary key (jurisdiction, actor, key)
);
select platform.protect('http.answer', 'select, insert');
