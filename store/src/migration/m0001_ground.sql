-- The ground floor. One text for both engines: SQLite takes PostgreSQL's type names.
-- Lines that begin with "--postgresql " are for PostgreSQL only.
-- The school comes first in every key, so that data can be spread by school and one school moved or deleted whole.

create table school (
  id uuid not null primary key,
  name text not null,
  urn text not null default '',
  authority integer not null,
  establishment integer not null,
  phase text not null default 'primary',
  settings text not null,
  revision bigint not null default 1,
  demo boolean not null default false,
  made_at timestamptz not null,
  unique (authority, establishment)
);

create table account (
  school_id uuid not null references school (id),
  id uuid not null,
  name text not null,
  sort_key text not null,
  email text,
  password text,
  active boolean not null default true,
  last_in_at timestamptz,
  last_in_from text,
  version integer not null default 1,
  primary key (school_id, id),
  unique (school_id, email)
);
create index account_by_email on account (email);

create table account_role (
  school_id uuid not null,
  account_id uuid not null,
  role text not null,
  primary key (school_id, account_id, role),
  foreign key (school_id, account_id) references account (school_id, id)
);

create table class (
  school_id uuid not null references school (id),
  id uuid not null,
  name text not null,
  year_group integer not null,
  academic_year integer not null,
  primary key (school_id, id),
  unique (school_id, academic_year, name)
);

