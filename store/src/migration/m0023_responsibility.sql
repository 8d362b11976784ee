-- The roll says that a contact has no parental responsibility; where it says nothing, both this and "responsibility" are false.
alter table contact add column no_responsibility boolean not null default false;
