-- Walking streets (步行路网) of a jurisdiction, each import a version of its own. One version serves; the others stay named, so that a
-- figure computed on them can still say what it was computed on.
create table territory.streets (
  jurisdiction text not null,
  id uuid not null,
  -- of the file, or of what was invented
  name text not null,
  source_kind text not null check (source_kind in ('osm.pbf', 'osm', 'osm.gz', 'invented')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  vertices int not null,
  edges int not null,
  -- what the import counted and found: components, assumed metres, missing nodes
  report jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  current boolean not null,
  primary key (jurisdiction, id)
);
create unique index streets_current on territory.streets (jurisdiction) where current;
select platform.protect('territory.streets');

-- The encoded graph in pieces of at most one megabyte; the pieces of a version that no longer serves are removed.
create table territory.streets_part (
  jurisdiction text not null,
  streets uuid not null,
  part int not null,
  bytes bytea not null,
  primary key (jurisdiction, streets, part),
  foreign key (jurisdiction, streets) references territory.streets (jurisdiction, id)
);
select platform.protect('territory.streets_part', 'select, insert, delete');
