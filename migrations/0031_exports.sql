-- A long list of people leaves the house when two of the office want it, or a day after it was asked for where there is
-- only one.
create table export_request (
  id {id} primary key,
  key text not null unique,
  list text not null,
  -- the filter of the page it was asked for on
  query text not null,
  file text not null check (file in ('csv', 'xlsx')),
  row_count bigint not null,
  reason text not null,
  asked_by bigint not null references person (id),
  asked_at bigint not null,
  -- from when it may be taken where nobody else could agree
  alone_from bigint,
  decided_by bigint references person (id),
  decided_at bigint,
  agreed boolean,
  taken_at bigint,
  -- nobody agrees to what they asked for
  check (decided_by is null or not agreed or decided_by <> asked_by)
);
create index export_request_asked on export_request (asked_at);

alter table export add column sign_in text not null default '';
-- what two agreed to does not count against one's own share of a day
alter table export add column request_id bigint references export_request (id);
create index export_made on export (made_by, made_at);
create index export_sign_in on export (sign_in);
