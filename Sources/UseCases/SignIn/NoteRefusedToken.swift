// A token that lets nobody in, as the log has it: from where, and never the token.
import Records

/// Notes that somebody showed a token that does not count.
package enum NoteRefusedToken {
    /// Writes it into the log; who calls bounds how often.
    ///
    /// - Throws: `unavailable` where it cannot be written.
    package static func run(_ visit: Visit, in environment: Environment) async throws(UseCaseError) {
        let note = AuditNote.signIn("ShowToken", nil, reason: "token refused")
        do {
            try await environment.record.write { transaction in
                transaction.audit(visit.call(nil).entry(note, outcome: .seriousFailure, in: environment))
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
