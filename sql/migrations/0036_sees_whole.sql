-- Purpose: whether somebody sees the whole of a workup is asked in every read; as a function of the language SQL it was parsed and
-- planned anew in each transaction, as one of PL/pgSQL its plan is kept.
-- Lock: none.

create or replace function access_sees_whole(p_workup_id uuid) returns boolean language plpgsql stable as $$
begin
    if access_is_machine() or coalesce(p_workup_id = any (access_list('whole')), false) then
        return true;
    end if;
    return exists (
        select from workup_directory d
        join access_relation r on r.patient_id = d.patient_id
        where d.workup_id = p_workup_id and r.grantee_id = any (access_list('grantees'))
            and (r.scope = 'record' or (r.scope = 'workup' and r.workup_id = p_workup_id))
            and r.valid_from <= access_instant() and (r.valid_until is null or r.valid_until > access_instant())
            and d.patient_id <> all (access_list('refused')));
end $$;
