// The SQL of who may see whom: the identity of a transaction, relations and objections, and what a person does to them.
import Domain
import FoundationEssentials
import PostgreSQL

enum AccessStatements {
    /// Becomes the service's role and a user; gives their role, nil for somebody who may not act.
    static let enter = Statement<(ID<User>, Instant), String?>(
        "access.enter",
        "select case when set_config('role', 'workup_service', true) is not null then access_enter($1, $2) end",
        effect: .writes
    )

    static let enterAsMachine = Statement<Instant, String?>(
        "access.enter_as_machine",
        """
        select case when set_config('role', 'workup_machine', true) is not null
            then set_config('workup.instant', $1::timestamptz::text, true) end
        """,
        effect: .writes
    )

    /// For which organisation the machine's administrator acts, so that relations follow as from its own people.
    static let standIn = Statement<ID<Organisation>, String?>(
        "access.stand_in",
        "select set_config('workup.organisation', $1::uuid::text, true)",
        effect: .writes
    )

    /// Stays what the connection is.
    static let enterAsNobody = Statement<Void, String?>(
        "access.enter_as_nobody",
        "select current_setting('role')"
    )

    /// Every relation, past ones included, of a user, their teams and their organisation with a workup or its patient.
    static let grantsOfWorkup = Statement<(ID<Workup>, ID<User>, ID<Organisation>?), AccessGrant>(
        "access.grants_of_workup",
        """
        select r.scope, r.workup_id, r.object_id, r.ground, r.valid_from, r.valid_until, exists (
            select from access_objection o
            where o.patient_id = r.patient_id and o.lifted_at is null and o.grantee_id in ($2, $3))
        from workup_directory d
        join access_relation r on r.patient_id = d.patient_id
        where d.workup_id = $1 and (r.workup_id = $1 or r.workup_id is null)
            and (r.grantee_id in ($2, $3) or r.grantee_id in (
                select m.team_id from team_member m where m.user_id = $2 and m.left_at is null))
        """,
        nonNull: .columns(["exists"]),
        row: grant
    )

    /// The same with some patients, whichever workup it is about.
    static let grantsOfPatients = Statement<
        ([ID<Patient>], ID<User>, ID<Organisation>?), (ID<Patient>, AccessGrant)
    >(
        "access.grants_of_patients",
        """
        select r.patient_id, r.scope, r.workup_id, r.object_id, r.ground, r.valid_from, r.valid_until, exists (
            select from access_objection o
            where o.patient_id = r.patient_id and o.lifted_at is null and o.grantee_id in ($2, $3))
        from access_relation r
        where r.patient_id = any ($1::uuid[])
            and (r.grantee_id in ($2, $3) or r.grantee_id in (
                select m.team_id from team_member m where m.user_id = $2 and m.left_at is null))
        """,
        nonNull: .columns(["exists"])
    ) {
        (
            patient: ID<Patient>,
            scope: AccessScope,
            workup: ID<Workup>?,
            object: UUID?,
            ground: AccessGround,
            validFrom: Instant,
            validUntil: Instant?,
            isObjected: Bool
        ) in
        (patient, grant(scope, workup, object, ground, validFrom, validUntil, isObjected))
    }

    /// Lets the rest of the transaction see all of a workup of which the caller has a part.
    static let seeWhole = Statement<ID<Workup>, Bool>(
        "access.see_whole",
        "select access_see_whole($1)",
        nonNull: .all,
        effect: .writes
    )

    /// The same for all workups of a patient whom the caller may know.
    static let seeAll = Statement<ID<Patient>, ID<Workup>>(
        "access.see_all",
        "select access_see_all($1)",
        nonNull: .all,
        effect: .writes
    )

    /// The emergency of a user with a patient that counts at an instant: what they said, and until when.
    static let emergency = Statement<(ID<Patient>, ID<User>, Instant), (String, Instant)>(
        "access.emergency",
        """
        select r.reason, r.valid_until from access_relation r
        where r.patient_id = $1 and r.grantee_id = $2 and r.ground = 'emergency'
            and r.valid_from <= $3 and r.valid_until > $3
        order by r.valid_until desc limit 1
        """,
        nonNull: .all
    )

    static let share = Statement<
        (UUID, ID<Patient>, ID<Workup>?, String, UUID, String, Instant?), Bool
    >(
        "access.share",
        "select access_share($1, $2, $3, $4, $5, $6, $7)",
        nonNull: .all,
        effect: .writes
    )

    static let end = Statement<(ID<Patient>, UUID), Bool>(
        "access.end",
        "select access_end($1, $2)",
        nonNull: .all,
        effect: .writes
    )

