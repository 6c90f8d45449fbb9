-- Who speaks for a local says who does so after them, and from which day; an administrator agrees.
create table hand_over (
  id {id} primary key,
  key text not null unique,
  local_id bigint not null references local (id),
  person_id bigint not null references person (id),
  role text not null,
  from_day text not null,
  from_at bigint not null,
  asked_by bigint not null references person (id),
  asked_at bigint not null,
  decided_by bigint references person (id),
  decided_at bigint,
  agreed boolean
);
create index hand_over_local on hand_over (local_id);
create index hand_over_person on hand_over (person_id);
create index hand_over_open on hand_over (asked_at) where decided_at is null;
