// Backups in the log: whoever makes, tries or restores one has all records in their hands.
import Domain
import Records

/// Notes what is done with backups.
package enum NoteBackup {
    /// What is done.
    package enum Act: String, Sendable, Hashable {
        /// A backup is made.
        case made = "CreateBackup"
        /// The newest backup is restored into a scratch folder, looked at and thrown away.
        case tried = "TryBackup"
        /// A backup was restored, and the record goes on from it.
        case restored = "RestoreBackup"
    }

    /// Writes it into the log.
    ///
    /// - Parameters:
    ///   - act: what is done.
    ///   - detail: which backup, where, and up to when.
    ///   - reason: why, where somebody was asked.
    ///   - call: who does it; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ act: Act,
        detail: String,
        reason: String? = nil,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) {
        try await call.authorise(.manageAccounts, in: environment)
        guard call.origin == .commandLine, call.actor.userID == nil else {
            throw UseCaseError(
                .forbidden,
                "machine-only",
                en: "Only the machine's own administrator may deal with backups.",
                nl: "Alleen de beheerder van de machine zelf mag met reservekopieën omgaan."
            )
        }
        var note = AuditNote.ofLog(act.rawValue, act == .restored ? .create : .execute, reason: reason)
        note.objectType = "backup"
        note.objectDetail = detail
        let entry = call.entry(note, in: environment)
        do {
            try await environment.record.write { $0.audit(entry) }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
