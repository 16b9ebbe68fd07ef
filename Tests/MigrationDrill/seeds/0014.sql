-- What schema 14 brought: a salt of each patient, and a leaf of each event in a tree that was sealed once.
set session_replication_role = replica;
insert into audit_salt select patient_id, sha256(patient_id::text::bytea) from patient;
insert into audit_leaf
select 1, row_number() over (order by recorded_at, id) - 1, transaction_id, recorded_at, id, sha256(id::text::bytea)
from audit_event;
insert into audit_mark
select patient_id, gen_random_uuid(), 'vip', 'Well known', created_at, 'Drill' from patient where hashtext(patient_id::text) % 50 = 0;
insert into audit_review (id, kind, found_by, user_name, patient_id, began_at, ended_at, patient_count, found_at)
select gen_random_uuid(), 'vip', 'vip ' || patient_id, 'User', patient_id, marked_at, marked_at, 1, marked_at from audit_mark;
insert into audit_judgement
select id, gen_random_uuid(), 'justified', 'Treats', found_at, null, 'Officer' from audit_review;
