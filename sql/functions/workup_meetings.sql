-- Where a workup was or will be discussed, with decision and actions, as known at an instant.
create or replace function meeting_case_actions(p_patient_id uuid, p_case_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        with latest as (
            select distinct on (v.action_id) v.*
            from meeting_action a
            join meeting_action_version v on v.patient_id = a.patient_id and v.action_id = a.id
            where a.patient_id = p_patient_id and a.meeting_case_id = p_case_id and v.recorded_at <= p_as_of
            order by v.action_id, v.version desc
        )
        select coalesce(json_agg(json_build_object(
            'id', l.action_id, 'version', l.version, 'state', l.state, 'what', l.what, 'owner', l.owner,
            'ownerId', l.owner_id, 'dueOn', l.due_on, 'doneOn', l.done_on, 'reason', l.reason
        ) order by l.action_id), '[]') from latest l
    );
end $$;

create or replace function meeting_case_document(p_patient_id uuid, p_case_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        select json_build_object(
            'id', c.id,
            'version', v.version,
            'meetingId', c.meeting_id,
            'workupId', c.workup_id,
            'patientId', c.patient_id,
            'status', v.status,
            'position', v.position,
            'question', v.question,
            'presenter', v.presenter,
            'lateReason', v.late_reason,
            'diagnosis', v.diagnosis,
            'certainty', v.certainty,
            'decision', v.decision,
            'dissent', v.dissent,
            'patientPreference', v.patient_preference,
            'furtherTests', v.further_tests,
            'informsPatient', v.informs_patient,
            'informedBy', v.informed_by,
            'trialEligibility', v.trial_eligibility,
            'responsibleClinician', v.responsible_clinician,
            'nextReviewOn', v.next_review_on,
            'notDiscussedReason', v.not_discussed_reason,
            'reason', v.reason,
            'recordedAt', instant_text(v.recorded_at),
            'recordedBy', u.name,
            'actions', meeting_case_actions(c.patient_id, c.id, p_as_of)
        )
        from meeting_case c
        cross join lateral (
            select * from meeting_case_version v
            where v.patient_id = c.patient_id and v.meeting_case_id = c.id and v.recorded_at <= p_as_of
            order by v.version desc limit 1
        ) v
        left join app_user u on u.id = v.recorded_by
        where c.patient_id = p_patient_id and c.id = p_case_id
    );
end $$;

create or replace function meeting_head(p_meeting_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        select json_build_object(
            'id', m.id,
            'version', v.version,
            'status', v.status,
            'organisation', o.code,
            'startsAt', instant_text(v.starts_at),
            'place', v.place,
            'chair', v.chair,
            'chairId', v.chair_id,
            'coordinator', v.coordinator,
            'attendance', v.attendance,
            'signedAt', instant_text(v.signed_at),
            'signedBy', s.name,
            'reason', v.reason,
            'recordedAt', instant_text(v.recorded_at)
        )
        from meeting m
        join organisation o on o.id = m.organisation_id
        cross join lateral (
            select * from meeting_version v
            where v.meeting_id = m.id and v.recorded_at <= p_as_of order by v.version desc limit 1
        ) v
        left join app_user s on s.id = v.signed_by
        where m.id = p_meeting_id
    );
end $$;

-- What was signed of a case and every version after that, as known at an instant, oldest first; null where nothing was amended.
create or replace function meeting_case_amended(
    p_patient_id uuid, p_case_id uuid, p_signed_at timestamptz, p_as_of timestamptz
) returns json language plpgsql stable as $$
begin
    if p_signed_at is null or not exists (
        select from meeting_case_version v
        where v.patient_id = p_patient_id and v.meeting_case_id = p_case_id
            and v.recorded_at > p_signed_at and v.recorded_at <= p_as_of)
    then
        return null;
    end if;
    return (
        select json_agg(meeting_case_document(v.patient_id, v.meeting_case_id, v.recorded_at) order by v.version)
        from meeting_case_version v
        where v.patient_id = p_patient_id and v.meeting_case_id = p_case_id and v.recorded_at <= p_as_of
            and v.version >= (
                select max(s.version) from meeting_case_version s
                where s.patient_id = p_patient_id and s.meeting_case_id = p_case_id and s.recorded_at <= p_signed_at)
    );
end $$;

create or replace function workup_meetings(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        select coalesce(json_agg(json_build_object(
            'meeting', h.head,
            'case', h.body,
            'amended', meeting_case_amended(p_patient_id, h.id, (h.head ->> 'signedAt')::timestamptz, p_as_of)
        ) order by h.id), '[]')
        from (
            select c.id, meeting_head(c.meeting_id, p_as_of) as head,
                meeting_case_document(c.patient_id, c.id, p_as_of) as body
            from meeting_case c
            where c.patient_id = p_patient_id and c.workup_id = p_workup_id and c.created_at <= p_as_of
        ) h
        where h.body is not null and h.body ->> 'status' <> 'removed'
    );
end $$;

create or replace function meeting_document(p_meeting_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        -- What the reader may not see is counted, so that a short agenda does not look like a whole one.
        select json_strip_nulls(json_build_object(
            'meeting', h.head,
            'cases', coalesce(k.cases, '[]'),
            -- What of it is the newest, by which whoever signs names what they saw.
            'state', concat_ws(',', (h.head ->> 'id') || ':' || (h.head ->> 'version'), k.state),
            'hiddenCaseCount', nullif(access_case_count(p_meeting_id, p_as_of) - coalesce(k.count, 0), 0)))
        from (select meeting_head(p_meeting_id, p_as_of) as head) h
        cross join lateral (
            select json_agg(b.body order by (b.body ->> 'position')::integer, b.id) as cases, count(*)::integer as count,
                string_agg(concat_ws(',', b.id || ':' || (b.body ->> 'version'), (
                    select string_agg((a ->> 'id') || ':' || (a ->> 'version'), ',' order by a ->> 'id')
                    from json_array_elements(b.body -> 'actions') a)), ',' order by b.id) as state
            from (
                select c.id, meeting_case_document(c.patient_id, c.id, p_as_of) as body
                from meeting_case c where c.meeting_id = p_meeting_id
            ) b
            where b.body is not null and b.body ->> 'status' <> 'removed'
        ) k
        where h.head is not null
    );
end $$;
