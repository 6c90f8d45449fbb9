-- What somebody agreed to, in the words that stood beside the box, and when; and when they took it back.
create table consent (
  id {id} primary key,
  person_id bigint not null references person (id),
  what text not null check (what in ('local', 'class')),
  -- the class, where it is about one
  about bigint,
  said text not null,
  given_at bigint not null,
  ended_at bigint
);
create index consent_person on consent (person_id);
