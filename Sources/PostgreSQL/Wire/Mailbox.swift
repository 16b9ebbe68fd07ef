// How other threads reach a connection's thread, which may be waiting inside a poll.
import Synchronization

/// What a connection is told from outside: new units, and to stop.
final class Mailbox: Sendable {
    /// How a connection ends.
    enum Stop: Int, Sendable, Comparable {
        /// When nothing is under way any more.
        case whenIdle
        /// At once; what is under way is lost.
        case now
        /// At once, asking the server to give up what it is doing.
        case nowCancelling

        static func < (left: Stop, right: Stop) -> Bool { left.rawValue < right.rawValue }
    }

    /// What was in the box.
    struct Mail {
        var tickets: [UnitTicket] = []
        var stop: Stop?
    }

    fileprivate struct State {
        var mail = Mail()
        var isWaiting = false
        var isClosed = false
        var isEndAwaited = false
        var hasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    let waker: Waker

    init() throws(PostgreSQLError) { waker = try Waker() }

    /// Puts a unit in.
    /// - Returns: false where the connection has ended.
    func post(_ ticket: UnitTicket) -> Bool {
        let (isOpen, mustWake) = state.withLock { state -> (Bool, Bool) in
            guard !state.isClosed else { return (false, false) }
            state.mail.tickets.append(ticket)
            return (true, state.takeWaiting())
        }
        // A thread that is not waiting looks into the box before it waits: most posts need no wake-up.
        if mustWake { waker.wake() }
        return isOpen
    }

    /// Tells the connection to end; the sterner word counts.
    func stop(_ stop: Stop) {
        state.withLock { state in
            state.mail.stop = max(state.mail.stop ?? stop, stop)
            state.isWaiting = false
        }
        // Always: a connection that is being made waits as well, and does not say so here.
        waker.wake()
    }

    /// The word to stop, if there was one.
    var stopRequested: Stop? { state.withLock { $0.mail.stop } }

    /// Takes what is in the box; the word to stop stays in it.
    func take() -> Mail {
        state.withLock { state in
            state.isWaiting = false
            defer { state.mail.tickets = [] }
            return state.mail
        }
    }

    /// Says that the thread is about to wait.
    /// - Returns: false where there is something to do first.
    func beginWaiting(knowing stop: Stop?) -> Bool {
        state.withLock { state in
            state.isWaiting = state.mail.tickets.isEmpty && state.mail.stop == stop
            return state.isWaiting
        }
    }

    // MARK: The end

    /// Says that someone will wait for the end: the connection then ends when the server has let go of the session.
    func awaitEnd() { state.withLock { $0.isEndAwaited = true } }

    /// Whether someone waits for the end.
    var isEndAwaited: Bool { state.withLock { $0.isEndAwaited } }

    /// Waits until the connection has ended. Not left by cancellation: the thread sees to it that it is not long.
    func whenEnded() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waitingForEnd.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// The connection has ended.
    func tellEnded() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waitingForEnd = [] }
            return state.waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Closes the box for good and gives what was left in it.
    func close() -> [UnitTicket] {
        state.withLock { state in
            state.isClosed = true
            defer { state.mail.tickets = [] }
            return state.mail.tickets
        }
    }
}

extension Mailbox.State {
    fileprivate mutating func takeWaiting() -> Bool {
        defer { isWaiting = false }
        return isWaiting
    }
}
