// The one error of this target: what went wrong, in closed categories and without the values involved.

/// An error of the database or of the way to it.
///
/// `description` is harmless: it names statement, constraint, table and column, never a value. `debugDescription`
/// has all that the server said, which may hold values of patients, and stays on the host.
package struct PostgreSQLError: Error, Sendable {
    /// What kind of thing went wrong; callers branch on this.
    package enum Category: String, Sendable, CaseIterable {
        /// No connection could be made: server down, starting, full or not found.
        case unavailable
        /// The server did not accept user, password, database or TLS.
        case authentication
        /// The settings cannot be used.
        case configuration
        /// The connection was lost in use; nothing was committed by the call that got this.
        case connection
        /// A deadline, `statement_timeout` or `lock_timeout` passed; nothing was committed by the call.
        case timeout
        /// Too many callers wait for a connection.
        case busy
        /// The calling task was cancelled; nothing was committed by the call.
        case cancelled
        /// Whether the transaction was committed is not known.
        case outcomeUnknown
        /// A constraint was violated (class 23).
        case constraint
        /// Transactions got in each other's way; the whole unit may be tried again.
        case serialization
        /// The SQL does not fit the schema (class 42).
        case syntax
        /// The role may not do this.
        case permission
        /// A value does not fit (class 22).
        case data
        /// A write where only reading is allowed.
        case readOnly
        /// The server ran out of something (classes 53, 54), or its own system failed it, as a disk does (class 58).
        case resources
        /// A unit of work or result is over this client's limits.
        case limit
        /// A parameter has no PostgreSQL form, such as text with a NUL.
        case encoding
        /// A result is not what the statement says.
        case decoding
        /// The row that must be there is not.
        case notFound
        /// The client was used in a way that cannot work, such as a transaction after its end.
        case misuse
        /// Server and client lost step.
        case protocolViolation
        /// Any other error of the server.
        case server
    }

    /// What the server or client said, kept behind a reference so that the error stays small.
    struct Details: Sendable {
        var sqlState: SQLState?
        var severity: String?
        var message = ""
        var detail: String?
        var hint: String?
        var position: Int?
        var schema: String?
        var table: String?
        var column: String?
        var constraint: String?
        var statement: String?
        /// The function of the server's source that reported it.
        var sourceFunction: String?
        var isMessageHarmless = true
        /// Names come from the catalogue, but `raise` may put anything in their place.
        var areNamesHarmless = true
        var underlying: (any Error)?
        var connectReports: [ConnectReport] = []
    }

    private final class Storage: Sendable {
        let details: Details
        init(_ details: Details) { self.details = details }
    }

    /// What kind of thing went wrong.
    package let category: Category
    private let storage: Storage

    init(_ category: Category, _ details: Details) {
        self.category = category
        storage = Storage(details)
    }

    /// An error that this client found itself. The message must not hold values.
    package init(_ category: Category, _ message: String, statement: String? = nil, underlying: (any Error)? = nil) {
        self.init(category, Details(message: message, statement: statement, underlying: underlying))
    }

    var details: Details { storage.details }

    /// The same error, naming the statement it happened in, its position as in the SQL that was written.
    func inStatement(_ name: String) -> PostgreSQLError {
        var changed = details
        changed.statement = name
        changed.position = details.position.map { $0 - StatementText.heading(name).unicodeScalars.count }
        return PostgreSQLError(category, changed)
    }
}

extension PostgreSQLError {
    /// The server's code; nil for what the client found itself.
    package var sqlState: SQLState? { details.sqlState }
    /// The registered name of the statement.
    package var statement: String? { details.statement }
    /// The schema the server names.
    package var schema: String? { details.schema }
    /// The table the server names.
    package var table: String? { details.table }
    /// The column the server names.
    package var column: String? { details.column }
    /// The constraint the server names.
    package var constraint: String? { details.constraint }
    /// Where in the SQL the fault is, counted from 1 in characters.
    package var position: Int? { details.position }
    /// The server's hint; where no connection could be made, what to do about that.
    package var hint: String? { details.hint }
    /// What happened, in one sentence without any value; nil where the server's words might hold one.
    package var reason: String? {
        details.isMessageHarmless && !details.message.isEmpty ? details.message : nil
    }
    /// The error beneath, where a codec or row closure threw one.
    package var underlying: (any Error)? { details.underlying }
    /// What the server said. It may hold values: for the host's own log only.
    package var serverMessage: String { details.message }
}

extension PostgreSQLError {
    /// A unique constraint or index, by name or any.
    package func isUniqueViolation(of constraint: String? = nil) -> Bool { isViolation(.uniqueViolation, constraint) }
    /// A foreign key, by name or any.
    package func isForeignKeyViolation(of constraint: String? = nil) -> Bool {
        isViolation(.foreignKeyViolation, constraint)
    }
    /// A check, by name or any.
    package func isCheckViolation(of constraint: String? = nil) -> Bool { isViolation(.checkViolation, constraint) }
    /// An exclusion constraint, by name or any.
    package func isExclusionViolation(of constraint: String? = nil) -> Bool {
        isViolation(.exclusionViolation, constraint)
    }
    /// NULL in a column that refuses it, by column name or any.
    package func isNotNullViolation(of column: String? = nil) -> Bool {
        sqlState == .notNullViolation && (column == nil || column == self.column)
    }
    /// Whether the whole unit of work may simply be run again: nothing of it was committed.
    package var isRetryable: Bool { category == .serialization }
    /// Whether it is unknown if the transaction was committed.
    package var isOutcomeUnknown: Bool { category == .outcomeUnknown }

    private func isViolation(_ state: SQLState, _ constraint: String?) -> Bool {
        sqlState == state && (constraint == nil || constraint == self.constraint)
    }
}

extension PostgreSQLError: CustomStringConvertible, CustomDebugStringConvertible {
    /// What happened, without any value.
    package var description: String {
        var text = "database error \(category.rawValue)"
        if let sqlState { text += " (\(sqlState))" }
        if details.isMessageHarmless, !details.message.isEmpty { text += ": \(details.message)" }
        if let statement { text += ", statement \(statement)" }
        if details.areNamesHarmless { text += names }
        if let position { text += ", position \(position)" }
        return text
    }

    /// All that is known, values included: for the host's own log only.
    package var debugDescription: String {
        var text = description
        if !details.areNamesHarmless { text += names }
        if !details.isMessageHarmless { text += "; message: \(details.message)" }
        if let detail = details.detail { text += "; detail: \(detail)" }
        if let hint { text += "; hint: \(hint)" }
        if let underlying { text += "; underlying: \(String(reflecting: underlying))" }
        return text
    }

    private var names: String {
        var text = ""
        if let constraint { text += ", constraint \(constraint)" }
        if let table { text += ", table \(table)" }
        if let column { text += ", column \(column)" }
        return text
    }
}
