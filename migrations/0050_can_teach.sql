-- What somebody can teach and when, as they say it themselves; and the days on which they cannot.
create table can_teach (
  id {id} primary key,
  person_id bigint not null references person (id),
  course_code text not null references course (code),
  said_at bigint not null,
  unique (person_id, course_code)
);
create index can_teach_course on can_teach (course_code, person_id);
create table teaching_times (
  id {id} primary key,
  person_id bigint not null unique references person (id),
  times text not null,
  regions text not null,
  online boolean not null,
  note text not null,
  changed_at bigint not null
);
create table away (
  id {id} primary key,
  person_id bigint not null references person (id),
  from_on text not null,
  until_on text not null
);
create index away_person on away (person_id);
