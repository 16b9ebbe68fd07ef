// Taking notifications from libpq.
import CLibPQ

extension PGConnection {
    /// The notifications that were read since the last call, in order.
    func takeNotifications() -> [NotificationEvent] {
        var events: [NotificationEvent] = []
        while let notification = nextNotification() {
            defer { PQfreemem(notification) }
            if let channel = notification.pointee.relname.flatMap({ String(validatingCString: $0) }),
                let payload = notification.pointee.extra.flatMap({ String(validatingCString: $0) })
            {
                events.append(.notification(PostgreSQLNotification(channel: channel, payload: payload)))
            } else {
                events.append(.mayHaveMissed(.unreadable))
            }
        }
        return events
    }
}
