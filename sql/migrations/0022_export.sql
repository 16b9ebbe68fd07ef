-- Purpose: a patient's copy is of all there is: why something was shared or objected to, for whoever sees all of the record;
-- and the overview of access is of the person, with the records that were joined.
-- Lock: access exclusive on patient_merge, for the moment in which its policy is put in place.

-- The reasons of relations, objections and requests of one patient, and why an objection was lifted or how a request was
-- answered. For whoever sees all of every workup without having broken the glass, or, where there is none, gives care where
-- the patient is registered; nothing for anybody else.
create function access_reasons(p_patient_id uuid) returns table (id uuid, reason text, end_reason text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not public.access_reaches(p_patient_id, null) and (
        (not exists (select from public.workup w where w.patient_id = p_patient_id)
            and not (public.access_registered(p_patient_id) and cardinality(public.access_list('grantees')) > 0))
        or exists (
            select from public.workup w
            where w.patient_id = p_patient_id and not public.access_reaches(p_patient_id, w.id)))
    then
        return;
    end if;
    return query
        select r.id, r.reason, null::text from public.access_relation r where r.patient_id = p_patient_id
        union all
        select r.id, r.reason, r.lift_reason from public.access_objection r where r.patient_id = p_patient_id
        union all
        select r.id, r.reason, r.decision_reason from public.access_request r where r.patient_id = p_patient_id;
end $$;

do $$
begin
    alter function access_reasons(uuid) owner to workup_derivation;
    revoke all on function access_reasons(uuid) from public;
    grant execute on function access_reasons(uuid) to workup_service, workup_machine;
end $$;

-- Which records are one person's, for whoever reads the log; not why.
grant select (id, source_patient_id, target_patient_id, merged_at, unmerged_at) on patient_merge to workup_audit_reader;
create policy patient_merge_log on patient_merge for select to workup_audit_reader using (true);
