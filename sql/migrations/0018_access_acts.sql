-- Purpose: what the service asks of the database about access, and does through it: emergencies that are told at once, sharing,
-- asking, deciding, ending, and what may be read of a workup by whoever has a part of it.
-- Lock: audit_review and idempotency_key are altered, for a moment.

-- What is to be told outside at once, and until it was: no patient, no reason, only that there is something to judge.
create table notice (
    id uuid not null,
    kind text not null,
    -- What it is about: the entry of the queue of unusual access.
    subject_id uuid not null,
    user_name text not null,
    organisation_id uuid,
    created_at timestamptz not null,
    next_attempt_at timestamptz not null,
    attempt_count integer not null default 0,
    told_at timestamptz,
    constraint notice_pkey primary key (id),
    constraint notice_kind_check check (kind in ('emergencyAccess')),
    constraint notice_attempt_count_check check (attempt_count >= 0)
);
create index notice_next_attempt_idx on notice (next_attempt_at) where told_at is null;

-- An emergency stands in the queue of unusual access from the moment it begins, with why and until when; an objection that
-- keeps out who treats with whom it is about and its id, by which they lift it who cannot see it any more.
alter table audit_review add column relation_id uuid, add column reason text, add column objection_id uuid,
    add column objected_to text;
alter table audit_review add constraint audit_review_reason_check check (length(reason) between 1 and 2000),
    add constraint audit_review_objection_check check (
        (kind = 'objectionToTreating') = (objection_id is not null) and (objection_id is null) = (objected_to is null));

-- Of which workup an answer tells that is kept for a repeated request: it is given again to who sees that workup still.
alter table idempotency_key add column workup_id uuid;

-- Breaks the glass: one patient, by id or by a number, for four hours; whoever reviews access is told with it. Gives whose
-- record it is and what was opened: nothing where there is none, or the caller's role is not one that cares for patients. While
-- one still runs, it gives that one: nobody is told of the same emergency twice.
create function access_open_emergency(
    p_patient_id uuid, p_system text, p_value text, p_relation_id uuid, p_reason text, p_hours integer, p_event_id uuid,
    p_review_id uuid
) returns table (opened_patient uuid, opened_id uuid, opened_from timestamptz, opened_until timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_patient_id uuid;
    v_user uuid := public.access_id('user');
    v_name text;
    v_at timestamptz := public.access_instant();
begin
    if v_user is null or coalesce(cardinality(public.access_list('grantees')), 0) = 0 then return; end if;
    select p.patient_id into v_patient_id from public.patient p
    where p.patient_id = coalesce(p_patient_id, (
        select d.patient_id from public.identifier_directory d where d.system = p_system and d.value = p_value));
    if not found then return; end if;
    perform set_config('workup.refused', array_remove(public.access_list('refused'), v_patient_id)::text, true);
    perform pg_advisory_xact_lock(hashtextextended('emergency ' || v_user || ' ' || v_patient_id, 0));
    return query
        select r.patient_id, r.id, r.valid_from, r.valid_until from public.access_relation r
        where r.patient_id = v_patient_id and r.grantee_id = v_user and r.ground = 'emergency' and r.ended_at is null
            and r.valid_from <= v_at and r.valid_until > v_at
        order by r.valid_until desc limit 1;
    if found then return; end if;
    insert into public.access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, reason, valid_from,
        valid_until, recorded_at, recorded_by)
    values (v_patient_id, p_relation_id, 'user', v_user, 'record', 'emergency', p_reason, v_at,
        v_at + make_interval(hours => p_hours), v_at, v_user);
    select u.name into v_name from public.app_user u where u.id = v_user;
    insert into public.audit_review (id, kind, found_by, user_id, user_name, patient_id, event_id, began_at, ended_at,
        patient_count, found_at, relation_id, reason)
    values (p_review_id, 'breakGlass', 'breakGlass ' || p_relation_id, v_user, v_name, v_patient_id, p_event_id, v_at,
        v_at + make_interval(hours => p_hours), 1, v_at, p_relation_id, p_reason);
    insert into public.notice (id, kind, subject_id, user_name, organisation_id, created_at, next_attempt_at)
    values (gen_random_uuid(), 'emergencyAccess', p_review_id, v_name, public.access_id('organisation'), v_at, v_at);
    return query select v_patient_id, p_relation_id, v_at, v_at + make_interval(hours => p_hours);
