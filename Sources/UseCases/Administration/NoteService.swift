// The service's own start and stop in the log, as the norm asks of whoever keeps one.
package import Records

/// Notes that the service began or ended.
package enum NoteService {
    /// What happened.
    package enum Happening: String, Sendable, Hashable {
        case started = "StartService"
        case stopped = "StopService"
    }

    /// Writes it into the log.
    ///
    /// - Parameters:
    ///   - happening: what happened.
    ///   - sealer: the record as the role that seals its log.
    ///   - call: who runs the service.
    ///   - environment: the outside.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ happening: Happening,
        sealer: Record,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) {
        var note = AuditNote.ofLog(happening.rawValue)
        note.objectType = "service"
        let entry = call.entry(note, in: environment)
        do {
            try await sealer.write { $0.audit(entry) }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
