-- Messages of the office to many: to whom, what it says in each language, and when it goes. Who wants none, and whose
-- address takes none.

alter table person add column unsubscribed_at bigint;
alter table person add column bounced_at bigint;

-- mail about one's own seat goes before messages to many
drop index outbox_due;
create index outbox_due on outbox (due_at) where sent_at is null and dropped is null and kind <> 'announcement';
create index outbox_due_many on outbox (due_at) where sent_at is null and dropped is null and kind = 'announcement';

create table announcement (
  id {id} primary key,
  key text not null unique,
  -- the filter, as the query of an address
  audience text not null,
  state text not null check (state in ('draft', 'scheduled', 'sent', 'stopped')),
  made_by bigint not null references person (id),
  made_at bigint not null,
  due_at bigint,
  sent_at bigint,
  people bigint not null default 0,
  check ((due_at is not null) or state in ('draft', 'stopped'))
);
create index announcement_due on announcement (due_at) where state = 'scheduled';

create table announcement_text (
  announcement_id bigint not null references announcement (id),
  language text not null,
  subject text not null,
  body text not null,
  primary key (announcement_id, language)
);
