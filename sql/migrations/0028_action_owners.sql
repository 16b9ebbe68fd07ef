-- Purpose: an action of a meeting can be that of somebody with an account, whose organisation sees it among its tasks.
-- Lock: access exclusive on meeting_action_version, for the moment in which the column is added and its rows are looked at.

alter table meeting_action_version add column owner_id uuid;
alter table meeting_action_version
    add constraint meeting_action_version_owner_fkey foreign key (owner_id) references app_user (id);

-- The open ones by day: most actions are done sooner or later, and only what is open is ever listed.
create index meeting_action_version_open_idx on meeting_action_version (due_on) where state = 'open';
