-- Nothing lost: which device kept a draft, who has a form open, the key of a person's outbox, and what devices sent.

alter table draft add column device text not null default '';

create table presence (
  school_id uuid not null,
  place text not null,
  account_id uuid not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (school_id, place, account_id),
  foreign key (school_id, account_id) references account (school_id, id)
);

create table outbox_key (
  school_id uuid not null,
  account_id uuid not null,
  secret text not null,
  made_at timestamptz not null,
  primary key (school_id, account_id),
  foreign key (school_id, account_id) references account (school_id, id)
);

create table received (
  school_id uuid not null,
  account_id uuid not null,
  id uuid not null,
  outcome text not null,
  received_at timestamptz not null,
  primary key (school_id, account_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
