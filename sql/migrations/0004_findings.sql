-- Purpose: findings of every kind, each with all its versions. The body is the case format's own shape.
-- Lock: step_version for the moment its new foreign key is added.

create table finding (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    kind text not null,
    constraint finding_pkey primary key (patient_id, id),
    constraint finding_workup_id_key unique (patient_id, workup_id, id),
    constraint finding_kind_key unique (patient_id, workup_id, id, kind),
    constraint finding_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint finding_kind_check check (kind in (
        'neurologicalExamination', 'nerveConductionStudy', 'needleExamination', 'antibody',
        'cerebrospinalFluid', 'imaging', 'laboratory'))
);

create table finding_version (
    patient_id uuid not null,
    workup_id uuid not null,
    finding_id uuid not null,
    version integer not null,
    replaces_version integer,
    kind text not null,
    status text not null,
    body jsonb not null,
    performed_on text,
    origin text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint finding_version_pkey primary key (patient_id, finding_id, version),
    constraint finding_version_finding_fkey foreign key (patient_id, workup_id, finding_id, kind)
        references finding (patient_id, workup_id, id, kind),
    constraint finding_version_replaces_fkey foreign key (patient_id, finding_id, replaces_version)
        references finding_version (patient_id, finding_id, version),
    constraint finding_version_replaces_check check (
        (version = 1 and replaces_version is null) or (version > 1 and replaces_version = version - 1)),
    constraint finding_version_status_check check (status in ('recorded', 'withdrawn')),
    constraint finding_version_reason_check check (version = 1 or length(reason) > 0),
    constraint finding_version_performed_on_check check (performed_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint finding_version_body_check check (
        jsonb_typeof(body) = 'object'
        and case kind
            when 'antibody' then body ? 'antigen' and body ? 'isotype'
            when 'imaging' then body ->> 'modality' in ('mri', 'ultrasound')
            when 'laboratory' then body ? 'code'
            else true
        end)
);
create index finding_version_workup_idx on finding_version (patient_id, workup_id);

-- The finding that brought a step its result.
alter table step_version
    add constraint step_version_finding_fkey foreign key (patient_id, workup_id, finding_id)
    references finding (patient_id, workup_id, id);
