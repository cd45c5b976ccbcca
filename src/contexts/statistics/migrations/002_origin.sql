-- Whether a version came with the installation or was made here: what was made here is not put back by the next start.
alter table statistics.indicator add column origin text not null default 'library' check (origin in ('library', 'local'));
alter table statistics.indicator add column recorded_by text not null default 'system:library';
