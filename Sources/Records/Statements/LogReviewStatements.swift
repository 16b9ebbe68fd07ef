// The SQL of unusual access: the rules that find it, the queue of what a person has to judge, and the judgements.
import Domain
import FoundationEssentials
import PostgreSQL

enum LogReviewStatements {
    /// Access that says it rests on an emergency of which the queue does not know; one that was opened as it should be stands
    /// there from that moment, with everything that was seen by it.
    static let findBreakGlass = Statement<(Instant, Instant), UnusualRow>(
        "review.find_break_glass",
        """
        select 'breakGlass', 'breakGlass ' || e.user_id || ' ' || e.patient_id || ' '
                || extract(epoch from date_trunc('day', min(e.recorded_at)))::bigint,
            e.user_id, min(e.user_name), e.patient_id, (array_agg(e.id order by e.recorded_at, e.id))[1],
            min(e.recorded_at), max(e.recorded_at), 1
        from audit_event e
        where e.recorded_at >= $1 and e.recorded_at < $2 and e.user_id is not null and e.patient_id is not null
            and (e.checks like '___T' or e.purpose = 'ETREAT')
            and not exists (
                select from audit_review r
                where r.relation_id is not null and r.user_id = e.user_id and r.patient_id = e.patient_id
                    and e.recorded_at >= r.began_at and e.recorded_at <= r.ended_at)
        group by e.user_id, e.patient_id, date_trunc('day', e.recorded_at)
        order by min(e.recorded_at), e.user_id limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "array_agg"]),
        row: UnusualRow.init
    )

    /// A user who got a way to act as another: made their token, reset what they sign in with, or linked an identity to
    /// them; or who let in, or made, somebody that manages accounts or judges what stands in this queue; one for each account and day. What the machine's own administrator does is in the log and not here: whoever
    /// works there could read the database as well.
    static let findAccountPower = Statement<(Instant, Instant), UnusualRow>(
        "review.find_account_power",
        """
        select 'accountPower', 'accountPower ' || e.user_id || ' ' || e.object_id || ' '
                || extract(epoch from date_trunc('day', min(e.recorded_at)))::bigint,
            e.user_id, min(e.user_name), null::uuid, (array_agg(e.id order by e.recorded_at, e.id))[1],
            min(e.recorded_at), max(e.recorded_at), 0
        from audit_event e
        where e.recorded_at >= $1 and e.recorded_at < $2 and e.user_id is not null and e.outcome = 0
            and (e.event_code in ('CreateToken', 'ResetUser', 'LinkIdentity')
                or (e.event_code in ('AddUser', 'EnableUser', 'ChangeRole')
                    and e.object_detail in ('privacyOfficer', 'administrator')))
            and e.object_id is not null
            and not exists (select from app_user u where u.id = e.user_id and u.login = e.object_id)
        group by e.user_id, e.object_id, date_trunc('day', e.recorded_at)
        order by min(e.recorded_at), e.user_id limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "array_agg"]),
        row: UnusualRow.init
    )

    /// Puts what a rule found into the queue, once.
    static let insert = Statement<
        (UUID, String, String, ID<User>?, String, ID<Patient>?, UUID?, Instant, Instant, Int32, Instant), RowCount
    >(
        "review.insert",
        """
        insert into audit_review (id, kind, found_by, user_id, user_name, patient_id, event_id, began_at, ended_at,
            patient_count, found_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (found_by) do nothing
        """
    )

    /// The queue, the oldest first: what nobody judged yet, or all.
    static let list = Statement<(Bool, Instant?, UUID?, Int32), (Instant, UUID, JSONBytes)>(
        "review.list",
        """
        select r.found_at, r.id, json_strip_nulls(json_build_object(
            'id', r.id, 'kind', r.kind, 'userId', r.user_id, 'userName', r.user_name, 'patientId', r.patient_id,
            'eventId', r.event_id, 'beganAt', instant_text(r.began_at), 'endedAt', instant_text(r.ended_at),
            'patientCount', r.patient_count, 'relationId', r.relation_id, 'reason', r.reason,
            'objectionId', r.objection_id, 'objectedTo', r.objected_to,
            -- What the user saw and did of this patient in that time.
            'eventCount', case when r.patient_id is not null then (
                select count(*) from audit_event e
                where e.patient_id = r.patient_id
                    and coalesce(e.user_id::text, e.user_name) = coalesce(r.user_id::text, r.user_name)
                    and e.recorded_at between r.began_at and r.ended_at) end,
            -- As whom the user could act since then, or whom they let in.
            'account', case when r.kind = 'accountPower' then (
                select e.object_id from audit_event e
                where e.id = r.event_id and e.recorded_at between r.began_at and r.ended_at) end,
            'foundAt', instant_text(r.found_at), 'verdict', j.verdict,
            'note', j.note, 'judgedAt', instant_text(j.judged_at), 'judgedBy', j.judged_by_name))
        from audit_review r
        left join lateral (
            select verdict, note, judged_at, judged_by_name from audit_judgement
            where review_id = r.id order by judged_at desc, id desc limit 1
        ) j on true
        where ($1 or j.verdict is null) and ($3::uuid is null or (r.found_at, r.id) > ($2, $3))
        order by r.found_at, r.id limit $4
        """,
        nonNull: .all
    )

    static let exists = Statement<UUID, Bool>(
        "review.exists",
        "select exists (select from audit_review where id = $1)",
        nonNull: .all
    )

    static let judge = Statement<(UUID, UUID, String, String, Instant, ID<User>?, String), Void>(
        "review.judge",
        """
        insert into audit_judgement (review_id, id, verdict, note, judged_at, judged_by, judged_by_name)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    static let mark = Statement<(ID<Patient>, UUID, String, String, Instant, String), Void>(
        "review.mark",
        """
        insert into audit_mark (patient_id, id, kind, reason, marked_at, marked_by) values ($1, $2, $3, $4, $5, $6)
        """
    )

    static let all: [any AnyStatement] = [
        findManyPatients, findManyPatientsOfDay, findBreakGlass, findNoRelation, findMarked, findRefusals,
        findAccountPower, insert, list,
        exists, judge, mark,
    ]
}

/// What a rule found.
struct UnusualRow: Sendable, Hashable {
    let kind: String
    let foundBy: String
    let user: ID<User>?
    let userName: String
    let patient: ID<Patient>?
    let event: UUID?
    let beganAt: Instant
    let endedAt: Instant
    let patientCount: Int32

    @Sendable init(
        _ kind: String,
        _ foundBy: String,
        _ user: ID<User>?,
        _ userName: String,
        _ patient: ID<Patient>?,
        _ event: UUID?,
        _ beganAt: Instant,
        _ endedAt: Instant,
        _ patientCount: Int32
    ) {
        self.kind = kind
        self.foundBy = foundBy
        self.user = user
        self.userName = userName
        self.patient = patient
        self.event = event
        self.beganAt = beganAt
        self.endedAt = endedAt
        self.patientCount = patientCount
    }
}
