-- Whether a course is one to begin with, or one for people who have sat at the table.
alter table course add column level text not null default 'any';
