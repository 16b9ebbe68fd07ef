-- Purpose: nothing clinical is overwritten or deleted, and the log is only added to: the tables themselves refuse it.
-- Lock: adds triggers to the version and log tables.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are kept as they are: record a new version', tg_table_name
        using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only', table = tg_table_name;
end $$;

-- Rows of which only some columns may change: an identifier ends, a merge is undone, a protocol becomes active.
create function refuse_other_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or to_jsonb(new) - tg_argv[0]::text[] <> to_jsonb(old) - tg_argv[0]::text[] then
        raise exception 'rows of % are kept as they are but for %', tg_table_name, tg_argv[0]
            using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only', table = tg_table_name;
    end if;
    return new;
end $$;

create trigger patient_identifier_append_only before update or delete on patient_identifier
    for each row execute function refuse_other_change('{ended_at,ended_by}');
create trigger patient_merge_append_only before update or delete on patient_merge
    for each row execute function refuse_other_change('{unmerged_at,unmerged_by,unmerge_reason}');
create trigger protocol_append_only before update or delete on protocol
    for each row execute function refuse_other_change('{is_active}');

do $$
declare
    t text;
begin
    foreach t in array array[
        'patient', 'patient_version', 'workup', 'workup_version', 'step', 'step_version', 'finding', 'finding_version',
        'treatment_course', 'treatment_course_version', 'treatment_choice', 'administration', 'administration_version',
        'outcome_measurement', 'outcome_measurement_version', 'meeting', 'meeting_version', 'meeting_case',
        'meeting_case_version', 'meeting_action', 'meeting_action_version', 'audit_event', 'audit_subject',
        'workup_directory', 'imported_case', 'step_transition']
    loop
        execute format(
            'create trigger %I before update or delete or truncate on %I for each statement execute function refuse_change()',
            t || '_append_only', t);
    end loop;
end $$;
