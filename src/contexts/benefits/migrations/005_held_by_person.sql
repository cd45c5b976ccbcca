-- The same rows, found by the person: asked with an equality the dates' index is taken, which costs many times a look by the person.
create or replace function benefits.held(j text, p uuid, day date) returns table (benefit text, outcome text) language sql stable as $$
  select e.benefit, (select l.outcome from benefits.line l join benefits.list m on m.jurisdiction = l.jurisdiction and m.id = l.list
      where l.jurisdiction = j and l.person = p and l.benefit = e.benefit order by m.month desc limit 1)
  from benefits.entitlement e where e.jurisdiction = j and e.person = any(array[p]) and e.during @> day
$$;
