create schema sync;

-- A telephone or tablet on which an account works out of reach (外勤设备). Its key seals what waits on it and what waits here.
create table sync.device (
  jurisdiction text not null,
  id uuid not null,
  account text not null,
  name text not null,
  wrapped bytea not null,
  -- operations up to this number were carried out or refused; the next ones wait until what is missing has come
  settled_seq int not null default 0,
  -- the device's clock against ours at the last contact: add it to the device's time
  offset_ms bigint,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (jurisdiction, id),
  check ((revoked_at is null) = (revoked_by is null))
);
create index on sync.device (jurisdiction, account);
select platform.protect('sync.device');

create table sync.batch (
  jurisdiction text not null,
  id uuid not null,
  device uuid not null,
  received_at timestamptz not null,
  -- the device's own time when it sent, and what was measured from it
  device_at timestamptz not null,
  offset_ms bigint not null,
  operations int not null,
  fresh int not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, device) references sync.device (jurisdiction, id)
);
select platform.protect('sync.batch', 'select, insert');

-- What a device sent, once however often it sent it. Never deleted while it is not carried out; what was carried out stands where it belongs
-- and only its mark stays here; what was refused stays sealed with its reason until somebody has settled it.
create table sync.operation (
  jurisdiction text not null,
  id uuid not null,
  device uuid not null,
  seq int not null check (seq > 0),
  account text not null,
  kind text not null,
  form int not null,
  base jsonb not null,
  -- operations of other devices that it rests on: it waits until they came to an end
  after uuid[] not null default '{}',
  payload bytea,
  sha256 text not null,
  -- as the device had it, and as put right
  device_at timestamptz not null,
  happened_at timestamptz not null,
  clock text not null check (clock in ('ok', 'corrected', 'doubtful')),
  late boolean not null,
  batch uuid not null,
  received_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  -- typed refusal: code, zh, en, next
  reason jsonb,
  result jsonb,
  settled_at timestamptz,
  -- what a person did about a refusal
  closed_at timestamptz,
  closed_by text,
  closed_note text,
  primary key (jurisdiction, id),
  unique (jurisdiction, device, seq),
  foreign key (jurisdiction, device) references sync.device (jurisdiction, id),
  foreign key (jurisdiction, batch) references sync.batch (jurisdiction, id),
  check ((state = 'refused') = (reason is not null)),
  check ((state = 'waiting') = (settled_at is null)),
  check (state = 'done' or payload is not null or closed_at is not null)
);
create index operation_open on sync.operation (jurisdiction, device, seq) where state = 'waiting';
create index operation_refused on sync.operation (jurisdiction, received_at) where state = 'refused' and closed_at is null;
create index operation_account on sync.operation (jurisdiction, account, received_at desc);
select platform.protect('sync.operation');

-- Something two people said differently about one record without knowing of each other. The values stand with the record.
create table sync.conflict (
  jurisdiction text not null,
  id uuid not null,
  kind text not null,
  subject uuid not null,
  fields text[] not null check (cardinality(fields) > 0),
  -- where a person settles it
  href text not null,
  opened_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  primary key (jurisdiction, id),
  check ((settled_at is null) = (settled_by is null))
);
create unique index conflict_open on sync.conflict (jurisdiction, kind, subject) where settled_at is null;
select platform.protect('sync.conflict');

insert into platform.retention (subject, days, basis) values
  ('operation', 400, '外勤操作的送达记录；内容在办理后即转入业务记录');
