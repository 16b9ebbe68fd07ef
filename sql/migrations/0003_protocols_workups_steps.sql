-- Purpose: protocols (versioned data), workups, and their steps with every state they went through.
-- The newest version of a row is the present; the newest one recorded by an instant is the case as known then.
-- Lock: none on existing tables; new tables only.

create table protocol (
    code text not null,
    version integer not null,
    body jsonb not null,
    source text not null,
    is_active boolean not null,
    loaded_at timestamptz not null,
    loaded_by uuid,
    constraint protocol_pkey primary key (code, version),
    constraint protocol_code_check check (code ~ '^[a-z][a-z0-9-]{0,31}$'),
    constraint protocol_version_check check (version >= 1),
    constraint protocol_body_check check (jsonb_typeof(body) = 'object')
);
create unique index protocol_active_key on protocol (code) where is_active;

create table workup (
    patient_id uuid not null,
    id uuid not null,
    protocol_code text not null,
    source jsonb,
    created_at timestamptz not null,
    created_by uuid,
    constraint workup_pkey primary key (patient_id, id),
    constraint workup_patient_fkey foreign key (patient_id) references patient (patient_id),
    constraint workup_source_check check (source ->> 'kind' in ('clinic', 'published', 'synthetic'))
);

-- Look-up across patients: whose workup it is, so that a link needs the workup's id alone.
create table workup_directory (
    workup_id uuid not null,
    patient_id uuid not null,
    constraint workup_directory_pkey primary key (workup_id)
);

create table workup_version (
    patient_id uuid not null,
    workup_id uuid not null,
    version integer not null,
    protocol_code text not null,
    protocol_version integer not null,
    status text not null,
    opened_on date not null,
    question text,
    referred_by text,
    organisation_id uuid not null,
    assignee_id uuid,
    diagnosis_text text,
    diagnosis_stated_by text,
    diagnosis_stated_on text,
    closed_on date,
    close_reason text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint workup_version_pkey primary key (patient_id, workup_id, version),
    constraint workup_version_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint workup_version_protocol_fkey foreign key (protocol_code, protocol_version) references protocol (code, version),
    constraint workup_version_organisation_fkey foreign key (organisation_id) references organisation (id),
    constraint workup_version_assignee_fkey foreign key (assignee_id) references app_user (id),
    constraint workup_version_version_check check (version >= 1),
    constraint workup_version_status_check check (status in ('open', 'closed')),
    constraint workup_version_closed_check check ((status = 'closed') = (closed_on is not null and close_reason is not null)),
    constraint workup_version_question_check check (length(question) <= 4000),
    constraint workup_version_diagnosis_check check (
        diagnosis_text is not null or (diagnosis_stated_by is null and diagnosis_stated_on is null)),
    constraint workup_version_stated_on_check check (diagnosis_stated_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')
);

-- Which state may follow which. Domain holds the same table; a test keeps them equal.
create table step_transition (
    from_state text not null,
    to_state text not null,
    constraint step_transition_pkey primary key (from_state, to_state)
);

create table step (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    code text not null,
    position integer not null,
    requirement text not null,
    prerequisites text[] not null,
    constraint step_pkey primary key (patient_id, id),
    constraint step_workup_id_key unique (patient_id, workup_id, id),
    constraint step_code_key unique (patient_id, workup_id, code),
    constraint step_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint step_requirement_check check (requirement in ('required', 'recommended', 'optional', 'conditional')),
    constraint step_prerequisites_check check (not (code = any (prerequisites)))
);

create table step_version (
    patient_id uuid not null,
    workup_id uuid not null,
    step_id uuid not null,
    version integer not null,
    state text not null,
    previous_version integer,
    previous_state text,
    state_since date not null,
    assignee_id uuid,
    organisation_id uuid,
    due_on date,
    scheduled_on date,
    performed_on text,
    reason text,
    override_reason text,
    note text,
    origin text,
    finding_id uuid,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint step_version_pkey primary key (patient_id, step_id, version),
    constraint step_version_state_key unique (patient_id, step_id, version, state),
    constraint step_version_step_fkey foreign key (patient_id, workup_id, step_id)
        references step (patient_id, workup_id, id),
    constraint step_version_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint step_version_assignee_fkey foreign key (assignee_id) references app_user (id),
    constraint step_version_organisation_fkey foreign key (organisation_id) references organisation (id),
    constraint step_version_previous_fkey foreign key (patient_id, step_id, previous_version, previous_state)
        references step_version (patient_id, step_id, version, state),
    constraint step_version_transition_fkey foreign key (previous_state, state)
        references step_transition (from_state, to_state),
    constraint step_version_state_check check (state in (
        'planned', 'requested', 'scheduled', 'performed', 'reported', 'reviewed',
        'notNeeded', 'notPossible', 'declined', 'cancelled')),
    constraint step_version_previous_check check (
        (version = 1 and previous_version is null and previous_state is null)
        or (version > 1 and previous_version = version - 1 and previous_state is not null)),
    constraint step_version_reason_check check (
        state not in ('notNeeded', 'notPossible', 'declined', 'cancelled') or length(reason) > 0),
    constraint step_version_scheduled_check check (state <> 'scheduled' or scheduled_on is not null),
    constraint step_version_performed_on_check check (performed_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')
);
create index step_version_workup_idx on step_version (patient_id, workup_id);

insert into step_transition (from_state, to_state) values
    ('planned', 'planned'), ('planned', 'requested'), ('planned', 'scheduled'), ('planned', 'performed'), ('planned', 'reported'),
    ('planned', 'notNeeded'), ('planned', 'notPossible'), ('planned', 'declined'), ('planned', 'cancelled'),
    ('requested', 'requested'), ('requested', 'planned'), ('requested', 'scheduled'), ('requested', 'performed'),
    ('requested', 'reported'), ('requested', 'notNeeded'), ('requested', 'notPossible'), ('requested', 'declined'),
    ('requested', 'cancelled'),
    ('scheduled', 'scheduled'), ('scheduled', 'requested'), ('scheduled', 'performed'), ('scheduled', 'reported'),
    ('scheduled', 'notNeeded'), ('scheduled', 'notPossible'), ('scheduled', 'declined'), ('scheduled', 'cancelled'),
    ('performed', 'performed'), ('performed', 'reported'), ('performed', 'notPossible'), ('performed', 'cancelled'),
    ('reported', 'reported'), ('reported', 'reviewed'), ('reported', 'performed'),
    ('reviewed', 'reviewed'), ('reviewed', 'reported'), ('reviewed', 'performed'),
    ('notNeeded', 'notNeeded'), ('notNeeded', 'planned'), ('notPossible', 'notPossible'), ('notPossible', 'planned'),
    ('declined', 'declined'), ('declined', 'planned'), ('cancelled', 'cancelled'), ('cancelled', 'planned'),
    ('notNeeded', 'reported'), ('notPossible', 'reported'), ('declined', 'reported'), ('cancelled', 'reported');
