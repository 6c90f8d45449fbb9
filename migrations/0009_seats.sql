-- Seats: several sites of one class, waiting lists with priority, teams that hold seats, people who stand in for
-- one another, topics that people wait for, and what a class's sign-up asks for.

-- A group of seats that a local holds for its people until a moment. Its seats are rows of `seat` that name it.
create table team (
  id {id} primary key,
  key text not null unique,
  offering_id bigint not null references offering (id),
  local_id bigint not null references local (id),
  held_by bigint not null references person (id),
  until bigint not null,
  held_at bigint not null,
  ended_at bigint,
  request_key text unique
);
create index team_offering on team (offering_id);
create index team_local on team (local_id);
create index team_ends on team (until) where ended_at is null;

alter table seat add column team_id bigint references team (id);
create index seat_team on seat (offering_id, number) where team_id is not null;
create index seat_of_team on seat (team_id) where team_id is not null;

-- A topic that somebody waits for, wherever and whenever it fits.
create table wish (
  id {id} primary key,
  key text not null unique,
  person_id bigint not null references person (id),
  course_code text not null references course (code),
  venue_id bigint references venue (id),
  miles bigint not null,
  online boolean not null,
  times text not null check (times in ('any', 'evening', 'weekend')),
  made_at bigint not null,
  ended_at bigint
);
create unique index wish_one_live on wish (person_id, course_code) where ended_at is null;
create index wish_open on wish (course_code, made_at) where ended_at is null;

-- Where a class is held at several sites, each with its own seats: the first is the class's own place.
-- The seats of site n are numbered from n times 10000.
create table site (
  offering_id bigint not null references offering (id),
  number bigint not null,
  mode text not null check (mode in ('in-person', 'online')),
  venue_id bigint not null references venue (id),
  room text not null,
  capacity bigint not null check (capacity >= 0),
  primary key (offering_id, number)
);

alter table offering add column hold_hours bigint not null default 48;
alter table offering add column only_work text not null default '';
alter table offering add column members_only boolean not null default false;
alter table offering add column local_until bigint;
alter table offering add column substitutes boolean not null default true;
-- since when a free seat is open to everybody who waits, shortly before the class
alter table offering add column called_at bigint;
-- when it is decided whether a class with few people takes place, and when somebody said that it does
alter table offering add column decide_at bigint;
alter table offering add column goes_ahead_at bigint;
alter table offering add column merged_into bigint references offering (id);
create index offering_course on offering (course_code, starts_at);

-- degrees times a million
alter table venue add column latitude bigint;
alter table venue add column longitude bigint;

create table signup_new (
  id {id} primary key,
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  state text not null check (state in ('confirmed', 'waiting', 'offered', 'held', 'invited', 'walk-in',
    'cancelled', 'late', 'passed', 'expired', 'removed', 'moved', 'stood-in')),
  seat bigint,
  site bigint not null default 0,
  line bigint,
  priority bigint not null default 1,
  held_until bigint,
  auto_take boolean not null default false,
  -- what ends when this one gets its seat: one's own other class, or a colleague's seat
  instead_of bigint,
  team_id bigint references team (id),
  wish_id bigint references wish (id),
  -- the name that somebody else gave, who asked for this person
  named text not null default '',
  asked_by bigint references person (id),
  ignored bigint not null default 0,
  -- offered anew because the class was moved to where they have another
  moved boolean not null default false,
  -- waits, and was asked by a team or a colleague meanwhile: the place in line stays
  kept_line boolean not null default false,
  comes_at bigint,
  request_key text unique,
  request_body text not null default '',
  asked_at bigint not null,
  ended_at bigint,
  check ((seat is not null) = (state in ('confirmed', 'offered', 'held'))),
  check ((held_until is not null) = (state in ('offered', 'held', 'invited'))),
  check ((line is not null) or state <> 'waiting'),
  check (seat is null or seat / 10000 = site),
  unique (offering_id, seat),
  foreign key (offering_id, seat) references seat (offering_id, number)
);
insert into signup_new (id, offering_id, person_id, state, seat, line, held_until, request_key, asked_at, ended_at)
  select id, offering_id, person_id, state, seat, line, held_until, request_key, asked_at, ended_at from signup;
drop table signup;
alter table signup_new rename to signup;
create unique index signup_one_live on signup (offering_id, person_id)
  where state in ('confirmed', 'waiting', 'offered', 'held', 'invited', 'walk-in');
create index signup_person on signup (person_id);
create index signup_line on signup (offering_id, site, priority, line) where state = 'waiting';
create index signup_kept_line on signup (offering_id, site) where kept_line;
create index signup_held on signup (held_until) where held_until is not null;
create index signup_team on signup (team_id) where team_id is not null;
create index signup_wish on signup (wish_id) where wish_id is not null;
create index signup_instead on signup (instead_of) where instead_of is not null;

create table office_new (
  id {id} primary key,
  person_id bigint not null references person (id),
  role text not null check (role in ('coordinator', 'registrar', 'trainer', 'president', 'bargaining-chair')),
  local_id bigint references local (id),
  since bigint not null,
  until bigint,
  granted_by text not null
);
insert into office_new (id, person_id, role, local_id, since, until, granted_by)
  select id, person_id, role, local_id, since, until, granted_by from office;
-- an office is that of a local: so far it was the local of whoever held it
update office_new set local_id = (select p.local_id from person p where p.id = office_new.person_id)
  where role = 'president' and local_id is null;
drop table office;
alter table office_new rename to office;
create index office_person on office (person_id);
