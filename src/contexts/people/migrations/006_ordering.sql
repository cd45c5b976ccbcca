-- Where a person lives is dated in the file; whoever keeps a day needs no row of it besides.
drop function people.ordering(text, uuid);
create function people.ordering(j text, p uuid) returns table (state text, region text, dwelling text, merged_into uuid) language sql stable as $$
  select x.state, x.region, x.dwelling, x.merged_into from people.person x where x.jurisdiction = j and x.id = p
$$;
