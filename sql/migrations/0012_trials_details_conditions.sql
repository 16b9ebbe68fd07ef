-- Purpose: what a trial of a treatment has to show, kept with the choice; maker, expiry, times, rates and reactions of an
-- administration, kept with its version; conditions of a patient that make a treatment riskier, all versioned.
-- Lock: new tables only; their foreign keys hold treatment_choice, administration_version and workup against other
-- changes of their form for a moment, never against reading or writing rows.

-- What a trial has to show by when, and when it is given up: at most one for a choice, and as immutable as that is.
create table treatment_trial (
    patient_id uuid not null,
    choice_id uuid not null,
    workup_id uuid not null,
    chosen_on date not null,
    goal text not null,
    measure text not null,
    side text,
    target_value numeric,
    target_improvement numeric,
    judged_on date not null,
    stopping_rule text not null,
    stop_worsening_by numeric,
    stop_without_improvement_on date,
    constraint treatment_trial_pkey primary key (patient_id, choice_id),
    constraint treatment_trial_choice_fkey foreign key (patient_id, workup_id, choice_id)
        references treatment_choice (patient_id, workup_id, id),
    constraint treatment_trial_goal_check check (length(goal) between 1 and 2000),
    constraint treatment_trial_measure_check check (measure in (
        'gripVigorimeter', 'gripJamar', 'mrcSum', 'mmnRods', 'iRods', 'incat', 'onls')),
    constraint treatment_trial_side_check check (
        (measure in ('gripVigorimeter', 'gripJamar') and side is not null and side in ('left', 'right'))
        or (measure not in ('gripVigorimeter', 'gripJamar') and side is null)),
    constraint treatment_trial_target_check check (
        num_nonnulls(target_value, target_improvement) = 1
        and (target_value is null or (target_value >= 0 and target_value <> 'NaN'))
        and (target_improvement is null or (target_improvement > 0 and target_improvement <> 'NaN'))),
    constraint treatment_trial_judged_on_check check (judged_on > chosen_on),
    constraint treatment_trial_stopping_rule_check check (length(stopping_rule) between 1 and 2000),
    constraint treatment_trial_worsening_check check (stop_worsening_by > 0 and stop_worsening_by <> 'NaN'),
    constraint treatment_trial_without_improvement_check check (
        stop_without_improvement_on > chosen_on and stop_without_improvement_on <= judged_on)
);

-- What is kept of a version of an administration beyond day, product, batch, grams and weight. A version without a row
-- here has none of it.
create table administration_details (
    patient_id uuid not null,
    administration_id uuid not null,
    version integer not null,
    manufacturer text,
    expires_on text,
    started_at timestamptz,
    ended_at timestamptz,
    rates_ml_per_kg_per_hour numeric[] not null,
    -- Three lists side by side, an entry each per reaction. No list: nobody asked. Empty lists: there were none.
    reaction_codes text[],
    reaction_severities text[],
    reaction_notes text[],
    constraint administration_details_pkey primary key (patient_id, administration_id, version),
    constraint administration_details_version_fkey foreign key (patient_id, administration_id, version)
        references administration_version (patient_id, administration_id, version),
    constraint administration_details_expires_on_check check (expires_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint administration_details_ended_at_check check (ended_at >= started_at),
    constraint administration_details_rates_check check (
        cardinality(rates_ml_per_kg_per_hour) <= 50 and 0 < all (rates_ml_per_kg_per_hour)
        and 'NaN' <> all (rates_ml_per_kg_per_hour)),
    constraint administration_details_reactions_check check (
        num_nonnulls(reaction_codes, reaction_severities, reaction_notes) in (0, 3)
        and cardinality(reaction_codes) <= 50
        and cardinality(reaction_codes) = cardinality(reaction_severities)
        and cardinality(reaction_codes) = cardinality(reaction_notes)
        and array_position(reaction_codes, null) is null
        and reaction_codes <@ array[
            'headache', 'feverOrChills', 'nausea', 'rash', 'bloodPressureChange', 'fatigue', 'localReaction',
            'hypersensitivity', 'asepticMeningitis', 'thrombosis', 'renalFailure', 'haemolysis', 'lungInjury', 'other']
        and array_remove(reaction_severities, null) <@ array['mild', 'moderate', 'severe'])
);

-- A condition that cautions on treatment ask about; one of a kind for a workup, its answer in the versions.
create table recorded_condition (
    patient_id uuid not null,
    id uuid not null,
    workup_id uuid not null,
    condition text not null,
    constraint recorded_condition_pkey primary key (patient_id, id),
    constraint recorded_condition_workup_id_key unique (patient_id, workup_id, id),
    constraint recorded_condition_condition_key unique (patient_id, workup_id, condition),
    constraint recorded_condition_workup_fkey foreign key (patient_id, workup_id) references workup (patient_id, id),
    constraint recorded_condition_condition_check check (condition in (
        'obesity', 'hypertension', 'diabetes', 'immobility', 'oestrogen', 'advancedAge', 'hyperprolinaemia'))
);

create table recorded_condition_version (
    patient_id uuid not null,
    workup_id uuid not null,
    condition_id uuid not null,
    version integer not null,
    status text not null,
    answer text not null,
    since text,
    note text,
    reason text,
    recorded_at timestamptz not null,
    recorded_by uuid,
    constraint recorded_condition_version_pkey primary key (patient_id, condition_id, version),
    constraint recorded_condition_version_condition_fkey foreign key (patient_id, workup_id, condition_id)
        references recorded_condition (patient_id, workup_id, id),
    constraint recorded_condition_version_version_check check (version >= 1),
    constraint recorded_condition_version_status_check check (status in ('recorded', 'withdrawn')),
    constraint recorded_condition_version_answer_check check (answer in ('present', 'absent')),
    constraint recorded_condition_version_since_check check (since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    constraint recorded_condition_version_reason_check check (version = 1 or length(reason) > 0)
);
create index recorded_condition_version_workup_idx on recorded_condition_version (patient_id, workup_id);

create trigger treatment_trial_append_only before update or delete or truncate on treatment_trial
    for each statement execute function refuse_change();
create trigger administration_details_append_only before update or delete or truncate on administration_details
    for each statement execute function refuse_change();
create trigger recorded_condition_append_only before update or delete or truncate on recorded_condition
    for each statement execute function refuse_change();
create trigger recorded_condition_version_append_only before update or delete or truncate on recorded_condition_version
    for each statement execute function refuse_change();
