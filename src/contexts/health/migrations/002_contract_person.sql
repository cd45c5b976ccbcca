-- The exclusion constraint finds overlaps; lists look a person up.
create index contract_person on health.contract (jurisdiction, person);
