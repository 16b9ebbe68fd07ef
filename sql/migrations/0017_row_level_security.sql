-- Purpose: the second wall. What a connection sees of patients is decided by the database: row-level security, forced on
-- every table of patients, by the relations of 0016 and the identity of the transaction; the service's role owns nothing.
-- Lock: access exclusive on every table of the record, for the moment in which its policies are put in place.

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

-- An emergency stands in the queue of unusual access from the moment it begins, with why and until when.
alter table audit_review add column relation_id uuid, add column reason text;
alter table audit_review add constraint audit_review_reason_check check (length(reason) between 1 and 2000);

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

-- Shares a workup, or everything of a patient, with somebody: whoever sees as much themselves may. Gives whether it was done.
create function access_share(
    p_id uuid, p_patient_id uuid, p_workup_id uuid, p_grantee_kind text, p_grantee_id uuid, p_reason text,
    p_until timestamptz
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_at timestamptz := public.access_instant();
    v_most timestamptz := 'infinity';
begin
    if not public.access_reaches(p_patient_id, p_workup_id) then return false; end if;
    if not public.access_is_machine() then
        -- Nobody gives for longer than they have.
        select max(coalesce(r.valid_until, 'infinity')) into v_most
        from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('grantees'))
            and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id)) and r.ground <> 'emergency'
            and r.valid_from <= v_at and (r.valid_until is null or r.valid_until > v_at);
    end if;
    insert into public.access_relation (patient_id, id, grantee_kind, grantee_id, scope, workup_id, ground, reason,
        valid_from, valid_until, recorded_at, recorded_by)
    values (p_patient_id, p_id, p_grantee_kind, p_grantee_id,
        case when p_workup_id is null then 'record' else 'workup' end, p_workup_id, 'share', p_reason, v_at,
        nullif(least(coalesce(p_until, 'infinity'), v_most), 'infinity'), v_at, public.access_id('user'));
    return true;
end $$;

-- Asks to see the patient with a number, for the caller's organisation. Says nothing of whether there is one, and keeps
-- nothing where there is none, or where it was asked already.
create function access_ask(p_id uuid, p_system text, p_value text, p_reason text) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
    if public.access_id('organisation') is null or coalesce(cardinality(public.access_list('registrars')), 0) = 0 then
        return;
    end if;
    insert into public.access_request (patient_id, id, organisation_id, user_id, reason, requested_at)
    select d.patient_id, p_id, public.access_id('organisation'), public.access_id('user'), p_reason,
        public.access_instant()
    from public.identifier_directory d where d.system = p_system and d.value = p_value
    on conflict (patient_id, organisation_id) where decided_at is null do nothing;
end $$;

-- Decides on such a request: whoever sees the patient themselves, not by an emergency, and never for the organisation that
-- asks. What is granted is to know the person, or everything where the caller sees everything. Gives whether it was done.
create function access_decide(
    p_patient_id uuid, p_id uuid, p_is_granted boolean, p_scope text, p_reason text, p_relation_id uuid
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_at timestamptz := public.access_instant();
    v_organisation uuid;
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
        select max(coalesce(r.valid_until, 'infinity')) into v_most
        from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('grantees')) and r.scope = 'record'
            and r.ground <> 'emergency' and r.valid_from <= v_at and (r.valid_until is null or r.valid_until > v_at);
    end if;
    if p_is_granted then
        insert into public.access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, reason, valid_from,
            valid_until, recorded_at, recorded_by)
        values (p_patient_id, p_relation_id, 'organisation', v_organisation, p_scope,
            -- Whoever knows the person from now on has registered them.
            case p_scope when 'person' then 'registration' else 'share' end, p_reason, v_at, nullif(v_most, 'infinity'), v_at,
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

-- Ends what was shared, referred or taken; what follows from the record itself ends with its cause. Gives whether it did.
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
            or (r.ground = 'registration' and r.reason is not null))
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
    -- A meeting's share in what was shared ends with it.
    update public.access_relation r set valid_until = greatest(r.valid_from, v_at), ended_at = v_at,
        ended_by = public.access_id('user')
    where r.patient_id = p_patient_id and r.grantee_id = v_relation.grantee_id and r.ground = 'meeting'
        and r.ended_at is null and r.valid_until > v_at
        and not exists (
            select from public.access_relation o
            where o.patient_id = r.patient_id and o.grantee_id = r.grantee_id and o.ground not in ('meeting', 'emergency')
                and (o.scope = 'record' or (o.scope = 'workup' and o.workup_id = r.workup_id))
                and (o.valid_until is null or o.valid_until > v_at));
    return true;
