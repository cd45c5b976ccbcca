-- Which state of the facility register maps show. Maps are drawn from an index in memory; this row says when it is out of date.
create table territory.facility_map (
  jurisdiction text primary key,
  -- id of the event that told of the last change
  version uuid not null,
  changed_at timestamptz not null
);
select platform.protect('territory.facility_map');
