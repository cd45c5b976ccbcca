-- The persons a resident's account acts for; null for everybody else.
create function platform.subjects() returns uuid[] language sql stable
  return string_to_array(platform.setting('subjects'), ':')::uuid[];

-- A table of what concerns persons: to a resident's account only the rows of those it acts for exist. `whom` is the column with the person.
-- Asked once for a statement, so that lists of staff stay as fast as they were.
create function platform.concerns(target regclass, whom text) returns void language plpgsql as $$
begin
  execute format('create policy subject on %s as restrictive using ((select platform.subjects()) is null or %I = any ((select platform.subjects())::uuid[]))',
    target, whom);
end $$;
