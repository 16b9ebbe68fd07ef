// The bounded way from a task to a connection's thread: the data of a COPY into the database.
import Synchronization

/// What goes to the server, in chunks, held until the connection's thread has sent them.
final class Inflow: Sendable {
    /// What the thread is to do next.
    enum Offer: Equatable {
        case chunk([UInt8])
        /// Nothing yet; the thread is woken when there is something.
        case nothing
        /// All is sent: the server is to keep it.
        case end
        /// The server is to throw away what it got.
        case failure(until: Deadline)
    }

    fileprivate typealias Producer = CheckedContinuation<Result<Void, PostgreSQLError>, Never>

    fileprivate struct State {
        var chunks = FIFO<[UInt8]>()
        var heldBytes = 0
        var ending: Offer?
        var isThreadWaiting = false
        var isCancelled = false
        var mayHaveCommitted = false
        /// Set when the connection is through with it: why, where it was too early.
        var closed: Result<Void, PostgreSQLError>?
        var producer: Producer?
    }

    private let state = Mutex(State())
    private let waker: Waker
    private let bytesMax: Int

    /// - Parameters:
    ///   - waker: wakes the connection's thread.
    ///   - bytesMax: what may be held; a single chunk may be larger.
    init(waker: Waker, bytesMax: Int = StreamBounds.heldBytesMax) {
        self.waker = waker
        self.bytesMax = bytesMax
    }

    /// What is held at the moment.
    var heldBytes: Int { state.withLock { $0.heldBytes } }
    /// Whether the server may have been told to keep what it got.
    var mayHaveCommitted: Bool { state.withLock { $0.mayHaveCommitted } }

    // MARK: The task's side

    /// Gives a chunk, once there is room for it.
    /// - Throws: why the connection takes no more; category `cancelled` for a cancelled task.
    func send(_ chunk: [UInt8]) async throws(PostgreSQLError) {
        guard !chunk.isEmpty else { return }
        while Task.isCancelled || !sendAtOnce(chunk) { try await waitForRoom(for: chunk.count) }
    }

    /// All was sent.
    /// - Throws: category `cancelled` where it was given up a moment before: then nothing is kept.
    func end() throws(PostgreSQLError) {
        finish(.end)
        if failureDeadline != nil { throw Self.cancelled }
    }

    /// Nothing of what was sent is to be kept; the server may take until then to say that it heard.
    func fail(until deadline: Deadline) { finish(.failure(until: deadline)) }

    private func sendAtOnce(_ chunk: [UInt8]) -> Bool {
        let (isSent, mustWake) = state.withLock { state -> (Bool, Bool) in
            guard state.closed == nil, state.ending == nil, state.hasRoom(for: chunk.count, bytesMax: bytesMax) else {
                return (false, false)
            }
            state.chunks.append(chunk)
            state.heldBytes += chunk.count
            return (true, state.takeThreadWaiting())
        }
        if mustWake { waker.wake() }
        return isSent
    }

    /// Throws where there will be none: a cancelled task, a closed flow.
    private func waitForRoom(for count: Int) async throws(PostgreSQLError) {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let outcome = attach(continuation, for: count) { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let producer = state.withLock { state in
                state.isCancelled = true
                return state.takeProducer()
            }
            producer?.resume(returning: .failure(Self.cancelled))
        }
        try outcome.get()
    }

    private func attach(
        _ continuation: Producer,
        for count: Int
    ) -> Result<Void, PostgreSQLError>? {
        state.withLock { state in
            // Before why it was closed: a COPY that is given up because of the cancellation ends in an error of the
            // server's, which may be here before this task is.
            if state.isCancelled { return .failure(Self.cancelled) }
            if case .failure(let error) = state.closed { return .failure(error) }
            guard state.closed == nil, state.ending == nil else {
                return .failure(PostgreSQLError(.misuse, "a stream was used after its end"))
            }
            guard state.producer == nil else {
                return .failure(PostgreSQLError(.misuse, "a stream has one producer"))
            }
            if state.hasRoom(for: count, bytesMax: bytesMax) { return .success(()) }
            state.producer = continuation
            return nil
        }
    }

    private func finish(_ ending: Offer) {
        let mustWake = state.withLock { state in
            guard state.ending == nil else { return false }
            state.ending = ending
            if case .failure = ending {
                state.chunks = FIFO()
                state.heldBytes = 0
                // It may be waiting for the socket, with a new deadline to mind.
                return true
            }
            return state.takeThreadWaiting()
        }
        if mustWake { waker.wake() }
    }

    private static var cancelled: PostgreSQLError { PostgreSQLError(.cancelled, "the task was cancelled") }

    // MARK: The thread's side

    /// Takes what is to be done next. From an end on, the server may have kept what it got.
    func take() -> Offer {
        let (offer, producer) = state.withLock { state -> (Offer, Producer?) in
            if let chunk = state.chunks.popFirst() {
                state.heldBytes -= chunk.count
                // Only when half is free, so that the two sides do not wake each other chunk by chunk.
                return (.chunk(chunk), state.heldBytes * 2 <= bytesMax ? state.takeProducer() : nil)
            }
            if state.ending == .end { state.mayHaveCommitted = true }
            if state.ending == nil { state.isThreadWaiting = true }
            return (state.ending ?? .nothing, nil)
        }
        producer?.resume(returning: .success(()))
        return offer
    }

    /// Until when an answer to a failure may take; nil where there was none.
    var failureDeadline: Deadline? {
        state.withLock { state in
            if case .failure(let until) = state.ending { until } else { nil }
        }
    }

    /// Makes the thread look again: there may be more, but others come first.
    func wakeThread() { waker.wake() }

    /// The connection takes no more.
    func close(_ error: PostgreSQLError?) {
        let closed: Result<Void, PostgreSQLError> = .failure(
            error ?? PostgreSQLError(.protocolViolation, "the server ended a COPY that was not ended here")
        )
        let producer = state.withLock { state in
            if state.closed == nil { state.closed = closed }
            return state.takeProducer()
        }
        producer?.resume(returning: closed)
    }
}

extension Inflow.State {
    fileprivate func hasRoom(for count: Int, bytesMax: Int) -> Bool { heldBytes == 0 || heldBytes + count <= bytesMax }

    fileprivate mutating func takeThreadWaiting() -> Bool {
        defer { isThreadWaiting = false }
        return isThreadWaiting
    }

    fileprivate mutating func takeProducer() -> Inflow.Producer? {
        defer { producer = nil }
        return producer
    }
}
