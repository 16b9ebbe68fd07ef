-- The steps of a workup as known at an instant, with what is derived from them: unmet prerequisites, overdue, waiting.
create or replace function workup_steps(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz, p_today date)
returns json language plpgsql stable as $$
begin
    return (
        with latest as (
            select distinct on (v.step_id) v.*, s.code, s.position, s.requirement, s.prerequisites
            from step_version v
            join step s on s.patient_id = v.patient_id and s.id = v.step_id
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.step_id, v.version desc
        ), head as (
            select w.status from access_workup_version(p_patient_id, p_workup_id, p_as_of) w
        )
        select coalesce(json_agg(json_build_object(
            'id', l.step_id,
            'code', l.code,
            'version', l.version,
            'requirement', l.requirement,
            'state', l.state,
            'stateSince', l.state_since,
            'assignee', case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end,
            'organisation', o.code,
            'dueOn', l.due_on,
            'scheduledOn', l.scheduled_on,
            'performedOn', l.performed_on,
            'reason', l.reason,
            'overrideReason', l.override_reason,
            'note', l.note,
            'origin', l.origin,
            'findingId', l.finding_id,
            'prerequisites', case when cardinality(l.prerequisites) > 0 then to_json(l.prerequisites) end,
            'cannotStartYet', case when l.state = 'planned' then (
                select json_agg(p.code order by p.position) from latest p
                where p.code = any (l.prerequisites) and p.state not in ('reported', 'reviewed', 'notNeeded')) end,
            'isOverdue', l.due_on < p_today and l.state in ('planned', 'requested', 'scheduled', 'performed')
                and (select status from head) = 'open',
            'waitingDays', case when l.state in ('planned', 'requested', 'scheduled', 'performed', 'reported')
                then greatest(p_today - l.state_since, 0) end,
            'recordedAt', instant_text(l.recorded_at),
            'recordedBy', u.name
        ) order by l.position), '[]')
        from latest l
        left join app_user a on a.id = l.assignee_id
        left join organisation o on o.id = l.organisation_id
        left join app_user u on u.id = l.recorded_by
    );
end $$;
