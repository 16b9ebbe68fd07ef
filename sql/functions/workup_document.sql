-- The whole workup as one JSON document, as known at an instant (null: now). The API streams these bytes unchanged;
-- Domain's WorkupDocument reads the same shape. Null when there is no such workup, or none yet at that instant.
create or replace function patient_document(p_patient_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        select json_build_object(
            'id', v.patient_id,
            'version', v.version,
            'familyName', v.family_name,
            'givenNames', to_json(v.given_names),
            'birthDate', v.birth_date,
            'sex', v.sex,
            'identifiers', (
                select coalesce(json_agg(json_build_object('system', i.system, 'value', i.value) order by i.id), '[]')
                from patient_identifier i
                where i.patient_id = p_patient_id and i.recorded_at <= p_as_of
                    and (i.ended_at is null or i.ended_at > p_as_of)),
            'mergedInto', (
                select m.target_patient_id from patient_merge m
                where m.source_patient_id = p_patient_id and m.merged_at <= p_as_of
                    and (m.unmerged_at is null or m.unmerged_at > p_as_of)),
            'mergedFrom', (
                select json_agg(m.source_patient_id order by m.merged_at, m.id) from patient_merge m
                where m.target_patient_id = p_patient_id and m.merged_at <= p_as_of
                    and (m.unmerged_at is null or m.unmerged_at > p_as_of)),
            'recordedAt', instant_text(v.recorded_at)
        )
        from (
            select * from patient_version
            where patient_id = p_patient_id and recorded_at <= p_as_of order by version desc limit 1
        ) v
    );
end $$;

-- The workup without what the criteria say of it: what an export gives.
create or replace function workup_record(p_workup_id uuid, p_as_of timestamptz, p_today date)
returns json language plpgsql stable as $$
declare
    v_patient_id uuid;
    v_as_of timestamptz := coalesce(p_as_of, 'infinity');
    -- Whoever sees a part gets a document that says so, without the diagnosis.
    v_is_whole boolean := access_sees_whole(p_workup_id);
begin
    select d.patient_id into v_patient_id from workup_directory d where d.workup_id = p_workup_id;
    if v_patient_id is null then
        return null;
    end if;
    return (
        select json_strip_nulls(json_build_object(
            'id', w.workup_id,
            'version', v.version,
            'asOf', instant_text(p_as_of),
            'today', p_today,
            'protocol', v.protocol_code,
            'protocolVersion', v.protocol_version,
            'status', v.status,
            'openedOn', v.opened_on,
            'question', v.question,
            'referredBy', v.referred_by,
            'organisation', o.code,
            'assignee', case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end,
            'closedOn', v.closed_on,
            'closeReason', v.close_reason,
            'diagnosis', case when v.diagnosis_text is not null then json_build_object(
                'text', v.diagnosis_text, 'statedBy', v.diagnosis_stated_by, 'statedOn', v.diagnosis_stated_on) end,
            'recordedAt', instant_text(v.recorded_at),
            'recordedBy', u.name,
            'source', i.source,
            'patient', patient_document(v_patient_id, v_as_of),
            'steps', workup_steps(v_patient_id, p_workup_id, v_as_of, p_today),
            'findings', workup_findings(v_patient_id, p_workup_id, v_as_of),
            'treatments', workup_courses(v_patient_id, p_workup_id, v_as_of),
            'choices', workup_choices(v_patient_id, p_workup_id, v_as_of),
            'outcomes', workup_outcomes(v_patient_id, p_workup_id, v_as_of),
            'conditions', workup_conditions(v_patient_id, p_workup_id, v_as_of),
            'meetings', workup_meetings(v_patient_id, p_workup_id, v_as_of),
            'sharedInPart', case when not v_is_whole then true end
        ))
        from (select p_workup_id as workup_id) w
        join workup i on i.patient_id = v_patient_id and i.id = p_workup_id
        cross join lateral access_workup_version(v_patient_id, p_workup_id, v_as_of) v
        join organisation o on o.id = v.organisation_id
        left join app_user a on a.id = v.assignee_id
        left join app_user u on u.id = v.recorded_by
    );
end $$;

-- It gave json once; the type a function returns cannot be replaced.
do $$
begin
    if exists (select from pg_proc where oid = to_regprocedure('workup_document(uuid, timestamptz, date)')
        and prorettype = 'json'::regtype) then
        drop function workup_document(uuid, timestamptz, date);
    end if;
end $$;

-- As text: a cast to json would read all of it once more, and it goes out as it is.
create or replace function workup_document(p_workup_id uuid, p_as_of timestamptz, p_today date)
returns text language plpgsql stable as $$
declare
    v_record text := workup_record(p_workup_id, p_as_of, p_today)::text;
    v_evaluation text;
begin
    select workup_evaluation(d.patient_id, d.workup_id, coalesce(p_as_of, 'infinity')) into v_evaluation
    from workup_directory d where d.workup_id = p_workup_id;
    -- The evaluation is longer than everything else together: it goes in as it was written.
    return case
        when v_record is null or v_evaluation is null then v_record
        else left(v_record, -1) || ',"evaluation":' || v_evaluation || '}'
    end;
end $$;
