create schema imports;

-- One file brought into one register: first a preview, then written, then perhaps reversed by another import.
create table imports.import (
  jurisdiction text not null,
  id uuid not null,
  register text not null,
  file_name text not null,
  -- sha-256 of the file
  file_hash text not null,
  state text not null check (state in ('previewed', 'applied', 'undone')),
  counts jsonb not null,
  header jsonb not null,
  notes jsonb not null,
  -- sha-256 over all lines: what was seen is what is written
  content_hash text not null,
  created_at timestamptz not null,
  created_by text not null,
  applied_at timestamptz,
  applied_by text,
  applied_which text check (applied_which in ('all', 'good')),
  applied int not null default 0,
  undoes uuid,
  undone_by uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, undoes) references imports.import (jurisdiction, id),
  foreign key (jurisdiction, undone_by) references imports.import (jurisdiction, id) deferrable initially deferred
);
create index on imports.import (jurisdiction, register, created_at desc);
select platform.protect('imports.import');

create table imports.line (
  jurisdiction text not null,
  import uuid not null,
  line int not null,
  outcome text not null check (outcome in ('new', 'changed', 'unchanged', 'refused')),
  -- the values of the key columns as a JSON array; null when they could not be read
  key text,
  before jsonb,
  after jsonb,
  -- cells as written, by column key; only for refused lines
  cells jsonb,
  issues jsonb,
  -- the register changed after the first preview and the line was compared anew
  moved boolean not null default false,
  primary key (jurisdiction, import, line),
  foreign key (jurisdiction, import) references imports.import (jurisdiction, id)
);
create index on imports.line (jurisdiction, import, outcome, line);
select platform.protect('imports.line');

-- Whoever writes into a register by import holds its row here until the transaction ends, so that two imports of the same key come
-- one after the other and the second one sees what the first one wrote.
create table imports.turn (
  jurisdiction text not null,
  register text not null,
  primary key (jurisdiction, register)
);
select platform.protect('imports.turn');
