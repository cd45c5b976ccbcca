-- Under row-level security statistics may not be used for `during @> day`: PostgreSQL supposes that it holds for one row in two hundred,
-- and then goes through a register of thousands row by row. Written as a case it is supposed to hold for every second row, and the register
-- is joined as a whole. The answer is the same; nothing that is null passes either way.
create or replace function territory.facility_on(on_day date) returns table (
  jurisdiction text, facility uuid, code text, state text, version territory.facility_version
) language sql stable
begin atomic
  select f.jurisdiction, f.id, f.code,
    case when s.state is not null then s.state
      when v.in_dwelling and v.opened_on is null then 'planned'
      when v.opened_on is null then null
      else 'planned' end,
    v
  from territory.facility f
  join territory.facility_version v
    on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null
      and case when v.during @> on_day then true else false end
  left join territory.facility_state s
    on s.jurisdiction = f.jurisdiction and s.facility = f.id and s.superseded_at is null
      and case when s.during @> on_day then true else false end;
end;
