create schema people;

-- A person the county serves. Name, birth date, sex and the place on the grid are plain, so that lists and counts can be made; identity
-- number, telephones, exact address and notes stand in `sealed` under a data key of the person's own. When the time is up the key is
-- destroyed and the plain fields are blanked: what remains is a row without a person.
create table people.person (
  jurisdiction text not null,
  id uuid not null,
  -- null once destroyed
  name text,
  -- how the name is read, where the dictionary reads it wrongly
  reading text,
  sex text check (sex in ('male', 'female')),
  born date,
  -- GB/T 3304 two-digit code
  ethnicity text,
  id_kind text not null,
  -- keyed hash of kind and number; null: no number known
  number_hash bytea,
  -- keyed hash of name and birth date: likely duplicates
  likeness bytea,
  -- where the person lives: village or community, grid cell, dwelling point; null is unknown
  region text check (region ~ '^[0-9]{12}$'),
  cell uuid,
  dwelling text,
  household uuid,
  -- relation to the head of the household: GB/T 4761 wording, 'head' for the head
  relation text,
  state text not null default 'resident' check (state in ('resident', 'moved-out', 'dead', 'merged', 'destroyed')),
  state_on date,
  merged_into uuid,
  sealed bytea,
  -- the person's data key, wrapped by the ring of the jurisdiction; null once destroyed
  wrapped bytea,
  -- day from which the key is to be destroyed, and whether something holds it back
  destroy_on date,
  hold text,
  revision int not null default 1,
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, merged_into) references people.person (jurisdiction, id),
  check ((state = 'merged') = (merged_into is not null)),
  check (state <> 'destroyed' or (wrapped is null and name is null and sealed is null and number_hash is null))
) with (fillfactor = 90);
-- Two files with one number cannot be.
create unique index person_number on people.person (jurisdiction, number_hash) where number_hash is not null and state not in ('merged', 'destroyed');
create index person_likeness on people.person (jurisdiction, likeness) where likeness is not null;
create index person_region on people.person (jurisdiction, region, id);
create index person_cell on people.person (jurisdiction, cell) where cell is not null;
create index person_household on people.person (jurisdiction, household) where household is not null;
create index person_born on people.person (jurisdiction, born) where state = 'resident';
create index person_merged on people.person (jurisdiction, merged_into) where merged_into is not null;
create index person_due on people.person (jurisdiction, destroy_on) where destroy_on is not null;
select platform.protect('people.person');

-- What a person is found by: `n` two characters of the name, `i` initials, `p` pinyin, `t` keyed hash of a telephone, `e` of the last four
-- digits of one, `d` of the last four characters of the identity number. Made from the file and made anew with it, never a source.
-- Text compared byte by byte: comparison and prefix are leak-proof and may use the index under row-level security.
create table people.token (
  jurisdiction text not null,
  token text collate "C" not null,
  person uuid not null,
  primary key (jurisdiction, token, person)
);
create index token_person on people.token (jurisdiction, person);
select platform.protect('people.token', 'select, insert, delete');

-- Households (户). Who belongs to one stands with the persons.
create table people.household (
  jurisdiction text not null,
  id uuid not null,
  -- number of the household book is personal: keyed hash to find it by, the number itself is sealed with its head's file
  number_hash bytea,
  region text check (region ~ '^[0-9]{12}$'),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id)
);
create unique index household_number on people.household (jurisdiction, number_hash) where number_hash is not null;
select platform.protect('people.household');

-- Where a person lived from when to when: one residence and one registered address (户籍地) at a time, each in at most one grid cell.
create table people.address (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  kind text not null check (kind in ('residence', 'registered')),
  region text check (region ~ '^[0-9]{12}$'),
  cell uuid,
  dwelling text,
  -- street, building, room: sealed with the person's key
  sealed bytea,
  during daterange not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references people.person (jurisdiction, id),
  exclude using gist (jurisdiction with =, person with =, kind with =, during with &&)
);
-- Only an address entered for the same day in error is taken out again.
select platform.protect('people.address', 'select, insert, update, delete');

-- Other people for a person: contacts, guardians, proxies. All that names them is sealed with the person's key. Dated, ended, never erased.
create table people.relative (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  role text not null check (role in ('contact', 'guardian', 'proxy')),
  -- the other one's own file, if there is one
  other uuid,
  -- what a proxy may do (代理权限); empty for the others
  scope text[] not null default '{}',
  sealed bytea not null,
  -- keyed hash of the other's identity number or telephone, to recognise who comes
  number_hash bytea,
  during daterange not null,
  ended_reason text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  ended_at timestamptz,
  ended_by text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references people.person (jurisdiction, id),
  foreign key (jurisdiction, other) references people.person (jurisdiction, id),
  check (role <> 'proxy' or cardinality(scope) > 0)
);
create index on people.relative (jurisdiction, person);
create index on people.relative (jurisdiction, other) where other is not null;
select platform.protect('people.relative');

-- Special difficulties (特殊困难) with start, end and evidence. Some of them say something about health: the category is kept as a keyed
-- tag, the same for the same category in one jurisdiction, so that persons can be counted without the word standing here.
create table people.category (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  tag bytea not null,
  during daterange not null,
  sealed bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  ended_at timestamptz,
  ended_by text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references people.person (jurisdiction, id),
  exclude using gist (jurisdiction with =, person with =, tag with =, during with &&)
);
create index on people.category (jurisdiction, tag, person);
select platform.protect('people.category');

