-- Who teaches, as they agreed to be shown: with which words, since when, and under which sentence they agreed.
create table trainer_page (
  person_id bigint primary key references person (id),
  key text not null unique,
  shown boolean not null,
  kind text not null,
  about text not null,
  agreed_to text not null,
  changed_at bigint not null
);