end $$;

-- Whether the transaction is the machine's own administrator's. Inside a function of another owner the current role is that
-- owner, so this goes by the role that the session took.
create function access_is_machine() returns boolean language sql stable parallel safe as $$
    select current_setting('role') = 'workup_machine'
$$;

-- All relations and objections of a patient, for whoever sees the patient themselves.
create function access_of_patient(p_patient_id uuid) returns table (
    is_objection boolean, id uuid, grantee_kind text, grantee_id uuid, grantee text, scope text, workup_id uuid,
    object_id uuid, ground text, reason text, valid_from timestamptz, valid_until timestamptz, recorded_by text
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_sees_care boolean;
begin
    if not public.access_is_machine() and not exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('registrars'))
            and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
            and r.patient_id <> all (public.access_list('refused')))
    then
        return;
    end if;
    v_sees_care := public.access_reaches(p_patient_id, null) or exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.scope = 'workup' and public.access_reaches(p_patient_id, r.workup_id));
    return query
        -- Whoever may only know the person learns with whom care is shared and whom the patient objects to, not why.
        select false, r.id, r.grantee_kind, r.grantee_id, coalesce(o.code, t.code, u.name), r.scope,
            r.workup_id, r.object_id, r.ground,
            case when public.access_reaches(p_patient_id, r.workup_id) then r.reason end, r.valid_from, r.valid_until,
            b.name
        from public.access_relation r
        left join public.organisation o on r.grantee_kind = 'organisation' and o.id = r.grantee_id
        left join public.team t on r.grantee_kind = 'team' and t.id = r.grantee_id
        left join public.app_user u on r.grantee_kind = 'user' and u.id = r.grantee_id
        left join public.app_user b on b.id = r.recorded_by
        where r.patient_id = p_patient_id
        union all
        select true, r.id, r.grantee_kind, r.grantee_id, coalesce(o.code, u.name), null, null, null, null,
            case when v_sees_care then r.reason end, r.recorded_at, r.lifted_at, b.name
        from public.access_objection r
        left join public.organisation o on r.grantee_kind = 'organisation' and o.id = r.grantee_id
        left join public.app_user u on r.grantee_kind = 'user' and u.id = r.grantee_id
        left join public.app_user b on b.id = r.recorded_by
        where r.patient_id = p_patient_id;
end $$;

-- Whether the transaction sees all of a workup; false for a part and for what is not there.
create function access_sees_whole(p_workup_id uuid) returns boolean language sql stable as $$
    select access_is_machine() or coalesce(p_workup_id = any (access_list('whole')), false) or exists (
        select from workup_directory d
        join access_relation r on r.patient_id = d.patient_id
        where d.workup_id = p_workup_id and r.grantee_id = any (access_list('grantees'))
            and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id))
            and r.valid_from <= access_instant() and (r.valid_until is null or r.valid_until > access_instant())
            and d.patient_id <> all (access_list('refused')))
$$;

-- The version of a workup's own fields at an instant: all of it for whoever sees all of the workup, without the diagnosis for
-- whoever sees a part, nothing for others.
create function access_workup_version(p_patient_id uuid, p_workup_id uuid, p_as_of timestamptz)
returns setof workup_version language plpgsql stable rows 1 security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_version public.workup_version;
    v_at timestamptz := public.access_instant();
    v_is_whole boolean := public.access_is_machine()
        or coalesce(p_workup_id = any (public.access_list('whole')), false);
begin
    if not v_is_whole then
        select bool_or(r.scope in ('record', 'workup')) into v_is_whole
        from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('grantees'))
            and (r.scope = 'record' or r.workup_id = p_workup_id) and r.valid_from <= v_at
            and (r.valid_until is null or r.valid_until > v_at)
            and r.patient_id <> all (public.access_list('refused'));
    end if;
    if v_is_whole is null then return; end if;
    select * into v_version from public.workup_version v
    where v.patient_id = p_patient_id and v.workup_id = p_workup_id and v.recorded_at <= p_as_of
    order by v.version desc limit 1;
    if not found then return; end if;
    if not v_is_whole then
        v_version.diagnosis_text := null;
        v_version.diagnosis_stated_by := null;
        v_version.diagnosis_stated_on := null;
    end if;
    return next v_version;