end $$;

-- Lists and checks that rest on the whole of a workup run as who may see it, whoever made the change.
alter function refresh_worklist(uuid[], uuid[]) security definer set search_path = pg_catalog, public, pg_temp;
alter function worklist_after_workup_change() security definer set search_path = pg_catalog, public, pg_temp;
alter function worklist_after_patient_change() security definer set search_path = pg_catalog, public, pg_temp;
alter function worklist_after_evaluation() security definer set search_path = pg_catalog, public, pg_temp;
alter function evaluation_sees_what_is_recorded() security definer set search_path = pg_catalog, public, pg_temp;

do $$
declare
    f text;
begin
    foreach f in array array[
        'access_enter(uuid, timestamptz)', 'access_see_whole(uuid)', 'access_see_all(uuid)', 'access_after_patient()', 'access_after_identifier()',
        'access_after_workup()', 'access_after_workup_version()', 'access_after_step_version()',
        'access_after_finding_version()', 'access_after_meeting_case()', 'access_after_meeting_case_version()',
        'access_open_emergency(uuid, text, text, uuid, text, integer, uuid, uuid)', 'access_of_patient(uuid)',
        'access_share(uuid, uuid, uuid, text, uuid, text, timestamptz)', 'access_reaches(uuid, uuid)',
        'access_end(uuid, uuid)', 'access_case_count(uuid, timestamptz)',
        'access_is_own_meeting(uuid)', 'access_workup_version(uuid, uuid, timestamptz)', 'forget_answers(timestamptz)',
        'access_count_lot(text, uuid[])', 'access_ask(uuid, text, text, text)',
        'access_decide(uuid, uuid, boolean, text, text, uuid)',
        'access_follow_meetings(uuid, uuid, uuid, timestamptz, uuid)', 'access_after_meeting_version()',
        'access_after_merge()', 'access_after_unmerge()', 'access_answers(uuid, uuid)', 'access_after_objection()', 'access_after_lifting()',
        'access_derive(uuid, text, uuid, text, uuid, uuid, text, timestamptz, timestamptz, uuid)',
        'refresh_worklist(uuid[], uuid[])', 'worklist_after_workup_change()', 'worklist_after_patient_change()',
        'worklist_after_evaluation()', 'evaluation_sees_what_is_recorded()']
    loop
        execute format('alter function %s owner to workup_derivation', f);
        execute format('revoke all on function %s from public', f);
    end loop;
end $$;
grant execute on function access_enter(uuid, timestamptz), access_see_whole(uuid), access_see_all(uuid), access_of_patient(uuid),
    access_open_emergency(uuid, text, text, uuid, text, integer, uuid, uuid), access_reaches(uuid, uuid), access_end(uuid, uuid),
    access_case_count(uuid, timestamptz), access_is_own_meeting(uuid),
    access_workup_version(uuid, uuid, timestamptz), forget_answers(timestamptz), access_count_lot(text, uuid[]),
    access_ask(uuid, text, text, text), access_decide(uuid, uuid, boolean, text, text, uuid),
    access_share(uuid, uuid, uuid, text, uuid, text, timestamptz) to workup_service, workup_machine;

