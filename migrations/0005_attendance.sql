-- Who was there, what a coordinator decided, and the credit ledger (rows are added, never changed).

create table presence (
  session_id bigint not null references session (id),
  person_id bigint not null references person (id),
  here boolean not null,
  late bigint not null check (late >= 0),
  left_early bigint not null check (left_early >= 0),
  recorded_by bigint not null references person (id),
  recorded_at bigint not null,
  primary key (session_id, person_id)
);
create index presence_person on presence (person_id);

create table roster (
  offering_id {id} primary key references offering (id),
  closed_at bigint not null,
  closed_by bigint not null references person (id),
  approved_at bigint,
  approved_by bigint references person (id)
);

create table partial_decision (
  session_id bigint not null references session (id),
  person_id bigint not null references person (id),
  decision text not null check (decision in ('full', 'prorate', 'none')),
  reason text not null,
  decided_by bigint not null references person (id),
  decided_at bigint not null,
  primary key (session_id, person_id)
);

create table credit (
  id {id} primary key,
  person_id bigint not null references person (id),
  offering_id bigint references offering (id),
  course_code text not null references course (code),
  segment bigint not null,
  unit text not null,
  minutes bigint not null,
  earned_on text not null,
  kind text not null check (kind in ('attended', 'prorated', 'taught', 'claim', 'correction')),
  reason text not null,
  posted_at bigint not null,
  posted_by bigint references person (id)
);
create index credit_person on credit (person_id);
create index credit_offering on credit (offering_id);
