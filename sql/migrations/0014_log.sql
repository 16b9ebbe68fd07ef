-- Purpose: the access log as it can be proven: all fields of NEN 7513, months as partitions, roles of its own, leaves and
-- signed checkpoints of a hash tree, what was lawfully forgotten, and what a person has to judge.
-- Lock: access exclusive on audit_event and audit_subject; the rows that are there stay where they are.

-- The roles. They carry rights; who logs in is a member of one, or is the owner who may become each.
--   workup_audit_owner   owns the log; nobody logs in as it, and no part of the program acts as it
--   workup_service       the running service: adds events, and sees none
--   workup_machine       the machine's own administrator: adds events, and sees none
--   workup_sealer        reads events, adds leaves, salts and checkpoints
--   workup_audit_reader  reads everything; adds its own events and judgements
--   workup_retention     removes what is lawfully forgotten
do $$
declare
    wanted text;
    missing text := '';
    roles text[] := array['workup_audit_owner', 'workup_service', 'workup_machine', 'workup_sealer',
        'workup_audit_reader', 'workup_retention'];
begin
    foreach wanted in array roles loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then
                    missing := missing || format(' create role %I nologin; grant %I to %I;', wanted, wanted, current_user);
            end;
        end if;
    end loop;
    if missing = '' then
        foreach wanted in array roles loop
            if not pg_has_role(current_user, wanted, 'member') then
                begin
                    execute format('grant %I to %I', wanted, current_user);
                exception
                    when unique_violation then null;
                    when insufficient_privilege then
                        missing := missing || format(' grant %I to %I;', wanted, current_user);
                end;
            end if;
        end loop;
    end if;
    if missing <> '' then
        raise exception 'the roles of the access log are missing and % may not make them', current_user
            using errcode = 'insufficient_privilege',
                hint = 'run deploy/roles.sql as a database administrator, or:' || missing;
    end if;
    grant usage, create on schema public to workup_audit_owner;
    grant usage on schema public to workup_service, workup_machine, workup_sealer, workup_audit_reader, workup_retention;
end $$;

-- What was there becomes the first partition, or goes where it is empty.
drop trigger audit_event_append_only on audit_event;
drop trigger audit_subject_append_only on audit_subject;
alter table audit_event rename to audit_event_first;
alter table audit_event_first rename constraint audit_event_pkey to audit_event_first_pkey;
alter index audit_event_patient_idx rename to audit_event_first_patient_idx;
alter index audit_event_user_idx rename to audit_event_first_user_idx;
alter table audit_subject drop constraint audit_subject_event_fkey;
alter table audit_subject rename to audit_subject_first;
alter table audit_subject_first rename constraint audit_subject_pkey to audit_subject_first_pkey;
alter index audit_subject_patient_idx rename to audit_subject_first_patient_idx;

create table audit_event (
    recorded_at timestamptz not null,
    id uuid not null,
    event_code text not null,
    event_type text not null,
    action text not null,
    outcome integer not null,
    user_id uuid,
    user_name text not null,
    role text not null,
    purpose text not null,
    organisation_id uuid,
    network_address text,
    source text not null,
    patient_id uuid,
    object_type text,
    object_id text,
    query bytea,
    reason text,
    data_categories text[] not null,
    request_id text,
    transaction_id xid8 not null,
    -- The name by which the user signs in, where the id alone says nothing to a reader.
    alternate_user_id text,
    is_requestor boolean not null default true,
    -- On whose responsibility, where it is another person.
    responsible_user_id uuid,
    responsible_role text,
    -- As RFC 3881 and DICOM number them: 1 a machine's name, 2 an address.
    network_type integer,
    site text,
    -- 4: an application server.
    source_type integer not null default 4,
    -- 2: a patient number.
    patient_id_type integer,
    workup_id uuid,
    -- 1 a person, 2 an object of the system; 1 a patient, 3 a report, 4 a resource, 24 a query; 1 made, 3 changed,
    -- 6 used, 14 removed.
    object_type_code integer,
    object_role integer,
    object_life_cycle integer,
    object_sensitivity text,
    object_policy_set text,
    object_name text,
    object_detail text,
    authorisation_protocol text,
    relation_protocol text,
    consent_profile text,
    -- Authorisation, treatment relation, consent, emergency button: T or F each. Events of before have none.
    checks text,
    -- The organisations or systems that what was shown came from.
    origins text[] not null default '{}',
    trace_parent text,
    constraint audit_event_pkey primary key (recorded_at, id),
    -- What has no instant that can be written down can never be sealed, and would keep everything else from it.
    constraint audit_event_recorded_at_check check (
        recorded_at >= '2000-01-01T00:00:00Z' and recorded_at < '2200-01-01T00:00:00Z'),
    constraint audit_event_action_check check (action in ('C', 'R', 'U', 'D', 'E')),
    constraint audit_event_outcome_check check (outcome in (0, 4, 8, 12)),
    constraint audit_event_checks_check check (checks ~ '^[TF]{4}$'),
    -- U+001F divides the elements where the list becomes part of a leaf.
    constraint audit_event_lists_check check (
        array_position(data_categories, null) is null and array_position(origins, null) is null
        and array_position(data_categories, '') is null and array_position(origins, '') is null
        and position(E'\x1f' in array_to_string(data_categories || origins, '')) = 0)
) partition by range (recorded_at);
create index audit_event_patient_idx on audit_event (patient_id, recorded_at) where patient_id is not null;
create index audit_event_user_idx on audit_event (user_id, recorded_at);
-- The order in which the log is sealed.
create index audit_event_transaction_idx on audit_event (transaction_id, recorded_at, id);

