-- Purpose: which case files were imported, by the hash of their content, so that an import can be resumed or repeated.
-- Lock: none on existing tables; new tables only.

create table imported_case (
    content_hash bytea not null,
    workup_id uuid not null,
    patient_id uuid not null,
    imported_at timestamptz not null,
    constraint imported_case_pkey primary key (content_hash),
    constraint imported_case_content_hash_check check (octet_length(content_hash) = 32)
);
