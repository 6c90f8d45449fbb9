-- Credit policy: the knobs of an edition with their history, what staff decided about single people, claims for
-- classes the union did not hold, and what a frozen award and a sunset edition need.

create table policy_change (
  id {id} primary key,
  edition_id bigint not null references edition (id),
  knob text not null,
  value bigint not null,
  effective_on text not null,
  reason text not null,
  decided_by bigint references person (id),
  decided_at bigint not null
);
create index policy_change_edition on policy_change (edition_id);

-- Waivers, substitutions and placements. A row is never changed but for who approved it and who ended it.
create table exception (
  id {id} primary key,
  key text not null unique,
  enrolment_id bigint not null references enrolment (id),
  body text not null,
  minutes bigint not null,
  reason text not null,
  proposed_by bigint not null references person (id),
  proposed_at bigint not null,
  approved_by bigint references person (id),
  approved_at bigint,
  ended_by bigint references person (id),
  ended_at bigint,
  ended_reason text not null default '',
  check ((approved_by is null) = (approved_at is null)),
  check ((ended_by is null) = (ended_at is null))
);
create index exception_enrolment on exception (enrolment_id);
create index exception_open on exception (proposed_at) where approved_at is null and ended_at is null;

create table claim (
  id {id} primary key,
  key text not null unique,
  person_id bigint not null references person (id),
  origin text not null check (origin in ('earlier', 'outside')),
  title text not null,
  sponsor text not null,
  taken_on text not null,
  minutes bigint not null check (minutes > 0),
  evidence text not null,
  request_key text,
  claimed_at bigint not null,
  accepted boolean,
  course_code text references course (code),
  credited bigint not null default 0,
  answer text not null default '',
  decided_by bigint references person (id),
  decided_at bigint,
  check ((accepted is null) = (decided_at is null))
);
create index claim_person on claim (person_id);
create unique index claim_once on claim (person_id, request_key);
create index claim_open on claim (claimed_at) where decided_at is null;

alter table credit add column claim_id bigint references claim (id);
drop index credit_person;
-- everything an audit reads of the ledger, in the order it reads it
create index credit_person on credit (person_id, offering_id, claim_id, course_code, segment, minutes, earned_on, kind);
create index credit_claim on credit (claim_id) where claim_id is not null;

create index enrolment_edition on enrolment (edition_id) where confirmed_at is not null;

alter table edition add column examples text not null default '';
alter table edition add column sunset_on text;

alter table award add column edition_hash text not null default '';
alter table award add column record text not null default '';
alter table award add column record_hash text not null default '';
alter table award add column usage text not null default '';
alter table award add column proof text not null default '';
create index credit_taught on credit (person_id, minutes) where kind = 'taught';

-- When somebody was in a session, in minutes from its start: several stretches join. Where there are none, the late
-- arrival and early leaving of `presence` say it.
create table presence_stretch (
  session_id bigint not null references session (id),
  person_id bigint not null references person (id),
  from_minute bigint not null check (from_minute >= 0),
  to_minute bigint not null,
  recorded_by bigint not null references person (id),
  recorded_at bigint not null,
  primary key (session_id, person_id, from_minute),
  check (from_minute < to_minute)
);
create index presence_stretch_person on presence_stretch (person_id);

-- A session that is to be made up credits nothing itself: the same content in any other class does.
alter table partial_decision add column make_up boolean not null default false;
create index partial_decision_make_up on partial_decision (person_id) where make_up;
