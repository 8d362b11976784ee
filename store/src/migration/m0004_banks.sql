-- What a school edits of the checklist and of the banks of strategies and targets: a row for each version, never changed.

create table bank_version (
  school_id uuid not null references school (id),
  bank text not null,
  version integer not null,
  content text not null,
  made_by uuid,
  made_at timestamptz not null,
  primary key (school_id, bank, version)
);
