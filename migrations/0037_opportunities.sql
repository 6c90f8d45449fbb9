-- Grants, opportunities and awards, of the union and of others: each until its last day, in the language that it is written in.
create table opportunity (
  id {id} primary key,
  key text not null unique,
  kind text not null,
  title text not null,
  giver text not null,
  ours boolean not null,
  for_whom text not null,
  about text not null,
  link text not null,
  language text not null,
  ends_on text,
  made_by bigint references person (id),
  changed_at bigint not null,
  removed_at bigint
);
create index opportunity_open on opportunity (ends_on, id) where removed_at is null;