-- What they read and write.
grant select on patient, patient_version, workup, workup_directory, workup_version, step, step_version, finding_version,
    treatment_course_version, evaluation_result, evaluation_criteria, meeting, meeting_version, meeting_case,
    meeting_case_version, organisation, app_user, team, team_member, identifier_directory, patient_merge, idempotency_key,
    administration_version to workup_derivation;
grant update on workup to workup_derivation;
grant update, delete on idempotency_key to workup_derivation;
grant insert on audit_review, notice to workup_derivation;
grant select, insert, update on access_relation, worklist_entry to workup_derivation;
grant select, insert, update on access_objection, access_request to workup_derivation;

-- The roles have the rights; logins are members. What a login had of its own is taken back, and later tables are given to
-- the roles.
do $$
declare
    t text;
begin
    for t in
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'audit\_%'
    loop
        if exists (select from pg_roles where rolname = 'workup') then execute format('revoke all on %I from workup', t); end if;
        execute format('grant select, insert, update on %I to workup_service, workup_machine', t);
    end loop;
    if exists (select from pg_roles where rolname = 'workup') then
        alter default privileges revoke all on tables from workup;
        alter default privileges revoke all on sequences from workup;
        revoke insert on audit_event, audit_subject from workup;
        grant workup_service to workup;
    end if;
    alter default privileges grant select, insert, update, delete on tables to workup_service, workup_machine;
end $$;
revoke insert, update on access_relation, access_request, worklist_entry, schema_migration, schema_object, step_transition
    from workup_service, workup_machine;
grant delete on identifier_directory, idempotency_key, user_session, known_device, sign_in_tally, user_credential,
    recovery_code to workup_service, workup_machine;

-- The policies, one kind of table after the other. `T` is the table, `W` its workup, `O` the step or finding.
do $$
declare
    now_valid constant text := ' and r.valid_from <= (select public.access_instant())'
        ' and (r.valid_until is null or r.valid_until > (select public.access_instant())))'
        ' and T.patient_id <> all ((select public.access_list(''refused''))::uuid[])';
    related constant text := 'exists (select from public.access_relation r where r.patient_id = T.patient_id'
        ' and r.grantee_id = any ((select public.access_list(''grantees''))::uuid[])';
    is_whole constant text := ' or T.W = any ((select public.access_list(''whole''))::uuid[])';
    person constant text := replace(related, 'grantees', 'registrars') || now_valid;
    header constant text := related || ' and (r.scope = ''record'' or r.workup_id = T.W)' || now_valid || is_whole;
    content constant text := related || ' and (r.scope = ''record'' or (r.scope = ''workup'' and r.workup_id = T.W))'
        || now_valid || is_whole;
    part constant text := related || ' and (r.scope = ''record'' or (r.scope = ''workup'' and r.workup_id = T.W)'
        ' or (r.scope = ''object'' and r.workup_id = T.W and r.object_id = T.O))' || now_valid || is_whole;
    kind record;
    rule text;
    checked text;
