// How long a record has to be kept, as the record itself tells it, and its removal as a whole.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// What decides when a record's term is over.
package struct RetentionFacts: Sendable, Hashable {
    package let patient: ID<Patient>
    /// The codes of the organisations where the patient is or was registered, or that answer or answered for a workup.
    package let organisations: [String]
    /// The last change of the record.
    package let lastChange: Instant
    /// The last day on which something was done with the patient; nil where nothing was.
    package let lastContact: LocalDate?
}

/// How many rows went from a table.
package struct RemovedRows: Sendable, Hashable {
    package let table: String
    package let count: Int

    package init(table: String, count: Int) {
        self.table = table
        self.count = count
    }
}

extension RecordTransaction {
    /// What decides about the records that were begun before an instant, or about one of them.
    package func retentionFacts(
        before: Instant,
        of patient: ID<Patient>?,
        limit: Int
    ) async throws -> [RetentionFacts] {
        try await fetchAll(RetentionStatements.facts(before, patient, Int32(limit)))
    }
}

extension RecordTransaction {
    /// When the newest line about a patient was written into the log; nil where there is none.
    package func newestLogLine(of patient: ID<Patient>) async throws -> Instant? {
        try await fetchFirst(RetentionStatements.newestLine(patient)) ?? nil
    }
}

/// Removing what need not be kept any longer, as the database's role for that.
package struct RecordDestruction: Sendable {
    private let record: Record

    /// Removal in a record that acts as `LogRole.retention`.
    package init(record: Record) {
        self.record = record
    }

    /// Removes one patient's record in one transaction with the line of the log that says so; the log keeps its lines.
    ///
    /// - Parameters:
    ///   - patient: whose record.
    ///   - isDryRun: does all of it and takes it back.
    ///   - entry: who did it and why; its detail gets how many rows went.
    /// - Returns: the tables from which rows went.
    /// - Throws: `RecordError`.
    package func destroy(
        _ patient: ID<Patient>,
        isDryRun: Bool,
        entry: AuditEntry
    ) async throws -> [RemovedRows] {
        try await record.write(isDryRun: isDryRun) { transaction in
            let removed = try await transaction.fetchAll(RetentionStatements.destroy(patient))
                .map { RemovedRows(table: $0.0, count: Int($0.1)) }.filter { $0.count > 0 }
            var entry = entry
            let total = removed.reduce(0) { $0 + $1.count }
            entry.objectDetail = [entry.objectDetail, "\(total) rows"].compactMap(\.self).joined(separator: ", ")
            transaction.audit(entry)
            return removed
        }
    }

    /// When the newest line about a patient was written into the log; nil where there is none.
    package func newestLogLine(of patient: ID<Patient>) async throws -> Instant? {
        try await record.write { try await $0.newestLogLine(of: patient) }
    }

    /// The newest event by which somebody asked for a destruction, as a privacy officer who was signed in; nil without one.
    package func proposal(
        of patient: ID<Patient>,
        by user: ID<User>,
        matters: [String],
        from: Instant,
        to: Instant
    ) async throws -> UUID? {
        try await record.write {
            try await $0.fetchFirst(RetentionStatements.proposal(patient, user, matters, from, to))
        }
    }
}
