-- Residents have accounts of their own, which serve their own matters and nothing else.
alter table identity.account drop constraint account_duty_check;
alter table identity.account add constraint account_duty_check check (duty in ('administrator', 'security_officer', 'auditor', 'business', 'resident'));
-- Which roles there are, the software says.
alter table identity.role_grant drop constraint role_grant_role_check;
alter table identity.role_grant add constraint role_grant_role_check check (role ~ '^[a-z][a-z_]{1,30}$');
alter table identity.role_grant drop constraint role_grant_check1;
alter table identity.role_grant add constraint role_grant_check1 check
  (duty = case when role in ('administrator', 'security_officer', 'auditor', 'resident') then role else 'business' end);
-- A one-time code opens a session, too.
alter table identity.session drop constraint session_via_check;
alter table identity.session add constraint session_via_check check (via in ('password', 'oidc', 'code'));
