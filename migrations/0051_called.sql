-- What somebody wants to be called, where it is not the name on the certificate; otherwise empty.
alter table person add column called text not null default '';
