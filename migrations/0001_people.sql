-- People, the locals they belong to, the union's member file, and how somebody is signed in.

create table local (
  id {id} primary key,
  key text not null unique,
  name text not null,
  folded text not null unique,
  region text not null
);

create table person (
  id {id} primary key,
  key text not null unique,
  name text not null,
  email text not null,
  email_folded text not null unique,
  email_verified_at bigint,
  local_id bigint references local (id),
  local_typed text not null default '',
  work text not null,
  language text not null,
  membership text not null check (membership in ('to-confirm', 'confirmed', 'held')),
  member_number text unique,
  share_with_local boolean not null default false,
  created_at bigint not null
);
create index person_local on person (local_id);
create index person_membership on person (membership);

create table member (
  number text primary key,
  name text not null,
  folded text not null,
  email_folded text,
  local_id bigint not null references local (id),
  category text not null,
  region text not null
);
create index member_email on member (email_folded);
create index member_name on member (folded, local_id);

create table office (
  id {id} primary key,
  person_id bigint not null references person (id),
  role text not null check (role in ('coordinator', 'registrar', 'trainer', 'president')),
  local_id bigint references local (id),
  since bigint not null,
  until bigint,
  granted_by text not null
);
create index office_person on office (person_id);

create table sign_in_link (
  token_hash {blob} primary key,
  code_hash {blob},
  person_id bigint not null references person (id),
  purpose text not null check (purpose in ('confirm', 'sign-in', 'progress', 'staff')),
  next text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  tries bigint not null default 0
);
create index sign_in_link_person on sign_in_link (person_id, created_at);

create table sign_in (
  token_hash {blob} primary key,
  person_id bigint not null references person (id),
  power boolean not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index sign_in_person on sign_in (person_id);
create index sign_in_ends on sign_in (expires_at);

create table setting (
  name text primary key,
  value text not null
);
