-- Purpose: relations follow from what happens: registering, opening, handing over, tasks, findings, meetings, merges. Each
-- begins and ends with its cause, by a trigger; what was there before gets its relations at the end.
-- Lock: triggers are added to patient, patient_identifier, patient_merge, workup, workup_version, step_version,
-- finding_version, meeting_version, meeting_case and meeting_case_version, each for a moment.

-- Whether the transaction may give a workup or its steps to others: its organisation answers for it, or it is no user's.
create function access_answers(p_patient_id uuid, p_workup_id uuid) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select public.access_id('user') is null or exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.workup_id = p_workup_id and r.ground = 'workup'
            and r.grantee_id = public.access_id('organisation') and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant()))
$$;

-- Whether the transaction's organisation knows a patient for good: registered there, referred by it, or answered for. It may
-- then open workups and say that two records are of one person; a share, a meeting or an emergency gives neither.
create function access_registered(p_patient_id uuid) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select public.access_id('user') is null or exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('registrars'))
            and r.ground in ('registration', 'referral', 'workup') and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
            and r.patient_id <> all (public.access_list('refused')))
$$;

-- Whether an organisation or a person treats a patient now: it answers for a workup, they belong to it, or follow one.
create function access_treats(p_patient_id uuid, p_grantee_id uuid) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
            and (r.ground = 'workup' and (r.grantee_id = p_grantee_id or r.grantee_id = (
                    select u.organisation_id from public.app_user u where u.id = p_grantee_id))
                or r.ground = 'task' and r.scope = 'workup' and r.grantee_id = p_grantee_id))
$$;

-- Whether an objection may be recorded by somebody: nobody elsewhere keeps a patient from who treats them. Those who treat the
-- patient as well may, people of the same organisation, and the machine's administrator.
create function access_may_object(p_patient_id uuid, p_grantee_id uuid, p_by uuid) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select p_by is null or not public.access_treats(p_patient_id, p_grantee_id) or exists (
        select from public.app_user b
        where b.id = p_by and (public.access_treats(p_patient_id, b.organisation_id) or b.organisation_id = coalesce(
            (select u.organisation_id from public.app_user u where u.id = p_grantee_id), p_grantee_id)))
$$;

-- A relation that follows from something; nothing where one like it stands already.
create function access_derive(
    p_patient_id uuid, p_grantee_kind text, p_grantee_id uuid, p_scope text, p_workup_id uuid, p_object_id uuid,
    p_ground text, p_at timestamptz, p_until timestamptz, p_by uuid, p_under uuid default null
) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- What was recorded for an earlier instant counts from then, and what is recorded ahead of the clock from now.
    insert into public.access_relation (patient_id, id, grantee_kind, grantee_id, scope, workup_id, object_id, ground,
        under_id, valid_from, valid_until, recorded_at, recorded_by)
    select p_patient_id, gen_random_uuid(), p_grantee_kind, p_grantee_id, p_scope, p_workup_id, p_object_id, p_ground,
        p_under, least(p_at, public.access_instant()), p_until, p_at, p_by
    where p_grantee_id is not null and not exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = p_grantee_id and r.ended_at is null
            and (r.valid_until is null or r.valid_until >= p_until)
            -- Another ground, or what it rests on, ends by itself and must not take this one along.
            and (r.under_id is null or r.under_id = p_under)
            and r.scope = p_scope and r.ground = p_ground and r.workup_id is not distinct from p_workup_id
            and r.object_id is not distinct from p_object_id);
end $$;

-- Whoever registers a patient works where the patient is registered.
create function access_after_patient() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform public.access_derive(a.patient_id, 'organisation', public.access_id('organisation'), 'person', null, null,
        'registration', a.created_at, null, a.created_by)
    from added a;
    return null;
end $$;
create trigger patient_access after insert on patient
    referencing new table as added for each statement execute function access_after_patient();

