-- An entry that was written by mistake is taken out of the record: when, by whom, why. It counts nowhere, and stays.
alter table entry add column taken_out_at timestamptz;
alter table entry add column taken_out_kind text not null default '';
alter table entry add column taken_out_by uuid;
alter table entry add column taken_out_why text not null default '';
