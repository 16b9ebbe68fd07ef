-- Purpose: a line of the worklist says of each answer how far the rules behind it were checked.
-- Lock: lines of worklist_entry, each for the moment it is written again.

-- As in 0011, each answer as set, category and status of check.
create or replace function newest_answers(p_patient_id uuid, p_workup_id uuid)
returns table (verdicts text[], best_category text, missing_steps text[]) language sql stable as $$
    select array(
            select c.criteria || ':' || c.category || ':' || c.status from evaluation_criteria c
            where c.patient_id = r.patient_id and c.workup_id = r.workup_id and c.number = r.number
            order by c.position
        ), r.best_category, r.missing_steps
    from evaluation_result r
    where r.patient_id = p_patient_id and r.workup_id = p_workup_id
    order by r.number desc limit 1
$$;

update worklist_entry e set verdicts = (select x.verdicts from newest_answers(e.patient_id, e.workup_id) x)
where cardinality(e.verdicts) > 0;
