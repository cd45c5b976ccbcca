-- What a quarter-hour circle (一刻钟便民生活圈) asks for stands among the standards: one family, each line some kinds of facilities and
-- the minutes on foot within which half of the inhabitants should have one.
alter table territory.standard_family drop constraint standard_family_subject_check;
alter table territory.standard_family add constraint standard_family_subject_check
  check (subject in ('community', 'facility', 'project', 'works', 'circle'));

insert into territory.standard_family (code, zh, en, subject, region, lead_zh, lead_en, place) values
  ('circle-basic', '一刻钟便民生活圈：基本保障类', 'Quarter-hour circle: basic needs', 'circle', '',
    '步行 5、8、15 分钟内应有的基本业态；以半数居民步行可达为有。', 'What should be within 5, 8 and 15 minutes on foot; present when half of the inhabitants have it in time.', 110),
  ('circle-better', '一刻钟便民生活圈：品质提升类', 'Quarter-hour circle: quality of life', 'circle', '',
    '步行 15 分钟内宜有的休闲健身和文化业态。', 'What is desirable within 15 minutes on foot.', 120),
  ('circle-elder', '“一刻钟”社区居家养老服务圈', 'Quarter-hour circle of elder care', 'circle', '',
    '步行 15 分钟内的助餐、日间照料、医疗和文化活动。', 'Meals, day care, health and company within 15 minutes on foot.', 130),
  ('circle-child', '一刻钟托育服务圈', 'Quarter-hour circle of childcare', 'circle', '',
    '步行 15 分钟内的托育、幼儿园和儿童活动。', 'Childcare, kindergarten and play within 15 minutes on foot.', 140);

insert into territory.standard_line (family, code, valid_from, zh, en, measure, kinds, comparator, value, wanted, alternative, tolerance, applies, clause, certainty, place) values
  ('circle-basic', 'shop', '2021-05-28', '便利店（小超市）', 'Convenience shop', 'walk-minutes', '{convenience-store,supermarket}', '<=', 5, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 10),
  ('circle-basic', 'food', '2021-05-28', '早餐、快餐', 'Breakfast and quick meals', 'walk-minutes', '{breakfast,elder-canteen,elder-meal-point}', '<=', 8, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 20),
  ('circle-basic', 'pharmacy', '2021-05-28', '药店', 'Pharmacy', 'walk-minutes', '{pharmacy}', '<=', 8, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 30),
  ('circle-basic', 'hair', '2021-05-28', '洗染、理发、维修', 'Laundry, hair, repairs', 'walk-minutes', '{repair,laundry}', '<=', 8, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 40),
  ('circle-basic', 'market', '2021-05-28', '农贸市场（菜市场）', 'Food market', 'walk-minutes', '{market}', '<=', 8, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 50),
  ('circle-basic', 'parcel', '2021-05-28', '快递末端网点', 'Parcels', 'walk-minutes', '{parcel-station,parcel-locker}', '<=', 15, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）；分钟数由县定', 'M', 60),
  ('circle-basic', 'housekeeping', '2021-05-28', '家政服务点', 'Domestic services', 'walk-minutes', '{housekeeping}', '<=', 15, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）；分钟数由县定', 'M', 70),
  ('circle-basic', 'hall', '2021-05-28', '社区综合服务', 'Community services', 'walk-minutes', '{community-hall,embedded-complex}', '<=', 15, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 80),
  ('circle-better', 'supermarket', '2021-05-28', '大中型超市', 'Supermarket', 'walk-minutes', '{supermarket}', '<=', 15, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 10),
  ('circle-better', 'fitness', '2021-05-28', '休闲健身', 'Leisure and sport', 'walk-minutes', '{fitness-centre,sports-ground,fitness-trail,public-activity-space}', '<=', 15, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）', 'V2', 20),
  ('circle-better', 'culture', '2021-05-28', '图书、文化活动', 'Books and culture', 'walk-minutes', '{library,city-study,culture-centre}', '<=', 15, null, null, 0, '{}', '商务部等《推进城市一刻钟便民生活圈建设的意见》（2021年）；分钟数由县定', 'M', 30),
  ('circle-elder', 'meals', '2021-01-01', '助餐', 'Meals', 'walk-minutes', '{elder-canteen,elder-meal-point}', '<=', 15, null, null, 0, '{}', '“一刻钟”社区居家养老服务圈（各省方案）', 'V', 10),
  ('circle-elder', 'day-care', '2021-01-01', '日间照料', 'Day care', 'walk-minutes', '{elder-day-care,elder-home-centre,elder-regional-centre,elder-mutual-aid}', '<=', 15, null, null, 0, '{}', '“一刻钟”社区居家养老服务圈（各省方案）', 'V', 20),
  ('circle-elder', 'health', '2021-01-01', '社区医疗', 'Health', 'walk-minutes', '{community-health-centre,community-health-station,village-clinic,township-health-centre}', '<=', 15, null, null, 0, '{}', '“一刻钟”社区居家养老服务圈（各省方案）', 'V', 30),
  ('circle-elder', 'bathing', '2021-01-01', '助浴', 'Assisted bathing', 'walk-minutes', '{elder-bathing}', '<=', 15, null, null, 0, '{}', '“一刻钟”社区居家养老服务圈；业态由县定', 'U', 40),
  ('circle-elder', 'company', '2021-01-01', '文化活动', 'Company and culture', 'walk-minutes', '{elder-university,culture-centre,public-activity-space}', '<=', 15, null, null, 0, '{}', '“一刻钟”社区居家养老服务圈；业态由县定', 'U', 50),
  ('circle-child', 'childcare', '2021-01-01', '托育', 'Childcare', 'walk-minutes', '{childcare,childcare-community,childcare-family}', '<=', 15, null, null, 0, '{}', '社区托育服务覆盖（各省方案）；分钟数由县定', 'M', 10),
  ('circle-child', 'kindergarten', '2021-01-01', '幼儿园', 'Kindergarten', 'walk-minutes', '{kindergarten}', '<=', 15, null, null, 0, '{}', '社区托育服务覆盖（各省方案）；分钟数由县定', 'M', 20),
  ('circle-child', 'play', '2021-01-01', '儿童活动', 'Play', 'walk-minutes', '{child-aftercare,public-activity-space}', '<=', 15, null, null, 0, '{}', '业态由县定', 'U', 30);

-- How fast people walk, metres a minute. Slopes are left out, and results say so.
create table territory.walking_speed (
  code text primary key,
  zh text not null,
  en text not null,
  metres_per_minute int not null check (metres_per_minute between 10 and 200),
  source text not null,
  certainty text not null check (certainty in ('V', 'V2', 'M', 'U')),
  place int not null
);
select platform.catalogue('territory.walking_speed', 'walking speeds');
insert into territory.walking_speed (code, zh, en, metres_per_minute, source, certainty, place) values
  ('adult', '成年人', 'Adults', 80, '公开的生活圈测算工具常用 80 米/分', 'V2', 10),
  ('adult-calm', '成年人（较慢）', 'Adults, calm', 75, '部分地方测算用 4.5 千米/时', 'V2', 20),
  ('older', '老年人', 'Older persons', 60, '参数：老年人步速约 1 米/秒，由县核定', 'M', 30);
