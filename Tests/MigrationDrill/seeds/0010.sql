-- A record as it was at schema 10, for :patients patients: each with a workup of eight steps, five findings, a treatment
-- with four infusions and four outcomes, a meeting, and ten lines of the access log. Triggers do not run; what they keep
-- (the worklist) is filled by the function they call. Ids are made from what they name, so that later seeds find them.
-- psql -v patients=N -v bodies=JSON (a finding's body by kind)
set session_replication_role = replica;

create function pg_temp.id(p_kind text, p_number bigint) returns uuid language sql immutable parallel safe as $$
    select md5(p_kind || ' ' || p_number)::uuid
$$;
create function pg_temp.at(p_number bigint) returns timestamptz language sql immutable parallel safe as $$
    select timestamptz '2024-01-01 08:00:00+00' + make_interval(mins => (p_number % 900000)::integer)
$$;
create temp table body as select key as kind, value as body from jsonb_each(:'bodies');
create temp table p as
select g, pg_temp.id('patient', g) as patient_id, pg_temp.id('workup', g) as workup_id,
    pg_temp.id('user', g % 50 + 1) as user_id, pg_temp.id('organisation', g % 20 + 1) as organisation_id,
    pg_temp.at(g * 7) as at
from generate_series(1, :patients) g;
analyze p;

insert into organisation
select pg_temp.id('organisation', g), 'ORG' || g, 'Hospital ' || g,
    case when g % 5 = 0 then 'neuromuscularCentre' else 'regionalHospital' end, 1, pg_temp.at(0)
from generate_series(1, 20) g;
insert into app_user (id, login, name, role, organisation_id, version, created_at)
select pg_temp.id('user', g), 'user' || g, 'User ' || g,
    (array['neurologist', 'nurse', 'coordinator', 'technician', 'administrator'])[g % 5 + 1],
    pg_temp.id('organisation', g % 20 + 1), 1, pg_temp.at(0)
from generate_series(1, 50) g;
insert into api_token (id, user_id, name, token_hash, created_at)
select pg_temp.id('token', g), pg_temp.id('user', g), 'token', sha256(('token ' || g)::bytea), pg_temp.at(0)
from generate_series(1, 50) g;
insert into protocol values ('drill', 1, '{"steps": []}', 'drill', true, pg_temp.at(0), null);

insert into patient select patient_id, at, user_id from p;
insert into patient_version
select patient_id, v, 'Family' || g % 5000, array['Given' || g % 300], (1930 + g % 70) || '-05-17',
    case when g % 3 = 0 then 'female' else 'male' end, at + make_interval(days => v), user_id, case when v > 1 then 'Typo' end
from p cross join generate_series(1, 2) v where v = 1 or g % 5 = 0;
insert into patient_identifier (patient_id, id, system, value, recorded_at, recorded_by)
select patient_id, pg_temp.id('identifier', g), 'mrn:ORG' || g % 20 + 1, 'N' || g, at, user_id from p;
insert into identifier_directory select 'mrn:ORG' || g % 20 + 1, 'N' || g, patient_id from p;
insert into patient_merge (id, source_patient_id, target_patient_id, reason, merged_at, merged_by)
select pg_temp.id('merge', g), patient_id, pg_temp.id('patient', g + 1), 'The same person', at, user_id
from p where g % 500 = 1 and g < :patients;

insert into workup select patient_id, workup_id, 'drill', '{"kind": "synthetic"}', at, user_id from p;
insert into workup_directory select workup_id, patient_id from p;
insert into workup_version (patient_id, workup_id, version, protocol_code, protocol_version, status, opened_on, question,
    referred_by, organisation_id, assignee_id, diagnosis_text, closed_on, close_reason, reason, recorded_at, recorded_by)
select patient_id, workup_id, v, 'drill', 1, case when v = 2 and g % 2 = 0 then 'closed' else 'open' end, at::date,
    'Weakness of the right hand for ' || g % 30 || ' months: multifocal motor neuropathy?', 'Dr. Referrer ' || g % 200,
    organisation_id, user_id, case when v = 2 then 'MMN' end, case when v = 2 and g % 2 = 0 then at::date + 90 end,
    case when v = 2 and g % 2 = 0 then 'Concluded' end, case when v = 2 then 'Diagnosis' end,
    at + make_interval(days => v), user_id
from p cross join generate_series(1, 2) v;
insert into step
select patient_id, pg_temp.id('step', g * 8 + s), workup_id, 'step' || s, s, 'required', '{}'
from p cross join generate_series(1, 8) s;
insert into step_version (patient_id, workup_id, step_id, version, state, previous_version, previous_state, state_since,
    organisation_id, due_on, performed_on, finding_id, recorded_at, recorded_by)
select patient_id, workup_id, pg_temp.id('step', g * 8 + s), v, case when v = 1 then 'planned' else 'reported' end,
    nullif(v - 1, 0), case when v = 2 then 'planned' end, at::date + v, case when g % 4 = 0 then organisation_id end,
    at::date + 30, case when v = 2 then (at::date + v)::text end,
    case when v = 2 then pg_temp.id('finding', g * 8 + s) end, at + make_interval(days => v), user_id
from p cross join generate_series(1, 8) s cross join generate_series(1, 2) v where v = 1 or s <= 5;

create temp table f as
select kind, body, row_number() over (order by kind) as s from body;
insert into finding select patient_id, pg_temp.id('finding', g * 8 + s), workup_id, kind
from p cross join f where s <= 5;
insert into finding_version (patient_id, workup_id, finding_id, version, kind, status, body, performed_on, recorded_at,
    recorded_by)
select patient_id, workup_id, pg_temp.id('finding', g * 8 + s), 1, kind, 'recorded', body, (at::date + 2)::text,
    at + interval '2 days', user_id
from p cross join f where s <= 5;

insert into treatment_course select patient_id, pg_temp.id('course', g), workup_id from p;
insert into treatment_course_version (patient_id, workup_id, course_id, version, status, option, started_on, recorded_at,
    recorded_by)
select patient_id, workup_id, pg_temp.id('course', g), 1, 'recorded', 'ivig', (at::date + 5)::text, at + interval '5 days',
    user_id
from p;
insert into treatment_choice (patient_id, id, workup_id, option, chosen_on, participants, patient_preference, cautions,
    course_id, recorded_at, recorded_by)
select patient_id, pg_temp.id('choice', g), workup_id, 'ivig', at::date + 4, array['Patient', 'Doctor'], 'At home', '{}',
    pg_temp.id('course', g), at + interval '4 days', user_id
from p;
insert into administration select patient_id, pg_temp.id('administration', g * 4 + a), workup_id, pg_temp.id('course', g)
from p cross join generate_series(1, 4) a;
insert into administration_version (patient_id, workup_id, administration_id, version, status, given_on, product, lot, grams,
    body_weight_kg, recorded_at, recorded_by)
select patient_id, workup_id, pg_temp.id('administration', g * 4 + a), 1, 'recorded', at::date + 5 + a, 'Product ' || g % 7,
    'LOT-' || g % 400, 30, 75, at + make_interval(days => 5 + a), user_id
from p cross join generate_series(1, 4) a;
insert into outcome_measurement select patient_id, pg_temp.id('outcome', g * 4 + o), workup_id
from p cross join generate_series(1, 4) o;
insert into outcome_measurement_version (patient_id, workup_id, outcome_id, version, status, measured_on, measure, side,
    value, recorded_at, recorded_by)
select patient_id, workup_id, pg_temp.id('outcome', g * 4 + o), 1, 'recorded', at::date + o * 30, 'gripVigorimeter', 'right',
    20 + o * 5, at + make_interval(days => o * 30), user_id
from p cross join generate_series(1, 4) o;

insert into meeting select pg_temp.id('meeting', g), pg_temp.id('organisation', g % 20 + 1), pg_temp.at(g), null
from generate_series(0, :patients / 50) g;
insert into meeting_version (meeting_id, version, status, starts_at, attendance, recorded_at)
select pg_temp.id('meeting', g), v, case v when 1 then 'planned' else 'held' end, pg_temp.at(g * 60), '[]', pg_temp.at(g)
from generate_series(0, :patients / 50) g cross join generate_series(1, 2) v;
insert into meeting_case select patient_id, pg_temp.id('case', g), pg_temp.id('meeting', g / 50), workup_id, at from p;
insert into meeting_case_version (patient_id, meeting_case_id, version, status, position, decision, recorded_at, recorded_by)
select patient_id, pg_temp.id('case', g), v, case v when 1 then 'planned' else 'discussed' end, 1,
    case v when 2 then 'Start immunoglobulin' end, at + make_interval(days => v), user_id
from p cross join generate_series(1, 2) v;
insert into meeting_action select patient_id, pg_temp.id('action', g), pg_temp.id('case', g) from p;
insert into meeting_action_version (patient_id, action_id, version, state, what, owner, due_on, recorded_at, recorded_by)
select patient_id, pg_temp.id('action', g), 1, 'open', 'Ask for a repeated study', 'User ' || g % 50, at::date + 20, at, user_id
from p;

insert into audit_event (recorded_at, id, event_code, event_type, action, outcome, user_id, user_name, role, purpose,
    organisation_id, source, patient_id, object_type, object_id, data_categories, request_id, transaction_id)
select at + make_interval(days => e), pg_temp.id('event', g * 10 + e), 'ReadWorkup', 'read', 'R', 0, user_id, 'User ' || g % 50,
    'neurologist', 'TREAT', organisation_id, 'workup', patient_id, 'workup', workup_id::text, array['clinical'], 'r' || g,
    (g * 10 + e)::text::xid8
from p cross join generate_series(1, 10) e;
insert into audit_subject select at + interval '1 day', pg_temp.id('event', g * 10 + 1), patient_id from p;
insert into idempotency_key
select user_id, 'key ' || g, sha256(g::text::bytea), workup_id, 1, patient_id, '{}', at from p where g % 10 = 0;
insert into imported_case select sha256(('case ' || g)::bytea), workup_id, patient_id, at from p;
select refresh_worklist(array_agg(patient_id), array_agg(workup_id)) from p group by g / 5000 having count(*) > 0;