-- A hospital number says that the patient is registered there. Nobody gives a patient to another organisation by typing
-- its number: only that organisation's own people do, or the machine's administrator.
create function access_after_identifier() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform public.access_derive(a.patient_id, 'organisation', o.id, 'person', null, null, 'registration',
        a.recorded_at, null, a.recorded_by)
    from added a
    join public.organisation o on a.system = 'mrn:' || o.code
    where public.access_id('user') is null or o.id = public.access_id('organisation');
    return null;
end $$;
create trigger patient_identifier_access after insert on patient_identifier
    referencing new table as added for each statement execute function access_after_identifier();

-- Whoever opens a workup sees it: as the one who refers, until its first version says whose it is. Who only sees the patient
-- for a while opens none.
create function access_after_workup() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from added a where not public.access_registered(a.patient_id)) then
        raise exception 'a workup is opened where the patient is registered'
            using errcode = 'insufficient_privilege', constraint = 'workup_registered';
    end if;
    perform public.access_derive(a.patient_id, 'organisation', public.access_id('organisation'), 'workup', a.id, null,
        'referral', a.created_at, null, a.created_by)
    from added a;
    return null;
end $$;
create trigger workup_access after insert on workup
    referencing new table as added for each statement execute function access_after_workup();

-- The organisation that answers for a workup sees it, for as long as it answers for it; a handover ends the relation of
-- the one before, which keeps who the patient is.
create function access_after_workup_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from added a
        join public.workup_version b
            on b.patient_id = a.patient_id and b.workup_id = a.workup_id and b.version = a.version - 1
        where (a.organisation_id <> b.organisation_id
                or (a.assignee_id is distinct from b.assignee_id and a.assignee_id is not null))
            and not public.access_answers(a.patient_id, a.workup_id))
    then
        raise exception 'a workup is handed over by whoever answers for it'
            using errcode = 'insufficient_privilege', constraint = 'workup_version_handover';
    end if;
    if exists (
        select from added a
        where a.version > 1 and not public.access_answers(a.patient_id, a.workup_id) and not exists (
            select from public.access_relation r
            where r.patient_id = a.patient_id and r.workup_id = a.workup_id and r.scope = 'workup' and r.ground = 'task'
                and r.grantee_id = public.access_id('user') and r.valid_from <= public.access_instant()
                and (r.valid_until is null or r.valid_until > public.access_instant())))
    then
        raise exception 'a workup is changed by whoever answers for it or was asked to follow it'
            using errcode = 'insufficient_privilege', constraint = 'workup_version_conduct';
    end if;
    perform public.access_derive(a.patient_id, 'organisation', a.organisation_id, 'workup', a.workup_id, null,
            'workup', a.recorded_at, null, a.recorded_by),
        public.access_derive(a.patient_id, 'organisation', a.organisation_id, 'person', null, null,
            'registration', a.recorded_at, null, a.recorded_by)
    from added a;
    perform public.access_derive(a.patient_id, 'user', u.id, 'workup', a.workup_id, null,
        'task', a.recorded_at, null, a.recorded_by)
    from added a
    join public.app_user u on u.id = a.assignee_id and u.organisation_id <> a.organisation_id;
    -- After what begins, so that what rests on a relation that becomes another does not end with it.
    update public.access_relation r set
        valid_until = greatest(r.valid_from, least(coalesce(r.valid_until, 'infinity'), a.recorded_at)),
        ended_at = a.recorded_at, ended_by = a.recorded_by
    from added a
    where r.patient_id = a.patient_id and r.workup_id = a.workup_id and r.scope = 'workup' and r.ended_at is null
        and ((r.ground = 'workup' and r.grantee_id <> a.organisation_id)
            or (r.ground = 'referral' and r.grantee_id = a.organisation_id)
            or (r.ground = 'task' and r.grantee_id is distinct from a.assignee_id));
    return null;
end $$;
create trigger workup_version_access after insert on workup_version
    referencing new table as added for each statement execute function access_after_workup_version();

