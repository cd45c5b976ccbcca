-- A door for functions of higher rooms that decide many orders in one statement: whether a site may serve on a day. `filed` is null where
-- nobody knows of a filing; `ban` is the paper of a ban on being sent orders; `papers` are the kinds of papers in force.
create function providers.serving(j text, place uuid, day date)
returns table (organisation uuid, region text, open boolean, filed boolean, ban text, ban_until date, papers text[]) language sql stable as $$
  select s.organisation, s.region,
    s.state = 'open' and (s.opened_on is null or s.opened_on <= day) and (s.closed_on is null or s.closed_on > day),
    coalesce((select bool_or(t.valid_from <= day and (t.valid_until is null or t.valid_until >= day) and (t.ended_on is null or t.ended_on > day) and not t.suspended)
      from providers.standing t where t.jurisdiction = j and t.organisation = s.organisation and t.site = s.id and t.kind = 'filing'), s.filed_on <= day),
    b.paper_number, b.ends_on,
    array(select p.subkind from providers.paper p where p.jurisdiction = j and p.organisation = s.organisation and (p.site is null or p.site = s.id)
      and p.valid_from <= day and (p.valid_until is null or p.valid_until >= day) and (p.ended_on is null or p.ended_on > day))
  from providers.site s
  left join lateral (select x.paper_number, x.ends_on from providers.ban x
    where x.jurisdiction = j and 'dispatch' = any(x.scopes) and x.starts_on <= day and (x.ends_on is null or x.ends_on >= day)
      and (x.lifted_on is null or x.lifted_on > day)
      and x.credit_code in (select o.credit_code from providers.organisation o where o.jurisdiction = j and (o.id = s.organisation or o.merged_into = s.organisation))
    order by x.ends_on desc nulls first limit 1) b on true
  where s.jurisdiction = j and s.id = place
$$;
