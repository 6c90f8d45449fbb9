-- What a term is built of: rooms with their seats and access, the slots of an event, and what locals ask for.

create table room (
  id {id} primary key,
  venue_id bigint not null references venue (id),
  name text not null,
  seats bigint not null check (seats >= 0),
  access text not null,
  unique (venue_id, name)
);

create table event_slot (
  id {id} primary key,
  event_id bigint not null references event (id),
  name text not null,
  starts_local text not null,
  ends_local text not null,
  unique (event_id, name)
);

-- A local asks for a class of its own; the office looks, schedules it, and it is held.
create table cohort_request (
  id {id} primary key,
  key text not null unique,
  local_id bigint not null references local (id),
  asked_by bigint not null references person (id),
  asked_at bigint not null,
  course_code text not null references course (code),
  dates text not null,
  people bigint not null check (people > 0),
  place text not null,
  note text not null,
  answer text not null default '',
  offering_id bigint references offering (id),
  declined_at bigint,
  decided_by bigint references person (id),
  check (declined_at is null or offering_id is null)
);
create index cohort_request_local on cohort_request (local_id);
create index cohort_request_open on cohort_request (asked_at) where offering_id is null and declined_at is null;
