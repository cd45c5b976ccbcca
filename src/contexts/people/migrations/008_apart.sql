-- Two addresses of one kind at one time cannot be, nor one category twice. The exclusion constraints that said so cost four fifths of the time in
-- which an address is written. The same holds by two cheaper means: a unique index, in which two that run on cannot stand beside each other, and
-- a trigger that locks the persons, so that writers of one person come one after the other, and then looks for any other overlap. Its queries go
-- from each row that came to the index and leave the planner no other way (`offset 0`): a register that is filled for the first time was counted
-- when it was empty.
alter table people.address drop constraint address_jurisdiction_person_kind_during_excl;
create unique index address_until on people.address
  (jurisdiction, person, kind, (case when upper_inf(during) then 'infinity'::date else upper(during) end));
alter table people.category drop constraint category_jurisdiction_person_tag_during_excl;
create unique index category_until on people.category
  (jurisdiction, person, tag, (case when upper_inf(during) then 'infinity'::date else upper(during) end));

-- The argument names the column that, with the person, says what may not overlap.
create function people.keep_apart() returns trigger language plpgsql
set enable_seqscan = off as $$
declare
  persons bigint;
  locked bigint;
  overlap boolean;
begin
  select count(distinct c.person) into persons from came c;
  if persons = 0 then return null; end if;
  -- What others committed while this one waited is seen by the next statement, unless the transaction reads as of its beginning.
  if current_setting('transaction_isolation') = 'repeatable read' then
    raise exception '% is not written under repeatable read', tg_table_name using errcode = 'feature_not_supported';
  end if;
  execute 'select from (select distinct c.jurisdiction, c.person from came c order by c.jurisdiction, c.person) c cross join lateral
    (select from people.person p where p.jurisdiction = c.jurisdiction and p.id = c.person offset 0 for no key update) p';
  get diagnostics locked = row_count;
  if locked <> persons then
    raise exception 'a person in % is out of reach', tg_table_name using errcode = 'foreign_key_violation';
  end if;
  execute format('select exists (select from came c cross join lateral
      (select a.id, a.during from people.%I a where a.jurisdiction = c.jurisdiction and a.person = c.person and a.%I = c.%2$I offset 0) a
      where a.id <> c.id and a.during && c.during)',
    tg_table_name, tg_argv[0]) into overlap;
  if overlap then
    raise exception 'times of a person overlap in %', tg_table_name
      using errcode = 'exclusion_violation', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return null;
end $$;
create trigger apart after insert on people.address referencing new table as came for each statement execute function people.keep_apart('kind');
create trigger still_apart after update on people.address referencing new table as came for each statement execute function people.keep_apart('kind');
create trigger apart after insert on people.category referencing new table as came for each statement execute function people.keep_apart('tag');
create trigger still_apart after update on people.category referencing new table as came for each statement execute function people.keep_apart('tag');
