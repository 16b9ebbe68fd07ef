-- Purpose: the record of a patient whose term is over, or who asks for it, is destroyed lawfully: by a role of its own, as a
-- whole, in one transaction. Everybody else still removes nothing, and the log stays.
-- Lock: access exclusive on every table of patients, for the moment in which its policy is put in place.

-- As in 0010, but that the removing role may remove.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_user = 'workup_retention' then return null; end if;
    raise exception 'rows of % are kept as they are: record a new version', tg_table_name
        using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only', table = tg_table_name;
end $$;
create or replace function refuse_other_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_user = 'workup_retention' then return old; end if;
    if tg_op = 'DELETE' or to_jsonb(new) - tg_argv[0]::text[] <> to_jsonb(old) - tg_argv[0]::text[] then
        raise exception 'rows of % are kept as they are but for %', tg_table_name, tg_argv[0]
            using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only', table = tg_table_name;
    end if;
    return new;
end $$;

-- The tables of one patient's record, those that refer to others first.
create function retention_tables() returns text[] language sql immutable parallel safe as $$
    select array[
        'worklist_entry', 'access_relation', 'access_objection', 'access_request', 'idempotency_key', 'imported_case', 'evaluation',
        'evaluation_criteria', 'evaluation_result', 'meeting_action_version', 'meeting_action', 'meeting_case_version',
        'meeting_case', 'treatment_trial', 'treatment_choice', 'administration_details', 'administration_version',
        'administration', 'treatment_course_version', 'treatment_course', 'outcome_measurement_version',
        'outcome_measurement', 'recorded_condition_version', 'recorded_condition', 'step_version', 'step',
        'finding_version', 'finding', 'workup_version', 'workup_directory', 'workup', 'patient_identifier',
        'identifier_directory', 'patient_version', 'patient']
$$;

-- Removes one patient's record and says how many rows went from where. With the rights of who calls it: only the removing
-- role has any.
create function retention_destroy(p_patient_id uuid) returns table (name text, removed bigint) language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    foreach name in array public.retention_tables() loop
        -- An answer that is kept about another patient, as to a merge, may name this one too.
        execute format('delete from public.%I where patient_id = $1', name)
            || case name when 'idempotency_key' then ' or position(convert_to($1::text, ''UTF8'') in body) > 0' else '' end
            using p_patient_id;
        get diagnostics removed = row_count;
        return next;
    end loop;
    name := 'patient_merge';
    delete from public.patient_merge m where p_patient_id in (m.source_patient_id, m.target_patient_id);
    get diagnostics removed = row_count;
    return next;
end $$;
revoke all on function retention_destroy(uuid) from public;
grant execute on function retention_destroy(uuid) to workup_retention;

do $$
declare
    t text;
begin
    foreach t in array retention_tables() || array['patient_merge'] loop
        execute format('grant select, delete on %I to workup_retention', t);
        execute format('create policy %I on %I to workup_retention using (true)', t || '_retention', t);
    end loop;
end $$;
-- What was told of an emergency goes with the entry that it was about.
grant select (subject_id), delete on notice to workup_retention;
