-- Purpose: treatment choices, courses, administrations with product and batch, outcome measurements; all versioned.
-- Lock: none on existing tables; new tables only.

create table treatment_course (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    constraint treatment_course_pkey primary key (patient_id, id),
    constraint treatment_course_workup_id_key unique (patient_id, workup_id, id),
    constraint treatment_course_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id)
);

create table treatment_course_version (
    patient_id uuid not null,
    workup_id uuid not null,
    course_id uuid not null,
    version integer not null,
    status text not null,
    option text not null,
    substance text,
    started_on text,
    ended_on text,
    objective_improvement text,
    note text,
    performed_by text,
    organisation text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint treatment_course_version_pkey primary key (patient_id, course_id, version),
    constraint treatment_course_version_course_fkey foreign key (patient_id, workup_id, course_id)
        references treatment_course (patient_id, workup_id, id),
    constraint treatment_course_version_version_check check (version >= 1),
    constraint treatment_course_version_status_check check (status in ('recorded', 'withdrawn')),
    constraint treatment_course_version_option_check check (option in (
        'ivig', 'scig', 'plasmaExchange', 'cyclophosphamide', 'immunosuppressant', 'corticosteroid', 'rituximab',
        'physiotherapy', 'multidisciplinaryCare')),
    constraint treatment_course_version_started_on_check check (started_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint treatment_course_version_ended_on_check check (ended_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint treatment_course_version_improvement_check check (
        objective_improvement in ('present', 'absent', 'notExamined', 'notEvaluable')),
    constraint treatment_course_version_reason_check check (version = 1 or length(reason) > 0)
);
create index treatment_course_version_workup_idx on treatment_course_version (patient_id, workup_id);

-- What doctor, patient and team chose together. A later choice names the one it replaces.
create table treatment_choice (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    replaces_id uuid,
    option text not null,
    chosen_on date not null,
    participants text[] not null,
    patient_preference text not null,
    reason text,
    cautions text[] not null,
    course_id uuid,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint treatment_choice_pkey primary key (patient_id, id),
    constraint treatment_choice_workup_id_key unique (patient_id, workup_id, id),
    constraint treatment_choice_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint treatment_choice_replaces_fkey foreign key (patient_id, workup_id, replaces_id)
        references treatment_choice (patient_id, workup_id, id),
    constraint treatment_choice_replaces_key unique (patient_id, replaces_id),
    constraint treatment_choice_course_fkey foreign key (patient_id, workup_id, course_id)
        references treatment_course (patient_id, workup_id, id),
    constraint treatment_choice_option_check check (option in (
        'ivig', 'scig', 'plasmaExchange', 'cyclophosphamide', 'immunosuppressant', 'corticosteroid', 'rituximab',
        'physiotherapy', 'multidisciplinaryCare')),
    constraint treatment_choice_participants_check check (cardinality(participants) between 1 and 50),
    constraint treatment_choice_preference_check check (length(patient_preference) between 1 and 4000)
);

create table administration (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    course_id uuid not null,
    constraint administration_pkey primary key (patient_id, id),
    constraint administration_workup_id_key unique (patient_id, workup_id, id),
    constraint administration_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint administration_course_fkey foreign key (patient_id, workup_id, course_id)
        references treatment_course (patient_id, workup_id, id)
);
create index administration_course_idx on administration (patient_id, course_id);

create table administration_version (
    patient_id uuid not null,
    workup_id uuid not null,
    administration_id uuid not null,
    version integer not null,
    status text not null,
    given_on date not null,
    product text,
    lot text,
    grams numeric,
    body_weight_kg numeric,
    note text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint administration_version_pkey primary key (patient_id, administration_id, version),
    constraint administration_version_administration_fkey foreign key (patient_id, workup_id, administration_id)
        references administration (patient_id, workup_id, id),
    constraint administration_version_version_check check (version >= 1),
    constraint administration_version_status_check check (status in ('recorded', 'withdrawn')),
    constraint administration_version_grams_check check (grams > 0 and grams <> 'NaN'),
    constraint administration_version_weight_check check (body_weight_kg > 0 and body_weight_kg <> 'NaN'),
    constraint administration_version_reason_check check (version = 1 or length(reason) > 0)
);
create index administration_version_workup_idx on administration_version (patient_id, workup_id);
-- The recall question: who received this batch.
-- Batch numbers are typed by hand: case, spaces and hyphens do not count.
create index administration_version_lot_idx on administration_version (upper(translate(lot, ' -', ''))) where lot is not null;

create table outcome_measurement (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    constraint outcome_measurement_pkey primary key (patient_id, id),
    constraint outcome_measurement_workup_id_key unique (patient_id, workup_id, id),
    constraint outcome_measurement_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id)
);

create table outcome_measurement_version (
    patient_id uuid not null,
    workup_id uuid not null,
    outcome_id uuid not null,
    version integer not null,
    status text not null,
    measured_on date not null,
    measure text not null,
    side text,
    value numeric not null,
    note text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint outcome_measurement_version_pkey primary key (patient_id, outcome_id, version),
    constraint outcome_measurement_version_outcome_fkey foreign key (patient_id, workup_id, outcome_id)
        references outcome_measurement (patient_id, workup_id, id),
    constraint outcome_measurement_version_version_check check (version >= 1),
    constraint outcome_measurement_version_status_check check (status in ('recorded', 'withdrawn')),
    constraint outcome_measurement_version_measure_check check (measure in (
        'gripVigorimeter', 'gripJamar', 'mrcSum', 'mmnRods', 'iRods', 'incat', 'onls')),
    constraint outcome_measurement_version_side_check check (side in ('left', 'right')),
    constraint outcome_measurement_version_value_check check (value >= 0 and value <> 'NaN'),
    constraint outcome_measurement_version_reason_check check (version = 1 or length(reason) > 0)
);
create index outcome_measurement_version_workup_idx on outcome_measurement_version (patient_id, workup_id);
