-- To a resident's account only the persons it acts for exist.
select platform.concerns('benefits.entitlement', 'person');
select platform.concerns('benefits.line', 'person');
select platform.concerns('benefits.overpayment', 'person');
