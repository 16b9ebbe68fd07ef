-- Purpose: what somebody typed into a large form and has not sent yet is kept for them, so that nothing is lost where they are
-- called away or signed out.
-- Lock: none.

-- A draft is no part of the record: nobody but its author sees it, nothing is computed from it, no copy or export has it, and
-- it is saved again and removed. So it is not append-only: versions of what was never said would be kept of a patient without a
-- purpose. What is recorded in the end is a version like any other, and removes the draft.
create table form_draft (
    patient_id uuid not null,
    -- Its author, and the address of the form's page.
    user_id uuid not null,
    form text not null,
    workup_id uuid not null,
    -- The page that it was typed on: one that was opened anew does not write over it.
    sheet uuid not null,
    -- The name of each field that is not empty, with what was typed.
    field_values jsonb not null,
    -- The version that is corrected, where the form corrects something.
    base_version integer,
    saved_at timestamptz not null,
    expires_at timestamptz not null,
    constraint form_draft_pkey primary key (patient_id, user_id, form),
    constraint form_draft_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint form_draft_user_fkey foreign key (user_id) references app_user (id),
    constraint form_draft_form_check check (length(form) between 1 and 300),
    constraint form_draft_values_check check (
        jsonb_typeof(field_values) = 'object' and octet_length(field_values::text) <= 1048576),
    constraint form_draft_version_check check (base_version > 0),
    constraint form_draft_expires_check check (expires_at > saved_at)
);
create index form_draft_expires_idx on form_draft (expires_at);

-- Removes a few drafts whose day has come, whoever's they are: with each change, as answers to repeated requests go.
create function forget_drafts(p_at timestamptz) returns void language sql security definer
set search_path = pg_catalog, pg_temp as $$
    delete from public.form_draft d where (d.patient_id, d.user_id, d.form) in (
        select o.patient_id, o.user_id, o.form from public.form_draft o
        where o.expires_at <= least(p_at, now()) order by o.expires_at limit 10 for update skip locked)
$$;

do $$
begin
    alter function forget_drafts(timestamptz) owner to workup_derivation;
    revoke all on function forget_drafts(timestamptz) from public;
    grant execute on function forget_drafts(timestamptz) to workup_service, workup_machine;
end $$;
grant select, update, delete on form_draft to workup_derivation;
grant select, delete on form_draft to workup_retention;

-- Its author sees it for as long as they see the workup. The machine's own administrator has no policy, and so sees none.
alter table form_draft enable row level security;
alter table form_draft force row level security;
create policy form_draft_service on form_draft to workup_service using (
    user_id = (select access_id('user'))
    and exists (select from workup w where w.patient_id = form_draft.patient_id and w.id = form_draft.workup_id));
create policy form_draft_derivation on form_draft to workup_derivation using (true);
create policy form_draft_retention on form_draft to workup_retention using (true);

-- As in 0021, with drafts.
create or replace function retention_tables() returns text[] language sql immutable parallel safe as $$
    select array[
        'form_draft', 'worklist_entry', 'access_relation', 'access_objection', 'access_request', 'idempotency_key', 'imported_case',
        'evaluation', 'evaluation_criteria', 'evaluation_result', 'meeting_action_version', 'meeting_action', 'meeting_case_version',
        'meeting_case', 'treatment_trial', 'treatment_choice', 'administration_details', 'administration_version',
        'administration', 'treatment_course_version', 'treatment_course', 'outcome_measurement_version',
        'outcome_measurement', 'recorded_condition_version', 'recorded_condition', 'step_version', 'step',
        'finding_version', 'finding', 'workup_version', 'workup_directory', 'workup', 'patient_identifier',
        'identifier_directory', 'patient_version', 'patient']
$$;
