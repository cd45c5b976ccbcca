-- The same bytes as before, in a form that is planned once and not on every call.
create or replace function journal.content(e journal.entry) returns text language plpgsql immutable as $$
begin
  return '{"jurisdiction":' || to_json(e.jurisdiction)
    || ',"lane":' || e.lane
    || ',"position":' || e."position"
    || ',"at":"' || to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","actor":' || to_json(e.actor)
    || ',"action":' || to_json(e.action)
    || ',"subject":{"kind":' || to_json(e.subject_kind) || ',"id":' || to_json(e.subject_id)
    || '},"purpose":' || coalesce(to_json(e.purpose)::text, 'null')
    || ',"detail":' || e.detail::text || '}';
end $$;

-- A lane may now grow by several entries at once, still never back.
drop trigger one_by_one on journal.lane;
create trigger only_forward before update on journal.lane for each row when (new.size <= old.size or new.size is null) execute function journal.refuse_change();
alter table journal.lane enable always trigger only_forward;

-- Appends entries, in the caller's transaction and name, and returns where they stand, in the order given. The jurisdiction has
-- sixteen lanes so that sixteen transactions can be on their way to commit at once; a transaction stays in the lane it took, hence
-- it waits for a lane only while it holds none. The application may not touch the tables themselves: this function, run with the
-- owner's rights, is the only way in.
drop function journal.append;
create function journal.append(j text, entry_at timestamptz, actions text[], kinds text[], ids text[], purposes text[], details text[])
returns table (lane int, "position" bigint, hash bytea) language plpgsql security definer set search_path = pg_catalog as $$
declare
  lanes constant int := 16;
  mine text := nullif(current_setting('yike.journal_lane', true), '');
  first int := coalesce(mine::int, pg_backend_pid() % lanes);
  head journal.lane;
  entry journal.entry;
  node bytea;
  rest bigint;
begin
  -- The lane of this connection, else any that is free, else wait for the first. A new jurisdiction has no lanes yet.
  loop
    select h.* into head from journal.lane h where h.jurisdiction = j and h.lane = first for update skip locked;
    exit when found;
    select h.* into head from journal.lane h where h.jurisdiction = j
      order by (h.lane - first + lanes) % lanes limit 1 for update skip locked;
    exit when found;
    insert into journal.lane (jurisdiction, lane, size, frontier)
      select j, n, 0, '' from generate_series(0, lanes - 1) n on conflict do nothing;
    if not found then
      select h.* into strict head from journal.lane h where h.jurisdiction = j and h.lane = first for update;
      exit;
    end if;
  end loop;
  if mine is null then perform set_config('yike.journal_lane', head.lane::text, true); end if;

  for i in 1 .. cardinality(actions) loop
    entry := row(j, head.lane, head.size, entry_at, platform.setting('actor'), actions[i], kinds[i], ids[i], purposes[i], details[i], '', '');
    entry.hash := sha256('\x00'::bytea || convert_to(journal.content(entry), 'UTF8'));
    node := entry.hash;
    rest := head.size;
    while rest & 1 = 1 loop
      node := sha256('\x01'::bytea || substring(head.frontier from length(head.frontier) - 31) || node);
      entry.nodes := entry.nodes || node;
      head.frontier := substring(head.frontier for length(head.frontier) - 32);
      rest := rest >> 1;
    end loop;
    insert into journal.entry values (entry.*);
    head.size := head.size + 1;
    head.frontier := head.frontier || node;
    lane := entry.lane;
    "position" := entry."position";
    hash := entry.hash;
    return next;
  end loop;
  if cardinality(actions) > 0 then
    update journal.lane h set size = head.size, frontier = head.frontier where h.jurisdiction = j and h.lane = head.lane;
  end if;
end $$;
revoke execute on function journal.append from public;
grant execute on function journal.append to yike_app;
