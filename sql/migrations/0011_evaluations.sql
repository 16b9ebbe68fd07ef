-- Purpose: what the criteria say of a workup. Each change of what they speak of has its evaluation in the same
-- transaction, with the versions it saw; a result is kept once for as long as it stays the same.
-- Lock: worklist_entry for the moment its new columns are added; functions of the worklist are replaced.

-- A result that differs from the one before it. Its number is that of the evaluation that first came to it.
create table evaluation_result (
    patient_id uuid not null,
    workup_id uuid not null,
    number integer not null,
    -- The whole evaluation with its texts in every language. Kept as written: it is read whole, never searched.
    document json not null,
    content_hash bytea not null,
    -- The highest answer among the sets of the workup's protocol.
    best_category text,
    -- The steps whose result is lacking, most useful first.
    missing_steps text[] not null,
    constraint evaluation_result_pkey primary key (patient_id, workup_id, number),
    constraint evaluation_result_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint evaluation_result_number_check check (number >= 1),
    constraint evaluation_result_document_check check (json_typeof(document) = 'object'),
    constraint evaluation_result_content_hash_check check (octet_length(content_hash) = 32),
    constraint evaluation_result_best_category_check check (
        best_category in ('definite', 'probable', 'possible', 'cidp', 'notMet', 'undetermined'))
);

-- What each set answers in a result, so that lists and histories need not look into the document.
create table evaluation_criteria (
    patient_id uuid not null,
    workup_id uuid not null,
    number integer not null,
    position integer not null,
    criteria text not null,
    criteria_version text not null,
    -- Whether the set belongs to the workup's protocol; every set is evaluated on every case.
    is_of_protocol boolean not null,
    category text not null,
    status text not null,
    -- Every category of the set with its verdict, such as definite:unknown, the highest first.
    verdicts text[] not null,
    reachable text[] not null,
    missing_steps text[] not null,
    constraint evaluation_criteria_pkey primary key (patient_id, workup_id, number, criteria),
    constraint evaluation_criteria_result_fkey foreign key (patient_id, workup_id, number)
        references evaluation_result (patient_id, workup_id, number),
    constraint evaluation_criteria_position_check check (position >= 1),
    constraint evaluation_criteria_category_check check (
        category in ('definite', 'probable', 'possible', 'cidp', 'notMet', 'undetermined')),
    constraint evaluation_criteria_status_check check (status in ('checked', 'secondary', 'unchecked')),
    constraint evaluation_criteria_verdicts_check check (
        cardinality(verdicts) >= 1
        and array_to_string(verdicts, ',') ~ '^([a-z]+:(met|notMet|unknown))(,[a-z]+:(met|notMet|unknown))*$')
);

-- One row for each time the criteria were asked: by which act, what they saw, and whose result still stood.
create table evaluation (
    patient_id uuid not null,
    workup_id uuid not null,
    number integer not null,
    previous_number integer,
    result_number integer not null,
    patient_version integer not null,
    -- Findings and courses in the order of the lists of a case file, so that its pointers lead to them.
    finding_ids uuid[] not null,
    finding_versions integer[] not null,
    course_ids uuid[] not null,
    course_versions integer[] not null,
    -- The act and its line in the access log, which has a retention of its own and therefore no foreign key.
    event_code text not null,
    event_id uuid not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint evaluation_pkey primary key (patient_id, workup_id, number),
    constraint evaluation_result_fkey foreign key (patient_id, workup_id, result_number)
        references evaluation_result (patient_id, workup_id, number),
    constraint evaluation_previous_fkey foreign key (patient_id, workup_id, previous_number)
        references evaluation (patient_id, workup_id, number),
    constraint evaluation_patient_version_fkey foreign key (patient_id, patient_version)
        references patient_version (patient_id, version),
    constraint evaluation_previous_check check (
        (number = 1 and previous_number is null)
        or (number > 1 and previous_number is not null and previous_number = number - 1)),
    constraint evaluation_result_check check (result_number between 1 and number),
    constraint evaluation_finding_count_check check (cardinality(finding_ids) = cardinality(finding_versions)),
    constraint evaluation_course_count_check check (cardinality(course_ids) = cardinality(course_versions))
);

-- An evaluation sees exactly what is recorded when it is made: no more, no less, each in its newest version. A foreign
-- key cannot say that, and would not say more: what it names can never be removed.
create function evaluation_sees_what_is_recorded() returns trigger language plpgsql as $$
declare
    broken text;
