-- A correction of a version is a row of its own: the newest revision of a code and first day counts. Numbers of versions follow
-- from the first days.
alter table plan.service_item drop constraint service_item_pkey;
alter table plan.service_item drop constraint service_item_jurisdiction_code_version_key;
alter table plan.service_item drop column version;
alter table plan.service_item add column revision int not null default 1;
alter table plan.service_item add column removed boolean not null default false;
alter table plan.service_item add primary key (jurisdiction, code, valid_from, revision);
