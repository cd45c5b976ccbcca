-- Checklists as dated data, and what was found by them: the safety of outlets in dwellings (A35), accessibility of halls and retrofits.
create table territory.check_item (
  list text not null check (list in ('dwelling-safety', 'accessibility')),
  code text not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  zh text not null,
  en text not null,
  clause text not null,
  certainty text not null check (certainty in ('V', 'V2', 'M', 'U')),
  place int not null,
  primary key (list, code, valid_from)
);
select platform.catalogue('territory.check_item', 'items of checklists with dates of effect');
insert into territory.check_item (list, code, valid_from, zh, en, clause, certainty, place) values
  ('dwelling-safety', 'structure', '2021-12-01', '未改动承重结构', 'Load-bearing structure untouched', '“可租赁普通住宅设置服务网点” 第6条；检查项由县定', 'U', 10),
  ('dwelling-safety', 'fire-exits', '2021-12-01', '疏散通道畅通，窗户可逃生', 'Exits clear, windows fit for escape', '“可租赁普通住宅设置服务网点” 第6条；检查项由县定', 'U', 20),
  ('dwelling-safety', 'fire-equipment', '2021-12-01', '配备灭火器和烟感报警', 'Extinguisher and smoke alarm', '“可租赁普通住宅设置服务网点” 第6条；检查项由县定', 'U', 30),
  ('dwelling-safety', 'wiring', '2021-12-01', '用电、用气安全', 'Electricity and gas safe', '“可租赁普通住宅设置服务网点” 第6条；检查项由县定', 'U', 40),
  ('dwelling-safety', 'consent', '2021-12-01', '相邻业主同意', 'Neighbours agreed', '民法典 第279条', 'M', 50),
  ('accessibility', 'entrance', '2023-09-01', '出入口无台阶或有坡道', 'Level entrance or ramp', '无障碍环境建设法 §12', 'V2', 10),
  ('accessibility', 'passage', '2023-09-01', '通道和门宽轮椅可过', 'Passages and doors wide enough for a wheelchair', '无障碍环境建设法 §12；GB 55019', 'M', 20),
  ('accessibility', 'toilet', '2023-09-01', '无障碍厕所（厕位）', 'Accessible toilet', '无障碍环境建设法 §12；GB 55019', 'M', 30),
  ('accessibility', 'counter', '2023-09-01', '低位服务台', 'Low counter', '无障碍环境建设法 §39', 'M', 40),
  ('accessibility', 'signs', '2023-09-01', '无障碍标识和语音、大字提示', 'Signs, spoken and large-print notices', '无障碍环境建设法 §35', 'M', 50),
  ('accessibility', 'staffed', '2023-09-01', '保留现场人工服务', 'Staffed counter kept', '无障碍环境建设法 §39—§40', 'V2', 60);

-- A check as it was done; never changed. Item: true, false, or null where it could not be seen.
create table territory.facility_check (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  list text not null check (list in ('dwelling-safety', 'accessibility')),
  checked_on date not null,
  checked_by text not null,
  -- [{"item", "ok", "note"}]
  items jsonb not null,
  outcome text not null check (outcome in ('passed', 'failed', 'incomplete')),
  note text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id)
);
create index on territory.facility_check (jurisdiction, facility, list, checked_on);
select platform.protect('territory.facility_check', 'select, insert');

-- Barriers (障碍) that somebody reported, the retrofit that answers, and the check that closes it.
create table territory.barrier (
  jurisdiction text not null,
  id uuid not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  facility uuid,
  place text not null,
  what text not null,
  -- item of the accessibility list it is about
  item text,
  reported_on date not null,
  -- how it came: in person, by telephone, on the web, found by staff
  channel text not null check (channel in ('counter', 'phone', 'web', 'staff')),
  state text not null check (state in ('reported', 'retrofit', 'closed', 'rejected')),
  unit_name text,
  due date,
  measure text,
  closed_on date,
  closing_check uuid,
  user_accepted boolean,
  outcome text,
  revision int not null default 0,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  foreign key (jurisdiction, closing_check) references territory.facility_check (jurisdiction, id),
  check ((state in ('closed', 'rejected')) = (closed_on is not null))
);
create index on territory.barrier (jurisdiction, region);
select platform.protect('territory.barrier');
