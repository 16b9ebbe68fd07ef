-- The evaluation that stood at an instant, with the findings and courses it saw, and the way the answers went.
create or replace function case_list_name(p_kind text) returns text
language sql immutable parallel safe as $$
    select case p_kind
        when 'neurologicalExamination' then 'examinations'
        when 'nerveConductionStudy' then 'nerveConductionStudies'
        when 'needleExamination' then 'needleExaminations'
        when 'antibody' then 'antibodies'
        when 'cerebrospinalFluid' then 'cerebrospinalFluids'
        else p_kind
    end
$$;

-- It gave json once; the type a function returns cannot be replaced.
do $$
begin
    if exists (select from pg_proc where oid = to_regprocedure('workup_evaluation(uuid, uuid, timestamptz)')
        and prorettype = 'json'::regtype) then
        drop function workup_evaluation(uuid, uuid, timestamptz);
        drop function workup_evaluation_text(uuid, uuid, timestamptz);
    end if;
end $$;

-- Null where the workup was not evaluated by then. The document goes in as it was written; as text, since each cast to json
-- reads all of it. Its first character is taken off by `right`: other functions count all of its characters.
create or replace function workup_evaluation(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns text language plpgsql stable as $$
declare
    v_head text;
    v_document text;
begin
    select json_strip_nulls(json_build_object(
        'number', e.number,
        'recordedAt', instant_text(e.recorded_at),
        'recordedBy', u.name,
        'event', e.event_code,
        'eventId', e.event_id,
        'since', json_build_object('number', f.number, 'recordedAt', instant_text(f.recorded_at)),
        'patientVersion', e.patient_version,
        'findings', (
            select coalesce(json_agg(json_build_object(
                'pointer', '/' || case_list_name(s.kind) || '/' || s.place, 'id', s.id, 'version', s.version
            ) order by s.ordinal), '[]')
            from (
                select o.id, o.version, o.ordinal, k.kind,
                    row_number() over (partition by k.kind order by o.ordinal) - 1 as place
                from unnest(e.finding_ids, e.finding_versions) with ordinality o (id, version, ordinal)
                join finding k on k.patient_id = e.patient_id and k.id = o.id
            ) s),
        'courses', (
            select coalesce(json_agg(json_build_object(
                'pointer', '/treatments/' || o.ordinal - 1, 'id', o.id, 'version', o.version
            ) order by o.ordinal), '[]')
            from unnest(e.course_ids, e.course_versions) with ordinality o (id, version, ordinal))
    ))::text, r.document::text
    into v_head, v_document
    from (
        select * from evaluation v
        where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
        order by v.number desc limit 1
    ) e
    join evaluation f on f.patient_id = e.patient_id and f.workup_id = e.workup_id and f.number = e.result_number
    join evaluation_result r
        on r.patient_id = e.patient_id and r.workup_id = e.workup_id and r.number = e.result_number
    left join app_user u on u.id = e.recorded_by;
    if not found then
        return null;
    end if;
    return left(v_head, -1) || ',' || right(v_document, -1);
end $$;

-- Every evaluation by an instant, newest first, each with the answers of the sets.
create or replace function workup_evaluation_history(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        select coalesce(json_agg(json_build_object(
            'number', e.number,
            'since', e.result_number,
            'recordedAt', instant_text(e.recorded_at),
            'recordedBy', u.name,
            'event', e.event_code,
            'eventId', e.event_id,
            'criteria', (
                select coalesce(json_agg(json_build_object(
                    'criteria', c.criteria,
                    'version', c.criteria_version,
                    'isOfProtocol', c.is_of_protocol,
                    'category', c.category,
                    'status', c.status,
                    'categories', (
                        select json_agg(json_build_object(
                            'id', split_part(v.text, ':', 1), 'verdict', split_part(v.text, ':', 2)) order by v.place)
                        from unnest(c.verdicts) with ordinality v (text, place)),
                    'reachable', to_json(c.reachable),
                    'missing', to_json(c.missing_steps)
                ) order by c.position), '[]')
                from evaluation_criteria c
                where c.patient_id = e.patient_id and c.workup_id = e.workup_id and c.number = e.result_number)
        ) order by e.number desc), '[]')
        from (
            select * from evaluation v
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.number desc limit 10000
        ) e
        left join app_user u on u.id = e.recorded_by
    );
end $$;