-- A step that another organisation or its people are to do is theirs to see, with its result, until it is given to others.
create function access_after_step_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from added where organisation_id is not null or assignee_id is not null or version > 1) then
        return null;
    end if;
    if exists (
        select from added a
        join public.step_version b on b.patient_id = a.patient_id and b.step_id = a.step_id and b.version = a.version - 1
        where ((a.organisation_id is distinct from b.organisation_id and a.organisation_id is not null)
                or (a.assignee_id is distinct from b.assignee_id and a.assignee_id is not null))
            and not public.access_answers(a.patient_id, a.workup_id))
    then
        raise exception 'a step is given to others by whoever answers for the workup'
            using errcode = 'insufficient_privilege', constraint = 'step_version_giving';
    end if;
    update public.access_relation r set
        valid_until = greatest(r.valid_from, least(coalesce(r.valid_until, 'infinity'), a.recorded_at)),
        ended_at = a.recorded_at, ended_by = a.recorded_by
    from added a
    where r.patient_id = a.patient_id and r.object_id = a.step_id and r.ground = 'task' and r.ended_at is null
        and r.grantee_id is distinct from a.organisation_id and r.grantee_id is distinct from a.assignee_id;
    perform public.access_derive(a.patient_id, g.kind, g.id, 'object', a.workup_id, o.id, 'task', a.recorded_at, null,
        a.recorded_by)
    from added a
    cross join lateral (
        select 'organisation' as kind, a.organisation_id as id where a.organisation_id is not null
        union all
        select 'user', u.id from public.app_user u where u.id = a.assignee_id
    ) g
    cross join lateral (
        select a.step_id as id union all select a.finding_id where a.finding_id is not null
    ) o
    where not exists (
        select from public.access_relation w
        join public.app_user u on u.id = g.id
        where g.kind = 'user' and w.patient_id = a.patient_id and w.workup_id = a.workup_id and w.scope = 'workup'
            and w.grantee_id = u.organisation_id and w.ground = 'workup' and w.ended_at is null
            and w.valid_until is null);
    return null;
end $$;
create trigger step_version_access after insert on step_version
    referencing new table as added for each statement execute function access_after_step_version();

-- Whoever recorded a finding sees it: for as long as they see what they recorded it by. What was theirs to do stays; what was
-- shared with them takes the finding along when it ends, and an emergency gives none.
create function access_after_finding_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if public.access_id('organisation') is null then return null; end if;
    perform public.access_derive(a.patient_id, 'organisation', public.access_id('organisation'), 'object', a.workup_id,
        a.finding_id, 'task', a.recorded_at, r.valid_until, a.recorded_by,
        case when r.ground in ('share', 'meeting') then r.id end)
    from added a
    left join lateral (
        select r.id, r.ground, r.valid_until from public.access_relation r
        where r.patient_id = a.patient_id and r.grantee_id = any (public.access_list('grantees'))
            and r.ground <> 'emergency' and (r.scope = 'record' or r.workup_id = a.workup_id)
            and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
        order by coalesce(r.valid_until, 'infinity') desc, (r.ground in ('share', 'meeting')) limit 1
    ) r on true
    where a.version = 1 and (public.access_id('user') is null or r.id is not null);
    return null;
end $$;
create trigger finding_version_access after insert on finding_version
    referencing new table as added for each statement execute function access_after_finding_version();

-- Where a case is discussed it is seen, from when it is on the agenda until ninety days after the meeting, for what was
-- agreed to be done; not once it is taken off the agenda, nor where the meeting is cancelled. A meeting on another day takes
-- the end along, which never lies before the change. Follows all meetings of one organisation with one workup.
create function access_follow_meetings(
    p_patient_id uuid, p_workup_id uuid, p_organisation_id uuid, p_at timestamptz, p_by uuid
) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_until timestamptz;
    v_most timestamptz;
