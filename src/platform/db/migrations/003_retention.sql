-- How long what has served its purpose is kept. The journal and everything that was decided are kept for good and are not named here.
create table platform.retention (
  subject text primary key,
  days int not null check (days >= 1),
  basis text not null
);
select platform.catalogue('platform.retention', 'how many days used-up rows are kept');
insert into platform.retention (subject, days, basis) values
  ('event', 90, '事件已送达全部订阅者；供排错查看'),
  ('answer', 90, '幂等键的有效期：此后同一键视为新的请求'),
  ('session', 180, '《网络安全法》第二十一条：网络日志留存不少于六个月');