-- The patients a list or a search showed, one row each. That each belongs to an event is found when the log is verified:
-- a foreign key would read the event once more for every patient.
create table audit_subject (
    recorded_at timestamptz not null,
    event_id uuid not null,
    patient_id uuid not null,
    constraint audit_subject_pkey primary key (recorded_at, event_id, patient_id)
) partition by range (recorded_at);
create index audit_subject_patient_idx on audit_subject (patient_id, recorded_at);

alter table audit_event_first
    add column alternate_user_id text,
    add column is_requestor boolean not null default true,
    add column responsible_user_id uuid,
    add column responsible_role text,
    add column network_type integer,
    add column site text,
    add column source_type integer not null default 4,
    add column patient_id_type integer,
    add column workup_id uuid,
    add column object_type_code integer,
    add column object_role integer,
    add column object_life_cycle integer,
    add column object_sensitivity text,
    add column object_policy_set text,
    add column object_name text,
    add column object_detail text,
    add column authorisation_protocol text,
    add column relation_protocol text,
    add column consent_profile text,
    add column checks text,
    add column origins text[] not null default '{}',
    add column trace_parent text,
    add constraint audit_event_recorded_at_check check (
        recorded_at >= '2000-01-01T00:00:00Z' and recorded_at < '2200-01-01T00:00:00Z'),
    add constraint audit_event_checks_check check (checks ~ '^[TF]{4}$'),
    add constraint audit_event_lists_check check (
        array_position(data_categories, null) is null and array_position(origins, null) is null
        and array_position(data_categories, '') is null and array_position(origins, '') is null
        and position(E'\x1f' in array_to_string(data_categories || origins, '')) = 0);

do $$
declare
    ends timestamptz;
begin
    select date_trunc('month', greatest(max(recorded_at), now()) at time zone 'UTC') at time zone 'UTC'
        + interval '1 month' into ends from audit_event_first;
    if exists (select from audit_event_first) then
        execute format('alter table audit_event attach partition audit_event_first for values from (minvalue) to (%L)',
            ends);
        execute format(
            'alter table audit_subject attach partition audit_subject_first for values from (minvalue) to (%L)', ends);
    else
        drop table audit_subject_first;
        drop table audit_event_first;
    end if;
end $$;
create table audit_event_other partition of audit_event default;
create table audit_subject_other partition of audit_subject default;

-- The secret of each patient under which leaves commit to what tells of them: without it a leaf says nothing of them.
-- The row of the nil id is for events about no single patient.
create table audit_salt (
    patient_id uuid not null,
    salt bytea not null,
    constraint audit_salt_pkey primary key (patient_id),
    constraint audit_salt_salt_check check (octet_length(salt) = 32)
);

-- The trees of this log: the first, and one more for each backup that was restored, with the event that says why.
create table audit_epoch (
    epoch integer not null,
    log_id uuid not null,
    begun_at timestamptz not null,
    event_id uuid,
    reason text,
    -- The last checkpoint that was shipped of the tree before.
    shipped_note text,
    -- What the log's key signed of all that: without it nobody believes in the tree.
    note text,
    constraint audit_epoch_pkey primary key (epoch),
    constraint audit_epoch_epoch_check check (epoch > 0),
    constraint audit_epoch_reason_check check ((epoch = 1) = (reason is null and event_id is null))
);
insert into audit_epoch (epoch, log_id, begun_at) values (1, gen_random_uuid(), now());

-- The leaves of the trees. The hash outlives the event that it was made of.
create table audit_leaf (
    epoch integer not null,
    leaf_no bigint not null,
    transaction_id xid8 not null,
    recorded_at timestamptz not null,
    event_id uuid not null,
    leaf_hash bytea not null,
    constraint audit_leaf_pkey primary key (epoch, leaf_no),
    constraint audit_leaf_event_key unique (event_id, recorded_at),
    constraint audit_leaf_epoch_fkey foreign key (epoch) references audit_epoch (epoch),
    constraint audit_leaf_leaf_no_check check (leaf_no >= 0),
    constraint audit_leaf_leaf_hash_check check (octet_length(leaf_hash) = 32)
);

