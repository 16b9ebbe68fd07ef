// The connecting phase: from settings to a connection that is ready, within a deadline and stoppable at any moment.
import CLibPQ

extension PGConnection {
    /// Connects on the calling thread, which waits in nothing but a poll; only the look-up of names blocks in libpq.
    ///
    /// - Parameters:
    ///   - parameters: what goes to libpq.
    ///   - timeout: how long all of it may take.
    ///   - waker: is used by whoever changes what `refusal` says.
    ///   - refusal: why to give up, asked after each wake-up.
    /// - Returns: the connection, not blocking.
    /// - Throws: what `refusal` gives; categories `unavailable`, `authentication` and `resources`.
    static func connected(
        parameters: [(keyword: String, value: String)],
        timeout: Duration,
        waker: Waker,
        refusal: () -> PostgreSQLError?
    ) throws(PostgreSQLError) -> PGConnection {
        let deadline = Deadline.after(timeout)
        guard let connection = PGConnection(parameters: parameters) else {
            throw PostgreSQLError(.resources, "no memory for a connection")
        }
        guard !connection.isBad else { throw .connecting(connection.lastMessage) }
        var status = PGRES_POLLING_WRITING
        while status != PGRES_POLLING_OK {
            if status == PGRES_POLLING_FAILED { throw .connecting(connection.lastMessage) }
            let readiness = wait(
                socket: connection.socket,
                toRead: status == PGRES_POLLING_READING,
                toWrite: status == PGRES_POLLING_WRITING,
                waker: waker,
                until: deadline
            )
            if readiness.wasWoken {
                waker.drain()
                if let refusal = refusal() { throw refusal }
            }
            if deadline.hasPassed {
                throw PostgreSQLError(.unavailable, "could not connect within \(timeout)")
            }
            if readiness.canRead || readiness.canWrite { status = connection.pollConnect() }
        }
        guard connection.becomeNonblocking() else { throw .connecting(connection.lastMessage) }
        return connection
    }
}

extension PostgreSQLError {
    /// What libpq said about a connection that could not be made.
    static func connecting(_ message: String) -> PostgreSQLError {
        var details = Details(message: message.oneLine)
        // Verbose messages read `FATAL:  28P01: password authentication failed …`.
        if let match = message.firstMatch(of: /(?:FATAL|PANIC|ERROR):\s+([0-9A-Z]{5}):/) {
            details.sqlState = SQLState(rawValue: String(match.1))
        }
        guard let sqlState = details.sqlState else {
            let isRefusedTLS = message.contains("SSL") || message.contains("certificate")
            return PostgreSQLError(isRefusedTLS ? .authentication : .unavailable, details)
        }
        let category = Category(sqlState: sqlState)
        return PostgreSQLError([.authentication, .unavailable].contains(category) ? category : .unavailable, details)
    }
}

extension String {
    /// The text without line breaks, and without libpq's notes on its own source.
    var oneLine: String {
        split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }
            .filter { !$0.hasPrefix("LOCATION:") }
            .joined(separator: " ")
    }
}
