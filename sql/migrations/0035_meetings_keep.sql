-- Purpose: what was decided, written or agreed on of a case of a meeting stays: it is neither opened again nor taken off the agenda,
-- and its meeting is not cancelled, whoever writes and whatever of it they see.
-- Lock: adds triggers to meeting_case_version and meeting_version.

-- A case that was settled does not become open again, and one that holds text of an outcome or an action stays on the agenda.
create function meeting_case_keeps() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_before public.meeting_case_version;
begin
    if new.version = 1 or new.status not in ('planned', 'removed') then
        return null;
    end if;
    select * into v_before from public.meeting_case_version v
    where v.patient_id = new.patient_id and v.meeting_case_id = new.meeting_case_id and v.version < new.version
    order by v.version desc limit 1;
    if v_before.status <> 'planned' or new.status = 'removed' and (
        num_nonnulls(
            v_before.diagnosis, v_before.certainty, v_before.decision, v_before.dissent, v_before.patient_preference,
            v_before.further_tests, v_before.informs_patient, v_before.informed_by, v_before.trial_eligibility,
            v_before.responsible_clinician, v_before.next_review_on, v_before.not_discussed_reason) > 0
        or exists (
            select from public.meeting_action a
            where a.patient_id = new.patient_id and a.meeting_case_id = new.meeting_case_id))
    then
        raise exception 'what a case of a meeting holds stays on the record'
            using errcode = 'check_violation', constraint = 'meeting_case_version_kept_check', table = 'meeting_case_version';
    end if;
    return null;
end $$;

-- A meeting is not cancelled while a case of it is decided on, or holds text of an outcome or an action. Why a case was not discussed
-- is no hindrance: a meeting that is cancelled says that of all of them.
create function meeting_keeps() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.status = 'cancelled'
        and not exists (
            select from public.meeting_version v
            where v.meeting_id = new.meeting_id and v.version = new.version - 1 and v.status = 'cancelled')
        and exists (
            select from public.meeting_case c
            cross join lateral (
                select * from public.meeting_case_version v
                where v.patient_id = c.patient_id and v.meeting_case_id = c.id
                order by v.version desc limit 1
            ) v
            where c.meeting_id = new.meeting_id and v.status <> 'removed' and (
                v.status = 'discussed'
                or num_nonnulls(
                    v.diagnosis, v.certainty, v.decision, v.dissent, v.patient_preference, v.further_tests, v.informs_patient,
                    v.informed_by, v.trial_eligibility, v.responsible_clinician, v.next_review_on) > 0
                or exists (
                    select from public.meeting_action a
                    where a.patient_id = c.patient_id and a.meeting_case_id = c.id)))
    then
        raise exception 'a meeting of which cases hold something is not cancelled'
            using errcode = 'check_violation', constraint = 'meeting_version_kept_check', table = 'meeting_version';
    end if;
    return null;
end $$;

do $$
declare
    f text;
begin
    foreach f in array array['meeting_case_keeps()', 'meeting_keeps()'] loop
        execute format('alter function %s owner to workup_derivation', f);
        execute format('revoke all on function %s from public', f);
    end loop;
end $$;

create trigger meeting_case_version_keeps after insert on meeting_case_version
    for each row execute function meeting_case_keeps();
create trigger meeting_version_keeps after insert on meeting_version for each row execute function meeting_keeps();
