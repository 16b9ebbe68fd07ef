-- Purpose: signing in with the hospital's own account. Which identity of an issuer leads to which user.
-- Lock: a new table, nothing else.

-- An identity is what the issuer calls somebody and never gives to another: not a name, and no address.
create table user_identity (
    issuer text not null,
    subject text not null,
    user_id uuid not null,
    linked_at timestamptz not null,
    constraint user_identity_pkey primary key (issuer, subject),
    constraint user_identity_user_fkey foreign key (user_id) references app_user (id),
    constraint user_identity_issuer_check check (issuer ~ '^https?://[!-~]+$' and length(issuer) <= 2000),
    -- ASCII that can be seen, as the standard has it.
    constraint user_identity_subject_check check (subject ~ '^[ -~]{1,255}$')
);
create index user_identity_user_idx on user_identity (user_id);
