-- Why a contact is barred from the child; empty while they are not, or where nobody wrote it down.
alter table contact add column bar text not null default '';

-- Who is round a looked-after child: social worker, virtual school, PEP, who may consent. Empty while nobody wrote it down.
alter table pupil add column care text not null default '';

-- Who reaches the children of a class without working in it: whoever takes it for a day, and next year's teacher.
create table class_reach (
  school_id uuid not null,
  class_id uuid not null,
  account_id uuid not null,
  part text not null,
  from_on date not null,
  until_on date not null,
  primary key (school_id, class_id, account_id, part, from_on),
  foreign key (school_id, class_id) references class (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index class_reach_by_account on class_reach (school_id, account_id);
