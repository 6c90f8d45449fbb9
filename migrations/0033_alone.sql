-- from when an administrator without a second one may forget the other's authenticator app
alter table power_request add column alone_from bigint;
