-- The file a row stood with before two files were found to be one person, so that a merge made in error can be taken back.
alter table learning.application add column merged_from uuid;
alter table learning.enrolment add column merged_from uuid;
alter table learning.learner add column merged_from uuid;
alter table learning.attendance add column merged_from uuid;
