-- Purpose: who is involved with a patient. Relations, teams, what a patient objects to, who asks to see one, and the identity
-- under which a transaction runs.
-- Lock: none on existing tables; new tables only.

-- workup_derivation owns the functions that derive relations and lists; nobody logs in as it.
do $$
declare
    missing text := '';
begin
    if not exists (select from pg_roles where rolname = 'workup_derivation') then
        begin
            create role workup_derivation nologin;
        exception
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then
                missing := format(' create role workup_derivation nologin; grant workup_derivation to %I;', current_user);
        end;
    end if;
    if missing = '' and not pg_has_role(current_user, 'workup_derivation', 'member') then
        begin
            execute format('grant workup_derivation to %I', current_user);
        exception
            when unique_violation then null;
            when insufficient_privilege then
                missing := format(' grant workup_derivation to %I;', current_user);
        end;
    end if;
    if missing <> '' then
        raise exception 'the role workup_derivation is missing and % may not make it', current_user
            using errcode = 'insufficient_privilege',
                hint = 'run deploy/roles.sql as a database administrator, or:' || missing;
    end if;
    grant usage, create on schema public to workup_derivation;
end $$;

-- People of one organisation who look after patients together.
create table team (
    id uuid not null,
    organisation_id uuid not null,
    code text not null,
    name text not null,
    version integer not null,
    created_at timestamptz not null,
    created_by uuid,
    constraint team_pkey primary key (id),
    constraint team_code_key unique (organisation_id, code),
    constraint team_organisation_fkey foreign key (organisation_id) references organisation (id),
    constraint team_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    constraint team_name_check check (length(name) between 1 and 200),
    constraint team_version_check check (version >= 1)
);

-- Who belongs to a team, and when. A membership ends and is never removed.
create table team_member (
    team_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    joined_at timestamptz not null,
    joined_by uuid,
    left_at timestamptz,
    left_by uuid,
    constraint team_member_pkey primary key (team_id, id),
    constraint team_member_team_fkey foreign key (team_id) references team (id),
    constraint team_member_user_fkey foreign key (user_id) references app_user (id),
    constraint team_member_left_check check (left_at >= joined_at)
);
create unique index team_member_present_key on team_member (team_id, user_id) where left_at is null;
create index team_member_user_idx on team_member (user_id) where left_at is null;

-- That somebody has to do with a patient. The grantee is an organisation, a team or a user. How far it reaches:
--   person   who the patient is
--   object   one step or one finding of a workup, and what the workup asks
--   workup   one workup with everything in it
--   record   everything of the patient
create table access_relation (
    patient_id uuid not null,
    id uuid not null,
    grantee_kind text not null,
    grantee_id uuid not null,
    scope text not null,
    workup_id uuid,
    object_id uuid,
    ground text not null,
    -- The giver's own relation that this one rests on, where somebody with a temporary one gave it on: it ends with that.
    under_id uuid,
    reason text,
    valid_from timestamptz not null,
    valid_until timestamptz,
    recorded_at timestamptz not null,
    recorded_by uuid,
    ended_at timestamptz,
    ended_by uuid,
    constraint access_relation_pkey primary key (patient_id, id),
    constraint access_relation_patient_fkey foreign key (patient_id) references patient (patient_id),
    constraint access_relation_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint access_relation_under_fkey foreign key (patient_id, under_id) references access_relation (patient_id, id),
    constraint access_relation_grantee_check check (grantee_kind in ('organisation', 'team', 'user')),
    constraint access_relation_scope_check check (
        case scope
            when 'person' then workup_id is null and object_id is null
            when 'record' then workup_id is null and object_id is null
            when 'workup' then workup_id is not null and object_id is null
            when 'object' then workup_id is not null and object_id is not null
            else false
        end),
    constraint access_relation_ground_check check (
        ground in ('registration', 'referral', 'workup', 'task', 'meeting', 'share', 'emergency')),
    constraint access_relation_reason_check check (
        ground not in ('share', 'emergency') or (reason is not null and length(reason) between 1 and 2000)),
    constraint access_relation_period_check check (valid_until is null or valid_until >= valid_from),
    -- An emergency is one user's, reaches everything of one patient, and lasts four hours at most.
    constraint access_relation_emergency_check check (
        ground <> 'emergency' or (grantee_kind = 'user' and scope = 'record'
            and valid_until is not null and valid_until <= valid_from + interval '4 hours')),
    constraint access_relation_ended_check check (ended_at is not null or ended_by is null)
);
create index access_relation_grantee_idx on access_relation (patient_id, grantee_id);
create index access_relation_object_idx on access_relation (patient_id, object_id) where object_id is not null;
create index access_relation_under_idx on access_relation (patient_id, under_id) where under_id is not null;
create index access_relation_holder_idx on access_relation (grantee_id, valid_until) where scope <> 'person';