begin
    -- A meeting gives its organisation no more than that has without it, or has by it already.
    select max(coalesce(r.valid_until, 'infinity')) into v_most
    from public.access_relation r
    where r.patient_id = p_patient_id and r.grantee_id = p_organisation_id and r.ground <> 'emergency'
        and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id))
        and (r.valid_until is null or r.valid_until > p_at);
    select max(greatest(least(m.starts_at, p_at + interval '2 years'), c.created_at) + interval '90 days') into v_until
    from public.meeting_case c
    join public.meeting n on n.id = c.meeting_id and n.organisation_id = p_organisation_id
    cross join lateral (
        select x.starts_at, x.status from public.meeting_version x
        where x.meeting_id = n.id order by x.version desc limit 1) m
    left join lateral (
        select x.status from public.meeting_case_version x
        where x.patient_id = c.patient_id and x.meeting_case_id = c.id order by x.version desc limit 1) v on true
    where c.patient_id = p_patient_id and c.workup_id = p_workup_id and m.status <> 'cancelled'
        and v.status is distinct from 'removed';
    if v_until is not null then v_until := case when v_most is not null then least(v_until, v_most) end; end if;
    update public.access_relation r set
        valid_until = greatest(r.valid_from, v_until, p_at),
        ended_at = case when v_until is null then p_at end,
        ended_by = case when v_until is null then p_by end
    where r.patient_id = p_patient_id and r.workup_id = p_workup_id and r.ground = 'meeting'
        and r.grantee_id = p_organisation_id and r.ended_at is null
        -- What ended by itself stays as it was.
        and r.valid_until > p_at and (v_until is null or r.valid_until <> greatest(v_until, p_at));
    if v_until > p_at then
        perform public.access_derive(p_patient_id, 'organisation', p_organisation_id, 'workup', p_workup_id, null,
            'meeting', p_at, v_until, p_by);
    end if;
end $$;
create function access_after_meeting_case() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform public.access_follow_meetings(a.patient_id, a.workup_id, m.organisation_id, a.created_at, null)
    from added a join public.meeting m on m.id = a.meeting_id;
    return null;
end $$;
create trigger meeting_case_access after insert on meeting_case
    referencing new table as added for each statement execute function access_after_meeting_case();
create function access_after_meeting_case_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform public.access_follow_meetings(c.patient_id, c.workup_id, m.organisation_id, a.recorded_at, a.recorded_by)
    from added a
    join public.meeting_case c on c.patient_id = a.patient_id and c.id = a.meeting_case_id
    join public.meeting m on m.id = c.meeting_id
    -- A case that is discussed stays where it is.
    where a.version > 1 and a.status in ('planned', 'removed');
    return null;
end $$;
create trigger meeting_case_version_access after insert on meeting_case_version
    referencing new table as added for each statement execute function access_after_meeting_case_version();
create function access_after_meeting_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform public.access_follow_meetings(c.patient_id, c.workup_id, m.organisation_id, a.recorded_at, a.recorded_by)
    from added a
    join public.meeting m on m.id = a.meeting_id
    join public.meeting_case c on c.meeting_id = a.meeting_id
    where a.version > 1;
    return null;
end $$;
create trigger meeting_version_access after insert on meeting_version
    referencing new table as added for each statement execute function access_after_meeting_version();

-- The records of one person.
create function access_person(p_patient_id uuid) returns setof uuid language sql stable
set search_path = pg_catalog, pg_temp as $$
    with main as (
        select coalesce((
            select m.target_patient_id from public.patient_merge m
            where m.source_patient_id = p_patient_id and m.unmerged_at is null), p_patient_id) as id)
    select l.id from main l
    union
    select m.source_patient_id from public.patient_merge m
    join main l on l.id = m.target_patient_id where m.unmerged_at is null
