-- A line of a desk is named by an id; without a site it stands for all sites of the organisation, so the unique columns cannot be its key.
alter table services.desk add column id uuid not null default gen_random_uuid();
alter table services.desk add primary key (jurisdiction, id);
