-- Sign-ups: a seat, a place in line, or a seat that is held for somebody until a moment.

create table signup (
  id {id} primary key,
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  state text not null check (state in ('confirmed', 'waiting', 'offered', 'held', 'cancelled', 'passed', 'expired', 'removed', 'walk-in')),
  seat bigint,
  line bigint,
  held_until bigint,
  request_key text unique,
  asked_at bigint not null,
  ended_at bigint,
  check ((seat is not null) = (state in ('confirmed', 'offered', 'held'))),
  check ((held_until is not null) = (state in ('offered', 'held'))),
  check ((line is not null) or state <> 'waiting'),
  unique (offering_id, seat),
  foreign key (offering_id, seat) references seat (offering_id, number)
);
create unique index signup_one_live on signup (offering_id, person_id)
  where state in ('confirmed', 'waiting', 'offered', 'held', 'walk-in');
create index signup_person on signup (person_id);
create index signup_line on signup (offering_id, line) where state = 'waiting';
create index signup_held on signup (held_until) where held_until is not null;
