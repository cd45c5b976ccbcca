create schema hotline;

-- 来电记录: who answered, about whom, and what came of it. A number stands only as a keyed token and in its masked form.
create table hotline.call (
  jurisdiction text not null,
  id uuid not null,
  -- both null where the number was withheld
  token text,
  masked text,
  -- whom it was about; null: somebody without a file, or not found out
  person uuid,
  began_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('order', 'changed', 'asked', 'unmet', 'complaint', 'urgent', 'nobody', 'other')),
  order_id uuid,
  recorded_by text not null,
  primary key (jurisdiction, id),
  check ((token is null) = (masked is null)),
  check ((ended_at is null) = (outcome is null)),
  check (ended_at >= began_at),
  check ((outcome = 'order') = (order_id is not null))
);
create index on hotline.call (jurisdiction, token, began_at) where token is not null;
create index on hotline.call (jurisdiction, began_at);
select platform.protect('hotline.call', 'select, insert, update (person, ended_at, outcome, order_id)');

-- 回访抽取: of the orders served in a period some are drawn by lot. A period is drawn once, so nobody draws until the result pleases.
create table hotline.callback_draw (
  jurisdiction text not null,
  id uuid not null,
  period daterange not null check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
  population int not null check (population > 0),
  places int not null check (places between 1 and population),
  -- everything a stranger needs to draw again
  proof jsonb not null,
  drawn_by text not null,
  drawn_at timestamptz not null,
  primary key (jurisdiction, id),
  exclude using gist (jurisdiction with =, period with &&)
);
select platform.protect('hotline.callback_draw', 'select, insert');

-- 回访任务
create table hotline.callback (
  jurisdiction text not null,
  order_id uuid not null,
  draw uuid not null,
  turn int not null check (turn > 0),
  person uuid not null,
  due date not null,
  state text not null default 'due' check (state in ('due', 'reached', 'given-up')),
  state_at timestamptz not null,
  primary key (jurisdiction, order_id),
  foreign key (jurisdiction, draw) references hotline.callback_draw (jurisdiction, id)
);
create index on hotline.callback (jurisdiction, due) where state = 'due';
create index on hotline.callback (jurisdiction, draw);
select platform.protect('hotline.callback', 'select, insert, update (state, state_at)');

-- 回访记录: every attempt, whether somebody answered and what was said. Only grows.
create table hotline.callback_attempt (
  jurisdiction text not null,
  id uuid not null,
  order_id uuid not null,
  answered boolean not null,
  -- 是否按约上门/供应、收费是否相符、满意度 1–5; null where the person did not say
  came boolean,
  charged_right boolean,
  level int check (level between 1 and 5),
  -- what the person said besides, under the person's key
  sealed bytea,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, order_id) references hotline.callback (jurisdiction, order_id),
  check (answered or (came is null and charged_right is null and level is null and sealed is null))
);
create index on hotline.callback_attempt (jurisdiction, order_id);
select platform.protect('hotline.callback_attempt', 'select, insert');

-- To a resident's account only what concerns the persons it acts for exists.
select platform.concerns('hotline.call', 'person');
select platform.concerns('hotline.callback', 'person');
