-- What shows that somebody was in the class of a claim: apart from the claims, which pages read without it.
create table evidence (
  claim_id bigint primary key references claim (id),
  kind text not null,
  size bigint not null,
  bytes {blob} not null
);
