-- Appends entries of several actors, as when one transaction carries out what many asked for at the same moment. The leaf is the same
-- as before in every byte: only who acted comes with the entry instead of with the transaction. The application names the actor in
-- either case; what the proofs rest on (lane, position, hash, frontier) is made here as before, and this remains the only way in.
create function journal.append_each(j text, entry_at timestamptz, actors text[], actions text[], kinds text[], ids text[], purposes text[], details text[])
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
    entry := row(j, head.lane, head.size, entry_at, actors[i], actions[i], kinds[i], ids[i], purposes[i], details[i], '', '');
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
revoke execute on function journal.append_each from public;
grant execute on function journal.append_each to yike_app;

-- One entry after the other of one actor is a case of it.
create or replace function journal.append(j text, entry_at timestamptz, actions text[], kinds text[], ids text[], purposes text[], details text[])
returns table (lane int, "position" bigint, hash bytea) language sql security definer set search_path = pg_catalog as $$
  select * from journal.append_each(j, entry_at, array_fill(platform.setting('actor'), array[cardinality(actions)]), actions, kinds, ids, purposes, details)
$$;