end $$;

-- Removes a few answers that were kept for repeated requests and are two days old, whoever made them.
create function forget_answers(p_at timestamptz) returns void language sql security definer
set search_path = pg_catalog, pg_temp as $$
    delete from public.idempotency_key k where (k.user_id, k.key) in (
        select o.user_id, o.key from public.idempotency_key o
        where o.created_at < least(p_at, now()) - interval '48 hours' order by o.created_at limit 10 for update skip locked)
$$;

-- How many patients beside some received a batch: a recall must not be silent about those whom the caller may not see.
create function access_count_lot(p_lot text, p_shown uuid[]) returns integer language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select count(distinct v.patient_id)::integer
    from public.administration_version v
    where upper(translate(v.lot, ' -', '')) = upper(translate(p_lot, ' -', '')) and v.status = 'recorded'
        and v.patient_id <> all (p_shown)
        and not exists (
            select from public.administration_version n
            where n.patient_id = v.patient_id and n.administration_id = v.administration_id and n.version > v.version)
        -- Roles without care learn of nobody.
        and (public.access_is_machine() or coalesce(cardinality(public.access_list('grantees')), 0) > 0)
$$;

-- How many cases the agenda of a meeting had at an instant, those that the caller may not see included.
create function access_case_count(p_meeting_id uuid, p_as_of timestamptz) returns integer language sql stable
security definer set search_path = pg_catalog, pg_temp as $$
    select count(*)::integer
    from public.meeting_case c
    cross join lateral (
        select v.status from public.meeting_case_version v
        where v.patient_id = c.patient_id and v.meeting_case_id = c.id and v.recorded_at <= p_as_of
        order by v.version desc limit 1
    ) v
    where c.meeting_id = p_meeting_id and v.status <> 'removed'
$$;

-- Whether a meeting is the caller's organisation's, who alone writes it down. For new rows only, a few at a time.
create function access_is_own_meeting(p_meeting_id uuid) returns boolean language sql stable
security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(cardinality(public.access_list('grantees')), 0) > 0 and exists (
        select from public.meeting m
        where m.id = p_meeting_id and m.organisation_id = public.access_id('organisation'))
$$;

-- What of the caller's own reaches a workup, or all of a patient, for longest, and for how long: what they give on lasts no
-- longer than that, and ends with it where it was only shown to them. What the organisation gives that answers for the workup
-- stays, for who answers next to end.
create function access_own(p_patient_id uuid, p_workup_id uuid, out v_id uuid, out v_until timestamptz) language sql stable
set search_path = pg_catalog, pg_temp as $$
    select case when r.ground <> 'workup' then r.id end, coalesce(r.valid_until, 'infinity')
    from public.access_relation r
    where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('grantees'))
        and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id)) and r.ground <> 'emergency'
        and r.valid_from <= public.access_instant()
        and (r.valid_until is null or r.valid_until > public.access_instant())
    order by coalesce(r.valid_until, 'infinity') desc, (r.ground = 'workup') desc, r.id limit 1
$$;

