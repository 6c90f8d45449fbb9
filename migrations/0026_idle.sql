-- When a sign-in was used last: one that nobody uses ends.
alter table sign_in add column used_at bigint not null default 0;
update sign_in set used_at = created_at;