create table class_staff (
  school_id uuid not null,
  class_id uuid not null,
  account_id uuid not null,
  role text not null,
  from_on date not null,
  until_on date,
  primary key (school_id, class_id, account_id, role),
  foreign key (school_id, class_id) references class (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index class_staff_by_account on class_staff (school_id, account_id);

create table pupil (
  school_id uuid not null references school (id),
  id uuid not null,
  upn text not null,
  surname text not null,
  forename text not null,
  preferred_surname text not null default '',
  preferred_forename text not null default '',
  middle_names text not null default '',
  sort_key text not null,
  search_words text not null,
  born_on date not null,
  sex text not null default '',
  year_group integer not null,
  class_id uuid,
  language text not null default '',
  eal boolean,
  fsm boolean not null default false,
  looked_after boolean not null default false,
  sessions_possible integer,
  sessions_attended integer,
  key_facts text not null default '',
  provision text not null default 'N',
  main_need text,
  joined_on date not null,
  left_on date,
  source text not null default '{}',
  version integer not null default 1,
  primary key (school_id, id),
  unique (school_id, upn),
  foreign key (school_id, class_id) references class (school_id, id)
);
create index pupil_by_name on pupil (school_id, sort_key);
create index pupil_by_class on pupil (school_id, class_id);
create index pupil_by_provision on pupil (school_id, provision);

create table contact (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  position integer not null,
  title text not null default '',
  surname text not null,
  forename text not null default '',
  relationship text not null default '',
  responsibility boolean not null default false,
  barred boolean not null default false,
  phones text not null default '[]',
  email text not null default '',
  address text not null default '',
  account_id uuid,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index contact_by_pupil on contact (school_id, pupil_id);
create index contact_by_account on contact (school_id, account_id);

create table bond (
  school_id uuid not null,
  account_id uuid not null,
  pupil_id uuid not null,
  role text not null,
  from_on date not null,
  until_on date,
  primary key (school_id, account_id, pupil_id, role),
  foreign key (school_id, account_id) references account (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index bond_by_pupil on bond (school_id, pupil_id);

create table sen_status (
  school_id uuid not null,
  pupil_id uuid not null,
  from_on date not null,
  until_on date,
  provision text not null,
  source text not null,
  primary key (school_id, pupil_id, from_on),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);

create table sen_need (
  school_id uuid not null,
  pupil_id uuid not null,
  rank integer not null,
  need text not null,
  from_on date,
  until_on date,
  primary key (school_id, pupil_id, rank, need),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);

create table record (
  school_id uuid not null,
  pupil_id uuid not null,
  round integer not null,
  cycle integer not null,
  support text,
  support_since date,
  statutory text not null,
  statutory_since date,
  step integer not null,
  state text not null,
  review_due_on date,
  version integer not null default 1,
  primary key (school_id, pupil_id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index record_by_step on record (school_id, step);

create table round (
  school_id uuid not null,
  pupil_id uuid not null,
  round integer not null,
  opened_on date not null,
  closed_on date,
  reason text,
  words text not null default '',
  watch_until date,
  primary key (school_id, pupil_id, round),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index round_by_watch on round (school_id, watch_until);

create table entry (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  round integer not null,
  kind text not null,
  on_date date not null,
  content text not null,
  author_kind text not null,
  author_id uuid,
  written_at timestamptz not null,
  version integer not null default 1,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index entry_by_pupil on entry (school_id, pupil_id, kind);
create index entry_by_kind on entry (school_id, kind, on_date);

create table entry_version (
  school_id uuid not null,
  entry_id uuid not null,
  version integer not null,
  on_date date not null,
  content text not null,
  author_kind text not null,
  author_id uuid,
  written_at timestamptz not null,
  primary key (school_id, entry_id, version),
  foreign key (school_id, entry_id) references entry (school_id, id)
);

create table clock (
  school_id uuid not null,
  pupil_id uuid not null,
  kind text not null,
  due_on date not null,
  done_on date,
  exempt text not null default '',
  primary key (school_id, pupil_id, kind),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index clock_by_due on clock (school_id, due_on);

create table provision (
  school_id uuid not null references school (id),
  id uuid not null,
  name text not null,
  area text,
  tier text not null,
  description text not null default '',
  place text not null default '',
  weekdays text not null,
  starts_at text not null default '',
  minutes integer not null,
  preparation_minutes integer not null default 0,
  hourly_pence bigint not null default 0,
  resources_pence bigint not null default 0,
  from_on date not null,
  until_on date not null,
  version integer not null default 1,
  primary key (school_id, id)
);

create table provision_staff (
  school_id uuid not null,
  provision_id uuid not null,
  account_id uuid not null,
  primary key (school_id, provision_id, account_id),
  foreign key (school_id, provision_id) references provision (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index provision_staff_by_account on provision_staff (school_id, account_id);

create table provision_place (
  school_id uuid not null,
  provision_id uuid not null,
  pupil_id uuid not null,
  target_id uuid,
  from_on date not null,
  until_on date,
  primary key (school_id, provision_id, pupil_id, from_on),
  foreign key (school_id, provision_id) references provision (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index provision_place_by_pupil on provision_place (school_id, pupil_id);

create table cover (
  school_id uuid not null,
  provision_id uuid not null,
  account_id uuid not null,
  on_date date not null,
  primary key (school_id, provision_id, account_id, on_date),
  foreign key (school_id, provision_id) references provision (school_id, id),
  foreign key (school_id, account_id) references account (school_id, id)
);
create index cover_by_day on cover (school_id, on_date);

create table teaching_session (
  school_id uuid not null,
  id uuid not null,
  provision_id uuid not null,
  on_date date not null,
  status text not null,
  why text not null default '',
  line text not null default '',
  minutes integer not null,
  cover boolean not null default false,
  logged_by uuid,
  logged_at timestamptz not null,
  version integer not null default 1,
  primary key (school_id, id),
  unique (school_id, provision_id, on_date),
  foreign key (school_id, provision_id) references provision (school_id, id)
);
create index teaching_session_by_day on teaching_session (school_id, on_date);

create table session_child (
  school_id uuid not null,
  session_id uuid not null,
  pupil_id uuid not null,
  present boolean not null,
  why text not null default '',
  line text not null default '',
  primary key (school_id, session_id, pupil_id),
  foreign key (school_id, session_id) references teaching_session (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index session_child_by_pupil on session_child (school_id, pupil_id);

create table score (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  target_id uuid not null,
  on_date date not null,
  value bigint not null,
  session_id uuid,
  entered_by uuid,
  entered_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);
create index score_by_target on score (school_id, target_id, on_date);
create index score_by_pupil on score (school_id, pupil_id, on_date);
create index score_by_day on score (school_id, on_date);

create table attainment (
  school_id uuid not null,
  pupil_id uuid not null,
  subject text not null,
  scale text not null,
  on_date date not null,
  value bigint not null,
  written text not null,
  primary key (school_id, pupil_id, subject, scale, on_date),
  foreign key (school_id, pupil_id) references pupil (school_id, id)
);

create table closed_week (
  school_id uuid not null references school (id),
  monday date not null,
  closed_at timestamptz not null,
  closed_by uuid,
  note text not null default '',
  primary key (school_id, monday)
);

create table event (
  school_id uuid not null references school (id),
  id uuid not null,
  at timestamptz not null,
  who_kind text not null,
  who_id uuid,
  action text not null,
  what text not null,
  pupil_id uuid,
  entry_id uuid,
  detail text not null default '',
  primary key (school_id, id)
);
create index event_by_pupil on event (school_id, pupil_id, at);
create index event_by_time on event (school_id, at);

create table look (
  school_id uuid not null references school (id),
  id uuid not null,
  at timestamptz not null,
  account_id uuid not null,
  pupil_id uuid not null,
  page text not null,
  primary key (school_id, id)
);
create index look_by_pupil on look (school_id, pupil_id, at);

create table login (
  token_hash text not null primary key,
  school_id uuid not null,
  account_id uuid not null,
  only_pupil uuid,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  came_from text not null default '',
  before_at timestamptz,
  before_from text,
  foreign key (school_id, account_id) references account (school_id, id)
);
create index login_by_account on login (school_id, account_id);

create table login_link (
  token_hash text not null primary key,
  school_id uuid not null,
  account_id uuid not null,
  purpose text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (school_id, account_id) references account (school_id, id)
);

create table throttle (
  token text not null primary key,
  failures integer not null,
  first_at timestamptz not null,
  until_at timestamptz
);

create table draft (
  school_id uuid not null,
  account_id uuid not null,
  form text not null,
  fields text not null,
  saved_at timestamptz not null,
  primary key (school_id, account_id, form),
  foreign key (school_id, account_id) references account (school_id, id)
);

create table mail (
  id uuid not null primary key,
  school_id uuid not null references school (id),
  recipient text not null,
  subject text not null,
  body text not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  next_at timestamptz not null,
  leased_until timestamptz,
  fault text not null default ''
);
create index mail_to_send on mail (sent_at, next_at);
create index mail_by_school on mail (school_id, made_at);

create table staged_import (
  school_id uuid not null references school (id),
  id uuid not null,
  kind text not null,
  staged_by uuid,
  staged_at timestamptz not null,
  content text not null,
  primary key (school_id, id)
);

-- Names sort byte by byte, as in SQLite, whatever language the server sorts in: their sort keys are computed by us.
--postgresql alter table school alter column name type text collate "C";
--postgresql alter table account alter column sort_key type text collate "C";
--postgresql alter table class alter column name type text collate "C";
--postgresql alter table pupil alter column sort_key type text collate "C";
--postgresql alter table provision alter column name type text collate "C";
