// A listener as other threads see it: what it has heard, who waits to read it, and how it is ended.
import Logging
import Synchronization

/// Listens on a connection and a thread of its own until `end()`.
final class Listener: Sendable {
    fileprivate struct State {
        var buffer: NotificationBuffer
        var readers: [OneShot<NotificationEvent?>] = []
        /// Why there is no connection.
        var lastError: PostgreSQLError?
        var isStopped = false
        var hasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
        var thread: OwnThread?
    }

    private let state: Mutex<State>
    private let started = OneShot<PostgreSQLError?>()
    let waker: Waker

    /// Starts the thread, which connects at once.
    /// - Throws: category `resources` where the process has no descriptor or the system no thread left.
    init(_ plan: ListenerPlan, eventsMax: Int, logger: Logger) throws(PostgreSQLError) {
        waker = try Waker()
        state = Mutex(State(buffer: NotificationBuffer(eventsMax: eventsMax)))
        let thread = try OwnThread {
            var loop = ListenerLoop(plan, listener: self, logger: logger)
            loop.run()
            self.finish()
        }
        state.withLock { $0.thread = thread }
    }

    // MARK: Readers

    /// Waits until the server listens for us.
    /// - Throws: why it does not; category `cancelled`.
    func whenStarted(before deadline: Deadline) async throws(PostgreSQLError) {
        let error = await withTaskGroup(of: Void.self) { group in
            if let remaining = deadline.remaining {
                group.addTask {
                    // Ends early, by cancellation, when it has been decided otherwise.
                    try? await Task.sleep(for: remaining)
                    if !Task.isCancelled { self.giveUp(PostgreSQLError(.timeout, "the deadline passed")) }
                }
            }
            let error = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in _ = started.attach(continuation) }
            } onCancel: {
                started.complete(PostgreSQLError(.cancelled, "the task was cancelled"))
            }
            group.cancelAll()
            return error
        }
        if let error { throw error }
    }

    /// It never listened; what keeps it from connecting says more than what ended the wait.
    private func giveUp(_ error: PostgreSQLError) {
        started.complete(state.withLock { $0.lastError } ?? error)
    }

    /// Waits for the next event.
    func next() async -> NotificationEvent? {
        let reader = OneShot<NotificationEvent?>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if reader.attach(continuation) { serve(reader) }
            }
        } onCancel: {
            reader.complete(nil)
        }
    }

    private func serve(_ reader: OneShot<NotificationEvent?>) {
        state.withLock { state in
            // Those that were cancelled would pile up where nothing happens for long.
            state.readers.removeAll(where: \.isDone)
            state.readers.append(reader)
            state.handOut()
        }
    }

    /// Ends the listener and waits until its thread has ended.
    func end() async {
        stop()
        // Not left by cancellation: the thread must have ended before anyone goes on.
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waitingForEnd.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
        state.withLock { $0.thread }?.join()
    }

    /// Tells the thread to end, without waiting.
    func stop() {
        state.withLock { $0.isStopped = true }
        waker.wake()
    }

    // MARK: The thread

    /// Whether the thread shall end.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// The server listens for us.
    func start() { started.complete(nil) }

    /// There is no connection.
    func note(_ error: PostgreSQLError) { state.withLock { $0.lastError = error } }

    /// Hands events to those who read, and keeps the others.
    func tell(_ events: [NotificationEvent]) {
        guard !events.isEmpty else { return }
        state.withLock { state in
            for event in events {
                state.buffer.append(event)
                state.handOut()
            }
        }
    }

    private func finish() {
        giveUp(PostgreSQLError(.unavailable, "the listener was closed"))
        let waiting = state.withLock { state in
            state.hasEnded = true
            state.handOut()
            defer { state.waitingForEnd = [] }
            return state.waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }
}

extension Listener.State {
    /// Under the lock to the end, so that an event whose reader was cancelled meanwhile goes to the next one.
    fileprivate mutating func handOut() {
        while !readers.isEmpty, let event = buffer.first {
            if readers.removeFirst().complete(event) { _ = buffer.popFirst() }
        }
        guard hasEnded else { return }
        for reader in readers { reader.complete(nil) }
        readers = []
    }
}
