-- 一点多用: the rooms of a facility, what each is used for, and who has it when. A room's area is counted once, under its first use.
create table territory.space (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  code text not null,
  name text not null,
  storey text,
  area numeric not null check (area > 0),
  capacity int check (capacity > 0),
  -- the first is the main use, under which the area is counted
  uses text[] not null check (cardinality(uses) > 0),
  bookable boolean not null,
  during daterange not null check (not isempty(during)),
  recorded_at timestamptz not null,
  recorded_by text not null,
  import uuid,
  superseded_at timestamptz,
  superseded_in uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  exclude using gist (jurisdiction with =, facility with =, code with =, during with &&) where (superseded_at is null)
);
select platform.protect('territory.space');

-- Hours of a week in which a room can be had; a room without any follows the hours of its facility.
create table territory.space_slot (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  space text not null,
  -- 1 Monday … 7 Sunday
  weekday int not null check (weekday between 1 and 7),
  -- minutes from midnight, end excluded
  minutes int4range not null check (not isempty(minutes) and minutes <@ '[0,1440]'::int4range),
  during daterange not null check (not isempty(during)),
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  exclude using gist (jurisdiction with =, facility with =, space with =, weekday with =, minutes with &&, during with &&) where (superseded_at is null)
);
select platform.protect('territory.space_slot');

-- Bookings of rooms. The database itself keeps two of one room apart.
create table territory.space_booking (
  jurisdiction text not null,
  id uuid not null,
  facility uuid not null,
  -- code of the room: it stays while the room's particulars change
  space text not null,
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
  -- what for, one of the room's uses
  use text not null,
  title text not null,
  -- organisation or service that has it; a resident's own booking comes with the resident's file
  organiser text not null,
  contact text,
  persons int check (persons > 0),
  series uuid,
  state text not null check (state in ('booked', 'cancelled')),
  cancelled_at timestamptz,
  cancel_reason text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, facility) references territory.facility (jurisdiction, id),
  constraint space_booking_apart exclude using gist (jurisdiction with =, facility with =, space with =, during with &&) where (state = 'booked'),
  check ((state = 'cancelled') = (cancel_reason is not null))
);
create index on territory.space_booking (jurisdiction, series) where series is not null;
select platform.protect('territory.space_booking');
