-- How often somebody is mailed what waits for them: none, daily or weekly; empty: as is usual for their role.
alter table account add column digest text not null default '';
update account set digest = 'none' where not week_mail;
alter table account drop column week_mail;

-- Whether the last mail to an address arrived is asked by the address.
create index mail_by_recipient on mail (school_id, recipient);