-- Whom a patient does not want to see the record: a person or a whole organisation.
create table access_objection (
    patient_id uuid not null,
    id uuid not null,
    grantee_kind text not null,
    grantee_id uuid not null,
    reason text,
    -- The objection of another record of the same person that this is a copy of; itself for what was said of this record.
    origin_id uuid not null,
    -- The merge by which a copy came; null for what was said of this record.
    merge_id uuid,
    recorded_at timestamptz not null,
    recorded_by uuid,
    lifted_at timestamptz,
    lifted_by uuid,
    lift_reason text,
    constraint access_objection_pkey primary key (patient_id, id),
    constraint access_objection_patient_fkey foreign key (patient_id) references patient (patient_id),
    constraint access_objection_grantee_check check (grantee_kind in ('organisation', 'user')),
    constraint access_objection_reason_check check (length(reason) <= 2000),
    constraint access_objection_origin_check check ((merge_id is null) = (origin_id = id)),
    constraint access_objection_lifted_check check (
        (lifted_at is null) = (lift_reason is null) and (lifted_at is not null or lifted_by is null))
);
create unique index access_objection_present_key on access_objection (patient_id, grantee_id)
    where lifted_at is null and merge_id is null;
create unique index access_objection_copy_key on access_objection (patient_id, origin_id) where lifted_at is null;
create index access_objection_grantee_idx on access_objection (grantee_id) where lifted_at is null;

-- That an organisation asks to see a patient of whom it knows a number: who sees the patient decides.
create table access_request (
    patient_id uuid not null,
    id uuid not null,
    organisation_id uuid not null,
    user_id uuid not null,
    reason text not null,
    requested_at timestamptz not null,
    is_granted boolean,
    decision_reason text,
    decided_at timestamptz,
    decided_by uuid,
    constraint access_request_pkey primary key (patient_id, id),
    constraint access_request_patient_fkey foreign key (patient_id) references patient (patient_id),
    constraint access_request_organisation_fkey foreign key (organisation_id) references organisation (id),
    constraint access_request_reason_check check (length(reason) between 1 and 2000),
    constraint access_request_decided_check check (
        (decided_at is null) = (is_granted is null) and (decided_at is null) = (decision_reason is null)
        and (decided_at is not null or decided_by is null)),
    constraint access_request_decision_reason_check check (length(decision_reason) between 1 and 2000)
);
create unique index access_request_open_key on access_request (patient_id, organisation_id) where decided_at is null;
create index access_request_open_idx on access_request (requested_at) where decided_at is null;

-- Each time an organisation asked in the last thirty days, whether there was such a patient or not: what bounds it must not tell
-- the two apart. For the same reason it knows of what was granted, which the organisation sees, and not of what was refused.
create table access_asking (
    organisation_id uuid not null,
    -- The request's, where there is one.
    id uuid not null,
    asked_at timestamptz not null,
    granted_at timestamptz,
    constraint access_asking_pkey primary key (organisation_id, id),
    constraint access_asking_organisation_fkey foreign key (organisation_id) references organisation (id),
    constraint access_asking_granted_check check (granted_at >= asked_at)
);

-- What may change afterwards is that they end, or are decided on.
create trigger team_member_append_only before update or delete on team_member
    for each row execute function refuse_other_change('{left_at,left_by}');
create trigger access_relation_append_only before update or delete on access_relation
    for each row execute function refuse_other_change('{valid_until,ended_at,ended_by}');
create trigger access_objection_append_only before update or delete on access_objection
    for each row execute function refuse_other_change('{lifted_at,lifted_by,lift_reason}');
create trigger access_request_append_only before update or delete on access_request
    for each row execute function refuse_other_change('{is_granted,decision_reason,decided_at,decided_by}');
do $$
declare
    t text;
