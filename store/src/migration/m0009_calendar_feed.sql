-- The secret address of a person's calendar: only the hash of its token is kept. Found by its token, like a sign-in.
create table calendar_feed (
  token_hash text not null primary key,
  school_id uuid not null,
  account_id uuid not null,
  made_at timestamptz not null,
  foreign key (school_id, account_id) references account (school_id, id)
);
create index calendar_feed_by_account on calendar_feed (school_id, account_id);
