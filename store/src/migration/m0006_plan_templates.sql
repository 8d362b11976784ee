-- The plan templates that a school made for itself, every version: a plan keeps its template's version for ever.
create table plan_template (
  school_id uuid not null references school (id),
  id text not null,
  version integer not null,
  content text not null,
  made_by uuid,
  made_at timestamptz not null,
  primary key (school_id, id, version)
);
