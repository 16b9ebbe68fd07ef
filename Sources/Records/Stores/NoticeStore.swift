// What is to be told outside at once, in a transaction.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// Something that somebody outside is to be told of at once. It names no patient.
package struct Notice: Sendable, Hashable {
    /// The same each time it is sent, so that whoever gets it twice can tell.
    package let id: UUID
    /// `emergencyAccess`.
    package let kind: String
    /// The entry of the queue of unusual access that it is about.
    package let review: UUID
    /// Who did it.
    package let userName: String
    /// The organisation they work for.
    package let organisation: String?
    /// When it happened.
    package let createdAt: Instant
    /// How often it has been tried, this time included.
    package let attempt: Int

    package init(
        id: UUID,
        kind: String,
        review: UUID,
        userName: String,
        organisation: String?,
        createdAt: Instant,
        attempt: Int
    ) {
        self.id = id
        self.kind = kind
        self.review = review
        self.userName = userName
        self.organisation = organisation
        self.createdAt = createdAt
        self.attempt = attempt
    }
}

extension RecordTransaction {
    /// Takes what is due to be told; it comes again later unless `told(_:at:)` says that it was.
    package func takeNotices(at now: Instant, limit: Int) async throws -> [Notice] {
        try await fetchAll(NoticeStatements.take(now, Int32(limit)))
    }

    /// Keeps that a notice was told.
    package func told(_ notice: UUID, at now: Instant) {
        add(NoticeStatements.told(notice, now))
    }

    /// Since when something waits to be told; nil where nothing does.
    package func oldestNotice() async throws -> Instant? {
        try await fetchFirst(NoticeStatements.oldest()) ?? nil
    }
}
