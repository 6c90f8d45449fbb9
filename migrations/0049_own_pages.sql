-- Pages that an organisation adds, and where each page stands in the menus. A page that ships has no row until it is moved.
create table page (
  name text primary key,
  own boolean not null,
  place text not null check (place in ('menu', 'foot', 'none')),
  ordinal bigint not null
);

-- Pictures for pages, made anew, kept by what is on them.
create table page_picture (
  key text primary key,
  kind text not null check (kind in ('png', 'jpg')),
  bytes {blob} not null,
  width bigint not null,
  height bigint not null,
  says text not null,
  made_by bigint references person (id),
  made_at bigint not null
);
