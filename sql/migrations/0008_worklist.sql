-- Purpose: the worklist, one row per workup, kept true by triggers on what it is derived from.
-- Holds nothing of its own: it can be emptied and filled again by refresh_worklist.
-- Lock: adds triggers to workup_version, step_version and patient_version.

create table worklist_entry (
    patient_id uuid not null,
    workup_id uuid not null,
    version integer not null,
    status text not null,
    protocol_code text not null,
    protocol_version integer not null,
    organisation_id uuid not null,
    opened_on date not null,
    question text,
    referred_by text,
    family_name text not null,
    given_names text[] not null,
    birth_date text,
    sex text not null,
    open_steps text[] not null,
    open_step_states text[] not null,
    assignee_ids uuid[] not null,
    organisation_ids uuid[] not null,
    next_step_code text,
    next_step_state text,
    next_step_since date,
    next_due_on date,
    sort_due_on date not null,
    step_count integer not null,
    done_step_count integer not null,
    search tsvector not null,
    constraint worklist_entry_pkey primary key (patient_id, workup_id),
    constraint worklist_entry_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint worklist_entry_sort_check check (sort_due_on = coalesce(next_due_on, 'infinity'))
);
create index worklist_entry_order_idx on worklist_entry (status, sort_due_on, workup_id);
create index worklist_entry_all_idx on worklist_entry (sort_due_on, workup_id);
create index worklist_entry_organisation_idx on worklist_entry (organisation_id, status, sort_due_on, workup_id);
create index worklist_entry_steps_idx on worklist_entry using gin (open_steps);
create index worklist_entry_assignee_idx on worklist_entry using gin (assignee_ids);
create index worklist_entry_search_idx on worklist_entry using gin (search);

-- Each pair once: patient and workup side by side. All in one statement, since an import changes many at once.
create function refresh_worklist(p_patient_ids uuid[], p_workup_ids uuid[]) returns void language plpgsql as $$
begin
    -- One refresh of a workup at a time, each seeing what the one before it committed; in order, so that none waits in a ring.
    perform 1 from workup w
    where (w.patient_id, w.id) in (select * from unnest(p_patient_ids, p_workup_ids))
    order by w.patient_id, w.id for no key update;
    insert into worklist_entry as e
    select
        w.patient_id, w.workup_id, w.version, w.status, w.protocol_code, w.protocol_version, w.organisation_id,
        w.opened_on, w.question, w.referred_by, p.family_name, p.given_names, p.birth_date, p.sex,
        coalesce(s.open_steps, '{}'), coalesce(s.open_step_states, '{}'),
        coalesce(s.assignee_ids, '{}') || case when w.assignee_id is null then '{}'::uuid[] else array[w.assignee_id] end,
        array[w.organisation_id] || coalesce(s.organisation_ids, '{}'),
        s.codes[1], s.states[1], s.sinces[1], s.dues[1],
        coalesce(s.dues[1], 'infinity'), coalesce(s.step_count, 0), coalesce(s.done_step_count, 0),
        to_tsvector('simple', coalesce(w.question, '') || ' ' || coalesce(w.referred_by, ''))
    from unnest(p_patient_ids, p_workup_ids) as c (patient_id, workup_id)
    cross join lateral (
        select * from workup_version v
        where v.patient_id = c.patient_id and v.workup_id = c.workup_id order by v.version desc limit 1
    ) w
    cross join lateral (
        select * from patient_version v where v.patient_id = c.patient_id order by v.version desc limit 1
    ) p
    cross join lateral (
        select
            array_agg(code order by position) filter (where is_open) as open_steps,
            array_agg(code || ':' || state order by position) filter (where is_open) as open_step_states,
            array_agg(assignee_id) filter (where is_open and assignee_id is not null) as assignee_ids,
            array_agg(organisation_id) filter (where is_open and organisation_id is not null) as organisation_ids,
            array_agg(code order by due_on nulls last, position) filter (where is_open) as codes,
            array_agg(state order by due_on nulls last, position) filter (where is_open) as states,
            array_agg(state_since order by due_on nulls last, position) filter (where is_open) as sinces,
            array_agg(due_on order by due_on nulls last, position) filter (where is_open) as dues,
            count(*)::integer as step_count,
            count(*) filter (where not is_open)::integer as done_step_count
        from (
            select distinct on (v.step_id)
                st.code, st.position, v.state, v.state_since, v.assignee_id, v.organisation_id,
                -- Due is what waits for its result; a result that waits for review has none, nor has a closed workup.
                case when w.status = 'open' and v.state <> 'reported' then v.due_on end as due_on,
                v.state in ('planned', 'requested', 'scheduled', 'performed', 'reported') as is_open
            from step_version v
            join step st on st.patient_id = v.patient_id and st.id = v.step_id
            where v.patient_id = c.patient_id and v.workup_id = c.workup_id
            order by v.step_id, v.version desc
        ) latest
    ) s
    on conflict (patient_id, workup_id) do update set
        version = excluded.version, status = excluded.status, protocol_version = excluded.protocol_version,
        organisation_id = excluded.organisation_id, opened_on = excluded.opened_on, question = excluded.question,
        referred_by = excluded.referred_by, family_name = excluded.family_name, given_names = excluded.given_names,
        birth_date = excluded.birth_date, sex = excluded.sex, open_steps = excluded.open_steps,
        open_step_states = excluded.open_step_states, assignee_ids = excluded.assignee_ids,
        organisation_ids = excluded.organisation_ids, next_step_code = excluded.next_step_code,
        next_step_state = excluded.next_step_state, next_step_since = excluded.next_step_since,
        next_due_on = excluded.next_due_on, sort_due_on = excluded.sort_due_on, step_count = excluded.step_count,
        done_step_count = excluded.done_step_count, search = excluded.search;
end $$;

create function worklist_after_workup_change() returns trigger language plpgsql as $$
begin
    -- A workup whose own first version is still to come in this transaction is left to that one.
    perform refresh_worklist(array_agg(c.patient_id), array_agg(c.workup_id))
    from (select distinct patient_id, workup_id from changed) c
    where exists (select from workup_version v where v.patient_id = c.patient_id and v.workup_id = c.workup_id)
    having count(*) > 0;
    return null;
end $$;

create function worklist_after_patient_change() returns trigger language plpgsql as $$
begin
    perform refresh_worklist(array_agg(w.patient_id), array_agg(w.id))
    from (select distinct patient_id from changed) c join workup w on w.patient_id = c.patient_id
    having count(*) > 0;
    return null;
end $$;

create trigger workup_version_worklist after insert on workup_version
    referencing new table as changed for each statement execute function worklist_after_workup_change();
create trigger step_version_worklist after insert on step_version
    referencing new table as changed for each statement execute function worklist_after_workup_change();
create trigger patient_version_worklist after insert on patient_version
    referencing new table as changed for each statement execute function worklist_after_patient_change();
