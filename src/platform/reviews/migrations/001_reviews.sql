create schema reviews;

-- 公平竞争审查: what a version of a rule was reviewed by before it came into force. Never changed; another version needs another review.
create table reviews.review (
  jurisdiction text not null,
  id uuid not null,
  -- what was reviewed: a kind of rule, its code and its version
  kind text not null check (kind in ('procedure', 'benefit')),
  code text not null,
  version int not null check (version > 0),
  title_zh text not null,
  title_en text not null,
  -- version of the checklist
  checklist text not null,
  -- ids of the items that the rule does; empty: none
  touches text[] not null,
  -- 例外规定: ground, why nothing milder serves, and when it ends
  exception jsonb,
  opinion text not null,
  -- who reviewed
  unit text not null,
  paper_number text,
  reviewed_on date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, kind, code, version),
  check ((cardinality(touches) = 0) = (exception is null))
);
select platform.protect('reviews.review', 'select, insert');
