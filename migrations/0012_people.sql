-- People as the office keeps them: found by name, told apart, put together and taken apart again; the member file with
-- what it no longer has.

-- the name as it is searched, its words in one order, and the address before the @ without dots
alter table person add column folded text not null default '';
alter table person add column name_key text not null default '';
alter table person add column mailbox text not null default '';
alter table person add column merged_into bigint references person (id);
create index person_folded on person (folded, id);
create index person_name_local on person (name_key, local_id);
create index person_name_mailbox on person (name_key, mailbox);
create index person_created on person (created_at);
create index person_merged on person (merged_into) where merged_into is not null;

-- Two records that were one person. What was moved is written down, so that it can be moved back at any time.
create table merge (
  id {id} primary key,
  key text not null unique,
  kept_id bigint not null references person (id),
  gone_id bigint not null references person (id),
  reason text not null,
  moved text not null,
  merged_by bigint not null references person (id),
  merged_at bigint not null,
  undone_by bigint references person (id),
  undone_at bigint,
  check ((undone_by is null) = (undone_at is null))
);
create index merge_kept on merge (kept_id);
create index merge_gone on merge (gone_id);

-- Two records that somebody looked at and that are two people.
create table different (
  low_id bigint not null references person (id),
  high_id bigint not null references person (id),
  decided_by bigint not null references person (id),
  decided_at bigint not null,
  primary key (low_id, high_id),
  check (low_id < high_id)
);

-- Since when a member is not in the union's file any more. Nobody is taken out.
alter table member add column gone_since bigint;

-- A member file that was handed in: looked at first, and run when somebody says so.
create table member_file (
  id {id} primary key,
  key text not null unique,
  name text not null,
  content {blob},
  handed_in_by bigint not null references person (id),
  handed_in_at bigint not null,
  state text not null check (state in ('waiting', 'wrong', 'looked-at', 'to-run', 'done', 'stopped')),
  take_doubtful boolean not null default false,
  report text not null default '',
  -- why a second person has to agree
  quarantine text not null default '',
  agreed_by bigint references person (id),
  done_at bigint,
  check (agreed_by is null or quarantine <> '')
);
create index member_file_due on member_file (handed_in_at) where state in ('waiting', 'to-run');
