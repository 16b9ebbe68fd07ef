-- Purpose: where the response to treatment stands is kept with each evaluation and shown by the worklist, so that a list of those
-- whose effect wears off and the statistics need not judge every workup anew. Evaluations from before have none until
-- `workup evaluation refresh` makes them anew; until then those workups are judged when they are asked about.
-- Lock: evaluation and worklist_entry for the moment their columns are added (no row is written again).

alter table evaluation add column response jsonb
    constraint evaluation_response_check check (jsonb_typeof(response) = 'object');

alter table worklist_entry add column response jsonb;
create index worklist_entry_wearing_off_idx on worklist_entry (sort_due_on, workup_id)
where response ->> 'wearingOff' in ('suspected', 'present');

-- As in 0011, with the response.
create or replace function worklist_after_evaluation() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update worklist_entry e set
        verdicts = x.verdicts, best_category = x.best_category, category_rank = category_rank(x.best_category),
        missing_steps = x.missing_steps, response = a.response
    from added a
    cross join lateral newest_answers(a.patient_id, a.workup_id) x
    where e.patient_id = a.patient_id and e.workup_id = a.workup_id
        and (e.verdicts, e.best_category, e.missing_steps, e.response)
            is distinct from (x.verdicts, x.best_category, x.missing_steps, a.response);
    return null;
end $$;

-- As in 0011, with the response of the newest evaluation.
create or replace function refresh_worklist(p_patient_ids uuid[], p_workup_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    -- One refresh of a workup at a time, each seeing what the one before it committed; in order, so that none waits in a ring.
    perform 1 from workup w
    where (w.patient_id, w.id) in (select * from unnest(p_patient_ids, p_workup_ids))
    order by w.patient_id, w.id for no key update;
    insert into worklist_entry as e (
        patient_id, workup_id, version, status, protocol_code, protocol_version, organisation_id, opened_on,
        question, referred_by, family_name, given_names, birth_date, sex, open_steps, open_step_states,
        assignee_ids, organisation_ids, next_step_code, next_step_state, next_step_since, next_due_on,
        sort_due_on, step_count, done_step_count, search, verdicts, best_category, category_rank,
        missing_steps, response
    )
    select
        w.patient_id, w.workup_id, w.version, w.status, w.protocol_code, w.protocol_version, w.organisation_id,
        w.opened_on, w.question, w.referred_by, p.family_name, p.given_names, p.birth_date, p.sex,
        coalesce(s.open_steps, '{}'), coalesce(s.open_step_states, '{}'),
        coalesce(s.assignee_ids, '{}') || case when w.assignee_id is null then '{}'::uuid[] else array[w.assignee_id] end,
        array[w.organisation_id] || coalesce(s.organisation_ids, '{}'),
        s.codes[1], s.states[1], s.sinces[1], s.dues[1],
        coalesce(s.dues[1], 'infinity'), coalesce(s.step_count, 0), coalesce(s.done_step_count, 0),
        to_tsvector('simple', coalesce(w.question, '') || ' ' || coalesce(w.referred_by, '')),
        coalesce(x.verdicts, '{}'), x.best_category, category_rank(x.best_category), coalesce(x.missing_steps, '{}'),
        r.response
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
    left join lateral newest_answers(c.patient_id, c.workup_id) x on true
    left join lateral (
        select v.response from evaluation v
        where v.patient_id = c.patient_id and v.workup_id = c.workup_id order by v.number desc limit 1
    ) r on true
    on conflict (patient_id, workup_id) do update set
        version = excluded.version, status = excluded.status, protocol_version = excluded.protocol_version,
        organisation_id = excluded.organisation_id, opened_on = excluded.opened_on, question = excluded.question,
        referred_by = excluded.referred_by, family_name = excluded.family_name, given_names = excluded.given_names,
        birth_date = excluded.birth_date, sex = excluded.sex, open_steps = excluded.open_steps,
        open_step_states = excluded.open_step_states, assignee_ids = excluded.assignee_ids,
        organisation_ids = excluded.organisation_ids, next_step_code = excluded.next_step_code,
        next_step_state = excluded.next_step_state, next_step_since = excluded.next_step_since,
        next_due_on = excluded.next_due_on, sort_due_on = excluded.sort_due_on, step_count = excluded.step_count,
        done_step_count = excluded.done_step_count, search = excluded.search, verdicts = excluded.verdicts,
        best_category = excluded.best_category, category_rank = excluded.category_rank,
        missing_steps = excluded.missing_steps, response = excluded.response;
end $$;

-- Which the functions of the worklist read.
grant select on evaluation to workup_derivation;
