-- The fair-competition review with which a version of a recognition or subsidy procedure came into force.
alter table procedures.definition add column review uuid;
alter table procedures.definition add constraint definition_review foreign key (jurisdiction, review) references reviews.review (jurisdiction, id);
