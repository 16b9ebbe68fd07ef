// Signing out: here, or everywhere. It counts at once on every instance, since each request looks its session up.
import Domain
import Records

/// Ends a session.
package enum SignOut {
    /// Ends the session, and with `everywhere` every other one of the same user as well.
    package static func run(
        _ session: SessionIdentity,
        everywhere: Bool,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) {
        do {
            try await environment.record.write { transaction in
                guard try await transaction.endSession(hash: session.tokenHash) else { throw UseCaseError.sessionEnded }
                if everywhere { transaction.endSessions(of: session.userID) }
                let note = AuditNote.signIn("SignOut", session.login, reason: everywhere ? "everywhere" : nil)
                transaction.audit(visit.call(session.actor).entry(note, in: environment))
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
