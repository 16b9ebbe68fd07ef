// The SQL of what is to be told outside at once: taken by one instance at a time, tried again until it was told.
import Domain
import FoundationEssentials
import PostgreSQL

enum NoticeStatements {
    /// Takes what is due, the oldest first. Until it was told it comes again: after 10 seconds, then twice as late each time,
    /// at most every ten minutes.
    static let take = Statement<(Instant, Int32), Notice>(
        "notice.take",
        """
        with due as (
            select d.id from notice d where d.told_at is null and d.next_attempt_at <= $1
            order by d.next_attempt_at, d.id limit $2 for update skip locked
        ), taken as (
            update notice n set attempt_count = n.attempt_count + 1,
                next_attempt_at = $1 + least(interval '10 seconds' * power(2, least(n.attempt_count, 6)), interval '10 minutes')
            from due where n.id = due.id
            returning n.*
        )
        select t.id, t.kind, t.subject_id, t.user_name, o.code, t.created_at, t.attempt_count
        from taken t left join organisation o on o.id = t.organisation_id
        order by t.created_at, t.id
        """
    ) {
        (
            id: UUID,
            kind: String,
            subject: UUID,
            userName: String,
            organisation: String?,
            createdAt: Instant,
            attempt: Int32
        ) in
        Notice(
            id: id,
            kind: kind,
            review: subject,
            userName: userName,
            organisation: organisation,
            createdAt: createdAt,
            attempt: Int(attempt)
        )
    }

    static let told = Statement<(UUID, Instant), Void>(
        "notice.told",
        "update notice set told_at = $2 where id = $1 and told_at is null"
    )

    /// Since when something waits to be told.
    static let oldest = Statement<Void, Instant?>(
        "notice.oldest",
        "select min(created_at) from notice where told_at is null"
    )

    static let all: [any AnyStatement] = [take, told, oldest]
}
