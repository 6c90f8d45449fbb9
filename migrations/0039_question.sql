-- What people ask the office on the contact page, until it is answered and old.
create table question (
  id {id} primary key,
  key text not null unique,
  person_id bigint references person (id),
  name text not null,
  email text not null,
  email_folded text not null,
  body text not null,
  dedupe text not null unique,
  asked_at bigint not null,
  answered_at bigint,
  answered_by bigint references person (id)
);
create index question_open on question (asked_at) where answered_at is null;
create index question_answered on question (answered_at) where answered_at is not null;
create index question_email on question (email_folded);
create index question_person on question (person_id) where person_id is not null;
