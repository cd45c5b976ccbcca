create schema keys;

-- The key of each jurisdiction, wrapped by the installation's master key, which is never in the database. It wraps the data keys of
-- persons; whoever has only the database has none of them.
create table keys.ring (
  jurisdiction text not null primary key,
  wrapped bytea not null,
  since timestamptz not null
);
select platform.protect('keys.ring', 'select, insert');
