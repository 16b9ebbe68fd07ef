// The constraints, triggers and unique indexes that hold the log and access: without one of them the walls stand as before, and
// what they guard can be changed, or be written so that nobody finds it.

extension DatabaseWall {
    /// Every constraint and unique index of the log's tables and of those of access, and every trigger, with the function that
    /// it runs: a closed list. Whoever adds one adds it here; a test holds the list against the migrations.
    package static let namedGuards: [String] =
        (namedConstraints + namedTriggers).split(separator: "\n").map(String.init)

    private static let namedConstraints = """
        constraint access_asking_granted_check on access_asking
        constraint access_asking_organisation_fkey on access_asking
        constraint access_asking_pkey on access_asking
        constraint access_objection_grantee_check on access_objection
        constraint access_objection_lifted_check on access_objection
        constraint access_objection_origin_check on access_objection
        constraint access_objection_patient_fkey on access_objection
        constraint access_objection_pkey on access_objection
        constraint access_objection_reason_check on access_objection
        constraint access_relation_emergency_check on access_relation
        constraint access_relation_ended_check on access_relation
        constraint access_relation_grantee_check on access_relation
        constraint access_relation_ground_check on access_relation
        constraint access_relation_patient_fkey on access_relation
        constraint access_relation_period_check on access_relation
        constraint access_relation_pkey on access_relation
        constraint access_relation_reason_check on access_relation
        constraint access_relation_scope_check on access_relation
        constraint access_relation_under_fkey on access_relation
        constraint access_relation_workup_fkey on access_relation
        constraint access_request_decided_check on access_request
        constraint access_request_decision_reason_check on access_request
        constraint access_request_organisation_fkey on access_request
        constraint access_request_patient_fkey on access_request
        constraint access_request_pkey on access_request
        constraint access_request_reason_check on access_request
        constraint audit_checkpoint_epoch_fkey on audit_checkpoint
        constraint audit_checkpoint_frontier_check on audit_checkpoint
        constraint audit_checkpoint_pkey on audit_checkpoint
        constraint audit_checkpoint_root_check on audit_checkpoint
        constraint audit_checkpoint_size_check on audit_checkpoint
        constraint audit_epoch_epoch_check on audit_epoch
        constraint audit_epoch_pkey on audit_epoch
        constraint audit_epoch_reason_check on audit_epoch
        constraint audit_event_action_check on audit_event
        constraint audit_event_checks_check on audit_event
        constraint audit_event_lists_check on audit_event
        constraint audit_event_outcome_check on audit_event
        constraint audit_event_pkey on audit_event
        constraint audit_event_recorded_at_check on audit_event
        constraint audit_forgotten_leaf_pkey on audit_forgotten_leaf
        constraint audit_forgotten_subject_commitment_check on audit_forgotten_subject
        constraint audit_forgotten_subject_pkey on audit_forgotten_subject
        constraint audit_judgement_note_check on audit_judgement
        constraint audit_judgement_pkey on audit_judgement
        constraint audit_judgement_review_fkey on audit_judgement
        constraint audit_judgement_verdict_check on audit_judgement
        constraint audit_leaf_epoch_fkey on audit_leaf
        constraint audit_leaf_event_key on audit_leaf
        constraint audit_leaf_leaf_hash_check on audit_leaf
        constraint audit_leaf_leaf_no_check on audit_leaf
        constraint audit_leaf_pkey on audit_leaf
        constraint audit_mark_kind_check on audit_mark
        constraint audit_mark_pkey on audit_mark
        constraint audit_mark_reason_check on audit_mark
        constraint audit_removal_pkey on audit_removal
        constraint audit_review_found_by_key on audit_review
        constraint audit_review_kind_check on audit_review
        constraint audit_review_objection_check on audit_review
        constraint audit_review_period_check on audit_review
        constraint audit_review_pkey on audit_review
        constraint audit_review_reason_check on audit_review
        constraint audit_salt_pkey on audit_salt
        constraint audit_salt_salt_check on audit_salt
        constraint audit_subject_pkey on audit_subject
        constraint notice_attempt_count_check on notice
        constraint notice_kind_check on notice
        constraint notice_pkey on notice
        constraint team_code_check on team
        constraint team_code_key on team
        constraint team_member_left_check on team_member
        constraint team_member_pkey on team_member
        constraint team_member_team_fkey on team_member
        constraint team_member_user_fkey on team_member
        constraint team_name_check on team
        constraint team_organisation_fkey on team
        constraint team_pkey on team
        constraint team_version_check on team
        unique index access_objection_copy_key on access_objection
        unique index access_objection_present_key on access_objection
        unique index access_request_open_key on access_request
        unique index team_member_present_key on team_member

        """