begin
    foreach t in array array['team_member', 'access_relation', 'access_objection', 'access_request'] loop
        execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()',
            t || '_no_truncate', t);
    end loop;
end $$;

-- The identity of a transaction, as settings that end with it. Nothing set is nobody: nothing, which matches nothing.
-- Without a search path of their own, so that they become part of the query; all they call is in pg_catalog.
create function access_list(p_setting text) returns uuid[] language sql stable parallel safe as $$
    select nullif(current_setting('workup.' || p_setting, true), '')::uuid[]
$$;
create function access_id(p_setting text) returns uuid language sql stable parallel safe as $$
    select nullif(current_setting('workup.' || p_setting, true), '')::uuid
$$;
-- The instant as the caller gave it; without one it is now.
create function access_instant() returns timestamptz language sql stable parallel safe as $$
    select coalesce(nullif(current_setting('workup.instant', true), '')::timestamptz, now())
$$;

-- Begins a transaction as a user: what they stand for is looked up here, not believed. Gives the role, or null for
-- somebody who may not act.
--   workup.user, workup.organisation   who, and where from
--   workup.grantees                    whom a relation must name for them to see the record: none for roles without care
--   workup.registrars                  the same for who a patient is
--   workup.refused                     the patients who object to them, unless this is an emergency
create function access_enter(p_user uuid, p_at timestamptz) returns text language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    v_role text;
    v_organisation uuid;
    v_grantees uuid[] := '{}';
begin
    select u.role, u.organisation_id into v_role, v_organisation from public.app_user u
    where u.id = p_user and (u.disabled_at is null or u.disabled_at > p_at);
    if found then
        v_grantees := array[p_user, v_organisation] || array(
            select m.team_id from public.team_member m
            where m.user_id = p_user and m.joined_at <= p_at and m.left_at is null);
    end if;
    perform set_config('workup.user', coalesce(p_user::text, ''), true),
        set_config('workup.organisation', coalesce(v_organisation::text, ''), true),
        set_config('workup.instant', p_at::text, true),
        set_config('workup.whole', '', true),
        set_config('workup.grantees', case when v_role in (
                'neurologist', 'neurophysiologist', 'technician', 'laboratory', 'nurse', 'coordinator')
            then v_grantees::text else '{}' end, true),
        set_config('workup.registrars', case when v_role in (
                'neurologist', 'neurophysiologist', 'technician', 'laboratory', 'nurse', 'coordinator', 'administrator')
            then v_grantees::text else '{}' end, true),
        set_config('workup.refused', array(
            select o.patient_id from public.access_objection o
            where o.grantee_id = any (v_grantees) and o.lifted_at is null
                and not exists (
                    select from public.access_relation r
                    where r.patient_id = o.patient_id and r.grantee_id = p_user and r.ground = 'emergency'
                        and r.valid_from <= p_at and r.valid_until > p_at))::text, true);
    return v_role;
end $$;

-- Lets the rest of the transaction see a workup of which the caller has a part, since what follows from a change (the
-- checklist, what the criteria say) rests on all of it. Gives whether the caller has a part.
create function access_see_whole(p_workup_id uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from public.workup_directory d
        join public.access_relation r on r.patient_id = d.patient_id
        where d.workup_id = p_workup_id and r.grantee_id = any (public.access_list('grantees'))
            and (r.workup_id = p_workup_id or r.scope = 'record')
            and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
            and r.patient_id <> all (public.access_list('refused')))
    then
        return false;
    end if;
    perform set_config('workup.whole', array[p_workup_id]::text, true);
    return true;
end $$;

-- The same for all workups of a patient whom the caller may know: when who they are changes, what the criteria say of each
-- workup follows, whoever may see that. Gives the workups.
create function access_see_all(p_patient_id uuid) returns setof uuid language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    v_workups uuid[];
begin
    if current_setting('role') <> 'workup_machine' and not exists (
        select from public.access_relation r
        where r.patient_id = p_patient_id and r.grantee_id = any (public.access_list('registrars'))
            and r.valid_from <= public.access_instant()
            and (r.valid_until is null or r.valid_until > public.access_instant())
            and r.patient_id <> all (public.access_list('refused')))
    then
        return;
    end if;
    v_workups := array(select w.id from public.workup w where w.patient_id = p_patient_id order by w.id);
    perform set_config('workup.whole', v_workups::text, true);
    return query select unnest(v_workups);
end $$;
