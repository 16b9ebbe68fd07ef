// What a patient's own copy needs of the record.
package import Domain
import PostgreSQL

/// Another record of the same person.
package struct RecordJoin: Sendable, Hashable {
    /// The other record.
    package let patient: ID<Patient>
    /// When the two were joined.
    package let at: Instant
    /// Why they are one person's.
    package let reason: String
}

extension RecordTransaction {
    /// The other records of the same person as the caller sees them, the one that leads first.
    package func joins(of patient: ID<Patient>) async throws -> [RecordJoin] {
        try await fetchAll(ExportStatements.joins(patient)).map { RecordJoin(patient: $0.0, at: $0.1, reason: $0.2) }
    }

    /// The other records of the same person, for whoever reads the log.
    package func joinedRecords(of patient: ID<Patient>) async throws -> [ID<Patient>] {
        try await fetchAll(ExportStatements.joinedRecords(patient))
    }

    /// Whether something of a record is not the caller's to give out.
    package func hides(_ patient: ID<Patient>) async throws -> Bool {
        try await fetchFirst(ExportStatements.hides(patient)) ?? true
    }

    /// Relations, objections and requests with their reasons, of a record that the caller sees all of.
    package func exportedAccess(of patient: ID<Patient>, now: Instant) async throws -> [UInt8] {
        try await fetchFirst(ExportStatements.access(patient, now))?.bytes ?? []
    }
}
