// Workups read for counting, in a transaction.
package import Domain
import PostgreSQL

/// Where the response of a person in a workup stands.
package struct ResponseRow: Sendable, Hashable {
    package let workup: ID<Workup>
    /// The record that leads, where records were joined.
    package let person: ID<Patient>
    /// Nil where it was not worked out yet.
    package let standing: ResponseStanding?

    init(_ workup: ID<Workup>, _ person: ID<Patient>, _ standing: JSONBytes?) throws {
        self.workup = workup
        self.person = person
        self.standing = try standing.map { try ResponseStanding.codec.decode($0.bytes, limits: .ownDocuments) }
    }
}

extension RecordTransaction {
    /// Where the responses to intravenous immunoglobulin of a protocol stand, by workup.
    ///
    /// - Parameters:
    ///   - protocolCode: the protocol.
    ///   - after: the last workup of the page before.
    ///   - limit: at most so many.
    /// - Returns: the responses that were or may still be judged.
    /// - Throws: `RecordError`; `Faults` where the record holds what this program cannot read.
    package func responses(protocolCode: String, after: ID<Workup>?, limit: Int) async throws -> [ResponseRow] {
        try await fetchAll(StatisticsStatements.responses(protocolCode, after, Int32(limit))).map(ResponseRow.init)
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

    /// Where the responses to intravenous immunoglobulin of the same people stand.
    ///
    /// - Parameters:
    ///   - protocolCode: the protocol.
    ///   - from: the first day of opening.
    ///   - to: the last.
    /// - Returns: the responses that were or may still be judged.
    /// - Throws: `RecordError`; `Faults` where the record holds what this program cannot read.
    package func responses(protocolCode: String, from: LocalDate, to: LocalDate) async throws -> [ResponseRow] {
        try await fetchAll(StatisticsStatements.cohortResponses(protocolCode, from, to)).map(ResponseRow.init)
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
