-- What schemas 20 to 33 brought: identities, views of the worklist, and drafts of forms of one workup in twenty.
set session_replication_role = replica;
insert into user_identity select 'https://hospital.example', login, id, created_at from app_user;
insert into worklist_view (id, organisation_id, name, query, made_at, made_by)
select gen_random_uuid(), organisation_id, login, 'status=open', created_at, id from app_user;
insert into form_draft (patient_id, user_id, form, workup_id, sheet, field_values, saved_at, expires_at)
select w.patient_id, u.id, '/workups/' || w.id, w.id, gen_random_uuid(), '{"note": "half a sentence"}', now(),
    now() + interval '30 days'
from workup w cross join lateral (select u.id from app_user u order by u.id limit 1) u
where hashtext(w.id::text) % 20 = 0;
