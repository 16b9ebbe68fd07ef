-- Purpose: who works here. Organisations, users, API tokens (only their SHA-256).
-- Lock: none on existing tables; new tables only.

create table organisation (
    id uuid not null,
    code text not null,
    name text not null,
    kind text not null,
    version integer not null,
    created_at timestamptz not null,
    constraint organisation_pkey primary key (id),
    constraint organisation_code_key unique (code),
    constraint organisation_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    constraint organisation_name_check check (length(name) between 1 and 200),
    constraint organisation_kind_check check (kind in ('neuromuscularCentre', 'regionalHospital')),
    constraint organisation_version_check check (version >= 1)
);

create table app_user (
    id uuid not null,
    login text not null,
    name text not null,
    role text not null,
    organisation_id uuid not null,
    version integer not null,
    created_at timestamptz not null,
    disabled_at timestamptz,
    disabled_reason text,
    constraint app_user_pkey primary key (id),
    constraint app_user_login_key unique (login),
    constraint app_user_login_check check (login ~ '^[a-z][a-z0-9._@-]{0,63}$'),
    constraint app_user_name_check check (length(name) between 1 and 200),
    constraint app_user_role_check check (role in (
        'neurologist', 'neurophysiologist', 'technician', 'laboratory', 'nurse', 'coordinator',
        'administrator', 'privacyOfficer', 'researcher')),
    constraint app_user_version_check check (version >= 1),
    constraint app_user_disabled_check check ((disabled_at is null) = (disabled_reason is null)),
    constraint app_user_organisation_fkey foreign key (organisation_id) references organisation (id)
);
create index app_user_organisation_idx on app_user (organisation_id);

create table api_token (
    id uuid not null,
    user_id uuid not null,
    name text not null,
    token_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    constraint api_token_pkey primary key (id),
    constraint api_token_hash_key unique (token_hash),
    constraint api_token_hash_check check (octet_length(token_hash) = 32),
    constraint api_token_name_check check (length(name) between 1 and 200),
    constraint api_token_expiry_check check (expires_at is null or expires_at > created_at),
    constraint api_token_user_fkey foreign key (user_id) references app_user (id)
);
create index api_token_user_idx on api_token (user_id);
