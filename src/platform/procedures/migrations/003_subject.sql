-- The person a case is about, by the id of the file in the room that keeps persons; null where there is no such file.
alter table procedures.casefile add column subject uuid;
create index casefile_subject on procedures.casefile (jurisdiction, subject) where subject is not null;
-- What was filled in and handed in, and the key that opens it: to a resident's account only that of the persons it acts for exists.
create function procedures.concerns(target regclass) returns void language plpgsql as $$
begin
  execute format('create policy subject on %s as restrictive using ((select platform.subjects()) is null or exists (
    select from procedures.casefile c where c.jurisdiction = %s.jurisdiction and c.id = casefile and c.subject = any ((select platform.subjects())::uuid[])))',
    target, target);
end $$;
select procedures.concerns('procedures.case_key');
select procedures.concerns('procedures.case_form');
select procedures.concerns('procedures.case_material');
select procedures.concerns('procedures.case_event');
insert into platform.retention (subject, days, basis) values
  ('case', 3653, '办件档案：办结后保存十年（机关文件材料归档和保管期限规定）；期满销毁个人信息的密钥，办理结果保留');
