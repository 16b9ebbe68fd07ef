-- What schema 12 brought: a trial for each choice, details of each infusion, two conditions of each patient.
set session_replication_role = replica;
insert into treatment_trial (patient_id, choice_id, workup_id, chosen_on, goal, measure, side, target_improvement, judged_on,
    stopping_rule)
select patient_id, id, workup_id, chosen_on, 'Grip of the right hand', 'gripVigorimeter', 'right', 10, chosen_on + 90,
    'No improvement after three months'
from treatment_choice;
insert into administration_details (patient_id, administration_id, version, manufacturer, rates_ml_per_kg_per_hour)
select patient_id, administration_id, version, 'Maker', '{0.5,1,2}' from administration_version;
insert into recorded_condition
select w.patient_id, gen_random_uuid(), w.id, c
from workup w cross join (values ('hypertension'), ('diabetes')) v (c);
insert into recorded_condition_version (patient_id, workup_id, condition_id, version, status, answer, recorded_at)
select patient_id, workup_id, id, 1, 'recorded', 'absent', timestamptz '2025-01-01 00:00:00+00' from recorded_condition;
