-- 时限 of ratings and complaints, by region and date. The nearest region decides.
create table supervision.term (
  name text not null check (name in ('callback', 'rectify', 'appeal', 'answer', 'voices')),
  region text not null,
  days int not null check (days > 0),
  counted text not null check (counted in ('days', 'workdays', 'persons')),
  basis text not null,
  valid_from date not null,
  primary key (name, region, valid_from)
);
select platform.catalogue('supervision.term', 'deadlines of ratings and complaints by region');
insert into supervision.term (name, region, days, counted, basis, valid_from) values
  ('callback', '', 1, 'days', '差评回访核实时限由地区规定；默认取浙江政务服务“好差评”（2019）1 日', '2020-01-01'),
  ('rectify', '', 15, 'workdays', '差评整改时限由地区规定；默认取四川政务服务“好差评”（2020）15 个工作日', '2020-01-01'),
  ('appeal', '', 5, 'workdays', '申诉复核时限由地区规定，此为默认值', '2020-01-01'),
  ('answer', '', 15, 'workdays', '投诉答复时限由地区规定，此为默认值', '2020-01-01'),
  ('voices', '', 5, 'persons', '少于此人数不公布平均分，只公布人数，以免指认评价人；此为默认值', '2020-01-01');

-- 承办单位: who deals with cases of a place; the longest region that fits decides.
create table supervision.handler (
  jurisdiction text not null,
  region text not null check (region ~ '^[0-9]{6,12}$'),
  unit uuid not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, region)
);
alter table supervision.handler add constraint handler_unit foreign key (jurisdiction, unit) references identity.unit (jurisdiction, id);
select platform.protect('supervision.handler', 'select, insert, update, delete');

-- 评价: one for an order by the person served or whoever may act for them, and one more after rectification (追评).
create table supervision.rating (
  jurisdiction text not null,
  order_id uuid not null,
  round int not null check (round in (1, 2)),
  person uuid not null,
  organisation uuid not null,
  site uuid not null,
  item text not null,
  level int not null check (level between 1 and 5),
  acting text not null check (acting in ('self', 'guardian', 'proxy')),
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper')),
  -- what the rater said, under the person's key
  sealed bytea,
  -- left out of every average after a finding that stands (误评、恶意差评)
  excluded boolean not null default false,
  given_by text not null,
  given_at timestamptz not null,
  primary key (jurisdiction, order_id, round)
);
create index on supervision.rating (jurisdiction, site, given_at);
select platform.protect('supervision.rating', 'select, insert, update (excluded)');

-- 督办件: a bad rating, a complaint, a report of a wrong. What was said is sealed under a key of the case, which goes when its time is up.
create table supervision.casefile (
  jurisdiction text not null,
  id uuid not null,
  no text not null,
  kind text not null check (kind in ('bad-rating', 'complaint', 'report')),
  order_id uuid,
  -- null: whoever complained stays unnamed, and gets no answer
  person uuid,
  organisation uuid,
  site uuid,
  region text not null,
  about text not null check (about in ('quality', 'price', 'attitude', 'safety', 'absence', 'rights', 'other')),
  wrapped bytea,
  sealed bytea,
  unit uuid not null,
  state text not null check (state in ('open', 'verified', 'rectified', 'closed', 'excluded', 'appealed')),
  opened_at timestamptz not null,
  opened_by text not null,
  channel text not null check (channel in ('app', 'phone', 'counter', 'paper')),
  callback_due date not null,
  due date not null,
  closed_at timestamptz,
  -- what may be read by everybody: what was found and done, without names
  published text,
  revision int not null default 0,
  primary key (jurisdiction, id),
  unique (jurisdiction, no),
  check ((kind = 'bad-rating') = (order_id is not null and kind = 'bad-rating')),
  check (kind <> 'bad-rating' or person is not null),
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'closed' or published is not null)
);
create unique index casefile_of_rating on supervision.casefile (jurisdiction, order_id) where kind = 'bad-rating';
create index on supervision.casefile (jurisdiction, unit, due) where state not in ('closed', 'excluded');
create index on supervision.casefile (jurisdiction, site);
select platform.protect('supervision.casefile', 'select, insert, update (unit, state, due, closed_at, published, wrapped, sealed, revision)');

-- 办理记录: every step with who and when. Only grows.
create table supervision.casefile_step (
  jurisdiction text not null,
  id uuid not null,
  casefile uuid not null,
  act text not null,
  -- what was found, done or answered, under the key of the case
  sealed bytea,
  by text not null,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, casefile) references supervision.casefile (jurisdiction, id)
);
create index on supervision.casefile_step (jurisdiction, casefile);
select platform.protect('supervision.casefile_step', 'select, insert');

-- To a resident's account only what concerns the persons it acts for exists.
select platform.concerns('supervision.rating', 'person');
select platform.concerns('supervision.casefile', 'person');
