-- 四同步: a residential building project walks its gates — planning condition, design review, verification, acceptance, hand-over, use.

-- Within which time after acceptance the facilities are handed over (移交期限), by region and date. The longest prefix that fits a
-- place counts; a county, city or province enters its own by a new dated row.
create table territory.handover_term (
  -- prefix of region codes; '' is the whole country
  region text not null check (region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6})?$'),
  valid_from date not null,
  amount int not null check (amount > 0),
  unit text not null check (unit in ('months', 'days', 'workdays')),
  -- calendar days before the deadline from which the street is warned
  warn_days int not null check (warn_days >= 0),
  source text not null,
  -- false: a value to start from, to be checked against the region's own rule
  certain boolean not null,
  primary key (region, valid_from)
);
insert into territory.handover_term (region, valid_from, amount, unit, warn_days, source, certain) values
  ('', '1949-10-01', 3, 'months', 30, '默认值，参照多地条例的三个月；各地以本地规定为准', false),
  ('37', '2020-05-01', 3, 'months', 30, '山东省养老服务条例（第十一条至第十六条）', true);
select platform.catalogue('territory.handover_term', 'terms of handing facilities over, by region and date', 'select, insert');

-- Which unit of a government decides at a gate, and which gives the civil-affairs opinion. A new dated row changes it.
create table territory.gate_authority (
  jurisdiction text not null,
  step text not null check (step in ('condition', 'design', 'opinion', 'verification', 'acceptance', 'use')),
  valid_from date not null,
  unit_name text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, step, valid_from)
);
select platform.protect('territory.gate_authority', 'select, insert');

create table territory.building_project (
  jurisdiction text not null,
  id uuid not null,
  code text not null,
  name text not null,
  -- 建设单位
  developer text not null,
  developer_code text,
  region text not null check (region ~ '^[0-9]{12}$'),
  address text,
  -- WGS-84
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  households int not null check (households > 0),
  persons int not null check (persons > 0),
  -- 用地面积 and 住宅建筑面积, m²
  land_area numeric check (land_area > 0),
  dwelling_area numeric check (dwelling_area > 0),
  -- [{name, households, due, facilities}]: 分期; the phase that carries the facilities says so
  phases jsonb not null default '[]',
  -- The last gate passed; null before the first.
  passed text check (passed in ('condition', 'design', 'verification', 'acceptance', 'handover', 'use')),
  -- The day of the planning condition: standards and terms of this day hold for the whole project (老项目老办法).
  rules_of date,
  accepted_on date,
  -- 移交期限, fixed at acceptance with the term it came from.
  handover_due date,
  handover_term jsonb,
  handed_over_on date,
  -- Code of the facility it created, in the facility register.
  facility text,
  note text,
  revision int not null default 0,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, code)
);
create index on territory.building_project (jurisdiction, region);
select platform.protect('territory.building_project');

-- What was decided at a gate. Never changed; a gate is passed once.
create table territory.gate_decision (
  jurisdiction text not null,
  id uuid not null,
  project uuid not null,
  gate text not null check (gate in ('condition', 'design', 'verification', 'acceptance', 'handover', 'use')),
  outcome text not null check (outcome in ('pass', 'return')),
  decided_on date not null,
  unit_name text not null,
  -- 文号
  reference text,
  opinion text not null,
  figures jsonb not null,
  -- Every standard line: pass, fail or unknown, with what is missing.
  lines jsonb not null,
  decided_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, project) references territory.building_project (jurisdiction, id)
);
create unique index gate_passed_once on territory.gate_decision (jurisdiction, project, gate) where outcome = 'pass';
create index on territory.gate_decision (jurisdiction, project, recorded_at);
select platform.protect('territory.gate_decision', 'select, insert');

-- 征求民政意见 on the design.
create table territory.civil_opinion (
  jurisdiction text not null,
  id uuid not null,
  project uuid not null,
  stance text not null check (stance in ('agree', 'agree-with-changes', 'disagree')),
  given_on date not null,
  unit_name text not null,
  text text not null,
  given_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, project) references territory.building_project (jurisdiction, id)
);
create index on territory.civil_opinion (jurisdiction, project, recorded_at);
select platform.protect('territory.civil_opinion', 'select, insert');

-- 缓建、缩建、停建、不建 and the like. Open until a rectification is recorded.
create table territory.build_defect (
  jurisdiction text not null,
  id uuid not null,
  project uuid not null,
  kind text not null check (kind in ('deferred', 'reduced', 'stopped', 'not-built', 'withheld')),
  -- The standard line that is short, where a line told it.
  line text,
  what text not null,
  missing_area numeric check (missing_area > 0),
  -- The clause that stops the acceptance.
  clause text not null,
  found_on date not null,
  rectify_by date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, project) references territory.building_project (jurisdiction, id)
);
create index on territory.build_defect (jurisdiction, project);
select platform.protect('territory.build_defect', 'select, insert');

-- 整改到位: what was made good, measured. One closes a defect.
create table territory.defect_rectification (
  jurisdiction text not null,
  defect uuid not null,
  rectified_on date not null,
  made_good_area numeric check (made_good_area >= 0),
  what text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, defect),
  foreign key (jurisdiction, defect) references territory.build_defect (jurisdiction, id)
);
select platform.protect('territory.defect_rectification', 'select, insert');

-- Papers and photographs that belong to a project, an inspection, an asset.
create table territory.attachment (
  jurisdiction text not null,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('project', 'inspection', 'asset', 'checklist', 'barrier')),
  subject uuid not null,
  -- What it is: a document named by a gate, a photograph, a consent …
  kind text not null,
  name text not null,
  sha256 text not null,
  size int not null,
  bytes bytea not null,
  added_by text not null,
  added_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index on territory.attachment (jurisdiction, subject);
select platform.protect('territory.attachment', 'select, insert');

-- 使用检查: what a facility was found to be used for.
create table territory.use_inspection (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  project uuid,
  inspected_on date not null,
  inspectors text not null,
  found text not null check (found in ('as-declared', 'other-use', 'idle')),
  what text not null,
  -- First inspection that found the change; later ones of the same case name it, and the one that found it mended ends it.
  opened_case uuid,
  closed_case uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, project) references territory.building_project (jurisdiction, id)
);
create index on territory.use_inspection (jurisdiction, facility, inspected_on);
select platform.protect('territory.use_inspection', 'select, insert');

-- 改变用途案件: open from the day of the finding until it is mended. A facility has one open case at most.
create table territory.use_case (
  jurisdiction text not null,
  id uuid not null,
  facility text not null,
  region text not null check (region ~ '^[0-9]{12}$'),
  opened_on date not null,
  found text not null check (found in ('other-use', 'idle')),
  what text not null,
  clause text not null,
  -- Whether the finding took it out of coverage; it may have been shut already.
  suspended boolean not null,
  mend_by date not null,
  closed_on date,
  primary key (jurisdiction, id)
);
create unique index use_case_open on territory.use_case (jurisdiction, facility) where closed_on is null;
select platform.protect('territory.use_case');

-- What has been warned of, once per subject, deadline and level.
create table territory.deadline_notice (
  jurisdiction text not null,
  kind text not null check (kind in ('handover', 'transition', 'gap')),
  subject uuid not null,
  due date not null,
  level text not null,
  raised_at timestamptz not null,
  primary key (jurisdiction, kind, subject, due, level)
);
select platform.protect('territory.deadline_notice', 'select, insert');
