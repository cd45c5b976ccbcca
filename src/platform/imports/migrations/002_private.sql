-- Registers of persons: a file's lines are kept sealed under a key of the import's own, wrapped by the ring of the jurisdiction. When the time
-- for undoing is over the key is destroyed, and with it what the lines said.
alter table imports.import add column private boolean not null default false, add column wrapped bytea;
alter table imports.line add column sealed bytea;

insert into platform.retention (subject, days, basis) values
  ('private-import', 90, '人员名册导入的明细：可撤销期限，期满销毁密钥');
