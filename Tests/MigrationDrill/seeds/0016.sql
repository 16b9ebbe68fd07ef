-- What schema 16 brought: teams, and what one patient in twenty objects to or is asked for. Relations come with schema 17.
set session_replication_role = replica;
insert into team select gen_random_uuid(), id, 'TEAM', 'Team', 1, created_at, null from organisation;
insert into team_member (team_id, id, user_id, joined_at)
select t.id, gen_random_uuid(), u.id, u.created_at from team t join app_user u on u.organisation_id = t.organisation_id;
insert into access_objection (patient_id, id, grantee_kind, grantee_id, reason, origin_id, recorded_at)
select p.patient_id, i.id, 'user', u.id, 'A neighbour', i.id, p.created_at
from patient p cross join lateral (select md5('objection ' || p.patient_id)::uuid as id) i
cross join lateral (select u.id from app_user u order by u.id limit 1) u
where hashtext(p.patient_id::text) % 20 = 0;
insert into access_request (patient_id, id, organisation_id, user_id, reason, requested_at)
select p.patient_id, gen_random_uuid(), u.organisation_id, u.id, 'Second opinion', p.created_at
from patient p cross join lateral (select * from app_user u order by u.id limit 1) u
where hashtext(p.patient_id::text) % 20 = 1;
insert into access_asking select organisation_id, id, requested_at, null from access_request;
