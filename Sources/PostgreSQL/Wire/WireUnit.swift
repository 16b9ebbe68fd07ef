// A unit of work on its way through a connection, and what comes of it.

/// What a connection is asked to do between two syncs.
struct WireUnit: Sendable {
    enum Work: Sendable {
        /// Statements of the extended protocol, in one pipeline segment.
        case statements([BoundCore])
        /// A script of the simple protocol.
        case script(String)
        /// Prepare and describe, without running.
        case describe(StatementText)
        /// Rows or a COPY whose data go by in parts, with nothing else under way.
        case stream(StreamOrder)
        /// Nothing but a sync: is anyone there?
        case ping
        /// The same, for what the server has reported of itself by then.
        case facts(FactsBox)
    }

    /// How the unit stands to a transaction; it decides what a lost connection means.
    enum Standing: Sendable, Equatable {
        /// The unit is a transaction of its own, committed at its sync.
        case ownTransaction
        /// The unit is inside a transaction that something else will end.
        case inTransaction
        /// The unit ends the transaction by COMMIT.
        case commit
        /// The unit ends the transaction by ROLLBACK.
        case rollback
    }

    var work: Work
    var standing: Standing
    var effect: StatementEffect
    var deadline: Deadline
    /// Whether it belongs to one session and must not move to another.
    var isBound = false
    /// Whether it may be one transaction with others of its kind: it sets all that it relies on itself, and can be run again
    /// by itself where what it shares a transaction with fails.
    var isShareable = false
    var onNotice: (@Sendable (PostgreSQLNotice) -> Void)?

    /// Whether leaving it half-way cannot hide a commit.
    var canBeAbandoned: Bool {
        if case .stream = work { return !mayHaveCommitted }
        return switch standing {
        case .ownTransaction: effect == .reads
        case .inTransaction: true
        case .commit, .rollback: false
        }
    }

    /// Whether whoever sent it sends it again after a lost connection.
    var canRunAgain: Bool { !isBound && standing == .ownTransaction && effect == .reads }

    /// What a lost connection or a passed deadline means for whoever waits.
    var mayHaveCommitted: Bool {
        // A COPY commits nothing before its data were ended.
        if case .stream(let order) = work, !order.mayHaveCommitted { return false }
        return switch standing {
        case .ownTransaction: effect == .writes
        case .inTransaction, .rollback: false
        case .commit: true
        }
    }
}

/// What came of a unit.
struct UnitOutcome: Sendable {
    var results: [ResultHandle] = []
    var error: PostgreSQLError?
    /// How the session stands to a transaction afterwards; unknown where others were behind it already.
    var session = SessionStanding.idle

    static func failed(_ error: PostgreSQLError) -> UnitOutcome { UnitOutcome(error: error, session: .unknown) }
}

/// A unit with the task that waits for it.
final class UnitTicket: Sendable {
    let unit: WireUnit
    let promise = OneShot<UnitOutcome>()

    init(_ unit: WireUnit) { self.unit = unit }

    /// The task was cancelled. A unit that may be committing is left alone.
    func cancel() {
        promise.withdraw(
            .failed(PostgreSQLError(.cancelled, "the task was cancelled")),
            evenIfTaken: unit.canBeAbandoned
        )
    }

    /// The deadline passed before the unit was sent.
    func expireUnsent() {
        promise.complete(.failed(PostgreSQLError(.timeout, "the deadline passed before the unit was sent")))
    }

    /// The deadline passed while the unit was under way.
    func expire() {
        if unit.mayHaveCommitted {
            promise.complete(.failed(.outcomeUnknown("the deadline passed before the outcome was known")))
        } else {
            promise.complete(.failed(PostgreSQLError(.timeout, "the deadline passed")))
        }
    }
}

extension PostgreSQLError {
    /// Nobody can say whether the transaction was committed.
    static func outcomeUnknown(_ message: String, underlying: (any Error)? = nil) -> PostgreSQLError {
        PostgreSQLError(.outcomeUnknown, message, underlying: underlying)
    }
}

/// A notice or warning of the server. It shows its severity and code when printed: the text may hold values.
package struct PostgreSQLNotice: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// `NOTICE`, `WARNING`, `INFO`, …; not translated.
    package let severity: String
    /// The code.
    package let sqlState: SQLState?
    /// The text. It may hold values.
    package let message: String
    /// The file of the server's source that it comes from; never translated.
    let sourceFile: String

    /// Whether it is certainly about a statement, as opposed to the commit: raised by one, or what the server says of
    /// rights that were not granted, of tables that were passed over, of settings and signals without effect.
    ///
    /// A list of what is harmless, not of what is not: extensions that spread a database have warnings of their own at
    /// commit.
    var isAboutStatement: Bool { Self.sourceFilesOfStatements.contains(sourceFile) || sqlState == Self.notGranted }

    private static let sourceFilesOfStatements: Set = [
        sourceFileOfRaise, "plpy_elog.c", "vacuum.c", "analyze.c", "guc.c", "guc_funcs.c", "signalfuncs.c",
    ]
    private static let notGranted = SQLState(rawValue: "01007")

    /// Severity and code, without the text.
    package var description: String { "\(severity) (\(sqlState?.rawValue ?? "without a code"))" }
    /// Severity and code, without the text.
    package var customMirror: Mirror { Mirror(self, children: ["severity": severity, "sqlState": sqlState as Any]) }

    /// Where `raise` of PL/pgSQL is in the server's source.
    static let sourceFileOfRaise = "pl_exec.c"
}
