-- What words in files of attendance mean, as somebody said: of a status ("here") or of an action.
create table attendance_word (
  about text not null,
  word text not null,
  meaning text not null,
  decided_by bigint references person (id),
  decided_at bigint not null,
  primary key (about, word)
);