    /// Relation and objections as the page shows them, those that count first.
    static let list = Statement<(ID<Patient>, Instant), JSONBytes>(
        "access.list",
        """
        select json_strip_nulls(json_build_object(
            'relations', coalesce((
                select json_agg(json_build_object(
                    'id', a.id, 'granteeKind', a.grantee_kind, 'grantee', a.grantee, 'scope', a.scope,
                    'workupId', (select d.workup_id from workup_directory d where d.workup_id = a.workup_id),
                    'objectId', (select a.object_id from workup_directory d where d.workup_id = a.workup_id),
                    'ground', a.ground, 'reason', a.reason,
                    'from', instant_text(a.valid_from), 'until', instant_text(a.valid_until),
                    'isCounting', a.valid_from <= $2 and coalesce(a.valid_until > $2, true),
                    'recordedBy', a.recorded_by)
                    order by coalesce(a.valid_until > $2, true) desc, a.valid_from, a.ground, a.id)
                from access_of_patient($1) a where not a.is_objection), '[]'),
            'objections', coalesce((
                select json_agg(json_build_object(
                    'id', a.id, 'granteeKind', a.grantee_kind, 'grantee', a.grantee, 'reason', a.reason,
                    'from', instant_text(a.valid_from), 'until', instant_text(a.valid_until),
                    'recordedBy', a.recorded_by)
                    order by (a.valid_until is null) desc, a.valid_from, a.id)
                from access_of_patient($1) a where a.is_objection), '[]'),
            'requests', coalesce((
                select json_agg(json_build_object(
                    'id', q.id, 'organisation', o.code, 'userName', u.name, 'reason', case when c.is_seen then q.reason end,
                    'requestedAt', instant_text(q.requested_at), 'isGranted', q.is_granted,
                    'decisionReason', case when c.is_seen then q.decision_reason end, 'decidedAt', instant_text(q.decided_at), 'decidedBy', b.name)
                    order by (q.decided_at is null) desc, q.requested_at, q.id)
                from access_request q
                join organisation o on o.id = q.organisation_id
                join app_user u on u.id = q.user_id
                left join app_user b on b.id = q.decided_by
                -- Whoever may only know the person is not told why; as with objections.
                cross join (
                    select access_reaches($1, null) or exists (
                        select from workup_directory d
                        where d.patient_id = $1 and access_reaches($1, d.workup_id)) as is_seen
                ) c
                where q.patient_id = $1), '[]')))
        """,
        nonNull: .all
    )

    /// The steps that others gave to a user, their teams or their organisation, those that are due first. Begins with the
    /// caller's own relations, so that a hospital with a few tasks does not wait for all of another's patients.
    static let tasks = Statement<(ID<User>, ID<Organisation>?, LocalDate, Instant, Int32), (ID<Patient>, JSONBytes)>(
        "access.tasks",
        """
        select t.patient_id, json_strip_nulls(json_build_object(
            'workupId', t.workup_id,
            'patient', json_build_object(
                'id', t.patient_id, 'familyName', p.family_name, 'givenNames', to_json(p.given_names),
                'birthDate', p.birth_date, 'sex', p.sex),
            'organisation', o.code,
            'question', w.question,
            'protocol', w.protocol_code,
            'protocolVersion', w.protocol_version,
            'step', s.code,
            'version', v.version,
            'state', v.state,
            'dueOn', v.due_on,
            'isOverdue', coalesce(v.due_on < $3, false)
                and v.state in ('planned', 'requested', 'scheduled', 'performed'),
            'waitingDays', greatest($3 - v.state_since, 0),
            'note', v.note))
        from (
            select distinct r.patient_id, r.workup_id, r.object_id from access_relation r
            where r.grantee_id in ($1, $2) and r.scope = 'object' and r.ground = 'task'
                and r.valid_from <= $4 and (r.valid_until is null or r.valid_until > $4)
        ) t
        join step s on s.patient_id = t.patient_id and s.id = t.object_id
        cross join lateral (
            select * from step_version x where x.patient_id = s.patient_id and x.step_id = s.id
            order by x.version desc limit 1
        ) v
        cross join lateral access_workup_version(t.patient_id, t.workup_id, 'infinity') w
        cross join lateral (
            select * from patient_version x where x.patient_id = t.patient_id order by x.version desc limit 1
        ) p
        join organisation o on o.id = w.organisation_id
        where w.status = 'open' and v.state in ('planned', 'requested', 'scheduled', 'performed')
        order by v.due_on nulls last, t.workup_id, s.position limit $5
        """,
        nonNull: .all
    )

    /// Whether a number is somebody's.
    static let isTaken = Statement<(String, String), Bool>(
        "access.is_taken",
        "select access_is_taken($1, $2)",
        nonNull: .all
    )