$$;
-- Two records that are found to be one person's are one person's objections as well: what stands in one stands in the
-- others, from the merge or from when it is recorded, as a copy that knows where it came from, and is lifted in all of them
-- (access_lift). Whoever treats the person is not kept from them by that: an organisation's objection is said there, a
-- person's by who could say it there.
create function access_copy_objections(p_merge_id uuid, p_from uuid, p_to uuid, p_at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
    insert into public.access_objection (patient_id, id, grantee_kind, grantee_id, reason, origin_id, merge_id, recorded_at,
        recorded_by)
    select p_to, gen_random_uuid(), o.grantee_kind, o.grantee_id, o.reason, o.origin_id, p_merge_id, p_at, o.recorded_by
    from public.access_objection o
    where o.patient_id = p_from and o.lifted_at is null
        and not exists (select from public.access_objection x where x.patient_id = p_to and x.id = o.origin_id)
        and case o.grantee_kind when 'organisation' then not public.access_treats(p_to, o.grantee_id)
            else public.access_may_object(p_to, o.grantee_id, o.recorded_by) end
    on conflict (patient_id, origin_id) where lifted_at is null do nothing
$$;
create function access_after_merge() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from added a
        where not public.access_registered(a.source_patient_id) or not public.access_registered(a.target_patient_id))
    then
        raise exception 'records are merged where both are registered'
            using errcode = 'insufficient_privilege', constraint = 'patient_merge_registered';
    end if;
    perform public.access_copy_objections(a.id, p.from_id, p.to_id, a.merged_at)
    from added a
    cross join lateral (values (a.source_patient_id, a.target_patient_id), (a.target_patient_id, a.source_patient_id))
        as p (from_id, to_id);
    return null;
end $$;
create trigger patient_merge_access after insert on patient_merge
    referencing new table as added for each statement execute function access_after_merge();
-- Two records that turn out to be of two people: a copy goes where what it is a copy of was said of the other person. What
-- was said of the records that stay together stands.
create function access_after_unmerge() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    update public.access_objection o set lifted_at = a.unmerged_at, lifted_by = a.unmerged_by, lift_reason = a.unmerge_reason
    from changed a
    where a.unmerged_at is not null and o.lifted_at is null and o.merge_id is not null
        and (o.patient_id in (select public.access_person(a.source_patient_id))
            or o.patient_id in (select public.access_person(a.target_patient_id)))
        and not exists (
            select from public.access_objection x
            where x.id = o.origin_id and x.patient_id in (select public.access_person(o.patient_id)));
    return null;
end $$;
create trigger patient_merge_parting after update on patient_merge
    referencing new table as changed for each statement execute function access_after_unmerge();
-- An objection: refused where somebody elsewhere keeps a patient from who treats them, in the queue of unusual access where
-- it is about who treats them, in the other record of the same person, and what its grantee was shown and gave on ends.
create function access_after_objection() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    -- What this adds comes here once more, and ends here.
    if not exists (select from added) then return null; end if;
    if exists (
        select from added a
        where a.merge_id is null and not public.access_may_object(a.patient_id, a.grantee_id, a.recorded_by))
    then
        raise exception 'an objection to who treats a patient is recorded where they are treated'
            using errcode = 'insufficient_privilege', constraint = 'access_objection_treating';
    end if;
    -- What the machine's own administrator does is in the log and not here, as with accounts.
    insert into public.audit_review (id, kind, found_by, user_id, user_name, patient_id, began_at, ended_at, patient_count,
        found_at, reason, objection_id, objected_to)
    select gen_random_uuid(), 'objectionToTreating', 'objectionToTreating ' || a.id, u.id, u.name, a.patient_id,
        a.recorded_at, a.recorded_at + interval '1 minute', 1, a.recorded_at, a.reason, a.id,
        coalesce(o.name, k.name, a.grantee_kind)
    from added a
    join public.app_user u on u.id = coalesce(public.access_id('user'), a.recorded_by)
    left join public.organisation o on a.grantee_kind = 'organisation' and o.id = a.grantee_id
    left join public.app_user k on a.grantee_kind = 'user' and k.id = a.grantee_id
    where public.access_treats(a.patient_id, a.grantee_id);
    update public.access_relation r set valid_until = greatest(r.valid_from, a.recorded_at), ended_at = a.recorded_at,
        ended_by = a.recorded_by
    from added a
    join public.access_relation g on g.patient_id = a.patient_id
    left join public.team t on g.grantee_kind = 'team' and t.id = g.grantee_id
    left join public.app_user u on g.grantee_kind = 'user' and u.id = g.grantee_id
    where a.grantee_id in (g.grantee_id, t.organisation_id, u.organisation_id)
        and r.patient_id = g.patient_id and r.under_id = g.id and r.ended_at is null
        and (r.valid_until is null or r.valid_until > a.recorded_at);
    perform public.access_copy_objections(m.id, a.patient_id, p.to_id, a.recorded_at)
    from added a
    join public.patient_merge m on a.patient_id in (m.source_patient_id, m.target_patient_id) and m.unmerged_at is null
    cross join lateral (
        select case when a.patient_id = m.source_patient_id then m.target_patient_id else m.source_patient_id end as to_id
    ) p;
    return null;
