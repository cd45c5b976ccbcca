-- What a transaction may see and touch. The settings are made by SET LOCAL when the transaction begins; outside of one they are
-- empty, and then nothing is visible.
create function platform.setting(name text) returns text language sql stable
  return nullif(current_setting('yike.' || name, true), '');

create function platform.reads(jurisdiction text) returns boolean language sql stable
  return case platform.setting('reach') when '*' then true else starts_with(jurisdiction, platform.setting('reach')) end;

create function platform.writes(jurisdiction text) returns boolean language sql stable
  return jurisdiction = platform.setting('jurisdiction');

-- The one template of row-level security: read within reach, write in one's own jurisdiction. `grants` says what the application
-- may do at all: 'select, insert' makes a table that only grows.
create function platform.protect(target regclass, grants text default 'select, insert, update') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', target);
  execute format('create policy reach on %s for select using (platform.reads(jurisdiction))', target);
  execute format('create policy entry on %s for insert with check (platform.writes(jurisdiction))', target);
  execute format('create policy change on %s for update using (platform.writes(jurisdiction)) with check (platform.writes(jurisdiction))', target);
  execute format('create policy removal on %s for delete using (platform.writes(jurisdiction))', target);
  execute format('grant usage on schema %I to yike_app', (select relnamespace::regnamespace::text from pg_class where oid = target));
  execute format('grant %s on %s to yike_app', grants, target);
end $$;

-- A catalogue is shared by all jurisdictions: everybody reads it. `grants` beyond select are for tables an administrator extends.
create function platform.catalogue(target regclass, purpose text, grants text default 'select') returns void language plpgsql as $$
begin
  execute format('comment on table %s is %L', target, 'catalogue: ' || purpose);
  execute format('grant usage on schema %I to yike_app', (select relnamespace::regnamespace::text from pg_class where oid = target));
  execute format('grant %s on %s to yike_app', grants, target);
end $$;

grant usage on schema platform to yike_app;
