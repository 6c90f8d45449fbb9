-- How often was asked without being known, by the hour: by who asked (a hash, or a sign-in's name) and in all.
create table asked (
  what text not null,
  who text not null,
  hour bigint not null,
  count bigint not null,
  primary key (what, who, hour)
);
create index asked_hour on asked (hour);