end $$;
create trigger access_objection_access after insert on access_objection
    referencing new table as added for each statement execute function access_after_objection();
-- What somebody was shown and gave on ends when theirs does, and what those gave on as well, down to the last; and so does a
-- meeting's share in what was shared, where its organisation has nothing else.
create function access_after_relation() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from changed) then return null; end if;
    update public.access_relation r set valid_until = greatest(r.valid_from, p.valid_until), ended_at = p.ended_at,
        ended_by = p.ended_by
    from changed p
    where r.patient_id = p.patient_id and r.under_id = p.id and r.ended_at is null and p.valid_until is not null
        and (r.valid_until is null or r.valid_until > greatest(r.valid_from, p.valid_until))
        -- Whoever referred it and answers for it now goes on giving what they gave.
        and not exists (
            select from public.access_relation w
            where w.patient_id = p.patient_id and w.grantee_id = p.grantee_id and w.workup_id = p.workup_id
                and w.ground = 'workup' and w.valid_until is null);
    update public.access_relation r set valid_until = greatest(r.valid_from, p.ended_at), ended_at = p.ended_at,
        ended_by = p.ended_by
    from changed p
    where p.ended_at is not null and p.ground in ('share', 'referral') and r.patient_id = p.patient_id
        and r.grantee_id = p.grantee_id and r.ground = 'meeting' and r.ended_at is null and r.valid_until > p.ended_at
        and not exists (
            select from public.access_relation o
            where o.patient_id = r.patient_id and o.grantee_id = r.grantee_id and o.ground not in ('meeting', 'emergency')
                and (o.scope = 'record' or (o.scope = 'workup' and o.workup_id = r.workup_id))
                and (o.valid_until is null or o.valid_until > p.ended_at));
    return null;
end $$;
create trigger access_relation_access after update on access_relation
    referencing new table as changed for each statement execute function access_after_relation();

-- What was there before: who is registered where, and whose each workup and task is.
select access_derive(i.patient_id, 'organisation', o.id, 'person', null, null, 'registration', i.recorded_at, null,
    i.recorded_by)
from patient_identifier i join organisation o on i.system = 'mrn:' || o.code where i.ended_at is null;
select access_derive(p.patient_id, 'organisation', u.organisation_id, 'person', null, null, 'registration', p.created_at,
    null, p.created_by)
from patient p join app_user u on u.id = p.created_by;
select access_derive(v.patient_id, 'organisation', v.organisation_id, s.scope, case s.scope when 'workup' then v.workup_id end,
    null, case s.scope when 'workup' then 'workup' else 'registration' end, v.recorded_at, null, v.recorded_by)
from (select distinct on (patient_id, workup_id) * from workup_version order by patient_id, workup_id, version desc) v
cross join (values ('workup'), ('person')) s (scope);
select access_derive(v.patient_id, 'organisation', v.organisation_id, 'object', v.workup_id, o.id, 'task', v.recorded_at,
    null, v.recorded_by)
from (select distinct on (patient_id, step_id) * from step_version order by patient_id, step_id, version desc) v
cross join lateral (select v.step_id as id union all select v.finding_id where v.finding_id is not null) o
where v.organisation_id is not null;
select access_follow_meetings(c.patient_id, c.workup_id, m.organisation_id, c.created_at, null)
from meeting_case c join meeting m on m.id = c.meeting_id;
