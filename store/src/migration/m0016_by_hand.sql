-- No legal date is stored: every clock is counted for the day on which somebody looks (decision 0016).
drop table clock;

-- Somebody who is invited to a meeting by hand: told by mail without an account. Who is left out stays, with ground and reason.
alter table meeting_invited add column email text not null default '';
alter table meeting_invited add column by_hand boolean not null default false;
alter table meeting_invited add column left_out text;
alter table meeting_invited add column left_out_why text not null default '';
