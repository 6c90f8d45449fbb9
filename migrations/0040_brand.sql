-- How an organisation looks, as it was each time it was saved; the newest is in force, and what was issued keeps the look of
-- its day. Pictures are kept by what is on them.
create table picture (
  key text primary key,
  png {blob} not null,
  width bigint not null,
  height bigint not null
);
create table brand (
  id {id} primary key,
  main text not null,
  accent text not null,
  address text not null,
  signatory text not null,
  signatory_office text not null,
  design text not null,
  upright boolean not null,
  logo text references picture (key),
  icon text references picture (key),
  signature text references picture (key),
  seal text references picture (key),
  made_by bigint references person (id),
  made_at bigint not null
);
create index brand_made_at on brand (made_at, id);
