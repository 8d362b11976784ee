-- Somebody can work in a class, stop, and begin again: each run of days is a row of its own.
create table work_in_class (
  school_id uuid not null,
  class_id uuid not null,
  account_id uuid not null,
  role text not null,
  from_on date not null,
  until_on date,
  primary key (school_id, class_id, account_id, role, from_on),
  foreign key (school_id, class_id) references class (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
insert into work_in_class (school_id, class_id, account_id, role, from_on, until_on)
  select school_id, class_id, account_id, role, from_on, until_on from class_staff;
drop table class_staff;
alter table work_in_class rename to class_staff;
create index class_staff_by_account on class_staff (school_id, account_id);
