-- Another address that somebody asked for: theirs when they press the button in the mail that goes there.
create table address_change (
  id {id} primary key,
  person_id bigint not null references person (id),
  email text not null,
  email_folded text not null,
  asked_at bigint not null,
  used_at bigint
);
create index address_change_person on address_change (person_id, asked_at);
create index address_change_email on address_change (email_folded);
