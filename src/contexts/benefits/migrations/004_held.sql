-- A door for functions of higher rooms that decide many orders in one statement: the benefits a person holds on a day, and what the newest
-- frozen list says of each: due, not-due, unknown; null where no list has come by yet.
create function benefits.held(j text, p uuid, day date) returns table (benefit text, outcome text) language sql stable as $$
  select e.benefit, (select l.outcome from benefits.line l join benefits.list m on m.jurisdiction = l.jurisdiction and m.id = l.list
      where l.jurisdiction = j and l.person = p and l.benefit = e.benefit order by m.month desc limit 1)
  from benefits.entitlement e where e.jurisdiction = j and e.person = p and e.during @> day
$$;