-- The signed roots. `frontier` is the tree's right edge, by which it grows; the last leaf and the horizon say where
-- sealing goes on.
create table audit_checkpoint (
    epoch integer not null,
    size bigint not null,
    root bytea not null,
    frontier bytea not null,
    last_transaction_id xid8 not null,
    last_recorded_at timestamptz not null,
    last_event_id uuid not null,
    horizon xid8 not null,
    sealed_at timestamptz not null,
    note text not null,
    constraint audit_checkpoint_pkey primary key (epoch, size),
    constraint audit_checkpoint_epoch_fkey foreign key (epoch) references audit_epoch (epoch),
    constraint audit_checkpoint_size_check check (size > 0),
    constraint audit_checkpoint_root_check check (octet_length(root) = 32),
    constraint audit_checkpoint_frontier_check check (octet_length(frontier) % 32 = 0)
);

-- Leaves whose events were lawfully removed, by the event of the log that says who did it and why. That event names how
-- many there are and the hash of their numbers, so that none can be added to them later.
create table audit_forgotten_leaf (
    epoch integer not null,
    leaf_no bigint not null,
    removed_by uuid not null,
    constraint audit_forgotten_leaf_pkey primary key (epoch, leaf_no)
);
-- The commitments to patients who were lawfully taken out of an event that showed others as well; bound in the same way.
create table audit_forgotten_subject (
    recorded_at timestamptz not null,
    event_id uuid not null,
    commitment bytea not null,
    removed_by uuid not null,
    constraint audit_forgotten_subject_pkey primary key (recorded_at, event_id, commitment),
    constraint audit_forgotten_subject_commitment_check check (octet_length(commitment) = 32)
);
-- What the log's key signed of each removal: without it nobody believes that it was lawful.
create table audit_removal (
    event_id uuid not null,
    note text not null,
    constraint audit_removal_pkey primary key (event_id)
);

-- Patients whose every access is to be judged: well known, or a colleague. The newest row of a patient counts.
create table audit_mark (
    patient_id uuid not null,
    id uuid not null,
    kind text not null,
    reason text not null,
    marked_at timestamptz not null,
    marked_by text not null,
    constraint audit_mark_pkey primary key (patient_id, id),
    constraint audit_mark_kind_check check (kind in ('vip', 'colleague', 'none')),
    constraint audit_mark_reason_check check (length(reason) between 1 and 2000)
);

-- Unusual access that a person has to judge, found once by `found_by` (a rule and what it was about).
create table audit_review (
    id uuid not null,
    kind text not null,
    found_by text not null,
    user_id uuid,
    user_name text not null,
    patient_id uuid,
    event_id uuid,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    patient_count integer not null,
    found_at timestamptz not null,
    constraint audit_review_pkey primary key (id),
    constraint audit_review_found_by_key unique (found_by),
    constraint audit_review_kind_check check (
        kind in ('breakGlass', 'noRelation', 'ownColleague', 'vip', 'manyPatients', 'refusals', 'accountPower',
            'objectionToTreating')),
    constraint audit_review_period_check check (ended_at >= began_at)
);
create index audit_review_found_idx on audit_review (found_at, id);
-- What a person made of it. Judgements are added; the newest counts.
create table audit_judgement (
    review_id uuid not null,
    id uuid not null,
    verdict text not null,
    note text not null,
    judged_at timestamptz not null,
    judged_by uuid,
    judged_by_name text not null,
    constraint audit_judgement_pkey primary key (review_id, id),
    constraint audit_judgement_review_fkey foreign key (review_id) references audit_review (id),
    constraint audit_judgement_verdict_check check (verdict in ('justified', 'unjustified', 'followUp')),
    constraint audit_judgement_note_check check (length(note) between 1 and 2000)
);

-- Every event as it arrives: the transaction is the database's own word, and the patient is found here where only a
-- workup is named, since the caller may not be able to see whose it is. An event that says *not there* (4) of somebody
-- who is there was a refusal (8).
create function audit_event_arrives() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    new.transaction_id := pg_current_xact_id();
    if new.patient_id is null and new.workup_id is not null then
        select d.patient_id into new.patient_id from public.workup_directory d where d.workup_id = new.workup_id;
    end if;
    if new.patient_id is not null then
        new.patient_id_type := 2;
        if new.outcome = 4 and exists (select from public.patient p where p.patient_id = new.patient_id) then
            new.outcome := 8;
        end if;
    end if;
    return new;
