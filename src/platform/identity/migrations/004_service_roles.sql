-- Two roles more: who takes orders at the telephone and the counter (服务坐席), and who works at a provider's desk (服务机构).
alter table identity.role_grant drop constraint role_grant_role_check;
alter table identity.role_grant add constraint role_grant_role_check check (role in
  ('administrator', 'security_officer', 'auditor', 'planner', 'officer', 'people_officer', 'township_worker', 'grid_worker', 'leader',
    'service_operator', 'provider'));
