// The SQL of how long records are kept: whose term may be over, and the removal of one patient's record as a whole.
import Domain
import FoundationEssentials
import PostgreSQL

enum RetentionStatements {
    /// Patients who were recorded before an instant, or one patient, each with the organisations that have to do with the
    /// record, the last change of it and the last day on which something was done with the patient.
    static let facts = Statement<(Instant, ID<Patient>?, Int32), RetentionFacts>(
        "retention.facts",
        """
        select p.patient_id,
            array(
                select distinct o.code from access_relation r join organisation o on o.id = r.grantee_id
                where r.patient_id = p.patient_id and r.grantee_kind = 'organisation'
                    and r.ground in ('registration', 'workup')
                order by o.code) as organisations,
            greatest(p.created_at,
                (select max(v.recorded_at) from patient_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from workup_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from step_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from finding_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from treatment_choice v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from treatment_course_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from administration_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from outcome_measurement_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from recorded_condition_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from meeting_case_version v where v.patient_id = p.patient_id),
                (select max(v.recorded_at) from meeting_action_version v where v.patient_id = p.patient_id)) as last_change,
            greatest(
                (select max(v.opened_on) from workup_version v where v.patient_id = p.patient_id),
                (select max(v.chosen_on) from treatment_choice v where v.patient_id = p.patient_id),
                (select max(v.given_on) from administration_version v where v.patient_id = p.patient_id),
                (select max(v.measured_on) from outcome_measurement_version v where v.patient_id = p.patient_id),
                (select max(case length(v.performed_on)
                    when 4 then (v.performed_on || '-12-31')::date
                    when 7 then ((v.performed_on || '-01')::date + interval '1 month - 1 day')::date
                    else v.performed_on::date end)
                from finding_version v where v.patient_id = p.patient_id and v.performed_on is not null)) as last_contact
        from patient p
        where p.created_at < $1 and ($2::uuid is null or p.patient_id = $2)
        order by p.created_at, p.patient_id limit $3
        """,
        nonNull: .columns(["patient_id", "organisations", "last_change"])
    ) { (patient: ID<Patient>, organisations: [String], lastChange: Instant, lastContact: LocalDate?) in
        RetentionFacts(
            patient: patient,
            organisations: organisations,
            lastChange: lastChange,
            lastContact: lastContact
        )
    }

    /// Removes one patient's record; the tables and how many rows went from each.
    static let destroy = Statement<ID<Patient>, (String, Int64)>(
        "retention.destroy",
        "select name, removed from retention_destroy($1)",
        nonNull: .all,
        effect: .writes
    )

    /// When the newest line was written that goes with a patient, those included that are about another and name them, since
    /// those have to be kept for their years as well. That somebody asks for these lines to go keeps none of them.
    static let newestLine = Statement<ID<Patient>, Instant?>(
        "log.newest_line",
        """
        select max(e.recorded_at) from audit_event e
        where e.event_code <> 'ProposeDestruction' and (e.patient_id = $1
            or (e.object_type = 'patient' and e.object_id = $1::text)
            or (e.object_type = 'review' and e.object_id in (
                select r.id::text from audit_review r where r.patient_id = $1)))
        """
    )

    /// The newest event by which a privacy officer who was signed in asked for a destruction.
    static let proposal = Statement<(ID<Patient>, ID<User>, [String], Instant, Instant), UUID>(
        "log.destruction_proposal",
        """
        select e.id from audit_event e
        where e.patient_id = $1 and e.event_code = 'ProposeDestruction' and e.outcome = 0 and e.user_id = $2
            and e.role = 'privacyOfficer' and e.authorisation_protocol = 'session' and e.object_detail = any ($3::text[])
            and e.recorded_at >= $4 and e.recorded_at <= $5
        order by e.recorded_at desc, e.id desc limit 1
        """
    )

    static let all: [any AnyStatement] = [facts, destroy, newestLine, proposal]
}
