-- Files that people give: reports, scans, photos. What a file is stands in `file`; its bytes lie in pieces in `file_chunk`, so
-- that none is ever whole in memory, and so that backups, restores and servers without a disk of their own have them too.

create table file (
  school_id uuid not null references school (id),
  id uuid not null,
  pupil_id uuid,
  entry_id uuid,
  name text not null,
  kind text not null,
  bytes bigint not null,
  digest text not null,
  by_kind text not null,
  by_id uuid,
  added_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id),
  foreign key (school_id, entry_id) references entry (school_id, id)
);
create index file_by_pupil on file (school_id, pupil_id);
create index file_by_entry on file (school_id, entry_id);

create table file_chunk (
  school_id uuid not null,
  file_id uuid not null,
  number integer not null,
  content bytea not null,
  primary key (school_id, file_id, number),
  foreign key (school_id, file_id) references file (school_id, id)
);

-- The pieces are compressed already: PostgreSQL need not try again.
--postgresql alter table file_chunk alter column content set storage external;
