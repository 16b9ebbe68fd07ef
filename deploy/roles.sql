-- The roles that the migrations of Workup need, for a server where the login that migrates may not make roles itself.
-- Run once by a database administrator:  psql -v login=workup_migration -f deploy/roles.sql
-- `login` is who migrates, and whom `--database-url` names; it becomes a member of each role, and nobody logs in as them.
-- It is not called `workup`: a login of that name is the one of Workup's own servers, from which migrations take rights.

select :'login' = 'workup' as is_taken \gset
\if :is_taken
do $$ begin raise exception 'the login must have another name than workup'; end $$;
\quit
\endif

do $$
declare
    wanted text;
begin
    foreach wanted in array array['workup_audit_owner', 'workup_service', 'workup_machine', 'workup_sealer',
        'workup_audit_reader', 'workup_retention', 'workup_derivation']
    loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
end $$;
grant workup_audit_owner, workup_service, workup_machine, workup_sealer, workup_audit_reader, workup_retention,
    workup_derivation to :"login";
