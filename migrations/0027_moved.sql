-- A notice is a notice; that a class moved is said to who signed up before it did.
alter table offering add column moved_at bigint;

-- The most sessions that a class ever had: what calendars were told of and is no more is taken away there.
alter table offering add column most_sessions bigint not null default 0;
update offering set most_sessions = (select count(*) from session s where s.offering_id = offering.id);
