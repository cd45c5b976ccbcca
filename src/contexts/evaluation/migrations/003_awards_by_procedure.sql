-- An award that is granted through the procedure of demonstration awards (示范单位申报) becomes the award record.
-- The kind asked for in the procedure whose certificates are this programme's awards; null for programmes dealt with by hand.
alter table evaluation.programme add column category text;
create unique index programme_category on evaluation.programme (jurisdiction, category) where category is not null and closes_on is null;
-- The case that brought the award; null for those entered by hand.
alter table evaluation.application add column casefile uuid;
