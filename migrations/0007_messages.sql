-- Mail that is owed, written in the same transaction as what it tells of, and the log of all changes.

create table outbox (
  id {id} primary key,
  kind text not null,
  person_id bigint not null references person (id),
  about bigint,
  detail text not null,
  dedupe text not null unique,
  due_at bigint not null,
  attempts bigint not null default 0,
  locked_until bigint not null default 0,
  sent_at bigint,
  dropped text,
  message text
);
create index outbox_due on outbox (due_at) where sent_at is null and dropped is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;
create index outbox_person on outbox (person_id);

create table audit (
  id {id} primary key,
  at bigint not null,
  actor text not null,
  actor_id bigint,
  verb text not null,
  object text not null,
  object_id bigint not null,
  before text not null,
  after text not null,
  reason text not null
);
create index audit_object on audit (object, object_id);
create index audit_at on audit (at);
