-- What each tells the trainers of a class that they come to, and whether the others may see that they come.
create table taking_part (
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  seen boolean not null,
  brings text not null,
  asks text not null,
  changed_at bigint not null,
  primary key (offering_id, person_id)
);
create index taking_part_person on taking_part (person_id);

-- What the people of a class say to one another, before it and for a while after it.
create table class_post (
  id {id} primary key,
  key text not null unique,
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  kind text not null check (kind in ('bring', 'ask', 'answer')),
  answers bigint references class_post (id),
  body text not null,
  file_kind text,
  file_size bigint not null default 0,
  said_at bigint not null,
  -- since when nobody but its author and those who teach see it
  hidden_at bigint,
  -- when somebody who teaches looked at what was reported, and let it stand
  cleared_at bigint
);
create index class_post_offering on class_post (offering_id);
create index class_post_person on class_post (person_id);
create index class_post_hidden on class_post (hidden_at) where hidden_at is not null;
create index class_post_answers on class_post (answers) where answers is not null;

-- apart from the posts: a page reads those and not these
create table class_file (
  post_id bigint primary key references class_post (id),
  bytes {blob} not null
);

create table class_report (
  post_id bigint not null references class_post (id),
  person_id bigint not null references person (id),
  reason text not null,
  reported_at bigint not null,
  primary key (post_id, person_id)
);
create index class_report_person on class_report (person_id);

-- What whoever teaches a class writes to everybody who has a seat.
create table class_message (
  id {id} primary key,
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  subject text not null,
  body text not null,
  people bigint not null,
  sent_at bigint not null
);
create index class_message_offering on class_message (offering_id);
create index class_message_person on class_message (person_id);

-- Some hand-outs are to be read before the class.
create table material_early (
  material_id bigint primary key references material (id)
);

-- Who was put on a team because they were seen, and whose address nobody typed, is not listed by it.
alter table board_person add column typed boolean not null default true;
