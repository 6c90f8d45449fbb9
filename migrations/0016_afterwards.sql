-- After a class: hand-outs for those who came, and what they say of it. An answer names nobody; that somebody answered is
-- known apart from it, so that nobody answers twice.

create table material (
  id {id} primary key,
  key text not null unique,
  offering_id bigint not null references offering (id),
  title text not null,
  kind text not null check (kind in ('pdf', 'png', 'jpg', 'docx', 'pptx', 'xlsx', 'txt')),
  bytes {blob} not null,
  size bigint not null,
  added_by bigint not null references person (id),
  added_at bigint not null
);
create index material_offering on material (offering_id);

create table feedback (
  id {id} primary key,
  offering_id bigint not null references offering (id),
  useful bigint not null check (useful between 1 and 5),
  pace text not null check (pace in ('slow', 'right', 'fast')),
  better text not null
);
create index feedback_offering on feedback (offering_id);

create table feedback_given (
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  primary key (offering_id, person_id)
);