begin
    select case when f.is_other then 'evaluation_findings_check' else 'evaluation_courses_check' end into broken
    from added a
    cross join lateral (
        select (
            select array_agg(s.id || ':' || s.version order by s.id)
            from unnest(a.finding_ids, a.finding_versions) s (id, version)
        ) is distinct from (
            select array_agg(l.finding_id || ':' || l.version order by l.finding_id)
            from (
                select distinct on (v.finding_id) v.finding_id, v.version, v.status from finding_version v
                where v.patient_id = a.patient_id and v.workup_id = a.workup_id
                order by v.finding_id, v.version desc
            ) l where l.status = 'recorded'
        ) as is_other
    ) f
    cross join lateral (
        select (
            select array_agg(s.id || ':' || s.version order by s.id)
            from unnest(a.course_ids, a.course_versions) s (id, version)
        ) is distinct from (
            select array_agg(l.course_id || ':' || l.version order by l.course_id)
            from (
                select distinct on (v.course_id) v.course_id, v.version, v.status from treatment_course_version v
                where v.patient_id = a.patient_id and v.workup_id = a.workup_id
                order by v.course_id, v.version desc
            ) l where l.status = 'recorded'
        ) as is_other
    ) c
    where f.is_other or c.is_other limit 1;
    if broken is not null then
        raise exception 'an evaluation did not see what is recorded'
            using errcode = 'check_violation', constraint = broken, table = 'evaluation';
    end if;
    return null;
end $$;

create trigger evaluation_sees_what_is_recorded after insert on evaluation
    referencing new table as added for each statement execute function evaluation_sees_what_is_recorded();

-- The worklist says where the criteria stand.
alter table worklist_entry
    add column verdicts text[] not null default '{}',
    add column best_category text,
    add column category_rank integer not null default 6,
    add column missing_steps text[] not null default '{}';
create index worklist_entry_category_idx on worklist_entry (category_rank, sort_due_on, workup_id);

-- The order of answers in a list: the highest first, then what is still open, then what is settled, then no evaluation.
create function category_rank(p_category text) returns integer language sql immutable parallel safe as $$
    select case p_category
        when 'definite' then 1 when 'cidp' then 1 when 'probable' then 2 when 'possible' then 3
        when 'undetermined' then 4 when 'notMet' then 5 else 6 end
$$;

-- As in 0008, with the newest evaluation.
create or replace function refresh_worklist(p_patient_ids uuid[], p_workup_ids uuid[]) returns void language plpgsql as $$
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
        to_tsvector('simple', coalesce(w.question, '') || ' ' || coalesce(w.referred_by, '')),
        coalesce(x.verdicts, '{}'), x.best_category, category_rank(x.best_category), coalesce(x.missing_steps, '{}')
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
        missing_steps = excluded.missing_steps;
end $$;

-- The answers of the newest evaluation as the worklist shows them; no row where there is none.
create function newest_answers(p_patient_id uuid, p_workup_id uuid)
returns table (verdicts text[], best_category text, missing_steps text[]) language sql stable as $$
    select array(
            select c.criteria || ':' || c.category from evaluation_criteria c
            where c.patient_id = r.patient_id and c.workup_id = r.workup_id and c.number = r.number
            order by c.position
        ), r.best_category, r.missing_steps
    from evaluation_result r
    where r.patient_id = p_patient_id and r.workup_id = p_workup_id
    order by r.number desc limit 1
$$;

-- An evaluation changes little of the line, and most change nothing.
create function worklist_after_evaluation() returns trigger language plpgsql as $$
begin
    update worklist_entry e set
        verdicts = x.verdicts, best_category = x.best_category, category_rank = category_rank(x.best_category),
        missing_steps = x.missing_steps
    from added a
    cross join lateral newest_answers(a.patient_id, a.workup_id) x
    where e.patient_id = a.patient_id and e.workup_id = a.workup_id
        and (e.verdicts, e.best_category, e.missing_steps)
            is distinct from (x.verdicts, x.best_category, x.missing_steps);
    return null;
end $$;

create trigger evaluation_worklist after insert on evaluation
    referencing new table as added for each statement execute function worklist_after_evaluation();

create trigger evaluation_result_append_only before update or delete or truncate on evaluation_result
    for each statement execute function refuse_change();
create trigger evaluation_criteria_append_only before update or delete or truncate on evaluation_criteria
    for each statement execute function refuse_change();
create trigger evaluation_append_only before update or delete or truncate on evaluation
    for each statement execute function refuse_change();

-- Documents are long and read whole: the faster compression where the server was built with it.
do $$
begin
    if exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)) then
        alter table evaluation_result alter column document set compression lz4;
    end if;
end $$;
