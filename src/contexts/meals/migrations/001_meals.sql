create schema meals;

-- 供餐时段: when a site serves a meal, and its own cut-off where it has one; the item's lead time binds beside it, whichever comes first.
create table meals.hours (
  jurisdiction text not null,
  site uuid not null,
  meal text not null check (meal in ('breakfast', 'noon', 'evening')),
  serves_from time not null,
  serves_until time not null,
  -- 截止下单: the time of day, so many days before; null: none of its own
  cutoff_at time,
  cutoff_days int not null default 0 check (cutoff_days between 0 and 7),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, site, meal),
  check (serves_until > serves_from)
);
select platform.protect('meals.hours', 'select, insert, update (serves_from, serves_until, cutoff_at, cutoff_days, recorded_by, recorded_at)');

-- 食谱: what a site serves at a meal of a day. Versions are never changed; the newest is in force.
create table meals.menu (
  jurisdiction text not null,
  id uuid not null,
  site uuid not null,
  day date not null,
  meal text not null check (meal in ('breakfast', 'noon', 'evening')),
  version int not null check (version > 0),
  -- 供其他网点采用: a central kitchen lets other sites take this menu over
  shared boolean not null,
  -- the menu of a central kitchen this one was taken over from
  taken_from uuid,
  published_by text not null,
  published_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, site, day, meal, version),
  foreign key (jurisdiction, taken_from) references meals.menu (jurisdiction, id),
  check (not (shared and taken_from is not null))
);
create index on meals.menu (jurisdiction, day) where shared;
create index on meals.menu (jurisdiction, taken_from) where taken_from is not null;
select platform.protect('meals.menu', 'select, insert');

-- 菜品
create table meals.dish (
  jurisdiction text not null,
  menu uuid not null,
  -- the same dish has the same key in every version of a menu
  key text not null check (key ~ '^[a-z0-9-]{1,24}$'),
  turn int not null,
  title_zh text not null,
  title_en text,
  allergens text[] not null,
  suits text[] not null,
  primary key (jurisdiction, menu, key),
  foreign key (jurisdiction, menu) references meals.menu (jurisdiction, id)
);
select platform.protect('meals.dish', 'select, insert');

-- 忌口和过敏: under the person's key, and only while the person agrees.
create table meals.diet (
  jurisdiction text not null,
  person uuid not null,
  -- the consent it rests on, and what it says; both null once it was withdrawn
  consent uuid,
  sealed bytea,
  withdrawn_on date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, person),
  check ((sealed is null) = (withdrawn_on is not null)),
  check ((sealed is null) = (consent is null))
);
select platform.protect('meals.diet', 'select, insert, update (consent, sealed, withdrawn_on, recorded_by, recorded_at)');

-- 选菜: the dish of an order. An order without one gets the meal of the day.
create table meals.choice (
  jurisdiction text not null,
  order_id uuid not null,
  -- who asked, and the key it was asked under: asked again it is the same order
  request text not null,
  person uuid not null,
  -- both null: the meal of the day
  menu uuid,
  dish text,
  -- whoever ordered was warned of an allergy and ordered all the same; which one stands under the person's key
  warned bytea,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, order_id),
  unique (jurisdiction, request),
  foreign key (jurisdiction, menu, dish) references meals.dish (jurisdiction, menu, key),
  check ((menu is null) = (dish is null)),
  check (warned is null or dish is not null)
);
create index on meals.choice (jurisdiction, menu, dish);
select platform.protect('meals.choice', 'select, insert');

-- 取餐凭据: how it was proved that the person got the meal.
create table meals.handover (
  jurisdiction text not null,
  order_id uuid not null,
  person uuid not null,
  how text not null check (how in ('code', 'card', 'name')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, order_id)
);
select platform.protect('meals.handover', 'select, insert');

-- To a resident's account only what concerns the persons it acts for exists.
select platform.concerns('meals.diet', 'person');
select platform.concerns('meals.choice', 'person');
select platform.concerns('meals.handover', 'person');
