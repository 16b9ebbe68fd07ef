-- Purpose: signing in. Passwords and second factors, recovery codes, sessions and known devices (only hashes of their
-- tokens), counts of failed attempts; API tokens get scopes and always an end.
-- Lock: api_token, for the moment in which its rows are completed; new tables otherwise.

-- What a user signs in with. A user without a row, or with a row without a password, cannot sign in on a page.
create table user_credential (
    user_id uuid not null,
    password_hash text,
    password_set_at timestamptz,
    -- A one-time secret by which the user chooses a password.
    setup_hash bytea,
    setup_ends_at timestamptz,
    -- The secret of the authenticator app, and the step of the last code that was taken: a code works once.
    factor_secret bytea,
    factor_set_at timestamptz,
    factor_last_step bigint,
    -- A secret that was shown and has not been confirmed by a code yet.
    candidate_secret bytea,
    constraint user_credential_pkey primary key (user_id),
    constraint user_credential_user_fkey foreign key (user_id) references app_user (id),
    constraint user_credential_password_check check (
        (password_hash is null) = (password_set_at is null) and password_hash like '$scrypt$%'),
    constraint user_credential_setup_check check (
        (setup_hash is null) = (setup_ends_at is null) and octet_length(setup_hash) = 32),
    constraint user_credential_factor_check check (
        (factor_secret is null) = (factor_set_at is null) and octet_length(factor_secret) >= 16),
    constraint user_credential_step_check check (factor_last_step is null or factor_secret is not null),
    constraint user_credential_candidate_check check (octet_length(candidate_secret) >= 16)
);

-- Each lets its owner in once without the app.
create table recovery_code (
    user_id uuid not null,
    code_hash bytea not null,
    made_at timestamptz not null,
    used_at timestamptz,
    constraint recovery_code_pkey primary key (user_id, code_hash),
    constraint recovery_code_user_fkey foreign key (user_id) references app_user (id),
    constraint recovery_code_hash_check check (octet_length(code_hash) = 32)
);

-- Who is signed in, and how far somebody has come with it. A session that has ended has no row; the log tells of it.
create table user_session (
    token_hash bytea not null,
    user_id uuid not null,
    stage text not null,
    began_at timestamptz not null,
    seen_at timestamptz not null,
    ends_at timestamptz not null,
    factor_at timestamptz,
    constraint user_session_pkey primary key (token_hash),
    constraint user_session_user_fkey foreign key (user_id) references app_user (id),
    constraint user_session_hash_check check (octet_length(token_hash) = 32),
    constraint user_session_stage_check check (stage in ('password', 'enrolment', 'factor', 'full')),
    -- Nobody is signed in without a second factor.
    constraint user_session_factor_check check ((stage = 'full') = (factor_at is not null)),
    constraint user_session_ends_check check (ends_at > began_at and ends_at <= began_at + interval '12 hours')
);
create index user_session_user_idx on user_session (user_id);
create index user_session_ends_idx on user_session (ends_at);

-- Devices on which a user has signed in: their attempts are counted apart from those of strangers at the same address.
create table known_device (
    token_hash bytea not null,
    user_id uuid not null,
    made_at timestamptz not null,
    ends_at timestamptz not null,
    constraint known_device_pkey primary key (token_hash),
    constraint known_device_user_fkey foreign key (user_id) references app_user (id),
    constraint known_device_hash_check check (octet_length(token_hash) = 32)
);
create index known_device_user_idx on known_device (user_id);
create index known_device_ends_idx on known_device (ends_at);

-- Failed attempts, by SHA-256 of what they are counted for: a password typed in the place of a login is not kept.
create table sign_in_tally (
    key bytea not null,
    failure_count integer not null,
    failed_at timestamptz,
    constraint sign_in_tally_pkey primary key (key),
    constraint sign_in_tally_key_check check (octet_length(key) = 32),
    constraint sign_in_tally_count_check check (failure_count >= 0)
);
create index sign_in_tally_failed_at_idx on sign_in_tally (failed_at);

-- Tokens from before keep what they could do and end ninety days from now; the list tells them apart.
alter table api_token
    add column scopes text[],
    add column is_from_before boolean not null default false;
update api_token set
    is_from_before = true,
    scopes = array['read', 'write', 'accounts', 'audit'],
    expires_at = coalesce(expires_at, greatest(now(), created_at) + interval '90 days');
alter table api_token
    alter column scopes set not null,
    alter column expires_at set not null,
    drop constraint api_token_expiry_check,
    add constraint api_token_expiry_check check (expires_at > created_at),
    add constraint api_token_scopes_check check (
        cardinality(scopes) > 0 and scopes <@ array['read', 'write', 'accounts', 'audit']
        and array_position(scopes, null) is null);
