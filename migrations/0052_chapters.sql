-- Chapters of a local that has them, a line each; and somebody's own, which is one of their local's or empty.
alter table local add column chapters text not null default '';
alter table person add column chapter text not null default '';