end $$;
create trigger audit_event_arrives before insert on audit_event
    for each row execute function audit_event_arrives();

-- What is in the log stays as it is; only what the law wants forgotten goes, by the role for it.
create function audit_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'DELETE' and tg_level = 'ROW' and current_user = 'workup_retention' then return old; end if;
    raise exception 'rows of % are kept as they are', tg_table_name
        using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only', table = tg_table_name;
end $$;
do $$
declare
    t text;
begin
    foreach t in array array['audit_event', 'audit_subject', 'audit_salt', 'audit_epoch', 'audit_leaf', 'audit_checkpoint',
        'audit_forgotten_leaf', 'audit_forgotten_subject', 'audit_removal', 'audit_mark', 'audit_review',
        'audit_judgement']
    loop
        execute format('create trigger %I before update or delete on %I for each row execute function audit_stays()',
            t || '_append_only', t);
        execute format('create trigger %I before truncate on %I for each statement execute function audit_stays()',
            t || '_no_truncate', t);
    end loop;
end $$;

-- Makes the partitions of this month and of so many more where they are missing, and gives their number. A month of
-- which the default partition has events already stays there.
create function audit_make_partitions(months integer) returns integer language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    starts timestamptz;
    ends timestamptz;
    made integer := 0;
    parent text;
    name text;
begin
    -- Whoever writes events must not wait for this: the months are made long before they come.
    perform set_config('lock_timeout', '2s', true);
    for month in 0..months loop
        starts := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => month)) at time zone 'UTC';
        ends := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => month + 1)) at time zone 'UTC';
        foreach parent in array array['audit_event', 'audit_subject'] loop
            name := parent || to_char(starts at time zone 'UTC', '_YYYY_MM');
            continue when to_regclass('public.' || name) is not null;
            begin
                execute format('create table public.%I (like public.%I including defaults including constraints)',
                    name, parent);
                execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)',
                    parent, name, starts, ends);
                made := made + 1;
            exception when invalid_object_definition or check_violation then
                -- An earlier partition, or the default one, has events of that month.
                null;
            end;
        end loop;
    end loop;
    return made;
end $$;

do $$
declare
    t text;
    login text;
begin
    for t in
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname like 'audit\_%'
    loop
        -- Nobody has anything that is not given below: what was given by default is taken back.
        for login in select distinct a.grantee::regrole::text from pg_class c, aclexplode(c.relacl) a
            where c.oid = to_regclass('public.' || t) and a.grantee <> 0 and a.grantee <> c.relowner
        loop
            execute format('revoke all on %I from %s', t, login);
        end loop;
        execute format('alter table %I owner to workup_audit_owner', t);
    end loop;
    alter function audit_event_arrives() owner to workup_audit_owner;
    alter function audit_stays() owner to workup_audit_owner;
    alter function audit_make_partitions(integer) owner to workup_audit_owner;
end $$;
revoke all on function audit_make_partitions(integer) from public;
grant execute on function audit_make_partitions(integer) to workup_sealer;
-- Whose the event is, and whether they are there.
grant select (workup_id, patient_id) on workup_directory to workup_audit_owner;
grant select (patient_id) on patient to workup_audit_owner;

grant insert on audit_event, audit_subject
    to workup_service, workup_machine, workup_sealer, workup_audit_reader, workup_retention;
grant select on audit_event, audit_subject, audit_salt, audit_epoch, audit_leaf, audit_checkpoint, audit_forgotten_leaf,
    audit_forgotten_subject, audit_removal to workup_sealer, workup_audit_reader, workup_retention;
grant insert on audit_salt, audit_epoch, audit_leaf, audit_checkpoint to workup_sealer;
grant select, insert on audit_mark, audit_review, audit_judgement to workup_audit_reader;
-- Marks, unusual access and what was made of it speak of patients, and go with what the log says of them.
grant select on audit_mark, audit_review, audit_judgement to workup_retention;
grant delete on audit_event, audit_subject, audit_salt, audit_mark, audit_review, audit_judgement to workup_retention;
grant insert on audit_forgotten_leaf, audit_forgotten_subject, audit_removal to workup_retention;
-- What an event names; who reads or seals the log sees no more of it than that.
grant select (workup_id) on workup_directory to workup_sealer, workup_audit_reader, workup_retention;
grant select (patient_id) on patient to workup_sealer, workup_audit_reader, workup_retention;
-- Whether somebody acted on their own account.
grant select (id, login) on app_user to workup_audit_reader;
-- Whose schema it is.
grant select on schema_migration to workup_sealer, workup_audit_reader, workup_retention;
do $$
begin
    if exists (select from pg_roles where rolname = 'workup') then
        grant insert on audit_event, audit_subject to workup;
    end if;
    perform audit_make_partitions(3);
end $$;
