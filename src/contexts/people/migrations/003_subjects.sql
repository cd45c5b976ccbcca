-- To a resident's account only the persons it acts for exist.
select platform.concerns('people.person', 'id');
select platform.concerns('people.token', 'person');
select platform.concerns('people.address', 'person');
select platform.concerns('people.relative', 'person');
select platform.concerns('people.category', 'person');
select platform.concerns('people.happening', 'person');
select platform.concerns('people.access_person', 'person');
select platform.concerns('people.consent', 'person');
-- Whom somebody may act for: by the file, or by the number that was noted with the authority.
create index relative_number on people.relative (jurisdiction, number_hash) where number_hash is not null and role <> 'contact';
