-- Purpose: the worklist in the order of waiting, views of it that a team keeps, and word of what changed in it.
-- Lock: worklist_entry takes no writes while its index is made.

create index worklist_entry_waiting_idx on worklist_entry ((coalesce(next_step_since, 'infinity')), workup_id);

-- A question to the worklist that an organisation, or one of its teams, keeps under a name. It names no patient: the filter of
-- the list has no field for one. It ends and is never removed.
create table worklist_view (
    id uuid not null,
    organisation_id uuid not null,
    -- Whose it is, where it is not everybody's of the organisation.
    team_id uuid,
    name text not null,
    -- The query of the list's address.
    query text not null,
    made_at timestamptz not null,
    made_by uuid not null,
    ended_at timestamptz,
    ended_by uuid,
    constraint worklist_view_pkey primary key (id),
    constraint worklist_view_organisation_fkey foreign key (organisation_id) references organisation (id),
    constraint worklist_view_team_fkey foreign key (team_id) references team (id),
    constraint worklist_view_made_by_fkey foreign key (made_by) references app_user (id),
    constraint worklist_view_name_check check (length(name) between 1 and 60),
    constraint worklist_view_query_check check (length(query) between 1 and 2000),
    constraint worklist_view_ended_check check ((ended_at is null) = (ended_by is null) and ended_at >= made_at)
);
create unique index worklist_view_name_key on worklist_view (organisation_id, team_id, lower(name)) nulls not distinct
where ended_at is null;
create trigger worklist_view_append_only before update or delete on worklist_view
for each row execute function refuse_other_change('{ended_at,ended_by}');

-- Tells whoever listens that workups changed: their ids, and nothing of them. A change of many is told as one without an id. It
-- is a hint: who looks at the list reads it anew, and sees what they may see.
create function worklist_tells() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
    if (select count(*) from changed) > 50 then
        perform pg_notify('worklist', '');
    else
        perform pg_notify('worklist', workup_id::text) from changed;
    end if;
    return null;
end $$;
create trigger worklist_entry_made after insert on worklist_entry
referencing new table as changed for each statement execute function worklist_tells();
create trigger worklist_entry_changed after update on worklist_entry
referencing new table as changed for each statement execute function worklist_tells();
