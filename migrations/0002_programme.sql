-- Programme editions, who is enrolled under which, the catalogue of courses, and texts that staff edit.

create table edition (
  id {id} primary key,
  programme text not null,
  edition text not null,
  title text not null,
  source text not null,
  wording text not null,
  source_hash text not null,
  published_at bigint not null,
  unique (programme, edition)
);

create table enrolment (
  id {id} primary key,
  person_id bigint not null references person (id),
  programme text not null,
  edition_id bigint not null references edition (id),
  enrolled_at bigint not null,
  confirmed_at bigint,
  unique (person_id, programme)
);

create table course (
  code text primary key,
  title text not null,
  about text not null,
  audience text not null,
  minutes bigint not null,
  tags text not null,
  topics text not null,
  class text not null,
  part bigint not null,
  segments text not null,
  listed boolean not null
);

create table page (
  slug text not null,
  language text not null,
  title text not null,
  body text not null,
  changed_at bigint not null,
  primary key (slug, language)
);
