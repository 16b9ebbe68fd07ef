// What a listener tells: notifications, and the moments at which some may have been missed.

/// What a listener tells whoever watches.
package enum NotificationEvent: Sendable, Hashable {
    /// Another session sent a notification.
    case notification(PostgreSQLNotification)
    /// From here on nothing is certain: read the tables anew, for notifications may have been missed.
    ///
    /// It comes first of all, so that one place in the watching loop serves for the start and for every gap.
    case mayHaveMissed(NotificationGap)
}

/// A notification of the server. Notifications with the same channel and payload in one transaction count as one.
package struct PostgreSQLNotification: Sendable, Hashable {
    /// The channel it was sent to.
    package let channel: String
    /// The text that was sent with it; empty where there was none, 7,999 bytes at most.
    package let payload: String

    /// Makes one.
    package init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}

/// Why notifications may have been missed.
package enum NotificationGap: Sendable, Hashable, CaseIterable {
    /// Listening has only begun: what was sent before is unknown.
    case began
    /// The connection was lost and made again.
    case reconnected
    /// Too many waited to be read and were dropped.
    case overflowed
    /// A channel or payload was no UTF-8.
    case unreadable
}

/// The events of a listener, in order. It ends where the listener is closed or the reading task is cancelled.
///
/// Several may read: each event goes to one of them.
package struct NotificationEvents: AsyncSequence, Sendable {
    /// What is read.
    package typealias Element = NotificationEvent
    /// Reading never fails: a lost connection is an event.
    package typealias Failure = Never

    let listener: Listener

    /// Reads one event after the other.
    package struct AsyncIterator: AsyncIteratorProtocol {
        let listener: Listener

        /// Waits for the next event.
        /// - Returns: nil where the listener is closed or the task cancelled.
        package func next() async -> NotificationEvent? { await listener.next() }
    }

    /// Begins to read where the last reader stopped.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(listener: listener) }
}
