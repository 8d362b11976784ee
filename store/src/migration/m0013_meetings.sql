-- A review's meeting: when and where, who is invited, what each answered. Mails carry files.
create table meeting (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  on_date date not null,
  starts_at text not null,
  minutes integer not null,
  place text not null,
  sequence integer not null,
  planner_id uuid,
  changed_at timestamptz not null,
  called_off text,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id),
  foreign key (school_id, planner_id) references account (school_id, id)
);
create index meeting_by_pupil on meeting (school_id, pupil_id, on_date);
create index meeting_by_day on meeting (school_id, on_date);

create table meeting_invited (
  school_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  account_id uuid,
  party text not null,
  name text not null,
  reply text,
  words text not null,
  replied_at timestamptz,
  primary key (school_id, meeting_id, id),
  foreign key (school_id, meeting_id) references meeting (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index meeting_invited_by_account on meeting_invited (school_id, account_id);

alter table mail add column files text not null default '';
