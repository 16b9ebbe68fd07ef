// A session on which one stream at a time runs: sends it, runs the body beside it, and sees to a clean end.

/// A connection as streams use it. Nothing of it is for callers: they use the verbs of `StreamRunner`.
package struct StreamLine: Sendable {
    let session: LeasedSession
    let standing: WireUnit.Standing
    let callTimeout: Duration
    let limits: UnitLimits
    var onNotice: (@Sendable (PostgreSQLNotice) -> Void)?
    /// Whether the caller goes on with the session after the stream.
    var isKept = true

    /// How long the rest of what nobody wants may take before the connection is given up instead.
    static let leaveMax = Duration.milliseconds(250)

    var waker: Waker { session.handle.mailbox.waker }

    /// Runs a body beside a stream.
    ///
    /// - Parameters:
    ///   - text: the statement.
    ///   - kind: what streams.
    ///   - body: consumes or produces. What it throws is thrown on.
    /// - Returns: what the body returned and what came of the stream, which may be an error.
    /// - Throws: what the body throws, or what keeps the stream from beginning.
    func run<Value>(
        _ text: StatementText,
        _ kind: StreamOrder.Kind,
        _ body: () async throws -> Value
    ) async throws -> (Value, UnitOutcome) {
        try session.beginStream()
        defer { session.endStream() }
        let deadline = Deadline.current
        let timeout = try await liftTimeout()
        let order = StreamOrder(text: text, kind: kind, silenceMax: deadline == .never ? callTimeout : nil)
        let unit = WireUnit(
            work: .stream(order),
            standing: standing,
            effect: text.effect,
            deadline: deadline,
            onNotice: onNotice
        )
        let (ticket, place, _) = try session.post(unit, byStream: true)
        // Beside the body: whatever ends the stream has to end the body's wait.
        async let ended = end(of: ticket, at: place, kind)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
            // Whoever goes on with the session would rather wait than lose it.
            kind.leave(until: .after(isKept ? callTimeout : Self.leaveMax))
        } catch {
            result = .failure(error)
            session.record(error)
            kind.leave(until: .after(Self.leaveMax))
        }
        let outcome = await ended
        await restoreTimeout(timeout, after: outcome)
        return (try result.get(), outcome)
    }

    private func end(of ticket: UnitTicket, at place: Int, _ kind: StreamOrder.Kind) async -> UnitOutcome {
        let outcome = await withTaskCancellationHandler {
            await session.outcome(of: ticket, at: place)
        } onCancel: {
            // At once, whatever the body is at. Data that were ended before are kept.
            kind.leave(until: .after(Self.leaveMax))
        }
        kind.close(outcome.error)
        return outcome
    }

    private func liftTimeout() async throws(PostgreSQLError) -> String {
        let results = try await session.performForStream(
            unit(StreamControl.liftTimeout(isLocal: isLocal), until: min(Deadline.current, .after(callTimeout)))
        )
        guard let value = results.first?.string(row: 0, column: 0) else {
            throw PostgreSQLError(.protocolViolation, "the server did not tell its statement timeout")
        }
        return value
    }

    private func restoreTimeout(_ value: String, after outcome: UnitOutcome) async {
        // Where the transaction has failed, its rollback does the same.
        guard !session.isBroken, !(isLocal && outcome.error != nil) else { return }
        // Where it fails the session is marked as broken, or is in a failed transaction whose end restores it.
        _ = try? await session.performForStream(
            unit(StreamControl.restoreTimeout(value, isLocal: isLocal), until: .after(callTimeout))
        )
    }

    private var isLocal: Bool { standing == .inTransaction }

    private func unit(_ core: BoundCore, until deadline: Deadline) -> WireUnit {
        WireUnit(
            work: .statements([core]),
            standing: .inTransaction,
            effect: .reads,
            deadline: deadline,
            onNotice: onNotice
        )
    }

    /// Outside of a transaction a stream that is left half-way may or may not have written.
    func checkReads(_ text: StatementText) throws(PostgreSQLError) {
        guard text.effect == .writes, standing == .ownTransaction else { return }
        throw PostgreSQLError(.misuse, "a stream that writes belongs in a transaction", statement: text.name)
    }
}

extension StreamOrder.Kind {
    /// The body is done. Data for the server that were not ended are not to be kept.
    fileprivate func leave(until deadline: Deadline) {
        switch self {
        case .rows(_, let outflow): outflow.abandon(until: deadline)
        case .copyOut(let outflow): outflow.abandon(until: deadline)
        case .copyIn(let inflow): inflow.fail(until: deadline)
        }
    }

    /// The connection is done.
    fileprivate func close(_ error: PostgreSQLError?) {
        switch self {
        case .rows(_, let outflow): outflow.finish(error)
        case .copyOut(let outflow): outflow.finish(error)
        case .copyIn(let inflow): inflow.close(error)
        }
    }
}
