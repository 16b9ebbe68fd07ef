// Errors in `catch`: by the server's code, and the questions that a category does not answer alone.

extension SQLState {
    /// Lets a code stand in a `catch`: `catch SQLState.deadlockDetected { … }`.
    ///
    /// A category, being an enum, is asked for: `catch let error as PostgreSQLError where error.category == .busy`.
    package static func ~= (state: SQLState, error: any Error) -> Bool {
        (error as? PostgreSQLError)?.sqlState == state
    }
}

// A category `timeout` has three sources: this client's deadline, `lock_timeout`, `statement_timeout`.
extension PostgreSQLError {
    /// Whether this client's own deadline passed.
    package var isDeadlinePassed: Bool { category == .timeout && sqlState == nil }
    /// Whether a lock was not had in time, or not at once where `nowait` asked for that.
    package var isLockTimeout: Bool { sqlState == .lockNotAvailable }
    /// Whether the server gave the statement up: `statement_timeout`, or an administrator, which have one code.
    package var isStatementTimeout: Bool { sqlState == .queryCanceled }
    /// Whether two transactions waited for each other and this one was chosen to end.
    package var isDeadlock: Bool { sqlState == .deadlockDetected }
    /// Whether another transaction got there first.
    package var isSerializationFailure: Bool { sqlState == .serializationFailure }
}