begin
    for kind in
        select * from (values
            -- table, what it shows, its column of the workup, its column of the object, a check of new rows where it is another
            ('patient', person, '', '', 'cardinality((select public.access_list(''registrars''))) > 0'),
            ('patient_version', person, '', '', null),
            ('patient_identifier', person, '', '', null),
            ('identifier_directory', person, '', '', null),
            ('access_objection', person, '', '', null),
            ('access_request', person, '', '', 'false'),
            ('workup', header, 'id', '', person),
            ('workup_directory', header, 'workup_id', '', null),
            -- Whoever has a part reads it through access_workup_version, without the diagnosis.
            ('workup_version', content, 'workup_id', '', null),
            -- A line of the worklist tells what the criteria say: it is for whoever sees all of the workup.
            ('worklist_entry', content, 'workup_id', '', 'false'),
            ('step', part, 'workup_id', 'id', content),
            ('step_version', part, 'workup_id', 'step_id', content),
            ('finding', part, 'workup_id', 'id', content),
            ('finding_version', part, 'workup_id', 'finding_id', content),
            ('treatment_course', content, 'workup_id', '', null),
            ('treatment_course_version', content, 'workup_id', '', null),
            ('treatment_choice', content, 'workup_id', '', null),
            ('treatment_trial', content, 'workup_id', '', null),
            ('administration', content, 'workup_id', '', null),
            ('administration_version', content, 'workup_id', '', null),
            ('administration_details', 'exists (select from public.administration a where a.patient_id = T.patient_id'
                ' and a.id = T.administration_id)', '', '', null),
            ('outcome_measurement', content, 'workup_id', '', null),
            ('outcome_measurement_version', content, 'workup_id', '', null),
            ('recorded_condition', content, 'workup_id', '', null),
            ('recorded_condition_version', content, 'workup_id', '', null),
            ('evaluation_result', content, 'workup_id', '', null),
            ('evaluation_criteria', content, 'workup_id', '', null),
            ('evaluation', content, 'workup_id', '', null),
            ('imported_case', content, 'workup_id', '', null),
            -- Whoever sees a case of a meeting sees what the meeting said of it; its own organisation writes it down.
            ('meeting_case', content, 'workup_id', '', '(' || content || ') and public.access_is_own_meeting(T.meeting_id)'),
            ('meeting_case_version', 'exists (select from public.meeting_case c where c.patient_id = T.patient_id'
                ' and c.id = T.meeting_case_id)', '', '', 'exists (select from public.meeting_case c'
                ' where c.patient_id = T.patient_id and c.id = T.meeting_case_id'
                ' and public.access_is_own_meeting(c.meeting_id))'),
            ('meeting_action', 'exists (select from public.meeting_case c where c.patient_id = T.patient_id'
                ' and c.id = T.meeting_case_id)', '', '', null),
            ('meeting_action_version', 'exists (select from public.meeting_action a where a.patient_id = T.patient_id'
                ' and a.id = T.action_id)', '', '', null),
            ('meeting', '(T.organisation_id = (select public.access_id(''organisation''))'
                ' and cardinality((select public.access_list(''grantees''))) > 0)'
                ' or exists (select from public.meeting_case c where c.meeting_id = T.id)', '', '',
                'T.organisation_id = (select public.access_id(''organisation''))'
                ' and cardinality((select public.access_list(''grantees''))) > 0'),
            ('meeting_version', 'exists (select from public.meeting m where m.id = T.meeting_id)', '', '',
                'public.access_is_own_meeting(T.meeting_id)'),
            ('patient_merge', 'exists (select from public.patient p where p.patient_id in (T.source_patient_id,'
                ' T.target_patient_id))', '', '', 'exists (select from public.patient p where p.patient_id ='
                ' T.source_patient_id) and exists (select from public.patient p where p.patient_id ='
                ' T.target_patient_id)'),
            ('access_relation', 'T.grantee_id = any ((select public.access_list(''registrars''))::uuid[])', '', '', 'false'),
            -- An answer that is kept for a repeated request, for whoever made it.
            ('idempotency_key', 'T.user_id = (select public.access_id(''user''))', '', '', null)
        ) as k (name, rule, workup_column, object_column, other_check)
    loop
        rule := replace(replace(replace(kind.rule, 'T.W', 'T.' || kind.workup_column), 'T.O', 'T.' || kind.object_column),
            'T.', 'public.' || kind.name || '.');
        checked := replace(replace(coalesce(kind.other_check, kind.rule), 'T.W', 'T.' || kind.workup_column),
            'T.', 'public.' || kind.name || '.');
        execute format('alter table %I enable row level security', kind.name);
        execute format('alter table %I force row level security', kind.name);
        execute format('create policy %I on %I to workup_service using (%s) with check (%s)',
            kind.name || '_service', kind.name, rule, checked);
        -- The machine's own administrator could read the files as well; the log names them.
        execute format('create policy %I on %I to workup_machine using (true) with check (true)',
            kind.name || '_machine', kind.name);
        execute format('create policy %I on %I to workup_derivation using (true) with check (true)',
            kind.name || '_derivation', kind.name);
    end loop;
