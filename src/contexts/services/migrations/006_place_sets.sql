-- Placing orders as before, but over the whole list at once: one statement locks the places that may run out, one reads everything that
-- decides, a loop without statements deals out places, days and shares in the order of the list, and one statement per table writes. A list of
-- sixty-four costs a few statements more than a single order.

-- Whether an organisation may offer an item, as a table that a statement over many offers takes in; `authorised` is the same for one.
create function services.allowed(j text, firm uuid, code text, offered_by text[], day date) returns table (yes boolean) language sql stable as $$
  select exists (select from services.provider_type t where t.jurisdiction = j and t.organisation = firm and t.type <> 'property'
      and (offered_by = '{}' or t.type = any(offered_by)))
    or exists (select from services.authorisation a where a.jurisdiction = j and a.organisation = firm and code = any(a.items) and a.during @> day)
$$;
create or replace function services.authorised(j text, firm uuid, code text, offered_by text[], day date) returns boolean language sql stable as $$
  select yes from services.allowed(j, firm, code, offered_by, day)
$$;

-- What of an order a benefit may bear: the rule, the period its limits count in, and what the newest frozen list says of the person.
create type services.bearing as (person uuid, subsidy uuid, benefit text, outcome text, span text, share_percent int, cap_fen bigint, times_limit int, fen_limit bigint);

-- A wish beside everything that decides it.
create type services.weighed as (
  turn int, id uuid, no text, log uuid, told uuid, request text, print text, actor text, person uuid, offer uuid, session uuid, series uuid,
  quantity int, channel text, acting text, relative uuid, device text, device_at timestamptz, sealed text,
  b_id uuid, b_no text, b_print text, b_unit bigint, b_list bigint, b_subsidy bigint, b_entitlement text,
  region text, dwelling text, item text, family text, unit text, organisation uuid, site uuid, day_capacity int, version int, fen bigint,
  lead_minutes int, rules uuid[], win tstzrange, wanted_on date, bad text, said jsonb);
-- A session as it stands while its row is this transaction's.
create type services.held_session as (id uuid, offer uuid, capacity int, taken int, state text, cancel_reason text, closes_at timestamptz, during tstzrange);

-- A charge never exceeds the price published and in force at the moment of the order, whoever writes the rows: looked at once a statement.
create function services.within_prices() returns trigger language plpgsql as $$
declare
  above bigint;
begin
  select e.unit_fen into above from entered e
    left join lateral (select p.version, p.fen from services.price p
      where p.jurisdiction = e.jurisdiction and p.offer = e.offer and p.valid_from <= e.placed_at order by p.valid_from desc limit 1) held on true
    where held.version is distinct from e.price_version or e.unit_fen > held.fen limit 1;
  if found then
    raise exception 'a charge of % fen is above the published price in force', above using errcode = 'check_violation', constraint = 'within_price';
  end if;
  return null;
end $$;
drop trigger within_price on services.service_order;
drop function services.within_price();
create trigger within_price after insert on services.service_order referencing new table as entered
  for each statement execute function services.within_prices();

-- Looks rows up by their keys, whatever the statistics say: a plan made once serves all.
create or replace function services.place(j text, placed timestamptz, wishes jsonb)
returns table (turn int, outcome text, order_id uuid, order_no text, unit_fen bigint, list_fen bigint, subsidy_fen bigint, entitlement text, why text, detail jsonb)
language plpgsql set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
  set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  today constant date := (placed at time zone 'Asia/Shanghai')::date;
  -- Why an order was refused, where supply was lacking.
  lacks constant text[] := '{order.full,order.day-full,order.cutoff,order.area,order.region,order.offer-paused,order.site-closed,order.provider-banned,order.provider-not-filed,order.provider-paper,order.not-authorised,order.no-price,order.session-cancelled}';
  many constant boolean := jsonb_array_length(wishes) > 1;
  list services.weighed[];
  c services.weighed;
  daily boolean;
  borne boolean;
  lacking boolean := false;
  at int := 0;
  k int;
  d int;
  rest bigint;
  part bigint;
  total bigint;
  stand text;
  bad text;
  said jsonb;
  -- Sessions and who has a place in them, days of offers, what benefits bear and what of it is used: this transaction's while it lasts.
  sessions services.held_session[]; session_ids uuid[]; seats text[]; sessions_used int[] := '{}'; s services.held_session;
  days services.offer_day[] := '{}'; day_keys text[] := '{}'; days_used int[] := '{}'; dd services.offer_day;
  bearings services.bearing[]; bearers uuid[]; rule services.bearing;
  quotas services.quota[] := '{}'; quota_keys text[] := '{}'; quotas_used int[] := '{}'; q services.quota;
  request_keys text[] := '{}'; request_at int[] := '{}';
  -- By place in the list; a total of null was not placed.
  totals bigint[] := '{}'; splits bigint[] := '{}'; stands text[] := '{}'; whys text[] := '{}';
  lines services.order_line[] := '{}';
  actors text[] := '{}'; acts text[] := '{}'; kinds text[] := '{}'; ids text[] := '{}'; purposes text[] := '{}'; details text[] := '{}';
  tolds uuid[] := '{}'; names text[] := '{}'; payloads jsonb[] := '{}';
