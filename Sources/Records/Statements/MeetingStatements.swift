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
            ID<Meeting>, Int32, MeetingStatus, Instant, String?, String?, ID<User>?, String?, JSONBytes, Instant?,
            ID<User>?, String?, Instant, ID<User>?
        ), Void
    >(
        "meeting.insert_version",
        """
        insert into meeting_version
            (meeting_id, version, status, starts_at, place, chair, chair_id, coordinator, attendance, signed_at,
             signed_by, reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
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

    /// The head of one meeting; no row, or null, where there is none.
    static let head = Statement<ID<Meeting>, JSONBytes?>(
        "meeting.head",
        "select json_strip_nulls(meeting_head(m.id, 'infinity')) from meeting m where m.id = $1"
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
            ID<Patient>, ID<MeetingAction>, Int32, MeetingActionState, String, String, ID<User>?, LocalDate?,
            LocalDate?, String?, Instant, ID<User>?
        ), Void
    >(
        "meeting.insert_action_version",
        """
        insert into meeting_action_version
            (patient_id, action_id, version, state, what, owner, owner_id, due_on, done_on, reason, recorded_at,
             recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """
    )

    /// The open actions of somebody and of their organisation, those that are due first: an action without an account
    /// is one of the organisation that holds the meeting, and so is one whose owner does not see the case (any more).
    static let openActions = Statement<
        (ID<User>?, ID<Organisation>?, LocalDate, Int32), (ID<Patient>, JSONBytes)
    >(
        "meeting.open_actions",
        """
        select c.patient_id, json_strip_nulls(json_build_object(
            'id', v.action_id,
            'version', v.version,
            'meetingId', c.meeting_id,
            'caseId', c.id,
            'workupId', c.workup_id,
            'organisation', o.code,
            'meetingStartsAt', instant_text(h.starts_at),
            'patient', json_build_object(
                'id', c.patient_id, 'familyName', p.family_name, 'givenNames', to_json(p.given_names),
                'birthDate', p.birth_date, 'sex', p.sex),
            'what', v.what,
            'owner', v.owner,
            'ownerId', v.owner_id,
            'isOwn', coalesce(v.owner_id = $1, false),
            'ownerSeesCase', case when s.is_blind then false end,
            'dueOn', v.due_on,
            'isOverdue', coalesce(v.due_on < $3, false)))
        from meeting_action_version v
        join meeting_action a on a.patient_id = v.patient_id and a.id = v.action_id
        join meeting_case c on c.patient_id = a.patient_id and c.id = a.meeting_case_id
        join meeting m on m.id = c.meeting_id
        join organisation o on o.id = m.organisation_id
        left join app_user u on u.id = v.owner_id
        cross join lateral (
            select case when m.organisation_id = $2 and u.organisation_id <> $2
                then not access_sees_case(v.owner_id, c.patient_id, c.workup_id) else false end as is_blind
        ) s
        cross join lateral (
            select x.status, x.starts_at from meeting_version x where x.meeting_id = m.id
            order by x.version desc limit 1
        ) h
        cross join lateral (
            select x.status from meeting_case_version x
            where x.patient_id = c.patient_id and x.meeting_case_id = c.id order by x.version desc limit 1
        ) k
        cross join lateral (
            select * from patient_version x where x.patient_id = c.patient_id order by x.version desc limit 1
        ) p
        where v.state = 'open' and h.status <> 'cancelled' and k.status <> 'removed'
            and (v.owner_id = $1 or coalesce(u.organisation_id, m.organisation_id) = $2 or s.is_blind)
            and not exists (
                select from meeting_action_version n
                where n.patient_id = v.patient_id and n.action_id = v.action_id and n.version > v.version)
        order by v.due_on nulls last, v.action_id limit $4
        """,
        nonNull: .all
    )

    /// Whom some workups are about, as known at an instant; those that are not shown to the reader are left out.
    static let patients = Statement<([ID<Workup>], Instant?), JSONBytes>(
        "meeting.patients",
        """
        select json_strip_nulls(json_build_object(
            'workupId', d.workup_id, 'organisation', o.code,
            'patient', patient_document(d.patient_id, coalesce($2, 'infinity'))))
        from workup_directory d
        cross join lateral (
            select v.organisation_id from workup_version v
            where v.patient_id = d.patient_id and v.workup_id = d.workup_id order by v.version desc limit 1
        ) w
        join organisation o on o.id = w.organisation_id
        where d.workup_id = any ($1::uuid[]) order by d.workup_id
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [
        insert, insertVersion, document, list, head, insertCase, insertCaseVersion, caseVersions, insertAction,
        insertActionVersion, openActions, headVersions, allCaseVersions, actionVersions, seesCase, namesakes,
        patients,
    ]
}
