-- Award and document apart: one award, many documents. Nothing is ever deleted; an erased person's documents keep their
-- number, state, dates and the hash of what was signed.

-- Public halves of the keys that sign. The private halves are not in any database.
create table signing_key (
  ed text primary key,
  p256 text not null unique,
  made_at bigint not null,
  withdrawn_at bigint,
  withdrawn_reason text not null default ''
);

create table award_2 (
  id {id} primary key,
  uuid text not null unique,
  number text not null unique,
  person_id bigint not null references person (id),
  programme text not null,
  edition_id bigint not null references edition (id),
  minutes bigint not null,
  parts text not null,
  completed_on text not null,
  issued_on text not null,
  issued_at bigint not null,
  issued_by bigint references person (id),
  state text not null check (state in ('issued', 'replaced', 'revoked')),
  ended_on text,
  shown text not null default 'shown' check (shown in ('shown', 'match', 'withheld')),
  edition_hash text not null,
  record text not null,
  record_hash text not null,
  usage text not null,
  proof text not null
);
insert into award_2 (id, uuid, number, person_id, programme, edition_id, minutes, parts, completed_on, issued_on, issued_at,
                     issued_by, state, ended_on, edition_hash, record, record_hash, usage, proof)
  select id, {uuid}, number, person_id, programme, edition_id, minutes, parts, completed_on, issued_on, issued_at, issued_by, state, ended_on,
         edition_hash, record, record_hash, usage, proof
  from award;

-- A certificate as it was made: the newest one of an award stands, the others have ended.
create table document (
  id {id} primary key,
  award_id bigint not null references award_2 (id),
  version bigint not null check (version > 0),
  name text not null,
  language text not null,
  salt text not null,
  status_list bigint not null,
  status_place bigint not null,
  why text not null check (why in ('issued', 'name', 'correction', 'key')),
  made_at bigint not null,
  made_by bigint references person (id),
  ended_at bigint,
  -- the signed credential, while the document stands and its person is known
  credential text,
  signed_with text references signing_key (ed),
  content_hash text,
  unique (award_id, version),
  unique (status_list, status_place)
);
insert into document (id, award_id, version, name, language, salt, status_list, status_place, why, made_at, ended_at)
  select a.id, a.id, 1, a.name, p.language, a.number || '-' || cast(a.id as text), 1, row_number() over (order by a.id), 'issued',
         a.issued_at, case when a.state = 'issued' then null else a.issued_at end
  from award a join person p on p.id = a.person_id;
drop table award;
alter table award_2 rename to award;
create unique index award_one_live on award (person_id, programme) where state = 'issued';
create index award_person on award (person_id);
create unique index document_stands on document (award_id) where ended_at is null;
create index document_ended on document (status_list, status_place) where ended_at is not null;
create index document_unsigned on document (made_at) where content_hash is null and ended_at is null;
create index document_signed_with on document (signed_with) where ended_at is null;
create index document_hash on document (content_hash) where content_hash is not null;

-- A certificate is taken back by two people. The reason is private, the date is not.
create table revocation (
  id {id} primary key,
  key text not null unique,
  award_id bigint not null references award (id),
  category text not null check (category in ('mistake', 'record', 'fraud', 'other')),
  reason text not null,
  asked_by bigint not null references person (id),
  asked_at bigint not null,
  decided_by bigint references person (id),
  decided_at bigint,
  agreed boolean,
  appeal text not null default '',
  appealed_at bigint,
  answer text not null default '',
  answered_by bigint references person (id),
  answered_at bigint,
  check ((decided_by is null) = (decided_at is null) and (agreed is null) = (decided_at is null)),
  check (decided_by <> asked_by)
);
create unique index revocation_one_open on revocation (award_id) where decided_at is null;
create index revocation_waiting on revocation (asked_at) where decided_at is null;
create index revocation_appeal on revocation (appealed_at) where appealed_at is not null and answered_at is null;
create index revocation_award on revocation (award_id);

-- A name that somebody wants on the certificate.
create table name_fix (
  id {id} primary key,
  key text not null unique,
  award_id bigint not null references award (id),
  name text not null,
  note text not null,
  asked_at bigint not null,
  decided_by bigint references person (id),
  decided_at bigint,
  agreed boolean,
  answer text not null default '',
  check ((decided_by is null) = (decided_at is null) and (agreed is null) = (decided_at is null))
);
create unique index name_fix_one_open on name_fix (award_id) where decided_at is null;
create index name_fix_waiting on name_fix (asked_at) where decided_at is null;

-- Certificates that are issued together: whoever stops in between, the rest is still to do.
create table award_batch (
  id {id} primary key,
  key text not null unique,
  started_by bigint references person (id),
  started_at bigint not null
);
create index award_batch_started on award_batch (started_at);
create table award_batch_person (
  batch_id bigint not null references award_batch (id),
  person_id bigint not null references person (id),
  outcome text check (outcome in ('issued', 'had-one', 'not-complete', 'membership', 'unprintable', 'failed')),
  primary key (batch_id, person_id)
);
create index award_batch_todo on award_batch_person (batch_id, person_id) where outcome is null;
