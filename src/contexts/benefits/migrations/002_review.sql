-- The fair-competition review with which a version came into force; versions from before it was asked for have none.
alter table benefits.rule add column review uuid;
alter table benefits.rule add constraint rule_review foreign key (jurisdiction, review) references reviews.review (jurisdiction, id);
