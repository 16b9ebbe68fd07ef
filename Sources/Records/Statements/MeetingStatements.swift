// The SQL of multidisciplinary meetings, their cases, decisions and actions.
import Domain
import FoundationEssentials
import PostgreSQL

enum MeetingStatements {
    static let insert = Statement<(ID<Meeting>, ID<Organisation>, Instant, ID<User>?), Void>(
        "meeting.insert",
        "insert into meeting (id, organisation_id, created_at, created_by) values ($1, $2, $3, $4)"
    )

    static let insertVersion = Statement<
        (
            ID<Meeting>, Int32, MeetingStatus, Instant, String?, String?, String?, JSONBytes, Instant?, ID<User>?,
            String?, Instant, ID<User>?
        ), Void
    >(
        "meeting.insert_version",
        """
        insert into meeting_version
            (meeting_id, version, status, starts_at, place, chair, coordinator, attendance, signed_at, signed_by,
             reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    )

    static let document = Statement<(ID<Meeting>, Instant?), JSONBytes?>(
        "meeting.document",
        "select meeting_document($1, coalesce($2, 'infinity'))"
    )

    static let list = Statement<(Instant?, Instant?, String?, Int32), JSONBytes>(
        "meeting.list",
        """
        select json_strip_nulls(meeting_head(m.id, 'infinity'))
        from meeting m
        join organisation o on o.id = m.organisation_id
        cross join lateral (
            select v.starts_at from meeting_version v where v.meeting_id = m.id order by v.version desc limit 1) v
        where ($1::timestamptz is null or v.starts_at >= $1) and ($2::timestamptz is null or v.starts_at < $2)
            and ($3::text is null or o.code = $3)
        order by v.starts_at desc, m.id desc limit $4
        """,
        nonNull: .all
    )

    static let insertCase = Statement<(ID<Patient>, ID<MeetingCase>, ID<Meeting>, ID<Workup>, Instant), Void>(
        "meeting.insert_case",
        "insert into meeting_case (patient_id, id, meeting_id, workup_id, created_at) values ($1, $2, $3, $4, $5)"
    )

    static let insertCaseVersion = Statement<
        (
            ID<Patient>, ID<MeetingCase>, Int32, MeetingCaseStatus, Int32, String?, String?, String?, String?, String?,
            String?, String?, String?, String?, String?, LocalDate?, String?, String?, LocalDate?, String?, String?,
            Instant, ID<User>?
        ), Void
    >(
        "meeting.insert_case_version",
        """
        insert into meeting_case_version
            (patient_id, meeting_case_id, version, status, position, question, presenter, late_reason, diagnosis,
             certainty, decision, dissent, patient_preference, further_tests, informs_patient, informed_by,
             trial_eligibility, responsible_clinician, next_review_on, not_discussed_reason, reason, recorded_at,
             recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23)
        """
    )

    static let caseVersions = Statement<(ID<Patient>, ID<MeetingCase>), JSONBytes>(
        "meeting.case_versions",
        """
        select json_strip_nulls(meeting_case_document(v.patient_id, v.meeting_case_id, v.recorded_at))
        from meeting_case_version v
        where v.patient_id = $1 and v.meeting_case_id = $2
        order by v.version
        """,
        nonNull: .all
    )

    static let insertAction = Statement<(ID<Patient>, ID<MeetingAction>, ID<MeetingCase>), Void>(
        "meeting.insert_action",
        "insert into meeting_action (patient_id, id, meeting_case_id) values ($1, $2, $3)"
    )

    static let insertActionVersion = Statement<
        (
            ID<Patient>, ID<MeetingAction>, Int32, MeetingActionState, String, String, LocalDate?, LocalDate?, String?,
            Instant, ID<User>?
        ), Void
    >(
        "meeting.insert_action_version",
        """
        insert into meeting_action_version
            (patient_id, action_id, version, state, what, owner, due_on, done_on, reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    )

    static let all: [any AnyStatement] = [
        insert, insertVersion, document, list, insertCase, insertCaseVersion, caseVersions, insertAction,
        insertActionVersion,
    ]
}
