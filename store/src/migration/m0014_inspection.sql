-- The children whose stories inspectors are shown, with who chose them when. The choice before is in the events.
create table inspection_pick (
  school_id uuid not null,
  pupil_id uuid not null,
  chosen_by uuid,
  chosen_at timestamptz not null,
  primary key (school_id, pupil_id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
