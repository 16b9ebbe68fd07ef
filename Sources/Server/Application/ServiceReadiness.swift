// Whether the service can do its work, as `/health/ready` tells it.
import Records

/// Whether the service can do its work.
enum ServiceReadiness: String, Sendable, Hashable {
    /// The record can be read and written.
    case ready
    /// The database does not answer, or takes no writes.
    case databaseUnavailable
    /// Migrations are missing, or the schema is newer than the program.
    case schemaMismatch
    /// The access log is not being sealed.
    case logNotSealed
    /// The service was told to stop and takes no new work.
    case stopping
}

extension ServiceReadiness {
    /// Asks the record: does it take writes, is its schema the one this program knows, and is its log sealed?
    ///
    /// Whoever asks is a watchdog with little patience of its own, so the answer never takes as long as a request may.
    static func check(
        _ record: Record,
        isLogSealed: @Sendable () -> Bool = { true },
        within limit: Duration = .seconds(2)
    ) async -> ServiceReadiness {
        do {
            let found = try await record.readiness(within: limit)
            guard found.isWritable else { return .databaseUnavailable }
            guard found.isReady else { return .schemaMismatch }
            return isLogSealed() ? .ready : .logNotSealed
        } catch {
            return .databaseUnavailable
        }
    }
}
