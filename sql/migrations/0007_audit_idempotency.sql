-- Purpose: the access log (NEN 7513 fields) and the answers kept for repeated requests.
-- The log's key holds the instant, so that it can be partitioned by month without rewriting it.
-- Lock: none on existing tables; new tables only.

create table audit_event (
    recorded_at timestamptz not null,
    id uuid not null,
    event_code text not null,
    event_type text not null,
    action text not null,
    outcome integer not null,
    user_id uuid,
    user_name text not null,
    role text not null,
    purpose text not null,
    organisation_id uuid,
    network_address text,
    source text not null,
    patient_id uuid,
    object_type text,
    object_id text,
    query bytea,
    reason text,
    data_categories text[] not null,
    request_id text,
    transaction_id xid8 not null,
    constraint audit_event_pkey primary key (recorded_at, id),
    constraint audit_event_action_check check (action in ('C', 'R', 'U', 'D', 'E')),
    constraint audit_event_outcome_check check (outcome in (0, 4, 8, 12))
);
create index audit_event_patient_idx on audit_event (patient_id, recorded_at) where patient_id is not null;
create index audit_event_user_idx on audit_event (user_id, recorded_at);

-- The patients a list or a search showed, one row each.
create table audit_subject (
    recorded_at timestamptz not null,
    event_id uuid not null,
    patient_id uuid not null,
    constraint audit_subject_pkey primary key (recorded_at, event_id, patient_id),
    constraint audit_subject_event_fkey foreign key (recorded_at, event_id) references audit_event (recorded_at, id)
);
create index audit_subject_patient_idx on audit_subject (patient_id, recorded_at);

create table idempotency_key (
    user_id uuid not null,
    key text not null,
    request_hash bytea not null,
    object_id uuid not null,
    version integer not null,
    patient_id uuid,
    body bytea not null,
    created_at timestamptz not null,
    constraint idempotency_key_pkey primary key (user_id, key),
    constraint idempotency_key_key_check check (length(key) between 1 and 200),
    constraint idempotency_key_request_hash_check check (octet_length(request_hash) = 32)
);
create index idempotency_key_created_at_idx on idempotency_key (created_at);
