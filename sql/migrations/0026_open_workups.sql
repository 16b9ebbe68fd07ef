-- Purpose: how many open workups are on each version of a protocol, by the state of their next step: numbers alone, for whoever
-- manages protocols and sees no patient.
-- Lock: none.

create function protocol_open_workups(p_code text) returns table (protocol_version integer, step_state text, workup_count bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select e.protocol_version, e.next_step_state, count(*)
    from public.worklist_entry e
    where e.protocol_code = p_code and e.status = 'open'
    group by e.protocol_version, e.next_step_state
$$;

do $$
begin
    alter function protocol_open_workups(text) owner to workup_derivation;
    revoke all on function protocol_open_workups(text) from public;
    grant execute on function protocol_open_workups(text) to workup_service, workup_machine;
end $$;
