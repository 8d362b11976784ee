-- Papers that were sent to somebody, each as it was sent; when and by whom stands on the entry of the contact log.
create table sent_paper (
  school_id uuid not null,
  entry_id uuid not null,
  pupil_id uuid not null,
  paper text not null,
  title text not null,
  recipient text not null,
  account_id uuid,
  reason text not null,
  checked text not null default '',
  file text not null,
  primary key (school_id, entry_id),
  foreign key (school_id, entry_id) references entry (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index sent_paper_by_pupil on sent_paper (school_id, pupil_id);
create index sent_paper_by_account on sent_paper (school_id, account_id);
