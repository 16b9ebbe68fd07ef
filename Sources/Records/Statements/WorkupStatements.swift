// The SQL of workups: their own versions, the whole document, and the way from an id to its patient.
import Domain
import PostgreSQL

enum WorkupStatements {
    static let insert = Statement<(ID<Patient>, ID<Workup>, String, JSONBytes?, Instant, ID<User>?), Void>(
        "workup.insert",
        """
        insert into workup (patient_id, id, protocol_code, source, created_at, created_by)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    static let insertDirectoryEntry = Statement<(ID<Workup>, ID<Patient>), Void>(
        "workup.insert_directory_entry",
        "insert into workup_directory (workup_id, patient_id) values ($1, $2)"
    )

    static let insertVersion = Statement<
        (
            ID<Patient>, ID<Workup>, Int32, String, Int32, WorkupStatus, LocalDate, String?, String?, ID<Organisation>,
            ID<User>?, String?, String?, PartialDate?, LocalDate?, String?, String?, Instant, ID<User>?
        ), Void
    >(
        "workup.insert_version",
        """
        insert into workup_version
            (patient_id, workup_id, version, protocol_code, protocol_version, status, opened_on, question, referred_by,
             organisation_id, assignee_id, diagnosis_text, diagnosis_stated_by, diagnosis_stated_on, closed_on,
             close_reason, reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        """
    )

    static let document = Statement<(ID<Workup>, Instant?, LocalDate), JSONText?>(
        "workup.document",
        "select workup_document($1, $2, $3)"
    )

    /// The same without the evaluation.
    static let record = Statement<(ID<Workup>, Instant?, LocalDate), JSONBytes?>(
        "workup.record",
        "select workup_record($1, $2, $3)"
    )

    static let patient = Statement<ID<Workup>, ID<Patient>>(
        "workup.patient",
        "select patient_id from workup_directory where workup_id = $1"
    )

    /// The newest version of a workup's own fields, to decide on and to carry over into the next version.
    static let latest = Statement<ID<Workup>, WorkupRow>(
        "workup.latest",
        """
        select v.patient_id, v.workup_id, v.version, v.protocol_code, v.protocol_version, v.status, v.opened_on,
            v.question, v.referred_by, v.organisation_id, v.assignee_id, v.diagnosis_text, v.diagnosis_stated_by,
            v.diagnosis_stated_on, v.closed_on, v.close_reason
        from workup_directory d
        cross join lateral access_workup_version(d.patient_id, d.workup_id, 'infinity') v
        where d.workup_id = $1
        """,
        // A function's columns: those of the table, where they are not null.
        nonNull: .columns([
            "patient_id", "workup_id", "version", "protocol_code", "protocol_version", "status", "opened_on",
            "organisation_id",
        ])
    ) {
        (
            patientID: ID<Patient>,
            workupID: ID<Workup>,
            version: Int32,
            protocolCode: String,
            protocolVersion: Int32,
            status: WorkupStatus,
            openedOn: LocalDate,
            question: String?,
            referredBy: String?,
            organisationID: ID<Organisation>,
            assigneeID: ID<User>?,
            diagnosisText: String?,
            diagnosisStatedBy: String?,
            diagnosisStatedOn: PartialDate?,
            closedOn: LocalDate?,
            closeReason: String?
        ) in
        WorkupRow(
            patientID: patientID,
            workupID: workupID,
            version: Int(version),
            protocolCode: protocolCode,
            protocolVersion: Int(protocolVersion),
            status: status,
            openedOn: openedOn,
            question: question,
            referredBy: referredBy,
            organisationID: organisationID,
            assigneeID: assigneeID,
            diagnosisText: diagnosisText,
            diagnosisStatedBy: diagnosisStatedBy,
            diagnosisStatedOn: diagnosisStatedOn,
            closedOn: closedOn,
            closeReason: closeReason
        )
    }

    static let all: [any AnyStatement] = [
        insert, insertDirectoryEntry, insertVersion, document, record, patient, latest,
    ]
}
