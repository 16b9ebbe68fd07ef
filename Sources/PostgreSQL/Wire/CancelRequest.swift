// Asking the server to give up a statement, without being held up by a server that does not answer.
import CLibPQ
import Synchronization

extension PGConnection {
    /// Asks the server to stop what it does, and waits a while until it has heard that.
    ///
    /// Whether it worked does not matter: the connection is closed next, and the server has its own timeout.
    func cancelRunningStatement() {
        guard workup_has_async_cancel() == 0 else { return cancelEncrypted() }
        // An older libpq sends the key of the session unencrypted, on a plain connection of its own: whoever reads
        // that could cancel as well. The close that follows ends the statement too, when the server next looks
        // whether its client is there (`client_connection_check_interval`).
        guard !isEncrypted else { return }
        cancelOnThread()
    }

    private func cancelEncrypted() {
        guard let request = workup_cancel_create(connection) else { return }
        defer { workup_cancel_finish(request) }
        guard workup_cancel_start(request) == 1, let waker = try? Waker() else { return }
        let end = Deadline.after(CancelRequest.waitMax)
        var status = PGRES_POLLING_WRITING
        while status == PGRES_POLLING_WRITING || status == PGRES_POLLING_READING {
            let readiness = wait(
                socket: workup_cancel_socket(request),
                toRead: status == PGRES_POLLING_READING,
                toWrite: status == PGRES_POLLING_WRITING,
                waker: waker,
                until: end
            )
            if readiness.canRead || readiness.canWrite { status = workup_cancel_poll(request) }
            // A server that accepts it and says nothing is not waited for.
            if end.hasPassed { return }
        }
    }

    private func cancelOnThread() {
        guard CancelRequest.begin() else { return }
        guard let request = CancelRequest(self), let hasBeenSent = try? Waker() else {
            CancelRequest.end()
            return
        }
        // It asks on a connection of its own, which blocks as long as the server accepts it and says nothing.
        let thread = try? OwnThread {
            request.send()
            CancelRequest.end()
            hasBeenSent.wake()
        }
        guard let thread else {
            CancelRequest.end()
            return
        }
        let readiness = wait(
            socket: -1,
            toRead: false,
            toWrite: false,
            waker: hasBeenSent,
            until: .after(CancelRequest.waitMax)
        )
        // Nobody has to wait for it any longer: it ends when the server lets go of its connection.
        if readiness.wasWoken { thread.join() } else { thread.detach() }
    }
}

/// A `PGcancel`, as libpq has it before 17.
///
/// @unchecked: it holds copies of what it needs, is never changed, and only `deinit` frees it, which is when neither the
/// thread that sends it nor the one that waits for that holds it any more.
private final class CancelRequest: @unchecked Sendable {
    /// How long a server may take to hear a request.
    static let waitMax = Duration.seconds(5)

    /// How many may be under way at once: where nothing comes through to the server, none of them ever ends, and each holds
    /// a thread and two descriptors. Those beyond are left out, since the close of the connection says the same.
    static let countMax = 8

    private static let count = Atomic(0)

    /// Takes a place.
    /// - Returns: whether there was one; then it is given back by ``end()``.
    static func begin() -> Bool {
        let isFree = count.add(1, ordering: .relaxed).newValue <= countMax
        if !isFree { end() }
        return isFree
    }

    /// Gives a place back.
    static func end() { count.subtract(1, ordering: .relaxed) }

    private let pointer: OpaquePointer

    init?(_ connection: PGConnection) {
        guard let pointer = connection.makeCancel() else { return nil }
        self.pointer = pointer
    }

    deinit { PQfreeCancel(pointer) }

    /// Blocks.
    func send() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(pointer, &message, Int32(message.count))
    }
}
