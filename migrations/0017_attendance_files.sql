-- Attendance that comes as a file: from conference systems, online meetings, and lists of old workshops. A file is looked
-- at with what was decided of it (which column is what, who a name is, which class a title is), and kept when somebody
-- says so. What it wrote is written down, so that the whole file can be taken back.

create table attendance_file (
  id {id} primary key,
  key text not null unique,
  name text not null,
  kind text not null check (kind in ('presence', 'workshops')),
  -- forgotten after a while: it names people
  content {blob},
  columns text not null default '',
  offering_id bigint references offering (id),
  handed_in_by bigint not null references person (id),
  handed_in_at bigint not null,
  state text not null check (state in ('open', 'kept', 'undone', 'stopped')),
  kept_by bigint references person (id),
  kept_at bigint,
  report text not null default '',
  ended_by bigint references person (id),
  ended_at bigint,
  ended_reason text not null default '',
  check (state <> 'kept' or kept_at is not null),
  check ((ended_at is not null) = (state in ('undone', 'stopped')))
);
create index attendance_file_new on attendance_file (handed_in_at);

-- What somebody decided of a file. People and titles of the file are named by a hash.
create table attendance_choice (
  file_id bigint not null references attendance_file (id),
  about text not null,
  choice text not null,
  person_id bigint references person (id),
  decided_by bigint not null references person (id),
  decided_at bigint not null,
  primary key (file_id, about)
);

-- What a file wrote for one person in one session: what the roster said before, and what it says since.
create table attendance_written (
  file_id bigint not null references attendance_file (id),
  session_id bigint not null references session (id),
  person_id bigint not null references person (id),
  before text not null,
  after text not null,
  primary key (file_id, session_id, person_id)
);
create index attendance_written_person on attendance_written (person_id);

-- The column that is what, for files with the same headings.
create table column_map (
  heads text primary key,
  columns text not null,
  decided_by bigint not null references person (id),
  decided_at bigint not null
);

alter table signup add column file_id bigint references attendance_file (id);
create index signup_file on signup (file_id) where file_id is not null;
alter table claim add column file_id bigint references attendance_file (id);
create index claim_file on claim (file_id) where file_id is not null;