-- Shares a workup, or everything of a patient, with somebody: whoever sees as much themselves may. Gives whether it was done.
create function access_share(
    p_id uuid, p_patient_id uuid, p_workup_id uuid, p_grantee_kind text, p_grantee_id uuid, p_reason text,
    p_until timestamptz
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_at timestamptz := public.access_instant();
    v_under uuid;
    v_most timestamptz := 'infinity';
begin
    if not public.access_reaches(p_patient_id, p_workup_id) then return false; end if;
    if not public.access_is_machine() then
        -- Nobody gives for longer than they have.
        select o.v_id, o.v_until into v_under, v_most from public.access_own(p_patient_id, p_workup_id) o;
    end if;
    insert into public.access_relation (patient_id, id, grantee_kind, grantee_id, scope, workup_id, ground, under_id, reason,
        valid_from, valid_until, recorded_at, recorded_by)
    values (p_patient_id, p_id, p_grantee_kind, p_grantee_id,
        case when p_workup_id is null then 'record' else 'workup' end, p_workup_id, 'share', v_under, p_reason, v_at,
        nullif(least(coalesce(p_until, 'infinity'), v_most), 'infinity'), v_at, public.access_id('user'));
    return true;
end $$;

-- Asks to see the patient with a number, for the caller's organisation. Says nothing of whether there is one, and keeps no
-- request where there is none, or where it was asked already. An organisation may have so many that were not granted in
-- thirty days, and so many in a day.
create function access_ask(
    p_id uuid, p_system text, p_value text, p_reason text, p_open_max integer, p_day_max integer
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_organisation uuid := public.access_id('organisation');
    v_at timestamptz := public.access_instant();
    v_open_count integer;
    v_day_count integer;
begin
    if v_organisation is null or coalesce(cardinality(public.access_list('registrars')), 0) = 0 then
        return 'asked';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('asking ' || v_organisation, 0));
    delete from public.access_asking a
    where a.organisation_id = v_organisation and a.asked_at <= v_at - interval '30 days';
    select count(*) filter (where a.granted_at is null), count(*) filter (where a.asked_at > v_at - interval '1 day')
    into v_open_count, v_day_count
    from public.access_asking a where a.organisation_id = v_organisation;
    if v_day_count >= p_day_max then return 'tooManyToday'; end if;
    if v_open_count >= p_open_max then return 'tooManyOpen'; end if;
    insert into public.access_asking (organisation_id, id, asked_at) values (v_organisation, p_id, v_at);
    insert into public.access_request (patient_id, id, organisation_id, user_id, reason, requested_at)
    select d.patient_id, p_id, v_organisation, public.access_id('user'), p_reason, v_at
    from public.identifier_directory d where d.system = p_system and d.value = p_value
    on conflict (patient_id, organisation_id) where decided_at is null do nothing;
    return 'asked';
end $$;

-- Whether a number is somebody's: as much as registering it tells.
create function access_is_taken(p_system text, p_value text) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select exists (select from public.identifier_directory d where d.system = p_system and d.value = p_value)
$$;

-- Decides on such a request: whoever sees the patient themselves, not by an emergency, and never for the organisation that
-- asks. What is granted is to know the person, or everything where the caller sees everything. Gives whether it was done.
create function access_decide(
    p_patient_id uuid, p_id uuid, p_is_granted boolean, p_scope text, p_reason text, p_relation_id uuid
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_at timestamptz := public.access_instant();
    v_organisation uuid;
    v_under uuid;
    v_most timestamptz := 'infinity';
begin
    if not public.access_is_machine() and not exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('registrars'))
            and r.ground in ('registration', 'referral', 'workup') and r.valid_from <= v_at
            and (r.valid_until is null or r.valid_until > v_at)
            and r.patient_id <> all (public.access_list('refused')))
    then
        return false;
    end if;
    if p_is_granted and p_scope = 'record' and not public.access_reaches(p_patient_id, null) then return false; end if;
    update public.access_request q set is_granted = p_is_granted, decision_reason = p_reason, decided_at = v_at,
        decided_by = public.access_id('user')
    where q.patient_id = p_patient_id and q.id = p_id and q.decided_at is null
        and q.organisation_id is distinct from public.access_id('organisation')
    returning q.organisation_id into v_organisation;
    if not found then return false; end if;
    if p_is_granted and p_scope = 'record' and not public.access_is_machine() then
        -- Nobody gives for longer than they have.
        select o.v_id, o.v_until into v_under, v_most from public.access_own(p_patient_id, null) o;
    end if;
    if p_is_granted then
        update public.access_asking a set granted_at = greatest(a.asked_at, v_at)
        where a.organisation_id = v_organisation and a.id = p_id;
        insert into public.access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, under_id, reason,
            valid_from, valid_until, recorded_at, recorded_by)
        values (p_patient_id, p_relation_id, 'organisation', v_organisation, p_scope,
            -- Whoever knows the person from now on has registered them.
            case p_scope when 'person' then 'registration' else 'share' end, v_under, p_reason, v_at, nullif(v_most, 'infinity'), v_at,
            public.access_id('user'));
    end if;
    return true;
