-- Standards as dated data (标准库): families side by side, each a line a measure that is compared. Shared ones are a catalogue; what a
-- county sets for itself, or corrects, stands in its own table and takes the place of the shared line of the same name.
create table territory.standard_family (
  code text primary key,
  zh text not null,
  en text not null,
  subject text not null check (subject in ('community', 'facility', 'project', 'works')),
  -- prefix of the regions it binds; empty: the nation
  region text not null check (region ~ '^([0-9]{2}){0,3}$'),
  lead_zh text not null,
  lead_en text not null,
  place int not null
);
select platform.catalogue('territory.standard_family', 'families of standards');

create table territory.standard_line (
  family text not null references territory.standard_family (code),
  code text not null,
  valid_from date not null,
  -- first day on which the line no longer holds
  valid_to date check (valid_to > valid_from),
  zh text not null,
  en text not null,
  measure text not null,
  -- facilities that are meant, where the measure is taken from them
  kinds text[],
  comparator text not null check (comparator in ('>=', '>', '<=', '<', '=', 'all')),
  -- number compared with; for 'all' null
  value numeric,
  -- for 'all': what must be there
  wanted text[],
  -- lines of one family with the same word here are alternatives: one is enough
  alternative text,
  -- share by which the value may be missed (左右)
  tolerance numeric not null default 0 check (tolerance >= 0 and tolerance < 1),
  -- communities, facilities or projects the line is for: {"settlement": "urban", "stage": "new", "kinds": [...], "tiers": [...]}
  applies jsonb not null default '{}',
  clause text not null,
  -- read in the primary text, read second-hand, general knowledge, unsure
  certainty text not null check (certainty in ('V', 'V2', 'M', 'U')),
  place int not null,
  primary key (family, code, valid_from),
  check ((comparator = 'all') = (wanted is not null)),
  check ((comparator = 'all') = (value is null)),
  exclude using gist (family with =, code with =, daterange(valid_from, valid_to) with &&)
);
select platform.catalogue('territory.standard_line', 'lines of standards with dates of effect');

-- Lines a county sets or corrects. Nothing is erased: what is replaced keeps when.
create table territory.own_standard_line (
  jurisdiction text not null,
  id uuid not null,
  family text not null,
  code text not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  zh text not null,
  en text not null,
  measure text not null,
  kinds text[],
  comparator text not null check (comparator in ('>=', '>', '<=', '<', '=', 'all')),
  value numeric,
  wanted text[],
  alternative text,
  tolerance numeric not null default 0 check (tolerance >= 0 and tolerance < 1),
  applies jsonb not null default '{}',
  clause text not null,
  certainty text not null check (certainty in ('V', 'V2', 'M', 'U')),
  place int not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  primary key (jurisdiction, id),
  check ((comparator = 'all') = (wanted is not null)),
  check ((comparator = 'all') = (value is null)),
  exclude using gist (jurisdiction with =, family with =, code with =, daterange(valid_from, valid_to) with &&) where (superseded_at is null)
);
alter table territory.own_standard_line add constraint own_standard_line_family foreign key (family) references territory.standard_family (code);
select platform.protect('territory.own_standard_line');

-- Figures of a community that no facility gives (社区基础数据): dated facts with their source and what proves them.
create table territory.community_measure (
  jurisdiction text not null,
  id uuid not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  measure text not null,
  as_of date not null,
  value numeric not null check (value >= 0),
  source text not null,
  evidence text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  primary key (jurisdiction, id)
);
create unique index community_measure_now on territory.community_measure (jurisdiction, region, measure, as_of) where superseded_at is null;
select platform.protect('territory.community_measure');

