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
}
