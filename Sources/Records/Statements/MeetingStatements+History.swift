// The SQL of every version of a meeting, and of who can be given something to do in a case.
import Domain
import PostgreSQL

extension MeetingStatements {
    /// The heads of a meeting, oldest first.
    static let headVersions = Statement<ID<Meeting>, JSONBytes>(
        "meeting.head_versions",
        """
        select json_strip_nulls(meeting_head(v.meeting_id, v.recorded_at))
        from meeting_version v where v.meeting_id = $1 order by v.version limit 1000
        """,
        nonNull: .all
    )

    /// Every version of the cases of a meeting, as each was when it was recorded.
    static let allCaseVersions = Statement<ID<Meeting>, JSONBytes>(
        "meeting.all_case_versions",
        """
        select json_strip_nulls(meeting_case_document(v.patient_id, v.meeting_case_id, v.recorded_at))
        from meeting_case c
        join meeting_case_version v on v.patient_id = c.patient_id and v.meeting_case_id = c.id
        where c.meeting_id = $1 order by c.id, v.version limit 10000
        """,
        nonNull: .all
    )

    /// Every version of the actions of a meeting.
    static let actionVersions = Statement<ID<Meeting>, JSONBytes>(
        "meeting.action_versions",
        """
        select json_strip_nulls(json_build_object(
            'caseId', c.id,
            'action', json_build_object(
                'id', v.action_id, 'version', v.version, 'state', v.state, 'what', v.what, 'owner', v.owner,
                'ownerId', v.owner_id, 'dueOn', v.due_on, 'doneOn', v.done_on, 'reason', v.reason),
            'recordedAt', instant_text(v.recorded_at),
            'recordedBy', u.name))
        from meeting_case c
        join meeting_action a on a.patient_id = c.patient_id and a.meeting_case_id = c.id
        join meeting_action_version v on v.patient_id = a.patient_id and v.action_id = a.id
        left join app_user u on u.id = v.recorded_by
        where c.meeting_id = $1 order by v.action_id, v.version limit 10000
        """,
        nonNull: .all
    )

    /// Whether somebody sees all of a workup.
    static let seesCase = Statement<(ID<User>, ID<Patient>, ID<Workup>), Bool>(
        "meeting.sees_case",
        "select access_sees_case($1, $2, $3)",
        nonNull: .all
    )

    /// Those of an organisation who can sign in and have one of some roles, for whoever is named in words.
    static let namesakes = Statement<(String, Instant, [String]), (ID<User>, String)>(
        "meeting.namesakes",
        """
        select u.id, u.name from app_user u join organisation o on o.id = u.organisation_id
        where o.code = $1 and (u.disabled_at is null or u.disabled_at > $2) and u.role = any ($3)
        order by u.name, u.id limit 500
        """
    )
}
