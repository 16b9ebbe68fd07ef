-- The findings of a workup as known at an instant: the newest version of each, withdrawn ones left out.
create or replace function workup_findings(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns json language plpgsql stable as $$
begin
    return (
        with latest as (
            select distinct on (v.finding_id) v.*
            from finding_version v
            where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
            order by v.finding_id, v.version desc
        )
        select coalesce(json_agg(json_build_object(
            'id', l.finding_id,
            'kind', l.kind,
            'version', l.version,
            'origin', l.origin,
            'reason', l.reason,
            'recordedAt', instant_text(l.recorded_at),
            'recordedBy', u.name,
            'body', l.body
        ) order by l.finding_id), '[]')
        from latest l
        left join app_user u on u.id = l.recorded_by
        where l.status = 'recorded'
    );
end $$;
