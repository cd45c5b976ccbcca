-- A province reads the states of thousands of targets: the page comes off an index, worst state first, and the counts off another.
-- The order is that of STATES in targets/model.ts.
alter table plan.target_state add column place smallint generated always as (case state
  when 'missed' then 1 when 'behind' then 2 when 'unknown' then 3 when 'on-track' then 4 when 'not-due' then 5 when 'met' then 6 else 7 end) stored;
create index target_state_place on plan.target_state (place, jurisdiction, target);
drop index plan.target_state_indicator;
create index target_state_counts on plan.target_state (jurisdiction, indicator, state);
