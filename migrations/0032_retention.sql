-- What is forgotten by itself is found by how old it is.
create index outbox_text on outbox (sent_at) where message is not null;
create index outbox_dropped on outbox (due_at) where dropped is not null;
create index look_at on look (at);
create index address_change_at on address_change (asked_at);
create index person_unconfirmed on person (created_at) where email_verified_at is null and name <> '';
