-- A dish is chosen, and a warning told, by whichever way an order comes: whether it was asked before is known by the order itself, and of a
-- meal without a dish any of the menu may be warned of.
alter table meals.choice drop column request;
alter table meals.choice drop constraint choice_check1;
alter table meals.choice add check (warned is not null or dish is not null);
