-- Changes of address that the old address took back: what was changed before that cannot be taken back any more.
create table address_back (
  mail_id bigint primary key,
  person_id bigint not null references person (id),
  at bigint not null
);
create index address_back_person on address_back (person_id, at);
