-- Where each enrolled person stands (recomputed from the ledger whenever it changes), and awards.

create table standing (
  enrolment_id {id} primary key references enrolment (id),
  complete boolean not null,
  left_minutes bigint not null,
  total_minutes bigint not null,
  completed_on text,
  applied text not null,
  computed_at bigint not null
);
create index standing_complete on standing (complete);

create table award (
  id {id} primary key,
  number text not null unique,
  person_id bigint not null references person (id),
  programme text not null,
  edition_id bigint not null references edition (id),
  name text not null,
  minutes bigint not null,
  parts text not null,
  completed_on text not null,
  issued_on text not null,
  issued_at bigint not null,
  issued_by bigint not null references person (id),
  state text not null check (state in ('issued', 'replaced', 'revoked')),
  ended_on text,
  reason text not null default ''
);
create unique index award_one_live on award (person_id, programme) where state = 'issued';
create index award_person on award (person_id);
