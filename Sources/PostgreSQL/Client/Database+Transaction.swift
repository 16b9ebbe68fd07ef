// Work that decides in Swift between two statements: transactions and connections of one's own.

extension Database {
    /// Runs a body as one transaction, and commits it unless the body throws.
    ///
    /// BEGIN travels with the first statement. Do not call the database itself from inside: that would need a second
    /// connection while this one is held.
    ///
    /// - Parameters:
    ///   - isolation: how much of other transactions is seen.
    ///   - access: whether the server lets it write.
    ///   - deferrable: for serializable, read-only transactions: wait for a snapshot that cannot fail.
    ///   - ending: `.rollBack` makes a dry run: all is done, checked and undone, and the body's result is returned.
    ///   - retry: whether the whole body runs again after a serialization failure or deadlock.
    ///   - body: the work. What it throws is thrown on, after ROLLBACK.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; category `outcomeUnknown` where COMMIT was not answered clearly.
    @discardableResult
    package func transaction<Result>(
        _ isolation: IsolationLevel = .readCommitted,
        access: AccessMode = .readWrite,
        deferrable: Bool = false,
        finally ending: TransactionEnding = .commit,
        retry: RetryPolicy = .never,
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        let begin = TransactionControl.begin(isolation, access, deferrable: deferrable)
        var attempt = 1
        var staleCount = 0
        while true {
            let handle = try await leased()
            let session = LeasedSession(handle: handle, pool: pool, opening: begin)
            let transaction = Transaction(
                session: session,
                callTimeout: configuration.callTimeout,
                limits: unitLimits
            )
            do {
                let result = try await body(transaction)
                try await transaction.finish(ending)
                session.end()
                return result
            } catch {
                await transaction.rollBack()
                session.end()
                // The body may have turned the error into one of its own: what counts is what the server said.
                guard let failure = session.firstError, !session.isOutcomeUnknown, !Deadline.current.hasPassed,
                    retry.attemptsMax > 1
                else { throw error }
                if failure.isStaleStatement {
                    // Nobody got in the way: each connection may find that out once, and it is no attempt.
                    staleCount += 1
                    guard staleCount <= configuration.connectionsMax else { throw error }
                    continue
                }
                guard failure.category == .serialization, attempt < retry.attemptsMax else { throw error }
            }
            attempt += 1
            try await Task.sleep(for: RetryPolicy.pause(before: attempt))
        }
    }

    /// Leases a connection for scripts, session locks and settings.
    ///
    /// - Parameters:
    ///   - keeping: whether it goes back to the pool. Only where the body leaves no trace in the session. Otherwise it
    ///     is closed, and this returns when the server has let go of the session, its locks included: a few
    ///     milliseconds, and two seconds at most.
    ///   - onNotice: receives the notices of what is run on it.
    ///   - body: the work.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; what keeps it from getting a connection.
    @discardableResult
    package func withConnection<Result>(
        keeping: Bool = false,
        onNotice: (@Sendable (PostgreSQLNotice) -> Void)? = nil,
        _ body: (LeasedConnection) async throws -> Result
    ) async throws -> Result {
        let session = LeasedSession(handle: try await leased(), pool: pool, opening: nil)
        let connection = LeasedConnection(
            session: session,
            callTimeout: configuration.callTimeout,
            limits: unitLimits,
            onNotice: onNotice
        )
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(connection)) } catch { result = .failure(error) }
        if keeping { session.end() } else { await session.endWaiting() }
        return try result.get()
    }

    private func leased() async throws(PostgreSQLError) -> ConnectionHandle {
        do throws(PostgreSQLError) {
            return try await pool.lease(deadline: callDeadline())
        } catch {
            pool.metrics.record(error)
            throw error
        }
    }
}
