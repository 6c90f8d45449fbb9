-- People whom an officer named for a team's seat and who are not asked: of another local, with a seat in the class already,
-- or asked often enough. The officer sees them as everybody else who was asked: which of it is so is theirs to tell.
create table team_unasked (
  id {id} primary key,
  team_id bigint not null references team (id),
  seat bigint not null,
  named text not null,
  email_folded text not null,
  asked_by bigint references person (id),
  asked_at bigint not null,
  ended_at bigint
);
create index team_unasked_team on team_unasked (team_id);
create index team_unasked_email on team_unasked (email_folded);
create index team_unasked_by on team_unasked (asked_by, asked_at);
create index signup_asked_by on signup (asked_by, asked_at) where asked_by is not null;
