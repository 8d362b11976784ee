-- The provision map: the school's catalogue of interventions, what a group's children miss, whole-class provision, which
-- group goes on from which, and the hours of each adult's contract.
alter table provision add column intervention text not null default '';
alter table provision add column misses text not null default '';
alter table provision add column class_id uuid;
alter table provision add column follows_id uuid;

create table contract (
  school_id uuid not null,
  account_id uuid not null,
  minutes_a_week integer not null,
  primary key (school_id, account_id),
  foreign key (school_id, account_id) references account (school_id, id)
);

create table intervention (
  school_id uuid not null references school (id),
  code text not null,
  content text not null,
  changed_by uuid,
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (school_id, code)
);
