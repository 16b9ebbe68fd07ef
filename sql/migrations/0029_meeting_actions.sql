-- Purpose: an action of a meeting is worded by the organisation that holds it and finished by its owner, and nobody else
-- writes it down; who is named as its owner sees the case; the chair of a meeting is known by their account.
-- Lock: access exclusive on meeting_version, meeting_action and meeting_action_version, for the moment in which the column is
-- added and the policies are put in place.

alter table meeting_version add column chair_id uuid;
alter table meeting_version add constraint meeting_version_chair_fkey foreign key (chair_id) references app_user (id);

-- Whether a version of an action is the caller's to write: any of a meeting of their own organisation, and of their own action
-- one that says nothing new but whether it is done. For new rows only, one at a time.
create function access_may_write_action(
    p_patient_id uuid, p_action_id uuid, p_version integer, p_state text, p_what text, p_owner text, p_owner_id uuid, p_due_on date
) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from public.meeting_action a
        join public.meeting_case c on c.patient_id = a.patient_id and c.id = a.meeting_case_id
        where a.patient_id = p_patient_id and a.id = p_action_id and public.access_is_own_meeting(c.meeting_id))
    or exists (
        select from public.meeting_action_version v
        where v.patient_id = p_patient_id and v.action_id = p_action_id and v.version = p_version - 1
            and v.owner_id = public.access_id('user') and p_state in ('open', 'done')
            and (v.what, v.owner, v.owner_id) = (p_what, p_owner, p_owner_id) and v.due_on is not distinct from p_due_on)
$$;

-- Whether somebody sees all of a workup without having broken the glass, told to whoever sees it so themselves: only then can
-- they be given something to do in it.
create function access_sees_case(p_user_id uuid, p_patient_id uuid, p_workup_id uuid) returns boolean language sql stable
security definer set search_path = pg_catalog, pg_temp as $$
    select public.access_reaches(p_patient_id, p_workup_id) and exists (
        select from public.app_user u
        cross join lateral (
            select array[u.id, u.organisation_id] || array(
                select m.team_id from public.team_member m
                where m.user_id = u.id and m.joined_at <= public.access_instant() and m.left_at is null) as ids
        ) g
        where u.id = p_user_id and (u.disabled_at is null or u.disabled_at > public.access_instant())
            and u.role in ('neurologist', 'neurophysiologist', 'technician', 'laboratory', 'nurse', 'coordinator')
            and exists (
                select from public.access_relation r
                where r.patient_id = p_patient_id and r.grantee_id = any (g.ids) and r.ground <> 'emergency'
                    and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id))
                    and r.valid_from <= public.access_instant()
                    and (r.valid_until is null or r.valid_until > public.access_instant()))
            and not exists (
                select from public.access_objection o
                where o.patient_id = p_patient_id and o.grantee_id = any (g.ids) and o.lifted_at is null))
$$;

do $$
declare
    f text;
begin
    foreach f in array array[
        'access_may_write_action(uuid, uuid, integer, text, text, text, uuid, date)', 'access_sees_case(uuid, uuid, uuid)']
    loop
        execute format('alter function %s owner to workup_derivation', f);
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to workup_service, workup_machine', f);
    end loop;
end $$;
grant select on meeting_action, meeting_action_version to workup_derivation;

alter policy meeting_action_service on meeting_action with check (
    exists (
        select from public.meeting_case c
        where c.patient_id = meeting_action.patient_id and c.id = meeting_action.meeting_case_id
            and public.access_is_own_meeting(c.meeting_id)));
alter policy meeting_action_version_service on meeting_action_version with check (
    exists (
        select from public.meeting_action a
        where a.patient_id = meeting_action_version.patient_id and a.id = meeting_action_version.action_id)
    and public.access_may_write_action(
        meeting_action_version.patient_id, meeting_action_version.action_id, meeting_action_version.version,
        meeting_action_version.state, meeting_action_version.what, meeting_action_version.owner,
        meeting_action_version.owner_id, meeting_action_version.due_on));