insert into territory.standard_family (code, zh, en, subject, region, lead_zh, lead_en, place) values
  ('complete-community', '完整居住社区', 'Complete residential community', 'community', '',
    '国家《完整居住社区建设标准（试行）》：设施齐全、规模适度的社区。', 'National trial standard: communities of moderate size with all facilities.', 10),
  ('community-area', '社区综合服务设施面积', 'Area of community services', 'community', '',
    '每百户面积、居民活动区域、商业和服务面积三项比例。', 'Area per hundred households, for residents, and of commerce and services.', 20),
  ('embedded-complex', '社区嵌入式服务设施', 'Embedded community facilities', 'facility', '',
    '国家《城市社区嵌入式服务设施建设导则（试行）》：服务综合体的面积和功能。', 'National trial guideline: area and functions of complexes.', 30),
  ('elder-hebei', '河北：养老服务设施', 'Hebei: elder-care facilities', 'facility', '13',
    '“一街道一中心，一社区一站（点）”：面积与功能。', 'One centre a sub-district, one station a community: areas and functions.', 40),
  ('elder-shandong', '山东：社区养老用房', 'Shandong: premises for elder care', 'community', '37',
    '按户配建的社区养老服务用房。', 'Premises for elder care by households.', 50),
  ('elder-shaoxing', '绍兴：居家养老用房', 'Shaoxing: premises for home elder care', 'community', '3306',
    '新建和已建成住宅区的居家养老服务用房。', 'Premises in new and existing housing.', 60),
  ('yanshan', '砚山县：社区设施', 'Yanshan: community facilities', 'community', '532622',
    '砚山县行动方案对社区设施面积的要求。', 'What the county plan asks of community facilities.', 70),
  ('new-estate', '新建居住（小）区配建', 'Facilities of new estates', 'project', '',
    '养老用地、公共体育设施：按规划人口核算；体育设施室内室外任一达标即可。', 'Elder-care land and sport by planned population; sport indoors or outdoors.', 80),
  ('fast-lane', '消防验收备案优化办理', 'Fast lane for fire acceptance', 'works', '',
    '三百平方米以下，或总投资三十万元以下：任一即可。', 'At most 300 m², or at most ¥300,000: either is enough.', 90),
  ('rural-points', '县乡村便民服务网点', 'Rural service points', 'community', '',
    '县城综合体、乡镇门店、村级网点三级，村里应有的业态。', 'County complex, township store, village point, and what a village should have.', 100);

