-- What `emit` does, for functions that work on many rows at once: each event with the actor that brought it about.
create function events.tell(j text, told_at timestamptz, actors text[], ids uuid[], names text[], payloads jsonb[]) returns void language sql as $$
  insert into events.outbox (jurisdiction, id, name, payload, at, actor)
  select j, x.id, x.name, x.payload, told_at, x.actor from unnest(ids, names, payloads, actors) x(id, name, payload, actor)
$$;