    /// Asks to see the patient with a number.
    static let ask = Statement<(UUID, String, String, String, Int32, Int32), String>(
        "access.ask",
        "select access_ask($1, $2, $3, $4, $5, $6)",
        nonNull: .all,
        effect: .writes
    )

    /// What others ask to see of the caller's patients, and nobody decided on; the newest first.
    static let requests = Statement<
        (ID<Organisation>?, Int32, Bool, Instant?, UUID?), (ID<Patient>, Instant, UUID, JSONBytes)
    >(
        "access.requests",
        """
        select q.patient_id, q.requested_at, q.id, json_strip_nulls(json_build_object(
            'id', q.id,
            'patient', json_build_object(
                'id', q.patient_id, 'familyName', p.family_name, 'givenNames', to_json(p.given_names),
                'birthDate', p.birth_date, 'sex', p.sex),
            'organisation', o.code, 'userName', u.name, 'reason', case when $3 then q.reason end,
            'requestedAt', instant_text(q.requested_at)))
        from access_request q
        join organisation o on o.id = q.organisation_id
        join app_user u on u.id = q.user_id
        cross join lateral (
            select * from patient_version x where x.patient_id = q.patient_id order by x.version desc limit 1
        ) p
        where q.decided_at is null and q.organisation_id is distinct from $1
            and ($5::uuid is null or (q.requested_at, q.id) < ($4, $5))
        order by q.requested_at desc, q.id desc limit $2
        """,
        nonNull: .all
    )

    static let decide = Statement<(ID<Patient>, UUID, Bool, String?, String, UUID), Bool>(
        "access.decide",
        "select access_decide($1, $2, $3, $4, $5, $6)",
        nonNull: .all,
        effect: .writes
    )

    /// Whether somebody of an organisation may record an objection of a patient whom they may know: not to who treats the
    /// patient elsewhere, unless they treat them as well.
    static let mayObject = Statement<(ID<Patient>, UUID, ID<Organisation>?), Bool>(
        "access.may_object",
        """
        with named as (
            select coalesce((select u.organisation_id from app_user u where u.id = $2), $2) as organisation_id
        ), treating as (
            select a.grantee_id, a.ground from access_of_patient($1) a
            where (a.ground = 'workup' or (a.ground = 'task' and a.scope = 'workup')) and a.valid_from <= access_instant()
                and coalesce(a.valid_until > access_instant(), true)
        )
        select n.organisation_id is not distinct from $3
            or not exists (
                select from treating t
                where t.grantee_id = $2 or (t.ground = 'workup' and t.grantee_id = n.organisation_id))
            or exists (select from treating t where t.ground = 'workup' and t.grantee_id = $3)
        from named n
        """,
        nonNull: .all
    )

    /// The other records of the same person.
    static let mergedWith = Statement<ID<Patient>, ID<Patient>>(
        "access.merged_with",
        "select access_merged_with($1)",
        nonNull: .all
    )

    static let insertObjection = Statement<
        (ID<Patient>, UUID, String, UUID, String?, Instant, ID<User>?), Void
    >(
        "access.insert_objection",
        """
        insert into access_objection (patient_id, id, grantee_kind, grantee_id, reason, origin_id, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $2, $6, $7)
        """
    )

    static let liftObjection = Statement<(ID<Patient>, UUID, Instant, String), Bool>(
        "access.lift_objection",
        "select access_lift($1, $2, $3, $4)",
        nonNull: .all,
        effect: .writes
    )

    /// Breaks the glass; nil where there is no such patient, or the caller's role has nothing to do with care.
    static let openEmergency = Statement<
        (ID<Patient>?, String?, String?, UUID, String, Int32, UUID, UUID), (ID<Patient>, UUID, Instant, Instant)
    >(
        "access.open_emergency",
        """
        select opened_patient, opened_id, opened_from, opened_until
        from access_open_emergency($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        nonNull: .all,
        effect: .writes
    )

    static let all: [any AnyStatement] = [
        enter, enterAsMachine, standIn, enterAsNobody, grantsOfWorkup, grantsOfPatients, seeWhole, seeAll, share, end,
        list, tasks, isTaken, ask, requests, decide, mayObject, mergedWith, insertObjection,
        liftObjection, openEmergency, emergency,
    ]

    private static func grant(
        _ scope: AccessScope,
        _ workup: ID<Workup>?,
        _ object: UUID?,
        _ ground: AccessGround,
        _ validFrom: Instant,
        _ validUntil: Instant?,
        _ isObjected: Bool
    ) -> AccessGrant {
        AccessGrant(
            scope: scope,
            workup: workup,
            object: object,
            ground: ground,
            validFrom: validFrom,
            validUntil: validUntil,
            isObjected: isObjected
        )
    }
}