insert into territory.standard_line (family, code, valid_from, zh, en, measure, kinds, comparator, value, wanted, alternative, tolerance, applies, clause, certainty, place) values
  -- The three ratios of the plans (A20).
  ('community-area', 'per-100-households', '2022-01-01', '每百户社区综合服务设施面积', 'Service area per hundred households', 'hall-area-per-100-households', null, '>=', 30, null, null, 0, '{}', '完整社区建设试点（两部门，2022年）；各地行动方案', 'V2', 10),
  ('community-area', 'resident-share', '2022-01-01', '居民活动区域面积占比', 'Share for residents', 'resident-area-share', null, '>=', 60, null, null, 0, '{}', '完整社区建设试点（两部门，2022年）；各地行动方案', 'V2', 20),
  ('community-area', 'commerce-share', '2021-12-01', '社区商业和综合服务设施面积占比', 'Share of commerce and services', 'commerce-service-share', null, '>=', 10, null, null, 0, '{"settlement": "urban"}', '各省生活性服务业行动方案', 'V', 30),
  ('yanshan', 'per-100-households', '2022-01-01', '每百户社区综合服务设施面积', 'Service area per hundred households', 'hall-area-per-100-households', null, '>=', 30, null, null, 0, '{}', '砚山县行动方案 四（一）', 'V', 10),
  ('yanshan', 'commerce-share', '2022-01-01', '社区商业和综合服务设施面积占社区总建筑面积', 'Share of commerce and services', 'commerce-service-share', null, '>=', 10, null, null, 0, '{"settlement": "urban"}', '砚山县行动方案 四（一）', 'V', 20),
  ('yanshan', 'resident-share', '2022-01-01', '居民活动区域面积占社区综合服务设施总建筑面积', 'Share for residents', 'resident-area-share', null, '>=', 60, null, null, 0, '{}', '砚山县行动方案 四（一）', 'V', 30),
  -- National list of the complete community; areas are to be checked by the county against the printed standard.
  ('complete-community', 'hall', '2020-08-18', '社区综合服务站', 'Community service station', 'largest-floor-area', '{community-hall,embedded-complex}', '>=', 800, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 1.1', 'M', 10),
  ('complete-community', 'kindergarten', '2020-08-18', '幼儿园建筑面积', 'Kindergarten, floor area', 'largest-floor-area', '{kindergarten}', '>=', 2200, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 1.2', 'M', 20),
  ('complete-community', 'nursery', '2020-08-18', '托儿所', 'Nursery', 'largest-floor-area', '{childcare,childcare-community}', '>=', 200, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 1.3', 'M', 30),
  ('complete-community', 'elder-station', '2020-08-18', '老年服务站（日间照料）', 'Elder station with day care', 'largest-floor-area', '{elder-day-care,elder-home-centre,elder-regional-centre}', '>=', 350, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 1.4', 'M', 40),
  ('complete-community', 'health-station', '2020-08-18', '社区卫生服务站', 'Community health station', 'largest-floor-area', '{community-health-station,community-health-centre}', '>=', 120, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 1.5', 'M', 50),
  ('complete-community', 'supermarket', '2020-08-18', '综合超市', 'Supermarket', 'largest-floor-area', '{supermarket,convenience-store}', '>=', 300, null, 'retail', 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 2.1', 'M', 60),
  ('complete-community', 'shops', '2020-08-18', '便利店两处以上（既有社区）', 'Two convenience shops (existing areas)', 'facility-count', '{convenience-store}', '>=', 2, null, 'retail', 0, '{"settlement": "urban", "stage": "existing"}', '建科规〔2020〕7号 附件 2.1', 'M', 61),
  ('complete-community', 'parcels', '2020-08-18', '邮件和快件寄递服务设施', 'Parcels', 'facility-count', '{parcel-station,parcel-locker}', '>=', 1, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 2.2', 'M', 70),
  ('complete-community', 'utilities', '2020-08-18', '水、电、路、气、热、信等设施', 'Water, power, roads, gas, heating, telecommunications', 'utilities-complete', null, '=', 1, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 3.1', 'M', 80),
  ('complete-community', 'parking', '2020-08-18', '停车及充电设施', 'Parking and charging', 'parking-complete', null, '=', 1, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 3.2', 'M', 90),
  ('complete-community', 'walking', '2020-08-18', '慢行系统', 'Walking paths', 'walking-complete', null, '=', 1, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 3.3', 'M', 100),
  ('complete-community', 'accessible', '2020-08-18', '无障碍设施', 'Accessibility', 'accessible-complete', null, '=', 1, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 3.4', 'M', 110),
  ('complete-community', 'sanitation', '2020-08-18', '环境卫生设施', 'Sanitation', 'sanitation-complete', null, '=', 1, null, null, 0, '{"settlement": "urban"}', '建科规〔2020〕7号 附件 3.5', 'M', 120),
  ('complete-community', 'activity', '2020-08-18', '公共活动场地', 'Public activity space', 'total-outdoor-area', '{public-activity-space,sports-ground}', '>=', 150, null, null, 0, '{"settlement": "urban", "stage": "existing"}', '建科规〔2020〕7号 附件 4.1', 'V2', 130),
  ('complete-community', 'activity-new', '2020-08-18', '公共活动场地（新建社区）', 'Public activity space (new areas)', 'total-outdoor-area', '{public-activity-space,sports-ground}', '>=', 800, null, null, 0, '{"settlement": "urban", "stage": "new"}', '建科规〔2020〕7号 附件 4.1', 'M', 131),
  ('complete-community', 'green-new', '2020-08-18', '公共绿地（新建社区）', 'Public green (new areas)', 'total-outdoor-area', '{green-space}', '>=', 4000, null, null, 0, '{"settlement": "urban", "stage": "new"}', '建科规〔2020〕7号 附件 4.2', 'M', 140),
  ('embedded-complex', 'area', '2023-11-26', '服务综合体建筑面积', 'Floor area of a complex', 'floor-area', null, '>=', 600, null, null, 0, '{"kinds": ["embedded-complex"]}', '城市社区嵌入式服务设施建设导则（试行）', 'V2', 10),
  ('embedded-complex', 'functions', '2023-11-26', '功能三项以上', 'Three functions or more', 'function-count', null, '>=', 3, null, null, 0, '{"kinds": ["embedded-complex"]}', '城市社区嵌入式服务设施建设导则（试行）', 'V2', 20),
  ('embedded-complex', 'core-functions', '2023-11-26', '养老、托育、儿童托管、助餐中两项以上', 'Two of elder care, childcare, after-school care, meals', 'core-function-count', null, '>=', 2, null, null, 0, '{"kinds": ["embedded-complex"]}', '城市社区嵌入式服务设施建设导则（试行）', 'V2', 30),
  ('elder-hebei', 'centre-area', '2021-01-01', '社区居家养老服务中心建筑面积', 'Centre: floor area', 'floor-area', null, '>=', 750, null, null, 0, '{"kinds": ["elder-home-centre", "elder-regional-centre"], "tiers": ["centre"]}', '河北省民政部门文件 三（一）', 'V', 10),
  ('elder-hebei', 'centre-functions', '2021-01-01', '中心功能：全托、日托、上门、对下指导', 'Centre: full care, day care, home visits, guidance', 'functions', null, 'all', null, '{full-care,day-care,home-visit,guidance}', null, 0, '{"kinds": ["elder-home-centre", "elder-regional-centre"], "tiers": ["centre"]}', '河北省民政部门文件 三（一）', 'V', 20),
  ('elder-hebei', 'station-area', '2021-01-01', '社区日间照料站（点）建筑面积', 'Station: floor area', 'floor-area', null, '>=', 200, null, null, 0.1, '{"kinds": ["elder-day-care"], "tiers": ["station", "point"]}', '河北省民政部门文件 三（一）“二百平方米左右”', 'V', 30),
  ('elder-shandong', 'per-100-households', '2020-05-01', '每百户养老服务用房面积', 'Premises for elder care per hundred households', 'elder-area-per-100-households', null, '>=', 20, null, null, 0, '{}', '山东省养老服务条例 §11—§16', 'V', 10),
  ('elder-shaoxing', 'new-share', '2020-01-01', '新建住宅区：居家养老用房占住宅建筑面积（‰）', 'New housing: premises in ‰ of residential floor area', 'elder-area-per-mille', null, '>=', 2, null, null, 0, '{"stage": "new"}', '绍兴市居家养老服务条例 §9', 'V', 10),
  ('elder-shaoxing', 'existing', '2020-01-01', '已建成住宅区：每百户居家养老用房面积', 'Existing housing: premises per hundred households', 'elder-area-per-100-households', null, '>=', 20, null, null, 0, '{"stage": "existing"}', '绍兴市居家养老服务条例 §10', 'V', 20),
  ('new-estate', 'elder-land', '2014-01-01', '养老服务设施人均用地', 'Land for elder care per planned inhabitant', 'elder-land-per-person', null, '>=', 0.1, null, null, 0, '{}', '各地行动方案；砚山县行动方案 四（一）', 'V', 10),
  ('new-estate', 'sport-indoor', '2014-01-01', '公共体育设施室内人均建筑面积', 'Indoor sport per planned inhabitant', 'sport-indoor-per-person', null, '>=', 0.1, null, 'sport', 0, '{}', '各地行动方案；砚山县行动方案 四（一）', 'V', 20),
  ('new-estate', 'sport-outdoor', '2014-01-01', '公共体育设施室外人均用地', 'Outdoor sport per planned inhabitant', 'sport-outdoor-per-person', null, '>=', 0.3, null, 'sport', 0, '{}', '各地行动方案；砚山县行动方案 四（一）', 'V', 21),
  ('fast-lane', 'area', '2021-01-01', '建筑面积', 'Floor area', 'works-area', null, '<=', 300, null, 'fast', 0, '{}', '“300平方米以下或总投资30万元以下” 第25条；砚山县行动方案 三（二）', 'V', 10),
  ('fast-lane', 'cost', '2021-01-01', '总投资（元）', 'Total investment (yuan)', 'works-cost', null, '<=', 300000, null, 'fast', 0, '{}', '“300平方米以下或总投资30万元以下” 第25条；砚山县行动方案 三（二）', 'V', 20),
  ('rural-points', 'point', '2021-12-01', '行政村服务网点', 'Service point in the village', 'facility-count', '{rural-point,convenience-store,consumer-centre}', '>=', 1, null, null, 0, '{"settlement": "rural"}', '“在行政村设置服务网点” 第17条', 'V', 10),
  ('rural-points', 'offers', '2021-12-01', '网点业态：日用零售、快递收发、生活缴费、农资农产品', 'What is offered: daily goods, parcels, payments, farm supplies', 'offers', null, 'all', null, '{retail,parcel,payment,farm}', null, 0, '{"settlement": "rural"}', '“在行政村设置服务网点” 第17条；业态清单由县定', 'U', 20);
