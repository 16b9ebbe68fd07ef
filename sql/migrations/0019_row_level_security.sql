-- Purpose: the second wall. What a connection sees of patients is decided by the database: row-level security, forced on
-- every table of patients, by the relations of 0016 and 0017 and the identity of the transaction; the service's role owns nothing.
-- Lock: access exclusive on every table of the record, for the moment in which its policies are put in place.

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
        'access_count_lot(text, uuid[])', 'access_ask(uuid, text, text, text, integer, integer)',
        'access_is_taken(text, text)',
        'access_decide(uuid, uuid, boolean, text, text, uuid)',
        'access_follow_meetings(uuid, uuid, uuid, timestamptz, uuid)', 'access_after_meeting_version()',
        'access_registered(uuid)', 'access_treats(uuid, uuid)', 'access_may_object(uuid, uuid, uuid)',
        'access_own(uuid, uuid)', 'access_copy_objections(uuid, uuid, uuid, timestamptz)', 'access_after_relation()',
        'access_lift(uuid, uuid, timestamptz, text)', 'access_merged_with(uuid)',
        'access_after_merge()', 'access_after_unmerge()', 'access_answers(uuid, uuid)', 'access_after_objection()', 'access_person(uuid)',
        'access_derive(uuid, text, uuid, text, uuid, uuid, text, timestamptz, timestamptz, uuid, uuid)',
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
    access_lift(uuid, uuid, timestamptz, text), access_merged_with(uuid),
    access_ask(uuid, text, text, text, integer, integer), access_is_taken(text, text), access_decide(uuid, uuid, boolean, text, text, uuid),
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
grant select, insert, update, delete on access_asking to workup_derivation;

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
        -- Roles are the whole server's: another database of it may be given the same at this moment.
        begin
            grant workup_service to workup;
        exception when unique_violation then null;
        end;
    end if;
    alter default privileges grant select, insert, update, delete on tables to workup_service, workup_machine;
end $$;
revoke all on access_asking from workup_service, workup_machine;
revoke insert, update on access_relation, access_request, worklist_entry, schema_migration, schema_object, step_transition
    from workup_service, workup_machine;
revoke update on access_objection from workup_service, workup_machine;
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
            -- Made where both are registered, as the trigger says; parted where either is.
            ('patient_merge', 'exists (select from public.patient p where p.patient_id in (T.source_patient_id,'
                ' T.target_patient_id))', '', '', null),
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
grant select on access_relation, access_objection, identifier_directory to workup_audit_owner;
create policy patient_log on patient for select
    to workup_audit_owner, workup_sealer, workup_audit_reader, workup_retention using (true);
create policy workup_directory_log on workup_directory for select
    to workup_audit_owner, workup_sealer, workup_audit_reader, workup_retention using (true);
create policy identifier_directory_log on identifier_directory for select to workup_audit_owner using (true);
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
create policy audit_review_emergency on audit_review for insert to workup_derivation with check (kind in ('breakGlass', 'objectionToTreating'));

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
    -- Whoever uses a number that is somebody's is not told whose; the log of whom it is knows it.
    if new.patient_id is null and new.event_code = 'RegisterNumber' and new.query is not null then
        select d.patient_id into new.patient_id
        from (select convert_from(new.query, 'UTF8')::jsonb as number) q
        join public.identifier_directory d on d.system = q.number ->> 'system' and d.value = q.number ->> 'value';
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
