-- Courses with their administrations, choices and outcome measurements of a workup as known at an instant.
create or replace function administration_details_document(d administration_details)
returns json language sql stable as $$
    select json_build_object(
        'manufacturer', d.manufacturer,
        'expiresOn', d.expires_on,
        'startedAt', instant_text(d.started_at),
        'endedAt', instant_text(d.ended_at),
        'ratesMlPerKgPerHour', case when cardinality(d.rates_ml_per_kg_per_hour) > 0
            then to_json(d.rates_ml_per_kg_per_hour) end,
        'reactions', case when d.reaction_codes is not null then (
            select coalesce(json_agg(json_build_object('code', r.code, 'severity', r.severity, 'note', r.note)
                order by r.place), '[]')
            from unnest(d.reaction_codes, d.reaction_severities, d.reaction_notes) with ordinality
                as r (code, severity, note, place)) end)
$$;

create or replace function workup_courses(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    -- Most workups have none, and to look is a tenth of what the query below costs before its first row.
    if not exists (select from treatment_course_version v where v.patient_id = p_patient_id and v.workup_id = p_workup_id) then
        return '[]';
    end if;
    return (
        with course as (
            select distinct on (v.course_id) v.*
            from treatment_course_version v
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.course_id, v.version desc
        ), given as (
            select distinct on (v.administration_id) v.*, a.course_id,
                case when d.version is not null then administration_details_document(d) end as details
            from administration_version v
            join administration a on a.patient_id = v.patient_id and a.id = v.administration_id
            left join administration_details d
                on d.patient_id = v.patient_id and d.administration_id = v.administration_id and d.version = v.version
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.administration_id, v.version desc
        ), per_course as (
            select g.course_id, json_agg(json_build_object(
                'id', g.administration_id,
                'version', g.version,
                'on', g.given_on,
                'product', g.product,
                'lot', g.lot,
                'grams', g.grams,
                'bodyWeightKg', g.body_weight_kg,
                'note', g.note,
                'details', g.details,
                'recordedAt', instant_text(g.recorded_at)
            ) order by g.administration_id) as administrations
            from given g where g.status = 'recorded' group by g.course_id
        )
        select coalesce(json_agg(json_build_object(
            'id', c.course_id,
            'version', c.version,
            'option', c.option,
            'substance', c.substance,
            'startedOn', c.started_on,
            'endedOn', c.ended_on,
            'objectiveImprovement', c.objective_improvement,
            'note', c.note,
            'performedBy', c.performed_by,
            'organisation', c.organisation,
            'recordedAt', instant_text(c.recorded_at),
            'recordedBy', u.name,
            'administrations', coalesce(p.administrations, '[]')
        ) order by c.course_id), '[]')
        from course c
        left join per_course p on p.course_id = c.course_id
        left join app_user u on u.id = c.recorded_by
        where c.status = 'recorded'
    );
end $$;

create or replace function workup_choices(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    -- Most workups have none, and to look is a tenth of what the query below costs before its first row.
    if not exists (select from treatment_choice v where v.patient_id = p_patient_id and v.workup_id = p_workup_id) then
        return '[]';
    end if;
    return (
        select coalesce(json_agg(json_build_object(
            'id', c.id,
            'replaces', c.replaces_id,
            'option', c.option,
            'chosenOn', c.chosen_on,
            'participants', to_json(c.participants),
            'patientPreference', c.patient_preference,
            'reason', c.reason,
            'cautions', to_json(c.cautions),
            'courseId', c.course_id,
            'trial', case when t.choice_id is not null then json_build_object(
                'chosenOn', t.chosen_on,
                'goal', t.goal,
                'measure', t.measure,
                'side', t.side,
                'target', json_build_object('value', t.target_value, 'improvement', t.target_improvement),
                'judgedOn', t.judged_on,
                'stoppingRule', json_build_object(
                    'text', t.stopping_rule,
                    'worseningBy', t.stop_worsening_by,
                    'withoutImprovementOn', t.stop_without_improvement_on)) end,
            'recordedAt', instant_text(c.recorded_at),
            'recordedBy', u.name
        ) order by c.id), '[]')
        from treatment_choice c
        left join treatment_trial t on t.patient_id = c.patient_id and t.choice_id = c.id
        left join app_user u on u.id = c.recorded_by
        where c.patient_id = p_patient_id and c.workup_id = p_workup_id and c.recorded_at <= p_as_of
    );
end $$;

create or replace function workup_outcomes(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    -- Most workups have none, and to look is a tenth of what the query below costs before its first row.
    if not exists (select from outcome_measurement_version v where v.patient_id = p_patient_id and v.workup_id = p_workup_id) then
        return '[]';
    end if;
    return (
        with latest as (
            select distinct on (v.outcome_id) v.*
            from outcome_measurement_version v
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.outcome_id, v.version desc
        )
        select coalesce(json_agg(json_build_object(
            'id', l.outcome_id,
            'version', l.version,
            'on', l.measured_on,
            'measure', l.measure,
            'side', l.side,
            'value', l.value,
            'note', l.note,
            'recordedAt', instant_text(l.recorded_at)
        ) order by l.outcome_id), '[]')
        from latest l where l.status = 'recorded'
    );
end $$;

-- The conditions of a workup that cautions on treatment ask about, each with its newest answer.
create or replace function workup_conditions(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    -- Most workups have none, and to look is a tenth of what the query below costs before its first row.
    if not exists (select from recorded_condition_version v where v.patient_id = p_patient_id and v.workup_id = p_workup_id) then
        return '[]';
    end if;
    return (
        with latest as (
            select distinct on (v.condition_id) v.*
            from recorded_condition_version v
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.condition_id, v.version desc
        )
        select coalesce(json_agg(json_build_object(
            'id', l.condition_id,
            'version', l.version,
            'condition', c.condition,
            'answer', l.answer,
            'since', l.since,
            'note', l.note,
            'recordedAt', instant_text(l.recorded_at),
            'recordedBy', u.name
        ) order by l.condition_id), '[]')
        from latest l
        join recorded_condition c on c.patient_id = p_patient_id and c.id = l.condition_id
        left join app_user u on u.id = l.recorded_by
        where l.status = 'recorded'
    );
end $$;