end $$;

-- Whom a patient objects to may know of it by themselves: the service's own wall asks for it.
create policy access_objection_own on access_objection for select to workup_service using (
    grantee_id = (select access_id('user')) or grantee_id = (select access_id('organisation')));

-- The log finds whose an event is, and on what it rests.
grant select on access_relation, access_objection to workup_audit_owner;
create policy patient_log on patient for select
    to workup_audit_owner, workup_sealer, workup_audit_reader, workup_retention using (true);
create policy workup_directory_log on workup_directory for select
    to workup_audit_owner, workup_sealer, workup_audit_reader, workup_retention using (true);
create policy access_relation_log on access_relation for select to workup_audit_owner using (true);
create policy access_objection_log on access_objection for select to workup_audit_owner using (true);

-- The log's own tables that name patients: who seals, reads and removes sees them, all others only add.
do $$
declare
    t text;
begin
    foreach t in array array['audit_event', 'audit_subject', 'audit_salt', 'audit_mark', 'audit_review'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I to workup_sealer, workup_audit_reader, workup_retention'
            ' using (true) with check (true)', t || '_log', t);
        if t in ('audit_event', 'audit_subject') then
            execute format('create policy %I on %I for insert to workup_service, workup_machine with check (true)',
                t || '_service', t);
        end if;
    end loop;
end $$;
create policy audit_review_emergency on audit_review for insert to workup_derivation with check (kind = 'breakGlass');

-- As in 0014, with what the access rested on: relation, consent and emergency button are the database's own word.
create or replace function audit_event_arrives() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    v_grantees uuid[];
    v_instant timestamptz;
    v_relation boolean;
    v_covers boolean;
    v_consent boolean;
    v_emergency boolean;
begin
    new.transaction_id := pg_current_xact_id();
    if new.patient_id is null and new.workup_id is not null then
        select d.patient_id into new.patient_id from public.workup_directory d where d.workup_id = new.workup_id;
    end if;
    if new.patient_id is null then return new; end if;
    new.patient_id_type := 2;
    if new.outcome = 4 and exists (select from public.patient p where p.patient_id = new.patient_id) then
        new.outcome := 8;
    end if;
    if new.user_id is null or new.user_id is distinct from public.access_id('user') then return new; end if;
    v_grantees := public.access_list('registrars');
    v_instant := public.access_instant();
    select coalesce(bool_or(r.ground <> 'emergency'), false), coalesce(bool_or(r.ground = 'emergency'), false),
        -- To know a person, or to have a step to do, is no ground for seeing the whole of a workup.
        coalesce(bool_or(r.ground <> 'emergency' and (new.workup_id is null or r.scope = 'record'
            or (r.scope = 'workup' and r.workup_id = new.workup_id))), false)
    into v_relation, v_emergency, v_covers
    from public.access_relation r
    where r.patient_id = new.patient_id and r.grantee_id = any (v_grantees) and r.valid_from <= v_instant
        -- What this very act ended, a handover for example, counted when it began.
        and (r.valid_until is null or r.valid_until > v_instant or r.ended_at >= v_instant);
    v_consent := not exists (
        select from public.access_objection o
        where o.patient_id = new.patient_id and o.lifted_at is null
            and (o.grantee_id = new.user_id or o.grantee_id = public.access_id('organisation')));
    -- The button counts where the access would not stand without it, as the service says of what a list shows.
    v_emergency := v_emergency and (new.purpose = 'ETREAT' or not (v_covers and v_consent));
    if v_emergency then v_relation := v_covers; end if;
    new.checks := left(coalesce(new.checks, 'T'), 1) || case when v_relation then 'T' else 'F' end
        || case when v_consent then 'T' else 'F' end || case when v_emergency then 'T' else 'F' end;
    if v_emergency then new.purpose := 'ETREAT'; end if;
    return new;
end $$;
