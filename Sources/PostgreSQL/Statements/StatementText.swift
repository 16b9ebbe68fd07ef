// The text of one statement as the wire sees it: made once, compared cheaply.

/// Name, SQL and parameter types. Connections key their prepared statements by it.
final class StatementText: Sendable, Hashable {
    let name: String
    /// The SQL as sent: a comment with the name first, so that `pg_stat_activity` shows where it comes from.
    let sql: String
    let parameterOIDs: [UInt32]
    let effect: StatementEffect
    /// What it would do to the transaction it runs in.
    let role: TransactionRole
    private let precomputedHash: Int

    init(name: String, sql: String, parameterOIDs: [UInt32], effect: StatementEffect) {
        self.name = name
        self.sql = Self.heading(name) + sql
        self.parameterOIDs = parameterOIDs
        self.effect = effect
        role = TransactionRole(of: SQLWords(sql))
        // Hashing the text at every use would cost more than looking it up.
        var hasher = Hasher()
        hasher.combine(self.sql)
        hasher.combine(parameterOIDs)
        precomputedHash = hasher.finalize()
    }

    /// What stands before the SQL as written.
    static func heading(_ name: String) -> String { "-- \(name)\n" }

    static func == (left: StatementText, right: StatementText) -> Bool {
        left === right
            || (left.precomputedHash == right.precomputedHash && left.sql == right.sql
                && left.parameterOIDs == right.parameterOIDs)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(precomputedHash) }
}

/// What a statement would do to the transaction it runs in. What a function does cannot be: the server forbids it.
enum TransactionRole: Sendable {
    /// Nothing.
    case none
    /// It begins or ends one.
    case controls
    /// A procedure, or a block of code, which may commit half-way.
    case mayCommitInside

    init(of words: SQLWords) {
        switch words.first {
        case "begin", "commit", "end", "abort": self = .controls
        case "start", "prepare": self = words.second == "transaction" ? .controls : .none
        // Back to a savepoint is no end.
        case "rollback": self = words.words.contains("to") ? .none : .controls
        case "call", "do": self = .mayCommitInside
        default: self = .none
        }
    }
}

/// What a statement may do to the database. It decides what a lost connection means.
package enum StatementEffect: Sendable, Hashable {
    /// It changes nothing: after a lost connection it may simply be run again.
    case reads
    /// It may change something: after a lost connection its outcome may be unknown.
    case writes

    /// Guesses from the text: only a plain `select`, `values` or `with` without a writing word reads.
    ///
    /// A `select` that calls a function which writes is not seen here; such a statement must say `.writes` itself, and
    /// `StatementCheck` finds the one that does not.
    static func inferred(from sql: String) -> StatementEffect {
        let words = sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard let first = words.first, ["select", "values", "with", "table", "show"].contains(first) else {
            return .writes
        }
        let writing: Set<Substring> = [
            "insert", "update", "delete", "merge", "into", "nextval", "setval", "lock", "truncate", "pg_notify",
        ]
        return words.contains(where: writing.contains) ? .writes : .reads
    }
}
