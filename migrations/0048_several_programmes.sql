-- Several programmes side by side: in which order they are shown, and whether people can still enroll. The first that is
-- offered is the one that pages are about where nothing says which. Until now it was the one published last.
create table programme (
  id text primary key,
  ordinal bigint not null,
  offered boolean not null
);
insert into programme (id, ordinal, offered)
  select programme, row_number() over (order by max(published_at) desc, max(id) desc), true from edition group by programme;

-- A batch of certificates is one of a programme.
alter table award_batch add column programme text not null default '';
update award_batch set programme = coalesce((select id from programme order by ordinal limit 1), '');

-- A welcome is one to a programme.
update outbox set detail = coalesce((select e.programme from enrolment e where e.person_id = outbox.person_id
                                     order by e.enrolled_at, e.id limit 1), '') where kind = 'welcome';
update outbox set dedupe = dedupe || ':' || detail where kind = 'welcome' and detail <> '';

-- Whom a message about one programme reaches is still counted from one narrow index.
alter table standing add column programme text;
update standing set programme = (select e.programme from enrolment e where e.id = standing.enrolment_id);
drop index standing_person;
create index standing_person on standing (person_id, total_minutes, complete, left_minutes, missing, programme);
create index enrolment_programme on enrolment (programme, person_id) where confirmed_at is not null;
