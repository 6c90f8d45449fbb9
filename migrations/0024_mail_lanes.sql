-- Letters that somebody waits for at the screen are found without looking at the others, and so are those given up.
create index outbox_asked_for on outbox (due_at, id)
  where sent_at is null and dropped is null and kind in ('confirm', 'sign-in', 'address-asked');
