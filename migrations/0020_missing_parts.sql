-- The parts that somebody has still to do, as ",part,part,": so that "who lacks one?" is asked of the database. Filled from
-- `applied` when the program starts, as is whose standing it is.
alter table standing add column missing text;
alter table standing add column person_id bigint references person (id);

-- Whom a message reaches is counted from narrow indexes alone.
create index standing_person on standing (person_id, total_minutes, complete, left_minutes, missing);
create index person_unreachable on person (id)
  where merged_into is not null or email_verified_at is null or unsubscribed_at is not null or bounced_at is not null;
