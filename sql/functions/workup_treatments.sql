-- Courses with their administrations, choices and outcome measurements of a workup as known at an instant.
create or replace function workup_courses(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        with course as (
            select distinct on (v.course_id) v.*
            from treatment_course_version v
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.course_id, v.version desc
        ), given as (
            select distinct on (v.administration_id) v.*, a.course_id
            from administration_version v
            join administration a on a.patient_id = v.patient_id and a.id = v.administration_id
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
            'recordedAt', instant_text(c.recorded_at),
            'recordedBy', u.name
        ) order by c.id), '[]')
        from treatment_choice c
        left join app_user u on u.id = c.recorded_by
        where c.patient_id = p_patient_id and c.workup_id = p_workup_id and c.recorded_at <= p_as_of
    );
end $$;

create or replace function workup_outcomes(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
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
