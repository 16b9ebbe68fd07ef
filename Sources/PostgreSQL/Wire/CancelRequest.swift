// Asking the server to give up a statement, without being held up by a server that does not answer.
import CLibPQ

extension PGConnection {
    /// Asks the server to stop what it does, and waits a while until it has heard that.
    ///
    /// Whether it worked does not matter: the connection is closed next, and the server has its own timeout.
    func cancelRunningStatement() {
        guard let request = CancelRequest(self), let hasBeenSent = try? Waker() else { return }
        // libpq asks on a connection of its own, which blocks as long as the server accepts it and says nothing.
        let thread = try? OwnThread {
            request.send()
            hasBeenSent.wake()
        }
        guard let thread else { return }
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

/// A `PGcancel`.
private final class CancelRequest: @unchecked Sendable {
    /// How long a server may take to hear a request.
    static let waitMax = Duration.seconds(5)

    // @unchecked: it holds copies of what it needs, is never changed, and only `deinit` frees it.
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
