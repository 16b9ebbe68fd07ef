// Workups read for counting, in a transaction.
package import Domain
import PostgreSQL

extension RecordTransaction {
    /// Workups of a protocol in which intravenous immunoglobulin was recorded, without what the criteria say of them.
    ///
    /// - Parameters:
    ///   - protocolCode: the protocol.
    ///   - after: the last workup of the page before.
    ///   - today: the day the documents count on.
    ///   - limit: at most so many.
    /// - Returns: the documents, and the last workup among them.
    /// - Throws: `RecordError`.
    package func recordsWithImmunoglobulin(
        protocolCode: String,
        after: ID<Workup>?,
        today: LocalDate,
        limit: Int
    ) async throws -> (bodies: [[UInt8]], last: ID<Workup>?) {
        let rows = try await fetchAll(
            StatisticsStatements.recordsWithImmunoglobulin(protocolCode, after, today, Int32(limit))
        )
        return (rows.map { $0.1.bytes }, rows.last?.0)
    }

    /// Every count of the people of a protocol whose workups were opened in a period.
    ///
    /// - Parameters:
    ///   - protocolCode: the protocol.
    ///   - from: the first day of opening.
    ///   - to: the last.
    /// - Returns: the counts.
    /// - Throws: `RecordError`.
    package func statistics(protocolCode: String, from: LocalDate, to: LocalDate) async throws -> [StatisticsRow] {
        try await fetchAll(StatisticsStatements.figures(protocolCode, from, to))
    }

    /// Those of them in whose workup intravenous immunoglobulin was recorded.
    ///
    /// - Parameters:
    ///   - protocolCode: the protocol.
    ///   - from: the first day of opening.
    ///   - to: the last.
    /// - Returns: the workups.
    /// - Throws: `RecordError`.
    package func workupsWithImmunoglobulin(
        protocolCode: String,
        from: LocalDate,
        to: LocalDate
    ) async throws -> [ID<Workup>] {
        try await fetchAll(StatisticsStatements.cohortWithImmunoglobulin(protocolCode, from, to))
    }

    /// Some workups as documents, without what the criteria say of them.
    ///
    /// - Parameters:
    ///   - workups: which.
    ///   - today: the day the documents count on.
    /// - Returns: the documents.
    /// - Throws: `RecordError`.
    package func records(of workups: [ID<Workup>], today: LocalDate) async throws -> [[UInt8]] {
        try await fetchAll(StatisticsStatements.records(workups, today)).map(\.bytes)
    }
}

/// One count of people, with their days where it is about days.
package struct StatisticsRow: Sendable, Hashable {
    /// What is counted.
    package let measure: String
    /// Of which organisation; nil for all of them together.
    package let organisation: ID<Organisation>?
    package let key: String?
    package let detail: String?
    package let count: Int
    package let lowerQuartile: Int?
    package let median: Int?
    package let upperQuartile: Int?

    /// A count.
    package init(
        measure: String,
        organisation: ID<Organisation>?,
        key: String?,
        detail: String?,
        count: Int64,
        lowerQuartile: Int32?,
        median: Int32?,
        upperQuartile: Int32?
    ) {
        self.measure = measure
        self.organisation = organisation
        self.key = key
        self.detail = detail
        self.count = Int(count)
        self.lowerQuartile = lowerQuartile.map { Int($0) }
        self.median = median.map { Int($0) }
        self.upperQuartile = upperQuartile.map { Int($0) }
    }
}
