-- Rows are reached through their head, by key and revision. An index by date only misleads a planner that has no statistics yet.
drop index statistics.ledger_row_date;
