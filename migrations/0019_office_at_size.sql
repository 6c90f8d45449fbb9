-- What the office's pages look for in a database of many years: the log by what happened, newest first; and the few rows
-- among many that somebody has to see to.
drop index audit_verb;
create index audit_verb on audit (verb, id);
create index outbox_given_up on outbox (id) where dropped = 'gave up';
create index person_to_confirm on person (id) where membership <> 'confirmed' and email_verified_at is not null;
create index enrolment_confirmed on enrolment (person_id) where confirmed_at is not null;
create index person_reachable on person (id, work, language, local_id, merged_into, email_verified_at, unsubscribed_at, bounced_at)
  where merged_into is null and email_verified_at is not null and unsubscribed_at is null and bounced_at is null;
create index award_issued on award (issued_at) where state = 'issued';

-- The words by which somebody is found: of the name, the address and the member number. A search looks for their beginnings.
create table person_word (
  word text not null,
  person_id bigint not null references person (id),
  primary key (word, person_id)
);
create index person_word_person on person_word (person_id, word);
create table member_word (
  word text not null,
  number text not null references member (number),
  primary key (word, number)
);
create index member_word_number on member_word (number);
