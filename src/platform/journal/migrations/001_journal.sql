create schema journal;

-- What was done, by whom, when, to what. Each row is a leaf of the hash tree (RFC 6962) of its lane: `hash` is the leaf's, `nodes`
-- the hashes of the complete subtrees that this leaf closed, lowest first, 32 bytes each.
create table journal.entry (
  jurisdiction text not null,
  lane int not null,
  position bigint not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  purpose text,
  -- json, not jsonb: the text is kept as it was hashed.
  detail json not null,
  hash bytea not null,
  nodes bytea not null,
  primary key (jurisdiction, lane, position)
);
create index entry_subject on journal.entry (jurisdiction, subject_kind, subject_id, at);
create index entry_time on journal.entry using brin (at);
select platform.protect('journal.entry', 'select');

-- The head of each lane: how many leaves, and the hashes of the complete subtrees that make up the tree, largest first. Updated
-- with every entry, so a little filled page keeps the new version beside the old.
create table journal.lane (
  jurisdiction text not null,
  lane int not null,
  size bigint not null,
  frontier bytea not null,
  primary key (jurisdiction, lane)
) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
select platform.protect('journal.lane', 'select');

-- Signed heads. The same lines stand in a file outside the database.
create table journal.seal (
  jurisdiction text not null,
  number bigint not null,
  content text not null,
  signature text not null,
  primary key (jurisdiction, number)
);
select platform.protect('journal.seal', 'select, insert');

create function journal.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal only grows: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger only_grows before update or delete on journal.entry for each row execute function journal.refuse_change();
create trigger never_emptied before truncate on journal.entry for each statement execute function journal.refuse_change();
create trigger only_grows before update or delete on journal.seal for each row execute function journal.refuse_change();
create trigger never_emptied before truncate on journal.seal for each statement execute function journal.refuse_change();
create trigger only_grows before delete on journal.lane for each row execute function journal.refuse_change();
create trigger one_by_one before update on journal.lane for each row when (new.size is distinct from old.size + 1) execute function journal.refuse_change();
create trigger never_emptied before truncate on journal.lane for each statement execute function journal.refuse_change();
-- Always: also in a session that says it only replays.
alter table journal.entry enable always trigger only_grows, enable always trigger never_emptied;
alter table journal.seal enable always trigger only_grows, enable always trigger never_emptied;
alter table journal.lane enable always trigger only_grows, enable always trigger one_by_one, enable always trigger never_emptied;

-- The bytes of a leaf: a JSON object with its keys in this order and no spaces. Anyone can build it again from the row.
create function journal.content(e journal.entry) returns text language sql immutable
  return '{"jurisdiction":' || to_json((e).jurisdiction)
    || ',"lane":' || (e).lane
    || ',"position":' || (e).position
    || ',"at":"' || to_char((e).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","actor":' || to_json((e).actor)
    || ',"action":' || to_json((e).action)
    || ',"subject":{"kind":' || to_json((e).subject_kind) || ',"id":' || to_json((e).subject_id)
    || '},"purpose":' || coalesce(to_json((e).purpose)::text, 'null')
    || ',"detail":' || (e).detail::text || '}';

-- Appends one entry, in the caller's transaction and name. The jurisdiction has sixteen lanes so that sixteen transactions can be
-- on their way to commit at once; a transaction stays in the lane it took, hence it waits for a lane only while it holds none.
-- The application may not touch the tables themselves: this function, run with the owner's rights, is the only way in.
create function journal.append(j text, entry_at timestamptz, entry_action text, kind text, id text, entry_purpose text, entry_detail json)
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
  loop
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

  entry := row(j, head.lane, head.size, entry_at, platform.setting('actor'), entry_action, kind, id, entry_purpose, entry_detail, '', '');
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
  update journal.lane h set size = head.size + 1, frontier = head.frontier || node
    where h.jurisdiction = j and h.lane = head.lane;
  return query select entry.lane, entry."position", entry.hash;
end $$;
revoke execute on function journal.append from public;
grant execute on function journal.append to yike_app;
