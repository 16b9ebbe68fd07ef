// The SQL of steps and the states they went through.
import Domain
import PostgreSQL

enum StepStatements {
    /// All steps of a new workup in one statement: ids, codes, positions, requirements; prerequisites as JSON lists.
    static let insertAll = Statement<
        (ID<Patient>, ID<Workup>, [ID<Step>], [String], [Int32], [String], [String]), Void
    >(
        "step.insert_all",
        """
        insert into step (patient_id, id, workup_id, code, position, requirement, prerequisites)
        select $1, s.id, $2, s.code, s.position, s.requirement,
            array(select json_array_elements_text(s.prerequisites::json))
        from unnest($3::uuid[], $4::text[], $5::integer[], $6::text[], $7::text[])
            as s (id, code, position, requirement, prerequisites)
        """
    )

    static let insertFirstVersions = Statement<
        (
            ID<Patient>, ID<Workup>, [ID<Step>], [StepState], [LocalDate?], [PartialDate?], [ID<FindingRecord>?],
            LocalDate, Instant, ID<User>?
        ), Void
    >(
        "step.insert_first_versions",
        """
        insert into step_version
            (patient_id, workup_id, step_id, version, state, state_since, due_on, performed_on, finding_id,
             recorded_at, recorded_by)
        select $1, $2, s.id, 1, s.state, $8, s.due_on, s.performed_on, s.finding_id, $9, $10
        from unnest($3::uuid[], $4::text[], $5::date[], $6::text[], $7::uuid[])
            as s (id, state, due_on, performed_on, finding_id)
        """
    )

    static let insertVersion = Statement<
        (
            ID<Patient>, ID<Workup>, ID<Step>, Int32, StepState, StepState, LocalDate, ID<User>?, String?, LocalDate?,
            LocalDate?, PartialDate?, String?, String?, String?, String?, ID<FindingRecord>?, Instant, ID<User>?
        ), Void
    >(
        "step.insert_version",
        """
        insert into step_version
            (patient_id, workup_id, step_id, version, previous_version, previous_state, state, state_since,
             assignee_id, organisation_id, due_on, scheduled_on, performed_on, reason, override_reason, note, origin,
             finding_id, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $4 - 1, $5, $6, $7, $8, (select id from organisation where code = $9), $10, $11, $12,
            $13, $14, $15, $16, $17, $18, $19)
        """
    )

    /// The steps of a workup as the document shows them, with the patient they belong to.
    static let list = Statement<(ID<Workup>, Instant?, LocalDate), StepListRow>(
        "step.list",
        """
        select d.patient_id, json_strip_nulls(
            workup_steps(d.patient_id, d.workup_id, coalesce($2, 'infinity'), $3))
        from workup_directory d where d.workup_id = $1
        """,
        nonNull: .all
    ) { (patientID: ID<Patient>, steps: JSONBytes) in StepListRow(patientID: patientID, steps: steps) }

    /// One step as the document shows it, with every version it went through.
    static let document = Statement<(ID<Workup>, String, Instant?, LocalDate), JSONBytes>(
        "step.document",
        """
        select json_strip_nulls(json_build_object('step', s.step, 'history', (
            select json_agg(json_build_object(
                'version', v.version, 'state', v.state, 'stateSince', v.state_since, 'dueOn', v.due_on,
                'scheduledOn', v.scheduled_on, 'performedOn', v.performed_on, 'reason', v.reason,
                'overrideReason', v.override_reason, 'note', v.note, 'origin', v.origin,
                'recordedAt', instant_text(v.recorded_at), 'recordedBy', u.name) order by v.version)
            from step_version v left join app_user u on u.id = v.recorded_by
            where v.patient_id = d.patient_id and v.step_id = (s.step ->> 'id')::uuid
                and v.recorded_at <= coalesce($3, 'infinity'))))
        from workup_directory d
        cross join lateral (
            select step from json_array_elements(
                workup_steps(d.patient_id, d.workup_id, coalesce($3, 'infinity'), $4)) step
            where step ->> 'code' = $2) s
        where d.workup_id = $1
        """,
        nonNull: .all
    )

    /// The table of legal transitions, for the test that holds it against Domain's.
    static let transitions = Statement<Void, (StepState, StepState)>(
        "step.transitions",
        "select from_state, to_state from step_transition order by from_state, to_state limit 200"
    )

    static let all: [any AnyStatement] = [insertAll, insertFirstVersions, insertVersion, list, document, transitions]
}
