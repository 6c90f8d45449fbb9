-- What everybody waits for while a class is locked is found without reading all its sign-ups: who is last in line, and how
-- many seats are held for addresses that are not confirmed.
create index signup_place_in_line on signup (offering_id, line) where line is not null;
create index signup_unconfirmed on signup (offering_id) where state = 'held';
