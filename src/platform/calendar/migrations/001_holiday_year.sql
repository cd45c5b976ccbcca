create schema calendar;

-- Years that were loaded here, beyond or instead of those that come with the software. A correction is a new edition.
create table calendar.holiday_year (
  year int not null,
  edition int not null,
  -- The notice as it was read: addresses of the papers, runs of rest days, weekend days that are worked.
  content jsonb not null,
  loaded_at timestamptz not null,
  loaded_by text not null,
  -- The government whose officer loaded it.
  loaded_in text not null,
  primary key (year, edition)
);
select platform.catalogue('calendar.holiday_year', 'rest days and make-up workdays by year, as announced', 'select, insert');
