-- A button that is pressed twice is answered twice with the same: which sign-in a form led to, for a minute.
create table pressed (
  form_hash {blob} primary key,
  sign_in text not null,
  next text not null,
  at bigint not null
);
create index pressed_at on pressed (at);

-- The token before the last one: it signs nobody in, and says whose form came with it.
alter table sign_in add column before_hash {blob};
create index sign_in_before on sign_in (before_hash) where before_hash is not null;

-- A file that was handed in while a second factor or a sign-in had run out: kept until its person has shown who they
-- are, and for an hour at most.
create table kept_file (
  key text primary key,
  person_id bigint not null references person (id),
  bytes {blob} not null,
  kept_at bigint not null
);
create index kept_file_person on kept_file (person_id);
create index kept_file_at on kept_file (kept_at);
