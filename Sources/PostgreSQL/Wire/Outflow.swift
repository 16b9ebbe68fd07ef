// The bounded way from a connection's thread to the task that consumes: rows of a statement, bytes of a COPY.
import Synchronization

/// What comes from the server, in pieces, held until the consumer takes them.
///
/// The thread asks for room before it reads. Where there is none it leaves its socket alone, the server's buffers
/// fill and the server waits: that is the back-pressure. A piece is some hundred rows or tens of kilobytes, so that
/// locks and wake-ups are paid per piece and not per row.
final class Outflow<Piece: Sendable>: Sendable {
    fileprivate typealias Taken = Result<Piece?, PostgreSQLError>

    fileprivate struct State {
        var pieces = FIFO<(piece: Piece, bytes: Int)>()
        var heldBytes = 0
        var end: Result<Void, PostgreSQLError>?
        var abandonedUntil: Deadline?
        var isThreadWaiting = false
        var isCancelled = false
        var isClaimed = false
        var consumer: CheckedContinuation<Taken, Never>?
    }

    private let state = Mutex(State())
    private let waker: Waker
    private let bytesMax: Int

    /// - Parameters:
    ///   - waker: wakes the connection's thread.
    ///   - bytesMax: what may be held; a single piece may be larger.
    init(waker: Waker, bytesMax: Int = StreamBounds.heldBytesMax) {
        self.waker = waker
        self.bytesMax = bytesMax
    }

    /// What is held at the moment.
    var heldBytes: Int { state.withLock { $0.heldBytes } }

    // MARK: The thread's side

    /// Whether one more piece may be made.
    func room() -> StreamRoom {
        state.withLock { state in
            if let until = state.abandonedUntil { return .abandoned(until: until) }
            state.isThreadWaiting = state.heldBytes > 0 && state.heldBytes + StreamBounds.pieceBytesMax > bytesMax
            return state.isThreadWaiting ? .full : .open
        }
    }

    /// Hands a piece over.
    func put(_ piece: Piece, bytes: Int) {
        let consumer = state.withLock { state -> CheckedContinuation<Taken, Never>? in
            guard state.abandonedUntil == nil, state.end == nil else { return nil }
            if let consumer = state.takeConsumer() { return consumer }
            state.pieces.append((piece, bytes))
            state.heldBytes += bytes
            return nil
        }
        consumer?.resume(returning: .success(piece))
    }

    /// Nothing more comes. What was put before is still taken first.
    func finish(_ error: PostgreSQLError?) {
        let end: Result<Void, PostgreSQLError> = error.map { .failure($0) } ?? .success(())
        let consumer = state.withLock { state -> CheckedContinuation<Taken, Never>? in
            if state.end == nil { state.end = end }
            return state.takeConsumer()
        }
        consumer?.resume(returning: end.map { nil })
    }

    // MARK: The task's side

    /// Says that somebody consumes; a second time it is refused, since the first may have taken something already.
    func claim() -> Bool {
        state.withLock { state in
            defer { state.isClaimed = true }
            return !state.isClaimed
        }
    }

    /// The next piece; nil at the end.
    /// - Throws: what ended it too early; category `cancelled` for a cancelled task.
    func next() async throws(PostgreSQLError) -> Piece? {
        if !Task.isCancelled, let taken = takeAtOnce() { return try taken.get() }
        let taken = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let taken = attach(continuation) { continuation.resume(returning: taken) }
            }
        } onCancel: {
            let consumer = state.withLock { state in
                state.isCancelled = true
                return state.takeConsumer()
            }
            consumer?.resume(returning: .failure(Self.cancelled))
        }
        return try taken.get()
    }

    /// The consumer is done: nothing is kept for it, and what still comes is passed over until then. The earliest
    /// word counts.
    func abandon(until deadline: Deadline) {
        state.withLock { state in
            state.abandonedUntil = min(state.abandonedUntil ?? .never, deadline)
            state.pieces = FIFO()
            state.heldBytes = 0
        }
        // It may wait for room or for the server; either way it has a new deadline to mind.
        waker.wake()
    }

    private func takeAtOnce() -> Taken? {
        let (taken, mustWake) = state.withLock { state in
            (state.take(), state.takeThreadWaiting(bytesMax: bytesMax))
        }
        if mustWake { waker.wake() }
        return taken
    }

    private func attach(_ continuation: CheckedContinuation<Taken, Never>) -> Taken? {
        let (taken, mustWake) = state.withLock { state -> (Taken?, Bool) in
            if state.isCancelled { return (.failure(Self.cancelled), false) }
            if let taken = state.take() { return (taken, state.takeThreadWaiting(bytesMax: bytesMax)) }
            guard state.consumer == nil else {
                return (.failure(PostgreSQLError(.misuse, "a stream has one consumer")), false)
            }
            state.consumer = continuation
            return (nil, false)
        }
        if mustWake { waker.wake() }
        return taken
    }

    private static var cancelled: PostgreSQLError { PostgreSQLError(.cancelled, "the task was cancelled") }
}

/// Whether the connection's thread may read on.
enum StreamRoom: Equatable {
    case open
    /// Not before the consumer has taken something; the thread is woken then.
    case full
    /// Nobody wants the rest; it may be passed over until then.
    case abandoned(until: Deadline)

    /// Until when the rest may be passed over.
    var end: Deadline {
        if case .abandoned(let until) = self { until } else { .never }
    }
}

/// The bounds of streams.
enum StreamBounds {
    /// What is on its way between a connection and a task at most.
    static let heldBytesMax = 256 * 1_024
    /// How large a piece grows before it is handed over.
    static let pieceBytesMax = 64 * 1_024
    /// How many pieces go to the server before the thread looks at what else there is to do.
    static let piecesPerTurnMax = 8
}

extension Outflow.State {
    fileprivate mutating func take() -> Result<Piece?, PostgreSQLError>? {
        if abandonedUntil != nil { return .failure(PostgreSQLError(.misuse, "a stream was used after its end")) }
        if let (piece, bytes) = pieces.popFirst() {
            heldBytes -= bytes
            return .success(piece)
        }
        return end.map { $0.map { nil } }
    }

    /// Only when half is free, so that the two sides do not wake each other piece by piece.
    fileprivate mutating func takeThreadWaiting(bytesMax: Int) -> Bool {
        guard isThreadWaiting, heldBytes * 2 <= bytesMax else { return false }
        isThreadWaiting = false
        return true
    }

    fileprivate mutating func takeConsumer() -> CheckedContinuation<Result<Piece?, PostgreSQLError>, Never>? {
        defer { consumer = nil }
        return consumer
    }
}
