-- A local's bargaining team, what it should know before the contract ends, and who was asked to be on it.

create table board (
  local_id {id} primary key references local (id),
  contract_ends text,
  changed_by bigint not null references person (id),
  changed_at bigint not null
);

-- So many people who have a part of the programme (`part:` and its id) or a course (`course:` and its code).
create table board_target (
  local_id bigint not null references local (id),
  what text not null,
  people bigint not null check (people > 0),
  primary key (local_id, what)
);

-- An address is kept as it was typed: whether somebody has it, is a member of the local and agreed to be seen shows only
-- once they did.
create table board_person (
  local_id bigint not null references local (id),
  email_folded text not null,
  added_by bigint not null references person (id),
  added_at bigint not null,
  primary key (local_id, email_folded)
);
