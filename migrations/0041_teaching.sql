-- Who was asked to teach a class, and what they said. Whoever teaches, with the power over its roster, is in trainer.
create table teaching (
  offering_id bigint not null references offering (id),
  person_id bigint not null references person (id),
  state text not null check (state in ('asked', 'accepted', 'declined')),
  reason text not null default '',
  asked_at bigint not null,
  answered_at bigint,
  primary key (offering_id, person_id)
);
create index teaching_person on teaching (person_id);
insert into teaching (offering_id, person_id, state, asked_at) select offering_id, person_id, 'accepted', 0 from trainer;
