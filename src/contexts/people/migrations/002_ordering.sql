-- A door for functions of higher rooms that decide many orders in one statement: where a person's file stands and where the person lives.
-- `address` is the row of the residence in force, whose text stays sealed.
create function people.ordering(j text, p uuid) returns table (state text, region text, dwelling text, address uuid, merged_into uuid)
language sql stable as $$
  select x.state, x.region, x.dwelling,
    (select a.id from people.address a where a.jurisdiction = j and a.person = p and a.kind = 'residence' and upper_inf(a.during) limit 1), x.merged_into
  from people.person x where x.jurisdiction = j and x.id = p
$$;

-- Whether a guardian, or a proxy with the scope, acts for a person on a day.
create function people.acts_for(j text, p uuid, relative uuid, acting text, authority text, day date) returns boolean language sql stable as $$
  select exists (select from people.relative r where r.jurisdiction = j and r.person = p and r.id = relative and r.role = acting
    and r.during @> day and r.ended_at is null and (acting = 'guardian' or authority = any(r.scope)))
$$;
