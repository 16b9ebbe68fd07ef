-- Purpose: the multidisciplinary meeting: agenda, attendance, decisions with dissent and preference, actions.
-- Lock: none on existing tables; new tables only.

create table meeting (
    id uuid not null,
    organisation_id uuid not null,
    created_at timestamptz not null,
    created_by uuid,
    constraint meeting_pkey primary key (id),
    constraint meeting_organisation_fkey foreign key (organisation_id) references organisation (id)
);

create table meeting_version (
    meeting_id uuid not null,
    version integer not null,
    status text not null,
    starts_at timestamptz not null,
    place text,
    chair text,
    coordinator text,
    attendance jsonb not null,
    signed_at timestamptz,
    signed_by uuid,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint meeting_version_pkey primary key (meeting_id, version),
    constraint meeting_version_meeting_fkey foreign key (meeting_id) references meeting (id),
    constraint meeting_version_version_check check (version >= 1),
    constraint meeting_version_status_check check (status in ('planned', 'held', 'signed', 'cancelled')),
    constraint meeting_version_signed_check check ((status = 'signed') = (signed_at is not null and signed_by is not null)),
    constraint meeting_version_attendance_check check (jsonb_typeof(attendance) = 'array'),
    constraint meeting_version_signer_fkey foreign key (signed_by) references app_user (id)
);

create table meeting_case (
    patient_id uuid not null,
    id uuid not null,
    meeting_id uuid not null,
    workup_id uuid not null,
    created_at timestamptz not null,
    constraint meeting_case_pkey primary key (patient_id, id),
    constraint meeting_case_workup_key unique (patient_id, meeting_id, workup_id),
    constraint meeting_case_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint meeting_case_meeting_fkey foreign key (meeting_id) references meeting (id)
);
create index meeting_case_meeting_idx on meeting_case (meeting_id);
create index meeting_case_workup_idx on meeting_case (patient_id, workup_id);

create table meeting_case_version (
    patient_id uuid not null,
    meeting_case_id uuid not null,
    version integer not null,
    status text not null,
    position integer not null,
    question text,
    presenter text,
    late_reason text,
    diagnosis text,
    certainty text,
    decision text,
    dissent text,
    patient_preference text,
    further_tests text,
    informs_patient text,
    informed_by date,
    trial_eligibility text,
    responsible_clinician text,
    next_review_on date,
    not_discussed_reason text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint meeting_case_version_pkey primary key (patient_id, meeting_case_id, version),
    constraint meeting_case_version_case_fkey foreign key (patient_id, meeting_case_id)
        references meeting_case (patient_id, id),
    constraint meeting_case_version_version_check check (version >= 1),
    constraint meeting_case_version_status_check check (status in ('planned', 'discussed', 'notDiscussed', 'removed')),
    constraint meeting_case_version_discussed_check check (status <> 'discussed' or length(decision) > 0),
    constraint meeting_case_version_not_discussed_check check (
        status <> 'notDiscussed' or length(not_discussed_reason) > 0)
);

create table meeting_action (
    patient_id uuid not null,
    id uuid not null,
    meeting_case_id uuid not null,
    constraint meeting_action_pkey primary key (patient_id, id),
    constraint meeting_action_case_fkey foreign key (patient_id, meeting_case_id)
        references meeting_case (patient_id, id)
);
create index meeting_action_case_idx on meeting_action (patient_id, meeting_case_id);

create table meeting_action_version (
    patient_id uuid not null,
    action_id uuid not null,
    version integer not null,
    state text not null,
    what text not null,
    owner text not null,
    due_on date,
    done_on date,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint meeting_action_version_pkey primary key (patient_id, action_id, version),
    constraint meeting_action_version_action_fkey foreign key (patient_id, action_id)
        references meeting_action (patient_id, id),
    constraint meeting_action_version_version_check check (version >= 1),
    constraint meeting_action_version_state_check check (state in ('open', 'done', 'cancelled')),
    constraint meeting_action_version_what_check check (length(what) between 1 and 2000),
    constraint meeting_action_version_owner_check check (length(owner) between 1 and 200),
    constraint meeting_action_version_done_check check ((state = 'done') = (done_on is not null))
);
