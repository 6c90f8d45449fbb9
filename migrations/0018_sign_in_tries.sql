-- A sign-in that was tried and led nowhere, whether or not the address is somebody's: writing it takes as long as writing
-- what is owed to somebody who is known. Forgotten after a day.
create table sign_in_try (
  id {id} primary key,
  at bigint not null
);
create index sign_in_try_at on sign_in_try (at);
