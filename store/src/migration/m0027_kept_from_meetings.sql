-- An order or a decision keeps a contact from the child's meetings only: they hear neither when nor where, and read the rest.
alter table contact add column kept_from_meetings boolean not null default false;
