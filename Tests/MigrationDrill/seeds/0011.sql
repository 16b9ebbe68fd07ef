-- What schema 11 brought: five evaluations of each workup with two results, and what five sets answer in each.
set session_replication_role = replica;
insert into evaluation_result (patient_id, workup_id, number, document, content_hash, best_category, missing_steps)
select w.patient_id, w.id, n, (:'bodies')::json, sha256((w.id::text || n)::bytea),
    case n when 1 then 'possible' else 'definite' end, '{step6,step7}'
from workup w cross join (values (1), (4)) v (n);
insert into evaluation_criteria
select w.patient_id, w.id, n, c, 'set' || c, '1', true, case n when 1 then 'possible' else 'definite' end, 'checked',
    '{definite:unknown,probable:met}', '{definite}', '{step6}'
from workup w cross join (values (1), (4)) v (n) cross join generate_series(1, 5) c;
insert into evaluation (patient_id, workup_id, number, previous_number, result_number, patient_version, finding_ids,
    finding_versions, course_ids, course_versions, event_code, event_id, recorded_at)
select w.patient_id, w.id, n, nullif(n - 1, 0), case when n < 4 then 1 else 4 end, 1, f.ids, f.versions, '{}', '{}',
    'RecordFinding', gen_random_uuid(), w.created_at + make_interval(days => n)
from workup w
cross join lateral (
    select array_agg(x.id order by x.id) as ids, array_agg(1 order by x.id) as versions
    from finding x where x.patient_id = w.patient_id) f
cross join generate_series(1, 5) n;
update worklist_entry e set verdicts = x.verdicts, best_category = x.best_category,
    category_rank = category_rank(x.best_category), missing_steps = x.missing_steps
from workup w cross join lateral newest_answers(w.patient_id, w.id) x
where e.patient_id = w.patient_id and e.workup_id = w.id;
