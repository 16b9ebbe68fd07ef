// The five-character codes by which PostgreSQL says what went wrong.

/// A SQLSTATE. An open set: a code this file does not name is kept as it came.
package struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The five characters.
    package let rawValue: String

    /// Wraps a code.
    package init(rawValue: String) { self.rawValue = rawValue }

    private init(_ rawValue: String) { self.rawValue = rawValue }

    /// The first two characters, which group the codes.
    package var codeClass: String { String(rawValue.prefix(2)) }

    /// The five characters.
    package var description: String { rawValue }
}

extension SQLState {
    /// 40001: another transaction got there first; the whole unit may be tried again.
    package static let serializationFailure = SQLState("40001")
    /// 40P01: two transactions waited for each other.
    package static let deadlockDetected = SQLState("40P01")
    /// 23502
    package static let notNullViolation = SQLState("23502")
    /// 23503
    package static let foreignKeyViolation = SQLState("23503")
    /// 23505
    package static let uniqueViolation = SQLState("23505")
    /// 23514
    package static let checkViolation = SQLState("23514")
    /// 23P01
    package static let exclusionViolation = SQLState("23P01")
    /// 25006: a write in a read-only transaction.
    package static let readOnlyTransaction = SQLState("25006")
    /// 25P02: the transaction failed before this statement.
    package static let inFailedTransaction = SQLState("25P02")
    /// 25P03
    package static let idleInTransactionTimeout = SQLState("25P03")
    /// 26000: the prepared statement is not there.
    package static let invalidStatementName = SQLState("26000")
    /// 0A000: among others, a cached plan whose result type changed.
    package static let featureNotSupported = SQLState("0A000")
    /// 28P01
    package static let invalidPassword = SQLState("28P01")
    /// 28000
    package static let invalidAuthorization = SQLState("28000")
    /// 3D000: no such database.
    package static let invalidCatalogName = SQLState("3D000")
    /// 42501
    package static let insufficientPrivilege = SQLState("42501")
    /// 42601
    package static let syntaxError = SQLState("42601")
    /// 42703
    package static let undefinedColumn = SQLState("42703")
    /// 42P01
    package static let undefinedTable = SQLState("42P01")
    /// 53100: a disk of the server has no room left.
    package static let diskFull = SQLState("53100")
    /// 53300: the server is full.
    package static let tooManyConnections = SQLState("53300")
    /// 55P03: a lock was not had in time.
    package static let lockNotAvailable = SQLState("55P03")
    /// 57014: cancelled, or over `statement_timeout`.
    package static let queryCanceled = SQLState("57014")
    /// 42704: among others, a setting that the server does not know.
    package static let undefinedObject = SQLState("42704")
    /// 22023: among others, a setting that does not take the value.
    package static let invalidParameterValue = SQLState("22023")
    /// 55P02: a setting that cannot be changed in a session.
    package static let cannotChangeParameterNow = SQLState("55P02")
    /// 55000: among others, a database that takes no connections.
    package static let objectNotInPrerequisiteState = SQLState("55000")
    /// 57P01: the connection was ended by an administrator.
    package static let adminShutdown = SQLState("57P01")
    /// 57P02: the server is recovering from a crash.
    package static let crashShutdown = SQLState("57P02")
    /// 57P03: the server is starting or stopping.
    package static let cannotConnectNow = SQLState("57P03")
}
