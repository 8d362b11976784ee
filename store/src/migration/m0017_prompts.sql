-- How many prompts a child needed at a session; none where nobody counted.
alter table session_child add column prompts integer;
