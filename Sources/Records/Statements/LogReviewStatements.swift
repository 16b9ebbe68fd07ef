// The SQL of unusual access: the rules that find it, the queue of what a person has to judge, and the judgements.
import Domain
import FoundationEssentials
import PostgreSQL

enum LogReviewStatements {
    /// A user who saw many patients within an hour, an hour of the clock at a time: `$3` patients and more.
    static let findManyPatients = Statement<(Instant, Instant, Int32), UnusualRow>(
        "review.find_many_patients",
        """
        with shown as (
            select e.user_id, e.user_name, date_trunc('hour', e.recorded_at) as hour, e.recorded_at,
                coalesce(e.patient_id, s.patient_id) as patient_id
            from audit_event e
            left join audit_subject s on s.recorded_at = e.recorded_at and s.event_id = e.id
            where e.recorded_at >= $1 and e.recorded_at < $2 and e.outcome = 0 and e.user_id is not null
        )
        select 'manyPatients', 'manyPatients ' || user_id || ' ' || extract(epoch from hour)::bigint, user_id,
            min(user_name), null::uuid, null::uuid, min(recorded_at), max(recorded_at),
            count(distinct patient_id)::integer
        from shown where patient_id is not null
        group by user_id, hour having count(distinct patient_id) >= $3
        order by hour, user_id limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "count"]),
        row: UnusualRow.init
    )

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

    /// Access to a patient with whom the database knew of no relation and no emergency, one for each user, patient and day.
    static let findNoRelation = Statement<(Instant, Instant), UnusualRow>(
        "review.find_no_relation",
        """
        select 'noRelation', 'noRelation ' || e.user_id || ' ' || e.patient_id || ' '
                || extract(epoch from date_trunc('day', min(e.recorded_at)))::bigint,
            e.user_id, min(e.user_name), e.patient_id, (array_agg(e.id order by e.recorded_at, e.id))[1],
            min(e.recorded_at), max(e.recorded_at), 1
        from audit_event e
        where e.recorded_at >= $1 and e.recorded_at < $2 and e.user_id is not null and e.patient_id is not null
            and e.outcome = 0 and e.checks like '_F_F'
            -- Who reads the log, or marks a patient, needs no relation.
            and e.event_code not in ('SearchAudit', 'ExportAudit', 'ReadAccessOverview', 'MarkPatient')
        group by e.user_id, e.patient_id, date_trunc('day', e.recorded_at)
        order by min(e.recorded_at), e.user_id limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "array_agg"]),
        row: UnusualRow.init
    )

    /// Access to a patient who is marked as well known or as a colleague, one for each user, patient and day.
    static let findMarked = Statement<(Instant, Instant), UnusualRow>(
        "review.find_marked",
        """
        with marked as (
            select distinct on (m.patient_id) m.patient_id, m.kind
            from audit_mark m order by m.patient_id, m.marked_at desc, m.id desc
        ), shown as (
            select e.user_id, e.user_name, e.recorded_at, e.id, m.patient_id, m.kind
            from audit_event e
            left join audit_subject s on s.recorded_at = e.recorded_at and s.event_id = e.id
            join marked m on m.patient_id = coalesce(e.patient_id, s.patient_id) and m.kind <> 'none'
            where e.recorded_at >= $1 and e.recorded_at < $2 and e.user_id is not null
        )
        select case kind when 'colleague' then 'ownColleague' else 'vip' end,
            kind || ' ' || user_id || ' ' || patient_id || ' '
                || extract(epoch from date_trunc('day', min(recorded_at)))::bigint,
            user_id, min(user_name), patient_id, (array_agg(id order by recorded_at, id))[1], min(recorded_at),
            max(recorded_at), 1
        from shown group by user_id, patient_id, kind, date_trunc('day', recorded_at)
        order by min(recorded_at), user_id limit 10000
        """,
        nonNull: .columns(["case", "?column?", "min", "max", "array_agg"]),
        row: UnusualRow.init
    )

    /// A user who was refused often on one day: `$3` times and more.
    static let findRefusals = Statement<(Instant, Instant, Int32), UnusualRow>(
        "review.find_refusals",
        """
        select 'refusals', 'refusals ' || e.user_id || ' '
                || extract(epoch from date_trunc('day', min(e.recorded_at)))::bigint,
            e.user_id, min(e.user_name), null::uuid, (array_agg(e.id order by e.recorded_at, e.id))[1],
            min(e.recorded_at), max(e.recorded_at), count(distinct e.patient_id)::integer
        from audit_event e
        where e.recorded_at >= $1 and e.recorded_at < $2 and e.user_id is not null and e.outcome = 8
        group by e.user_id, date_trunc('day', e.recorded_at) having count(*) >= $3
        order by min(e.recorded_at), e.user_id limit 10000
        """,
        nonNull: .columns(["?column?", "min", "max", "array_agg", "count"]),
        row: UnusualRow.init
    )

    /// A user who got a way to act as another: made their token, reset what they sign in with, or linked an identity to
    /// them; one for each account and day. What the machine's own administrator does is in the log and not here: whoever
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
            and e.event_code in ('CreateToken', 'ResetUser', 'LinkIdentity') and e.object_id is not null
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
            -- What the user saw and did of this patient in that time.
            'eventCount', case when r.patient_id is not null then (
                select count(*) from audit_event e
                where e.patient_id = r.patient_id and e.user_id = r.user_id
                    and e.recorded_at between r.began_at and r.ended_at) end,
            -- As whom the user could act since then.
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
        findManyPatients, findBreakGlass, findNoRelation, findMarked, findRefusals, findAccountPower, insert, list,
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
