-- Power over others: codes from hand to hand for setting a phone up, wrong codes counted by the sign-in that made them,
-- and changes of power that a second administrator agrees to.
create table factor_code (
  code_hash {blob} primary key,
  person_id bigint not null references person (id),
  made_by bigint references person (id),
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index factor_code_person on factor_code (person_id);

alter table sign_in add column factor_tries bigint not null default 0;
alter table sign_in add column factor_blocked_until bigint not null default 0;
-- wrong codes of sign-ins that never showed a right one, in a day
alter table second_factor add column wrong bigint not null default 0;
alter table second_factor add column wrong_since bigint not null default 0;

create table power_request (
  id {id} primary key,
  -- 'office': the role is given; 'factor': the second factor is forgotten
  kind text not null check (kind in ('office', 'factor')),
  person_id bigint not null references person (id),
  role text not null,
  until bigint,
  reason text not null,
  asked_by bigint not null references person (id),
  asked_at bigint not null,
  decided_by bigint references person (id),
  decided_at bigint,
  agreed boolean,
  -- nobody decides what they asked for, or what is about themselves
  check (decided_by is null or not agreed or (decided_by <> asked_by and decided_by <> person_id))
);
create index power_request_open on power_request (asked_at) where decided_at is null;
