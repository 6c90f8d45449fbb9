-- Roles with a term, sign-ins that can be listed and ended, the second factor of whoever has power over others, and
-- what the log knows of a sign-in.

create table office_2 (
  id {id} primary key,
  person_id bigint not null references person (id),
  role text not null check (role in ('administrator', 'coordinator', 'registrar', 'leadership', 'site-host', 'trainer',
    'president', 'bargaining-chair')),
  local_id bigint references local (id),
  venue_id bigint references venue (id),
  since bigint not null,
  until bigint,
  granted_by text not null,
  granted_by_id bigint references person (id),
  -- an office of a local names it, and the host of a site names the site
  check ((venue_id is not null) = (role = 'site-host'))
);
insert into office_2 (id, person_id, role, local_id, since, until, granted_by)
  select id, person_id, role, local_id, since, until, granted_by from office;
drop table office;
alter table office_2 rename to office;
create index office_person on office (person_id);
create index office_local on office (local_id) where local_id is not null;

create table sign_in_2 (
  token_hash {blob} primary key,
  -- how it is named in lists and in the log; it opens nothing
  key text not null unique,
  person_id bigint not null references person (id),
  device text not null default '',
  created_at bigint not null,
  expires_at bigint not null,
  -- the second factor: shown last, and until when the powers of an office are given
  proved_at bigint,
  power_until bigint,
  -- staff who look at the pages of somebody else, without being able to change anything
  as_person bigint references person (id)
);
-- staff sign in anew
insert into sign_in_2 (token_hash, key, person_id, created_at, expires_at)
  select token_hash, {uuid}, person_id, created_at, expires_at from sign_in where not power;
drop table sign_in;
alter table sign_in_2 rename to sign_in;
create index sign_in_person on sign_in (person_id);
create index sign_in_ends on sign_in (expires_at);

-- A phone that shows codes (RFC 6238). No code is taken twice.
create table second_factor (
  person_id {id} primary key references person (id),
  secret {blob} not null,
  made_at bigint not null,
  last_step bigint not null default 0,
  tries bigint not null default 0,
  blocked_until bigint not null default 0
);
create table spare_code (
  code_hash {blob} primary key,
  person_id bigint not null references person (id),
  used_at bigint
);
create index spare_code_person on spare_code (person_id);

-- Which sign-in made a change, and whose record was looked at in it.
alter table audit add column sign_in text;
create index audit_sign_in on audit (sign_in) where sign_in is not null;
create index audit_actor on audit (actor_id, at) where actor_id is not null;
create index audit_verb on audit (verb, at);
create table look (
  sign_in text not null,
  person_id bigint not null references person (id),
  actor_id bigint not null references person (id),
  page text not null,
  at bigint not null,
  primary key (sign_in, person_id, page)
);
create index look_person on look (person_id);

-- The log as a chain: every entry is sealed with the hash of the one before it, in the order of sealing. What was said
-- (before, after, reason) is in the chain as a salted hash, so that it can be forgotten with a person.
alter table audit add column salt text not null default '';
alter table audit add column seq bigint;
alter table audit add column said_hash {blob};
alter table audit add column hash {blob};
create unique index audit_seq on audit (seq) where seq is not null;
create index audit_unsealed on audit (id) where seq is null;

-- Lists that were taken out.
create table export (
  id {id} primary key,
  list text not null,
  row_count bigint not null,
  made_by bigint references person (id),
  made_at bigint not null
);
