// The SQL of what was judged and marked before: the newest of each, so that the same said twice is kept once.
import Domain
import FoundationEssentials
import PostgreSQL

enum LogJudgementStatements {
    /// Waits until nobody else judges this access or marks this patient, for as long as the transaction lasts.
    static let hold = Statement<UUID, Void>(
        "review.hold",
        "select pg_advisory_xact_lock(hashtextextended($1::text, 7455))",
        effect: .writes
    )

    /// Whether an access in the queue is power over the account of a user.
    static let isOfOwnAccount = Statement<(UUID, ID<User>), Bool>(
        "review.is_of_own_account",
        """
        select exists (
            select from audit_review r
            join audit_event e on e.id = r.event_id and e.recorded_at between r.began_at and r.ended_at
            join app_user u on u.login = e.object_id
            where r.id = $1 and r.kind = 'accountPower' and u.id = $2)
        """,
        nonNull: .all
    )

    /// What a person made of an access the last time.
    static let newestJudgement = Statement<UUID, JudgementRow>(
        "review.newest_judgement",
        """
        select id, verdict, note, judged_at, judged_by, judged_by_name from audit_judgement
        where review_id = $1 order by judged_at desc, id desc limit 1
        """,
        row: JudgementRow.init
    )

    /// As what a patient was marked the last time.
    static let newestMark = Statement<ID<Patient>, MarkRow>(
        "review.newest_mark",
        """
        select id, kind, reason, marked_at, marked_by from audit_mark
        where patient_id = $1 order by marked_at desc, id desc limit 1
        """,
        row: MarkRow.init
    )

    static let hasPatient = Statement<ID<Patient>, Bool>(
        "review.has_patient",
        "select exists (select from patient where patient_id = $1)",
        nonNull: .all
    )

    /// Judgements and marks of which no event says the same, and events of which there is no judgement or mark. One of no
    /// finite instant is said by none.
    static let unproven = Statement<Int32, UUID>(
        "review.unproven",
        """
        with kept as (
            select j.id, 'JudgeAccess' as event_code, j.review_id::text as about, j.note as words, j.judged_by_name as who,
                j.verdict || ' ' || j.id || ' ' || case when isfinite(j.judged_at)
                    then (extract(epoch from j.judged_at) * 1000000)::bigint end as what
            from audit_judgement j
            union all
            select m.id, 'MarkPatient', m.patient_id::text, m.reason, m.marked_by,
                m.kind || ' ' || m.id || ' ' || case when isfinite(m.marked_at)
                    then (extract(epoch from m.marked_at) * 1000000)::bigint end
            from audit_mark m
        ), said as (
            select e.id, e.event_code, coalesce(e.patient_id::text, e.object_id) as about, e.reason as words,
                e.user_name as who, e.object_detail as what
            from audit_event e where e.event_code in ('JudgeAccess', 'MarkPatient') and e.outcome = 0
        )
        select k.id from kept k
        where not exists (select from said s where (s.event_code, s.about, s.words, s.who, s.what)
            = (k.event_code, k.about, k.words, k.who, k.what))
        union all
        select s.id from said s
        where not exists (select from kept k where (s.event_code, s.about, s.words, s.who, s.what)
            = (k.event_code, k.about, k.words, k.who, k.what))
        order by id
        limit $1
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [
        hold, isOfOwnAccount, newestJudgement, newestMark, hasPatient, unproven,
    ]
}

/// A judgement as it is stored.
struct JudgementRow: Sendable, Hashable {
    let id: UUID
    let verdict: String
    let note: String
    let judgedAt: Instant
    let judgedBy: ID<User>?
    let judgedByName: String

    @Sendable init(
        _ id: UUID,
        _ verdict: String,
        _ note: String,
        _ judgedAt: Instant,
        _ judgedBy: ID<User>?,
        _ judgedByName: String
    ) {
        self.id = id
        self.verdict = verdict
        self.note = note
        self.judgedAt = judgedAt
        self.judgedBy = judgedBy
        self.judgedByName = judgedByName
    }
}

/// A mark as it is stored.
struct MarkRow: Sendable, Hashable {
    let id: UUID
    let kind: String
    let reason: String
    let markedAt: Instant
    let markedBy: String

    @Sendable init(_ id: UUID, _ kind: String, _ reason: String, _ markedAt: Instant, _ markedBy: String) {
        self.id = id
        self.kind = kind
        self.reason = reason
        self.markedAt = markedAt
        self.markedBy = markedBy
    }
}