begin
  -- Whoever takes places that may run out takes them in one order: sessions, then days, then shares, each by its key; each is read as it stands
  -- when it is this transaction's.
  if jsonb_path_exists(wishes, '$[*].session ? (@ != null)') then
    select array_agg(row(h.id, h.offer, h.capacity, h.taken, h.state, h.cancel_reason, h.closes_at, h.during)::services.held_session), array_agg(h.id)
      into sessions, session_ids from (
        select * from services.session x where x.jurisdiction = j and x.id = any(array(select (w ->> 'session')::uuid from jsonb_array_elements(wishes) w))
          order by x.id for no key update) h;
    select coalesce(array_agg(t.session::text || t.person), '{}') into seats from services.service_order t
      where t.jurisdiction = j and t.session = any(session_ids) and t.person = any(array(select (w ->> 'person')::uuid from jsonb_array_elements(wishes) w))
        and t.state not in ('cancelled', 'no_show', 'refused');
    session_ids := coalesce(session_ids, '{}');
  end if;

  with x as materialized (
    select * from jsonb_to_recordset(wishes) as x(turn int, id uuid, no text, log uuid, told uuid, request text, print text, actor text, scope text,
      person uuid, offer uuid, session uuid, series uuid, quantity int, seen bigint, "from" timestamptz, until timestamptz, channel text, acting text,
      relative uuid, device text, device_at timestamptz, sealed text)
  ), o as materialized (
    select f.id, f.item, f.organisation, f.site, f.areas, f.day_capacity, f.state, f.state_reason, i.family, i.open item_open, i.region item_region,
        i.needs_address, i.needs_filing, i.needs_papers, i.lead_minutes, i.unit, p.version, p.fen, v.open site_open, v.filed, v.ban, v.ban_until, v.papers,
        a.yes authorised,
        array(select r.id from services.subsidy r where r.jurisdiction = any(array[j]) and f.item = any(r.items)
          and lower(r.during) <= today and (upper(r.during) is null or upper(r.during) > today)) rules
      from (select distinct x.offer from x) d
      join services.offer f on f.jurisdiction = j and f.id = d.offer
      join services.item i on i.jurisdiction = j and i.code = f.item
      left join lateral (select x.version, x.fen from services.price x
        where x.jurisdiction = j and x.offer = f.id and x.valid_from <= placed order by x.valid_from desc limit 1) p on true
      left join lateral (select * from providers.serving(j, f.site, today) offset 0) v on true
      left join lateral services.allowed(j, f.organisation, f.item, i.offered_by, today) a on true
  ), w as (
    select x.*, b.id b_id, b.no b_no, b.print b_print, b.unit_fen b_unit, b.list_fen b_list, b.subsidy_fen b_subsidy, b.entitlement b_entitlement,
        h.state, h.region, h.dwelling, h.merged_into,
        o.item, o.family, o.organisation, o.site, o.areas, o.day_capacity, o.state offer_state, o.state_reason, o.item_region, o.needs_papers,
        o.lead_minutes, o.unit, o.version, o.fen, o.ban, o.ban_until, o.papers, o.rules,
        case when x.session is null and x.until > x."from" then tstzrange(x."from", x.until) end win,
        case when h.state is null or h.state = 'destroyed' or not starts_with(coalesce(h.region, j), x.scope) then 'person.missing'
          when h.state = 'merged' then 'order.person-merged'
          when h.state = 'dead' then 'order.person-dead'
          when h.state = 'moved-out' then 'order.person-moved'
          when x.acting <> 'self' and not people.acts_for(j, x.person, x.relative, x.acting, 'order', today) then 'proxy.authority'
          when o.id is null or o.state = 'ended' then 'order.offer-missing'
          when not o.item_open then 'order.item-closed'
          when o.state = 'paused' then 'order.offer-paused'
          when o.ban is not null then 'order.provider-banned'
          when o.site_open is not true then 'order.site-closed'
          when o.needs_filing and o.filed is not true then 'order.provider-not-filed'
          when not o.needs_papers <@ o.papers then 'order.provider-paper'
          when not o.authorised then 'order.not-authorised'
          when not starts_with(h.region, o.item_region) then 'order.region'
          when h.region is not null and o.needs_address and o.areas <> '{}' and not exists (select from unnest(o.areas) a where starts_with(h.region, a))
            then 'order.area'
          when o.version is null then 'order.no-price'
          when x.seen is distinct from o.fen then 'order.price-changed'
          when x.session is not null then null
          when (x.until > x."from") is not true then 'order.window'
          when x.until <= placed then 'order.past'
          when o.lead_minutes > 0 and x."from" - make_interval(mins => o.lead_minutes) < placed then 'order.cutoff'
        end bad
      from x
      left join o on o.id = x.offer
      left join lateral (select * from people.ordering(j, x.person) offset 0) h on true
      left join lateral (select * from services.service_order b where b.jurisdiction = j and b.placed_by = x.actor and b.request = x.request offset 0) b on true
      offset 0
  )
  select array_agg(row(w.turn, w.id, w.no, w.log, w.told, w.request, w.print, w.actor, w.person, w.offer, w.session, w.series, w.quantity, w.channel, w.acting,
        w.relative, w.device, w.device_at, w.sealed, w.b_id, w.b_no, w.b_print, w.b_unit, w.b_list, w.b_subsidy, w.b_entitlement, w.region, w.dwelling,
        w.item, w.family, w.unit, w.organisation, w.site, w.day_capacity, w.version, w.fen, w.lead_minutes, w.rules,
        w.win, (lower(w.win) at time zone 'Asia/Shanghai')::date,
        w.bad,
        case w.bad
          when 'order.person-merged' then jsonb_build_object('into', w.merged_into)
          when 'order.offer-paused' then jsonb_build_object('reason', w.state_reason)
          when 'order.provider-banned' then jsonb_build_object('paper', w.ban, 'until', w.ban_until)
          when 'order.provider-paper' then jsonb_build_object('papers', array(select unnest(w.needs_papers) except select unnest(w.papers)))
          when 'order.price-changed' then jsonb_build_object('seen', w.seen, 'fen', w.fen, 'version', w.version)
          when 'order.cutoff' then jsonb_build_object('until', lower(w.win) - make_interval(mins => w.lead_minutes), 'minutes', w.lead_minutes)
          else '{}' end)::services.weighed order by w.session, w.offer, w.turn),
      bool_or(w.bad is null and w.day_capacity is not null), bool_or(w.bad is null and w.fen > 0 and w.rules <> '{}')
    into list, daily, borne from w;

  if session_ids is not null then
    for i in 1 .. cardinality(list) loop
      c := list[i];
      continue when c.session is null or c.bad is not null;
      s := sessions[array_position(session_ids, c.session)];
      if s.id is null or s.offer <> c.offer then c.bad := 'order.session-missing';
      elsif s.state = 'cancelled' then c.bad := 'order.session-cancelled'; c.said := jsonb_build_object('reason', s.cancel_reason);
      elsif s.closes_at <= placed then c.bad := 'order.cutoff'; c.said := jsonb_build_object('until', s.closes_at);
      else c.win := s.during; c.wanted_on := (lower(s.during) at time zone 'Asia/Shanghai')::date;
      end if;
      list[i] := c;
    end loop;
  end if;
  if daily then
    for dd in insert into services.offer_day as o (jurisdiction, offer, day, taken)
      select distinct j, l.offer, l.wanted_on, 0 from unnest(list) l where l.bad is null and l.b_id is null and l.day_capacity is not null order by 2, 3
      on conflict on constraint offer_day_pkey do update set taken = o.taken returning o.*
    loop
      days := days || dd; day_keys := day_keys || (dd.offer::text || dd.day);
    end loop;
  end if;
  if borne then
    select array_agg(row(p.person, r.id, r.benefit, e.outcome, r.span, r.share_percent, r.cap_fen, r.times_limit, r.fen_limit)::services.bearing order by p.person, r.id),
        array_agg(p.person order by p.person, r.id)
      into bearings, bearers
      from (select l.person, array_agg(l.wanted_on) days, array_agg(distinct l.rules) rules from unnest(list) l
        where l.bad is null and l.b_id is null and l.fen > 0 and l.rules <> '{}' group by l.person) p
      cross join lateral (select * from benefits.held(j, p.person, today) offset 0) e
      cross join lateral (select distinct r.*, case r.period when 'day' then wanted_on::text else to_char(wanted_on, 'YYYY-MM') end span
        from unnest(p.days) wanted_on, services.subsidy r
        where r.jurisdiction = any(array[j]) and r.benefit = e.benefit and r.id in (select unnest(p.rules))) r
      where e.outcome is distinct from 'not-due';
    if bearings is not null then
      for q in insert into services.quota as u (jurisdiction, person, subsidy, period, times, fen)
        select distinct j, r.person, r.subsidy, r.span, 0, 0 from unnest(bearings) r where r.outcome = 'due' order by 2, 3, 4
        on conflict on constraint quota_pkey do update set times = u.times returning u.*
      loop
        quotas := quotas || q; quota_keys := quota_keys || (q.person::text || q.subsidy || q.period);
      end loop;
    end if;
  end if;

  foreach c in array coalesce(list, '{}') loop
    at := at + 1;
    turn := c.turn; outcome := 'refused'; order_id := null; order_no := null; unit_fen := null; list_fen := null; subsidy_fen := null;
    entitlement := null; why := null; detail := null;
    bad := c.bad; said := c.said; total := null; rest := null; stand := null;

    -- The same request came before, or earlier in this list.
    if many and c.b_id is null then
      k := request_at[array_position(request_keys, c.actor || ' ' || c.request)];
      if k is not null then
        c.b_id := list[k].id; c.b_no := list[k].no; c.b_print := list[k].print; c.b_unit := list[k].fen; c.b_list := totals[k]; c.b_subsidy := splits[k];
        c.b_entitlement := stands[k];
      end if;
    end if;
    if c.b_id is not null then
      if c.b_print = c.print then
        outcome := 'repeated'; order_id := c.b_id; order_no := c.b_no; unit_fen := c.b_unit; list_fen := c.b_list; subsidy_fen := c.b_subsidy;
        entitlement := c.b_entitlement;
      else why := 'idempotency.mismatch'; detail := '{}';
      end if;
      totals := totals || total; splits := splits || rest; stands := stands || stand; whys := whys || stand;
      return next;
      continue;
    end if;

    k := null; d := null;
    if bad is null and c.session is not null then
      k := array_position(session_ids, c.session);
      s := sessions[k];
      if s.taken + c.quantity > s.capacity then
        bad := 'order.full'; said := jsonb_build_object('capacity', s.capacity, 'left', s.capacity - s.taken, 'from', lower(c.win));
      end if;
    end if;
    if bad is null and c.day_capacity is not null then
      d := array_position(day_keys, c.offer::text || c.wanted_on);
      dd := days[d];
      if dd.taken + c.quantity > c.day_capacity then
        bad := 'order.day-full'; said := jsonb_build_object('day', c.wanted_on, 'capacity', c.day_capacity, 'left', c.day_capacity - dd.taken);
      end if;
    end if;
    if bad is null and k is not null then
      if c.session::text || c.person = any(seats) then bad := 'order.already-in';
      else
        seats := seats || (c.session::text || c.person);
        s.taken := s.taken + c.quantity; sessions[k] := s;
        if k <> all(sessions_used) then sessions_used := sessions_used || k; end if;
      end if;
    end if;

    if bad is null then
      if d is not null then
        dd.taken := dd.taken + c.quantity; days[d] := dd;
        if d <> all(days_used) then days_used := days_used || d; end if;
      end if;
      total := c.fen * c.quantity; rest := total; stand := 'none';
      k := case when bearers is not null and total > 0 then array_position(bearers, c.person) end;
      while rest > 0 and k <= cardinality(bearers) and bearers[k] = c.person loop
        rule := bearings[k];
        k := k + 1;
        continue when rule.subsidy <> all(c.rules) or not starts_with(c.wanted_on::text, rule.span);
        part := 0;
        if rule.outcome is distinct from 'due' then stand := 'unknown';
        else
          if stand = 'none' then stand := 'known'; end if;
          d := array_position(quota_keys, c.person::text || rule.subsidy || rule.span);
          q := quotas[d];
          -- Who counts times bears the share of one: an order of three meals uses one subsidised meal up, not three.
          part := least(rest, (case when rule.times_limit is not null and c.unit in ('time', 'meal', 'piece', 'place') then c.fen else total end)
              * rule.share_percent / 100, coalesce(rule.cap_fen, rest), coalesce(rule.fen_limit - q.fen, rest));
          if part <= 0 or q.times >= rule.times_limit then part := 0;
          else
            q.times := q.times + 1; q.fen := q.fen + part; quotas[d] := q;
            if d <> all(quotas_used) then quotas_used := quotas_used || d; end if;
            rest := rest - part;
          end if;
        end if;
        lines := lines || row(j, c.id, rule.subsidy, rule.benefit, rule.span, part,
          case when rule.outcome is distinct from 'due' then 'unknown' when part = 0 then 'used-up' else 'borne' end)::services.order_line;
      end loop;
      outcome := 'placed'; order_id := c.id; order_no := c.no; unit_fen := c.fen; list_fen := total; subsidy_fen := total - rest; entitlement := stand;
      actors := actors || c.actor; acts := acts || 'services.order.place'::text; kinds := kinds || 'order'::text; ids := ids || c.id::text;
      purposes := purposes || null::text;
      details := details || jsonb_build_object('no', c.no, 'offer', c.offer, 'price', c.version, 'list', total, 'subsidy', total - rest, 'acting', c.acting,
        'channel', c.channel)::text;
      tolds := tolds || c.told; names := names || 'services.order.placed'::text;
      payloads := payloads || jsonb_build_object('order', c.id, 'no', c.no, 'person', c.person, 'item', c.item, 'family', c.family, 'offer', c.offer,
        'organisation', c.organisation, 'site', c.site, 'session', c.session, 'region', c.region, 'from', lower(c.win), 'until', upper(c.win));
      if many then request_keys := request_keys || (c.actor || ' ' || c.request); request_at := request_at || at; end if;
    else
      why := bad; detail := said;
      lacking := lacking or bad = any(lacks);
    end if;
    totals := totals || total; splits := splits || (total - rest); stands := stands || stand; whys := whys || bad;
    return next;
  end loop;

  if cardinality(actors) > 0 then
    foreach k in array sessions_used loop
      s := sessions[k];
      update services.session x set taken = s.taken where x.jurisdiction = j and x.id = s.id;
    end loop;
    foreach k in array days_used loop
      dd := days[k];
      update services.offer_day x set taken = dd.taken where x.jurisdiction = j and x.offer = dd.offer and x.day = dd.day;
    end loop;
    foreach k in array quotas_used loop
      q := quotas[k];
      update services.quota x set times = q.times, fen = q.fen where x.jurisdiction = j and x.person = q.person and x.subsidy = q.subsidy and x.period = q.period;
    end loop;
    with entered as (
      insert into services.service_order (jurisdiction, id, no, person, item, family, offer, organisation, site, session, series, price_version, unit_fen,
          quantity, list_fen, subsidy_fen, entitlement, wanted, region, dwelling, sealed, channel, acting, relative, placed_by, placed_at, request,
          print, state, state_at)
        select j, l.id, l.no, l.person, l.item, l.family, l.offer, l.organisation, l.site, l.session, l.series, l.version, l.fen, l.quantity,
            totals[l.ordinality], splits[l.ordinality], stands[l.ordinality], l.win, l.region, l.dwelling, decode(l.sealed, 'hex'), l.channel, l.acting,
            l.relative, l.actor, placed, l.request, l.print, 'placed', placed
          from unnest(list) with ordinality l where totals[l.ordinality] is not null
        on conflict do nothing returning id
    ), told as (
      insert into services.order_event (jurisdiction, order_id, id, kind, actor, channel, device, device_at, at, detail)
        select j, l.id, l.log, 'placed', l.actor, l.channel, l.device, l.device_at, placed, '{}'
          from unnest(list) with ordinality l where totals[l.ordinality] is not null
    )
    select count(*) into k from entered;
    if k < cardinality(actors) then
      -- The same was asked for by two at the same moment, or a number is taken: the list is decided again with what stands then.
      raise exception 'an order of the list was placed meanwhile' using errcode = '40001';
    end if;
    if lines <> '{}' then insert into services.order_line select * from unnest(lines); end if;
    perform from journal.append_each(j, placed, actors, acts, kinds, ids, purposes, details);
    perform events.tell(j, placed, actors, tolds, names, payloads);
  end if;

  if lacking then
    insert into services.unmet as u (jurisdiction, id, day, item, family, region, reason, person, offer, channel, recorded_by, recorded_at, times)
      select distinct on (l.person, l.item, l.reason) j, l.id, today, l.item, l.family, coalesce(l.region, j), l.reason, l.person, l.offer, l.channel, l.actor, placed,
          count(*) over (partition by l.person, l.item, l.reason)
        from (select l.*, whys[l.ordinality] reason from unnest(list) with ordinality l) l where l.reason = any(lacks) order by l.person, l.item, l.reason, l.turn
      on conflict (jurisdiction, day, person, item, reason) where person is not null and item is not null do update set times = u.times + excluded.times;
  end if;
end $$;
