-- Venues, events, and the classes that are held.

create table venue (
  id {id} primary key,
  key text not null unique,
  name text not null,
  kind text not null,
  address text not null,
  region text not null,
  access text not null,
  parking text not null,
  transit text not null
);

create table event (
  id {id} primary key,
  key text not null unique,
  title text not null,
  about text not null,
  venue_id bigint not null references venue (id),
  starts_on text not null,
  ends_on text not null
);

create table offering (
  id {id} primary key,
  key text not null unique,
  source_key text not null unique,
  course_code text not null references course (code),
  subtitle text not null,
  event_id bigint references event (id),
  venue_id bigint not null references venue (id),
  mode text not null check (mode in ('in-person', 'online')),
  room text not null,
  capacity bigint not null check (capacity >= 0),
  min_enrol bigint not null,
  stage text not null check (stage in ('draft', 'published', 'cancelled', 'held')),
  opens_at bigint,
  closes_at bigint not null,
  cancel_until bigint not null,
  only_local_id bigint references local (id),
  elsewhere text,
  trainers text not null,
  worth text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  notice text not null default '',
  fingerprint text not null,
  revision bigint not null default 0
);
create index offering_starts on offering (starts_at);
create index offering_ends on offering (ends_at);

create table session (
  id {id} primary key,
  offering_id bigint not null references offering (id),
  ordinal bigint not null,
  starts_local text not null,
  ends_local text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  excluded bigint not null,
  unique (offering_id, ordinal)
);

create table trainer (
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  primary key (offering_id, person_id)
);
create index trainer_person on trainer (person_id);

-- One row a seat that exists. A sign-up that holds a seat points at its row, so that the schema itself refuses
-- more people than seats.
create table seat (
  offering_id bigint not null references offering (id),
  number bigint not null,
  primary key (offering_id, number)
);
