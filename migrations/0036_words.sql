-- What pages, letters and the programme say is kept as it was each time it was saved; the newest is in force. What ships has no row.
create table text_version (
  id {id} primary key,
  slug text not null,
  language text not null,
  title text not null,
  body text not null,
  made_by bigint references person (id),
  made_at bigint not null
);
create index text_version_of on text_version (slug, language, made_at, id);
insert into text_version (id, slug, language, title, body, made_at)
  select row_number() over (order by slug, language), slug, language, title, body, changed_at from page;
drop table page;
