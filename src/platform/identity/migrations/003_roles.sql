-- Two roles more: who handles people's services (人员服务经办) and the grid worker (网格员).
alter table identity.role_grant drop constraint role_grant_role_check;
alter table identity.role_grant add constraint role_grant_role_check check (role in
  ('administrator', 'security_officer', 'auditor', 'planner', 'officer', 'people_officer', 'township_worker', 'grid_worker', 'leader'));
