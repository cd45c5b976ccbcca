create schema events;

-- Written in the transaction that made the event true; delivered after the commit.
create table events.outbox (
  jurisdiction text not null,
  id uuid not null,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  actor text not null,
  -- When every subscriber had handled it or it was parked for those that could not.
  settled_at timestamptz,
  primary key (jurisdiction, id)
);
create index outbox_open on events.outbox (jurisdiction, id) where settled_at is null;
select platform.protect('events.outbox', 'select, insert, update (settled_at)');

-- One row per subscriber and event, inserted in the transaction of the subscriber's own work: what is here has happened, once.
create table events.delivery (
  jurisdiction text not null,
  subscriber text not null,
  event_id uuid not null,
  at timestamptz not null,
  primary key (jurisdiction, subscriber, event_id),
  foreign key (jurisdiction, event_id) references events.outbox (jurisdiction, id)
);
select platform.protect('events.delivery', 'select, insert');

-- Deliveries that failed: waiting for the next attempt, or parked until somebody asks for another one.
create table events.failure (
  jurisdiction text not null,
  subscriber text not null,
  event_id uuid not null,
  attempts int not null,
  error text not null,
  failed_at timestamptz not null,
  next_at timestamptz not null,
  parked boolean not null default false,
  primary key (jurisdiction, subscriber, event_id),
  foreign key (jurisdiction, event_id) references events.outbox (jurisdiction, id)
);
select platform.protect('events.failure', 'select, insert, update, delete');

-- The row two relays compete for: whoever holds it delivers to this subscriber, in order.
create table events.subscription (
  jurisdiction text not null,
  subscriber text not null,
  primary key (jurisdiction, subscriber)
);
select platform.protect('events.subscription', 'select, insert, update');
