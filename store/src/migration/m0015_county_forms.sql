-- The county forms that a school made for itself, every version: a bundle says by which it was made.
create table county_form (
  school_id uuid not null references school (id),
  id text not null,
  version integer not null,
  content text not null,
  made_by uuid,
  made_at timestamptz not null,
  primary key (school_id, id, version)
);