-- What happened to a file: entered, corrected, moved, died, merged. `sealed` holds the values before, under the person's key.
create table people.happening (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  happened_on date,
  fields text[] not null default '{}',
  other uuid,
  sealed bytea,
  at timestamptz not null,
  by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references people.person (jurisdiction, id)
);
create index on people.happening (jurisdiction, person, at desc);
select platform.protect('people.happening', 'select, insert');

-- Every reading: who, when, why, which fields, whose. Only grows; each act of reading also stands in the journal with the hash of the
-- list, so that a name taken out of it would be seen.
create table people.access (
  jurisdiction text not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  purpose text not null,
  -- file, reveal, search, list, import, emergency, extract
  act text not null,
  fields text[] not null,
  persons int not null check (persons >= 0),
  primary key (jurisdiction, id)
);
select platform.protect('people.access', 'select, insert');
create table people.access_person (
  jurisdiction text not null,
  person uuid not null,
  access uuid not null,
  primary key (jurisdiction, person, access),
  foreign key (jurisdiction, access) references people.access (jurisdiction, id)
);
select platform.protect('people.access_person', 'select, insert');

-- Purposes for which personal data are used, each with its legal basis, in versions (个人信息保护法 §13, §14, §28–31).
create table people.purpose (
  code text not null,
  version int not null,
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  -- consent, contract, legal-duty, emergency, public-interest
  basis text not null check (basis in ('consent', 'contract', 'legal-duty', 'emergency', 'public-interest')),
  law text not null,
  sensitive boolean not null,
  valid_from date not null,
  primary key (code, version)
);
select platform.catalogue('people.purpose', 'purposes of using personal data, with legal basis and version');

-- Consent (同意) for a purpose in a version of its text, and its withdrawal.
create table people.consent (
  jurisdiction text not null,
  id uuid not null,
  person uuid not null,
  purpose text not null,
  version int not null,
  given_on date not null,
  given_by text not null check (given_by in ('self', 'guardian', 'proxy')),
  relative uuid,
  channel text not null check (channel in ('screen', 'phone', 'counter', 'paper')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  withdrawn_on date,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, person) references people.person (jurisdiction, id),
  foreign key (jurisdiction, relative) references people.relative (jurisdiction, id),
  check (withdrawn_on >= given_on)
);
create unique index consent_now on people.consent (jurisdiction, person, purpose) where withdrawn_at is null;
alter table people.consent add constraint consent_purpose foreign key (purpose, version) references people.purpose (code, version);
select platform.protect('people.consent');

-- How long files are kept after they are closed.
create table people.retention (
  reason text not null check (reason in ('dead', 'moved-out', 'merged')),
  days int not null check (days >= 0),
  basis text not null,
  valid_from date not null,
  primary key (reason, valid_from)
);
select platform.catalogue('people.retention', 'how long a closed person file is kept before its key is destroyed');

insert into people.retention (reason, days, basis, valid_from) values
  ('dead', 1826, '办结核实和追回补贴所需：死亡后五年', '2021-11-01'),
  ('moved-out', 1096, '迁出后三年：转出资料核对期（个人信息保护法 §19 最短必要期限）', '2021-11-01');

insert into people.purpose (code, version, title_zh, title_en, text_zh, text_en, basis, law, sensitive, valid_from) values
  ('registration', 1, '建立和更新基本档案', 'Keeping the basic file',
   '为安排基本养老、托育、救助等公共服务登记姓名、证件、住址和联系方式。这是法定职责，不需要另行同意；可以随时查阅和更正。',
   'Name, identity, address and contacts are kept so that public services can be arranged. It is a legal duty and needs no consent; you may read and correct it at any time.',
   'legal-duty', '个人信息保护法 §13(三)、§34', false, '2021-11-01'),
  ('visits', 1, '探访关爱', 'Visits', '每月上门、电话或视频探访，记录是否平安和需要什么。',
   'Monthly visits at the door, by phone or video; noted is whether you are well and what you need.',
   'legal-duty', '民政部等10部门〔2022〕探访关爱意见；个人信息保护法 §13(三)', true, '2022-11-01'),
  ('benefits', 1, '核定和发放补贴', 'Deciding and paying benefits', '核对年龄、经济状况、失能等级，用于核定补贴并向财政报送发放名单。',
   'Age, means and ability are checked to decide benefits, and the list is sent to the treasury.',
   'legal-duty', '个人信息保护法 §13(三)、§34', true, '2021-11-01'),
  ('emergency', 1, '紧急救助', 'Emergency relief', '灾害、疫情、事故时，把姓名、住址、联系人和需要交给救援人员。',
   'In a disaster, an epidemic or an accident name, address, contacts and needs are given to the rescuers.',
   'emergency', '个人信息保护法 §13(四)', true, '2021-11-01'),
  ('health', 1, '健康信息用于照护安排', 'Health data for arranging care', '能力评估、慢性病和用药情况用于安排照护服务；不同意不影响其他服务。',
   'Assessment, illnesses and medicines are used to arrange care; refusing does not affect other services.',
   'consent', '个人信息保护法 §28–29', true, '2021-11-01'),
  ('share-provider', 1, '向服务机构提供', 'Giving data to a provider', '把姓名、电话、住址和照护需要交给您选定的服务机构。',
   'Name, phone, address and care needs are given to the provider that you chose.',
   'consent', '个人信息保护法 §23、§29', true, '2021-11-01'),
  ('messages', 1, '发送服务通知', 'Messages about services', '用登记的电话发送活动和服务通知；可以随时退订。',
   'Messages about activities and services are sent to your phone; you may stop them at any time.',
   'consent', '个人信息保护法 §13(一)', false, '2021-11-01');
