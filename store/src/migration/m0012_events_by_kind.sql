-- A record of many years holds thousands of events; a child's page asks for the few that are moves.
create index event_by_pupil_and_kind on event (school_id, pupil_id, what, at);
