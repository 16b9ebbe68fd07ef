// As whom a transaction sees the record: set first in it, gone with it. The database looks up for itself what a user stands
// for; nothing set is nobody, and nobody sees no patient.
package import Domain
import PostgreSQL

/// As whom a transaction sees the rows of patients.
package enum RowIdentity: Sendable, Hashable {
    /// Nobody: what has to do with no patient, such as signing in.
    case nobody
    /// A user, at an instant.
    case user(ID<User>, at: Instant)
    /// The machine's own administrator at the command line, who could read the database's files as well.
    case machine(at: Instant)

    /// The statement that begins the transaction.
    var statement: BoundStatement<String?> {
        switch self {
        case .nobody: AccessStatements.enterAsNobody()
        case .user(let user, let now): AccessStatements.enter(user, now)
        case .machine(let now): AccessStatements.enterAsMachine(now)
        }
    }
}

/// The roles of the database by which the program works on the record.
package enum RecordRole: String, Sendable, Hashable, CaseIterable {
    /// Sees what the transaction's identity may see.
    case service = "workup_service"
    /// Sees everything.
    case machine = "workup_machine"
}