end $$;

-- Whether the caller sees all of a workup, or all of a patient where no workup is given; the machine's administrator does.
create function access_reaches(p_patient_id uuid, p_workup_id uuid) returns boolean language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
    if public.access_is_machine() then return true; end if;
    return exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('grantees'))
            and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id))
            and r.ground <> 'emergency' and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
            and r.patient_id <> all (public.access_list('refused')));
end $$;

-- Ends what was shared, referred or taken, and a task that nobody has any more, as of a finding; what follows from the record
-- itself ends with its cause. Gives whether it did.
create function access_end(p_patient_id uuid, p_id uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    v_relation public.access_relation;
    v_at timestamptz := public.access_instant();
begin
    select * into v_relation from public.access_relation r
    where r.patient_id = p_patient_id and r.id = p_id and r.ended_at is null
        and (r.valid_until is null or r.valid_until > v_at)
        and (r.ground in ('share', 'referral', 'emergency', 'meeting')
            -- What was granted by a request has a reason; what follows from a number has none.
            or (r.ground = 'registration' and r.reason is not null)
            or (r.ground = 'task' and r.scope = 'object' and not exists (
                select from public.step_version s
                where s.patient_id = r.patient_id and r.object_id in (s.step_id, s.finding_id)
                    and r.grantee_id in (s.organisation_id, s.assignee_id)
                    and not exists (
                        select from public.step_version n
                        where n.patient_id = s.patient_id and n.step_id = s.step_id and n.version > s.version))))
    for update;
    if not found then return false; end if;
    -- One's own, what one gave oneself, and for whoever answers for the workup all of it.
    if not (public.access_is_machine() or v_relation.grantee_id = any (public.access_list('grantees'))
        or v_relation.recorded_by = public.access_id('user')
        or exists (
            select from public.access_relation r
            where r.patient_id = p_patient_id and r.ground = 'workup'
                and (v_relation.workup_id is null or r.workup_id = v_relation.workup_id)
                and r.grantee_id = public.access_id('organisation') and r.valid_from <= v_at
                and (r.valid_until is null or r.valid_until > v_at)))
    then
        return false;
    end if;
    update public.access_relation r set valid_until = greatest(r.valid_from, v_at), ended_at = v_at,
        ended_by = public.access_id('user')
    where r.patient_id = p_patient_id and r.id = p_id;
    return true;
end $$;

-- Lifts an objection, in all records of the person that it was copied to or from: whoever recorded it, the organisation that answers for the patient, also where it is they who are kept
-- out, and whoever knows the patient for good. Gives whether it did.
create function access_lift(p_patient_id uuid, p_id uuid, p_at timestamptz, p_reason text) returns boolean language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
    update public.access_objection o set lifted_at = p_at, lifted_by = public.access_id('user'), lift_reason = p_reason
    where o.lifted_at is null and o.patient_id in (select public.access_person(p_patient_id))
        and o.origin_id = (
            select x.origin_id from public.access_objection x
            where x.patient_id = p_patient_id and x.id = p_id and x.lifted_at is null
                and (public.access_is_machine() or (cardinality(public.access_list('registrars')) > 0 and (
                    x.recorded_by = public.access_id('user') or public.access_registered(p_patient_id)
                    or public.access_treats(p_patient_id, public.access_id('organisation'))))));
    return found;
end $$;

-- The other records of the same person, for the log, by whoever knows the person or did.
create function access_merged_with(p_patient_id uuid) returns setof uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    with main as (
        select coalesce((
            select m.target_patient_id from public.patient_merge m
            where m.source_patient_id = p_patient_id and m.unmerged_at is null), p_patient_id) as id)
    select p.id from (
        select l.id from main l
        union
        select m.source_patient_id from public.patient_merge m
        join main l on l.id = m.target_patient_id where m.unmerged_at is null
    ) p
    where p.id <> p_patient_id and (public.access_is_machine() or exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('registrars'))))
$$;
