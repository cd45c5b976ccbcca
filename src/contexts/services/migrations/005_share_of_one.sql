-- Placing orders as before, but for one thing: a rule that counts times bears of an order of several the share of one.
create or replace function services.place(j text, placed timestamptz, wishes jsonb)
returns table (turn int, outcome text, order_id uuid, order_no text, unit_fen bigint, list_fen bigint, subsidy_fen bigint, entitlement text, why text, detail jsonb)
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  today constant date := (placed at time zone 'Asia/Shanghai')::date;
  w record;
  o record;
  known uuid;
  who record;
  slot record;
  rule record;
  held record;
  before record;
  win tstzrange;
  wanted_on date;
  rest bigint;
  part bigint;
  total bigint;
  split bigint;
  stand text;
  span text;
  count int;
  lines jsonb;
  bad text;
  said jsonb;
  actors text[] := '{}'; acts text[] := '{}'; kinds text[] := '{}'; ids text[] := '{}'; purposes text[] := '{}'; details text[] := '{}';
  tellers text[] := '{}'; tolds uuid[] := '{}'; names text[] := '{}'; payloads jsonb[] := '{}';
begin
  for w in
    -- Whoever takes rows of sessions and offers takes them in one order, so that two lists do not wait for each other.
    select * from jsonb_to_recordset(wishes) as x(turn int, id uuid, no text, log uuid, told uuid, request text, print text, actor text, scope text,
      person uuid, offer uuid, session uuid, series uuid, quantity int, seen bigint, "from" timestamptz, until timestamptz, channel text, acting text,
      relative uuid, device text, device_at timestamptz, sealed text)
    order by x.session, x.offer, x.turn
  loop
    turn := w.turn; outcome := 'refused'; order_id := null; order_no := null; unit_fen := null; list_fen := null; subsidy_fen := null;
    entitlement := null; why := null; detail := null;
    bad := null; said := '{}';

    select s.id, s.no, s.print, s.unit_fen, s.list_fen, s.subsidy_fen, s.entitlement into before
      from services.service_order s where s.jurisdiction = j and s.placed_by = w.actor and s.request = w.request;
    if found then
      if before.print = w.print then
        outcome := 'repeated'; order_id := before.id; order_no := before.no; unit_fen := before.unit_fen; list_fen := before.list_fen;
        subsidy_fen := before.subsidy_fen; entitlement := before.entitlement;
      else why := 'idempotency.mismatch'; detail := '{}';
      end if;
      return next;
      continue;
    end if;

    -- What is offered, looked up once for wishes that follow each other.
    if known is distinct from w.offer then
      known := w.offer;
      select f.id, f.item, f.organisation, f.site, f.areas, f.day_capacity, f.state, f.state_reason, i.family, i.open item_open, i.region item_region,
          i.needs_address, i.needs_filing, i.needs_papers, i.lead_minutes, i.unit, p.version, p.fen, v.open site_open, v.filed, v.ban, v.ban_until, v.papers,
          services.authorised(j, f.organisation, f.item, i.offered_by, today) authorised,
          array(select r.id from services.subsidy r where r.jurisdiction = j and f.item = any(r.items) and r.during @> today order by r.id) rules
        into o
        from services.offer f
        join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
        left join lateral (select x.version, x.fen from services.price x
          where x.jurisdiction = j and x.offer = f.id and x.valid_from <= placed order by x.valid_from desc limit 1) p on true
        left join lateral providers.serving(j, f.site, today) v on true
        where f.jurisdiction = j and f.id = w.offer;
    end if;
    select * into who from people.ordering(j, w.person);

    if who.state is null or who.state = 'destroyed' or not starts_with(coalesce(who.region, j), w.scope) then bad := 'person.missing';
    elsif who.state = 'merged' then bad := 'order.person-merged'; said := jsonb_build_object('into', who.merged_into);
    elsif who.state = 'dead' then bad := 'order.person-dead';
    elsif who.state = 'moved-out' then bad := 'order.person-moved';
    elsif w.acting <> 'self' and not people.acts_for(j, w.person, w.relative, w.acting, 'order', today) then bad := 'proxy.authority';
    elsif o.id is null or o.state = 'ended' then bad := 'order.offer-missing';
    elsif not o.item_open then bad := 'order.item-closed';
    elsif o.state = 'paused' then bad := 'order.offer-paused'; said := jsonb_build_object('reason', o.state_reason);
    elsif o.ban is not null then bad := 'order.provider-banned'; said := jsonb_build_object('paper', o.ban, 'until', o.ban_until);
    elsif o.site_open is not true then bad := 'order.site-closed';
    elsif o.needs_filing and o.filed is not true then bad := 'order.provider-not-filed';
    elsif not o.needs_papers <@ o.papers then bad := 'order.provider-paper';
      said := jsonb_build_object('papers', array(select unnest(o.needs_papers) except select unnest(o.papers)));
    elsif not o.authorised then bad := 'order.not-authorised';
    elsif who.region is not null and not starts_with(who.region, o.item_region) then bad := 'order.region';
    elsif who.region is not null and o.needs_address and o.areas <> '{}' and not exists (select from unnest(o.areas) a where starts_with(who.region, a)) then bad := 'order.area';
    elsif o.version is null then bad := 'order.no-price';
    elsif w.seen is distinct from o.fen then bad := 'order.price-changed'; said := jsonb_build_object('seen', w.seen, 'fen', o.fen, 'version', o.version);
    end if;

    if bad is null and w.session is not null then
      -- Taken here and given back below if anything still speaks against it; the row is this transaction's until it ends.
      update services.session s set taken = s.taken + w.quantity
        where s.jurisdiction = j and s.id = w.session and s.offer = w.offer and s.state = 'open' and s.closes_at > placed and s.taken + w.quantity <= s.capacity
        returning s.during into win;
      if not found then
        select s.* into slot from services.session s where s.jurisdiction = j and s.id = w.session and s.offer = w.offer;
        if slot.id is null then bad := 'order.session-missing';
        elsif slot.state = 'cancelled' then bad := 'order.session-cancelled'; said := jsonb_build_object('reason', slot.cancel_reason);
        elsif slot.closes_at <= placed then bad := 'order.cutoff'; said := jsonb_build_object('until', slot.closes_at);
        else bad := 'order.full'; said := jsonb_build_object('capacity', slot.capacity, 'left', slot.capacity - slot.taken, 'from', lower(slot.during));
        end if;
      end if;
    elsif bad is null then
      win := case when w.until > w."from" then tstzrange(w."from", w.until) end;
      if win is null then bad := 'order.window';
      elsif upper(win) <= placed then bad := 'order.past';
      elsif o.lead_minutes > 0 and lower(win) - make_interval(mins => o.lead_minutes) < placed then
        bad := 'order.cutoff'; said := jsonb_build_object('until', lower(win) - make_interval(mins => o.lead_minutes), 'minutes', o.lead_minutes);
      end if;
    end if;

    if bad is null and o.day_capacity is not null then
      wanted_on := (lower(win) at time zone 'Asia/Shanghai')::date;
      insert into services.offer_day as d (jurisdiction, offer, day, taken) values (j, w.offer, wanted_on, w.quantity)
        on conflict on constraint offer_day_pkey do update set taken = d.taken + excluded.taken
        returning d.taken into count;
      if count > o.day_capacity then
        update services.offer_day d set taken = d.taken - w.quantity where d.jurisdiction = j and d.offer = w.offer and d.day = wanted_on;
        bad := 'order.day-full'; said := jsonb_build_object('day', wanted_on, 'capacity', o.day_capacity, 'left', o.day_capacity - (count - w.quantity));
        if w.session is not null then update services.session s set taken = s.taken - w.quantity where s.jurisdiction = j and s.id = w.session; end if;
      end if;
    end if;

    if bad is null then
      total := o.fen * w.quantity; rest := total; split := 0; stand := 'none'; lines := '[]';
      if total > 0 and o.rules <> '{}' then
        for rule in
          select r.id, r.benefit, r.share_percent, r.cap_fen, r.period, r.times_limit, r.fen_limit, h.outcome
            from services.subsidy r join benefits.held(j, w.person, today) h on h.benefit = r.benefit
            where r.jurisdiction = j and r.id = any(o.rules) and h.outcome is distinct from 'not-due' order by r.id
        loop
          exit when rest = 0;
          span := case rule.period when 'day' then (lower(win) at time zone 'Asia/Shanghai')::date::text
            else to_char(lower(win) at time zone 'Asia/Shanghai', 'YYYY-MM') end;
          if rule.outcome is distinct from 'due' then
            stand := 'unknown';
            lines := lines || jsonb_build_object('s', rule.id, 'b', rule.benefit, 'p', span, 'f', 0, 'o', 'unknown');
            continue;
          end if;
          if stand = 'none' then stand := 'known'; end if;
          insert into services.quota as q (jurisdiction, person, subsidy, period, times, fen) values (j, w.person, rule.id, span, 0, 0)
            on conflict on constraint quota_pkey do update set times = q.times returning q.times, q.fen into held;
          -- Who counts times bears the share of one: an order of three meals uses one subsidised meal up, not three.
          part := least(rest, (case when rule.times_limit is not null and o.unit in ('time', 'meal', 'piece', 'place') then o.fen else total end)
              * rule.share_percent / 100, coalesce(rule.cap_fen, rest), coalesce(rule.fen_limit - held.fen, rest));
          if part <= 0 or held.times >= rule.times_limit then
            lines := lines || jsonb_build_object('s', rule.id, 'b', rule.benefit, 'p', span, 'f', 0, 'o', 'used-up');
            continue;
          end if;
          update services.quota q set times = q.times + 1, fen = q.fen + part
            where q.jurisdiction = j and q.person = w.person and q.subsidy = rule.id and q.period = span;
          lines := lines || jsonb_build_object('s', rule.id, 'b', rule.benefit, 'p', span, 'f', part, 'o', 'borne');
          rest := rest - part; split := split + part;
        end loop;
      end if;

      insert into services.service_order (jurisdiction, id, no, person, item, family, offer, organisation, site, session, series, price_version, unit_fen,
          quantity, list_fen, subsidy_fen, entitlement, wanted, region, dwelling, sealed, channel, acting, relative, placed_by, placed_at, request,
          print, state, state_at)
        values (j, w.id, w.no, w.person, o.item, o.family, w.offer, o.organisation, o.site, w.session, w.series, o.version, o.fen, w.quantity, total, split,
          stand, win, who.region, who.dwelling, decode(w.sealed, 'hex'), w.channel, w.acting, w.relative, w.actor, placed, w.request,
          w.print, 'placed', placed)
        on conflict do nothing;
      if not found then
        -- Somebody else came first: the same request at the same moment, or the person has a place already.
        select s.id, s.no, s.print, s.unit_fen, s.list_fen, s.subsidy_fen, s.entitlement into before
          from services.service_order s where s.jurisdiction = j and s.placed_by = w.actor and s.request = w.request;
        if found and before.print = w.print then
          outcome := 'repeated'; order_id := before.id; order_no := before.no; unit_fen := before.unit_fen; list_fen := before.list_fen;
          subsidy_fen := before.subsidy_fen; entitlement := before.entitlement;
        elsif found then bad := 'idempotency.mismatch';
        elsif exists (select from services.service_order s where s.jurisdiction = j and s.no = w.no) then
          raise exception 'the number % is taken', w.no using errcode = '40001';
        else bad := 'order.already-in';
        end if;
        for rule in select x.s, x.p, x.f from jsonb_to_recordset(lines) x(s uuid, p text, f bigint) where x.f > 0 loop
          update services.quota q set times = q.times - 1, fen = q.fen - rule.f
            where q.jurisdiction = j and q.person = w.person and q.subsidy = rule.s and q.period = rule.p;
        end loop;
        if w.session is not null then update services.session s set taken = s.taken - w.quantity where s.jurisdiction = j and s.id = w.session; end if;
        if o.day_capacity is not null then
          update services.offer_day d set taken = d.taken - w.quantity where d.jurisdiction = j and d.offer = w.offer and d.day = wanted_on;
        end if;
      else
        if lines <> '[]' then
          insert into services.order_line (jurisdiction, order_id, subsidy, benefit, period, fen, outcome)
            select j, w.id, x.s, x.b, x.p, x.f, x.o from jsonb_to_recordset(lines) x(s uuid, b text, p text, f bigint, o text);
        end if;
        insert into services.order_event (jurisdiction, order_id, id, kind, actor, channel, device, device_at, at, detail)
          values (j, w.id, w.log, 'placed', w.actor, w.channel, w.device, w.device_at, placed, '{}');
        outcome := 'placed'; order_id := w.id; order_no := w.no; unit_fen := o.fen; list_fen := total; subsidy_fen := split; entitlement := stand;
        actors := actors || w.actor; acts := acts || 'services.order.place'::text; kinds := kinds || 'order'::text; ids := ids || w.id::text;
        purposes := purposes || null::text;
        details := details || jsonb_build_object('no', w.no, 'offer', w.offer, 'price', o.version, 'list', total, 'subsidy', split, 'acting', w.acting,
          'channel', w.channel)::text;
        tellers := tellers || w.actor; tolds := tolds || w.told; names := names || 'services.order.placed'::text;
        payloads := payloads || jsonb_build_object('order', w.id, 'no', w.no, 'person', w.person, 'item', o.item, 'family', o.family, 'offer', w.offer,
          'organisation', o.organisation, 'site', o.site, 'session', w.session, 'region', who.region, 'from', lower(win), 'until', upper(win));
      end if;
    end if;

    if bad is not null then
      why := bad; detail := said;
      if bad in ('order.full', 'order.day-full', 'order.cutoff', 'order.area', 'order.region', 'order.offer-paused', 'order.site-closed', 'order.provider-banned',
          'order.provider-not-filed', 'order.provider-paper', 'order.not-authorised', 'order.no-price', 'order.session-cancelled') then
        insert into services.unmet as u (jurisdiction, id, day, item, family, region, reason, person, offer, channel, recorded_by, recorded_at)
          values (j, w.id, today, o.item, o.family, coalesce(who.region, j), bad, w.person, w.offer, w.channel, w.actor, placed)
          on conflict (jurisdiction, day, person, item, reason) where person is not null and item is not null do update set times = u.times + 1;
      end if;
    end if;
    return next;
  end loop;

  if cardinality(actors) > 0 then
    perform from journal.append_each(j, placed, actors, acts, kinds, ids, purposes, details);
    perform events.tell(j, placed, tellers, tolds, names, payloads);
  end if;
end $$;
