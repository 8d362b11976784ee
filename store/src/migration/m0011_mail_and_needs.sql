-- Whether somebody gets the week's mail; whoever gets it may stop it and start it again.
alter table account add column week_mail boolean not null default true;

-- What a parent or carer needs to take part: the language of an interpreter, large print, another format.
alter table contact add column interpreter text not null default '';
alter table contact add column large_print boolean not null default false;
alter table contact add column other_format text not null default '';
