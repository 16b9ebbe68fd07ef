-- Purpose: patients, their identifiers, and merged records. What a patient is called is versioned, never overwritten.
-- Lock: none on existing tables; new tables only.

create table patient (
    patient_id uuid not null,
    created_at timestamptz not null,
    created_by uuid,
    constraint patient_pkey primary key (patient_id)
);

create table patient_version (
    patient_id uuid not null,
    version integer not null,
    family_name text not null,
    given_names text[] not null,
    birth_date text,
    sex text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    reason text,
    constraint patient_version_pkey primary key (patient_id, version),
    constraint patient_version_patient_fkey foreign key (patient_id) references patient (patient_id),
    constraint patient_version_version_check check (version >= 1),
    constraint patient_version_family_name_check check (length(family_name) between 1 and 200),
    constraint patient_version_given_names_check check (cardinality(given_names) <= 20),
    constraint patient_version_birth_date_check check (birth_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint patient_version_sex_check check (sex in ('male', 'female', 'other', 'unknown'))
);
create index patient_version_name_idx on patient_version (lower(family_name) text_pattern_ops);
create index patient_version_birth_date_idx on patient_version (birth_date);

-- A number the patient is known by. It ends (wrong entry, change of hospital) but is never removed.
create table patient_identifier (
    patient_id uuid not null,
    id uuid not null,
    system text not null,
    value text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    ended_at timestamptz,
    ended_by uuid,
    constraint patient_identifier_pkey primary key (patient_id, id),
    constraint patient_identifier_patient_fkey foreign key (patient_id) references patient (patient_id),
    constraint patient_identifier_system_check check (system in ('bsn', 'insz') or system ~ '^mrn:[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    constraint patient_identifier_value_check check (length(value) between 1 and 64),
    constraint patient_identifier_bsn_check check (system <> 'bsn' or value ~ '^[0-9]{9}$'),
    constraint patient_identifier_insz_check check (system <> 'insz' or value ~ '^[0-9]{11}$'),
    constraint patient_identifier_ended_check check (ended_at is null or ended_at >= recorded_at)
);

-- Look-up across patients: who holds a number now. One holder each; also the way to find a patient by number.
create table identifier_directory (
    system text not null,
    value text not null,
    patient_id uuid not null,
    constraint identifier_directory_pkey primary key (system, value)
);

-- Two records found to be one person. A link, so that it can be undone: no clinical row moves.
create table patient_merge (
    id uuid not null,
    source_patient_id uuid not null,
    target_patient_id uuid not null,
    reason text not null,
    merged_at timestamptz not null,
    merged_by uuid,
    unmerged_at timestamptz,
    unmerged_by uuid,
    unmerge_reason text,
    constraint patient_merge_pkey primary key (id),
    constraint patient_merge_self_check check (source_patient_id <> target_patient_id),
    constraint patient_merge_reason_check check (length(reason) between 1 and 2000),
    constraint patient_merge_undone_check check ((unmerged_at is null) = (unmerge_reason is null))
);
create unique index patient_merge_source_key on patient_merge (source_patient_id) where unmerged_at is null;
create index patient_merge_target_idx on patient_merge (target_patient_id) where unmerged_at is null;
