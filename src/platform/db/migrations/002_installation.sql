-- What this installation is: kept by the owner, read by nobody else.
create table platform.installation (
  single boolean primary key default true check (single),
  kind text not null check (kind in ('demo', 'real')),
  -- False while it is being filled for the first time; a start that finds it so begins again.
  ready boolean not null,
  since timestamptz not null default now()
);
comment on table platform.installation is 'catalogue: what this installation is';