    private static let namedTriggers = """
        trigger access_objection_access on access_objection: access_after_objection
        trigger access_objection_append_only on access_objection: refuse_other_change
        trigger access_objection_no_truncate on access_objection: refuse_change
        trigger access_relation_access on access_relation: access_after_relation
        trigger access_relation_append_only on access_relation: refuse_other_change
        trigger access_relation_no_truncate on access_relation: refuse_change
        trigger access_request_append_only on access_request: refuse_other_change
        trigger access_request_no_truncate on access_request: refuse_change
        trigger administration_append_only on administration: refuse_change
        trigger administration_details_append_only on administration_details: refuse_change
        trigger administration_version_append_only on administration_version: refuse_change
        trigger audit_checkpoint_append_only on audit_checkpoint: audit_stays
        trigger audit_checkpoint_no_truncate on audit_checkpoint: audit_stays
        trigger audit_epoch_append_only on audit_epoch: audit_stays
        trigger audit_epoch_no_truncate on audit_epoch: audit_stays
        trigger audit_event_append_only on audit_event: audit_stays
        trigger audit_event_arrives on audit_event: audit_event_arrives
        trigger audit_event_no_truncate on audit_event: audit_stays
        trigger audit_forgotten_leaf_append_only on audit_forgotten_leaf: audit_stays
        trigger audit_forgotten_leaf_no_truncate on audit_forgotten_leaf: audit_stays
        trigger audit_forgotten_subject_append_only on audit_forgotten_subject: audit_stays
        trigger audit_forgotten_subject_no_truncate on audit_forgotten_subject: audit_stays
        trigger audit_judgement_append_only on audit_judgement: audit_stays
        trigger audit_judgement_no_truncate on audit_judgement: audit_stays
        trigger audit_leaf_append_only on audit_leaf: audit_stays
        trigger audit_leaf_no_truncate on audit_leaf: audit_stays
        trigger audit_mark_append_only on audit_mark: audit_stays
        trigger audit_mark_no_truncate on audit_mark: audit_stays
        trigger audit_removal_append_only on audit_removal: audit_stays
        trigger audit_removal_no_truncate on audit_removal: audit_stays
        trigger audit_review_append_only on audit_review: audit_stays
        trigger audit_review_no_truncate on audit_review: audit_stays
        trigger audit_salt_append_only on audit_salt: audit_stays
        trigger audit_salt_no_truncate on audit_salt: audit_stays
        trigger audit_subject_append_only on audit_subject: audit_stays
        trigger audit_subject_no_truncate on audit_subject: audit_stays
        trigger evaluation_append_only on evaluation: refuse_change
        trigger evaluation_criteria_append_only on evaluation_criteria: refuse_change
        trigger evaluation_result_append_only on evaluation_result: refuse_change
        trigger evaluation_sees_what_is_recorded on evaluation: evaluation_sees_what_is_recorded
        trigger evaluation_worklist on evaluation: worklist_after_evaluation
        trigger finding_append_only on finding: refuse_change
        trigger finding_version_access on finding_version: access_after_finding_version
        trigger finding_version_append_only on finding_version: refuse_change
        trigger imported_case_append_only on imported_case: refuse_change
        trigger meeting_action_append_only on meeting_action: refuse_change
        trigger meeting_action_version_append_only on meeting_action_version: refuse_change
        trigger meeting_append_only on meeting: refuse_change
        trigger meeting_case_access on meeting_case: access_after_meeting_case
        trigger meeting_case_append_only on meeting_case: refuse_change
        trigger meeting_case_version_access on meeting_case_version: access_after_meeting_case_version
        trigger meeting_case_version_append_only on meeting_case_version: refuse_change
        trigger meeting_case_version_keeps on meeting_case_version: meeting_case_keeps
        trigger meeting_version_access on meeting_version: access_after_meeting_version
        trigger meeting_version_append_only on meeting_version: refuse_change
        trigger meeting_version_keeps on meeting_version: meeting_keeps
        trigger outcome_measurement_append_only on outcome_measurement: refuse_change
        trigger outcome_measurement_version_append_only on outcome_measurement_version: refuse_change
        trigger patient_access on patient: access_after_patient
        trigger patient_append_only on patient: refuse_change
        trigger patient_identifier_access on patient_identifier: access_after_identifier
        trigger patient_identifier_append_only on patient_identifier: refuse_other_change
        trigger patient_merge_access on patient_merge: access_after_merge
        trigger patient_merge_append_only on patient_merge: refuse_other_change
        trigger patient_merge_parting on patient_merge: access_after_unmerge
        trigger patient_version_append_only on patient_version: refuse_change
        trigger patient_version_worklist on patient_version: worklist_after_patient_change
        trigger protocol_append_only on protocol: refuse_other_change
        trigger recorded_condition_append_only on recorded_condition: refuse_change
        trigger recorded_condition_version_append_only on recorded_condition_version: refuse_change
        trigger step_append_only on step: refuse_change
        trigger step_transition_append_only on step_transition: refuse_change
        trigger step_version_access on step_version: access_after_step_version
        trigger step_version_append_only on step_version: refuse_change
        trigger step_version_worklist on step_version: worklist_after_workup_change
        trigger team_member_append_only on team_member: refuse_other_change
        trigger team_member_no_truncate on team_member: refuse_change
        trigger treatment_choice_append_only on treatment_choice: refuse_change
        trigger treatment_course_append_only on treatment_course: refuse_change
        trigger treatment_course_version_append_only on treatment_course_version: refuse_change
        trigger treatment_trial_append_only on treatment_trial: refuse_change
        trigger worklist_entry_marked on worklist_entry: worklist_entry_marks
        trigger worklist_view_append_only on worklist_view: refuse_other_change
        trigger workup_access on workup: access_after_workup
        trigger workup_append_only on workup: refuse_change
        trigger workup_directory_append_only on workup_directory: refuse_change
        trigger workup_version_access on workup_version: access_after_workup_version
        trigger workup_version_append_only on workup_version: refuse_change
        trigger workup_version_worklist on workup_version: worklist_after_workup_change
        """
}
