-- Somebody left the programme: their enrolment is not in force until they come back. Hours and certificates stay.
alter table enrolment add column left_at bigint;
