-- The parts that somebody has still to do, as ",part,part,": so that "who lacks one?" is asked of the database. Filled from
-- `applied` when the program starts.
alter table standing add column missing text;

-- Whom a message reaches is counted from narrow indexes alone.
create index standing_narrow on standing (enrolment_id, total_minutes, complete, left_minutes, missing);
drop index enrolment_confirmed;
create index enrolment_confirmed on enrolment (person_id, confirmed_at) where confirmed_at is not null;
create index person_unreachable on person (id)
  where merged_into is not null or email_verified_at is null or unsubscribed_at is not null or bounced_at is not null;
