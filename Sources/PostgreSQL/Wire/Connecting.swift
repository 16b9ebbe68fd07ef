// The connecting phase: from settings to a connection that is ready, within a deadline and stoppable at any moment.
import CLibPQ

extension PGConnection {
    /// Connects on the calling thread, which waits in nothing but a poll.
    ///
    /// - Parameters:
    ///   - target: where to, and how the session must be.
    ///   - waker: is used by whoever changes what `refusal` says.
    ///   - refusal: why to give up, asked after each wake-up.
    /// - Returns: the connection, not blocking, its session as required.
    /// - Throws: what `refusal` gives; categories `unavailable`, `authentication`, `configuration` and `resources`.
    static func connected(
        to target: ConnectionTarget,
        waker: Waker,
        refusal: () -> PostgreSQLError?
    ) throws(PostgreSQLError) -> PGConnection {
        try checkThreadSafety()
        return try withoutActuallyEscaping(refusal) { refusal throws(PostgreSQLError) -> PGConnection in
            var search = try ServerSearch(target: target, wait: StoppableWait(waker: waker, refusal: refusal))
            return try search.run()
        }
    }
}

extension PGConnection {
    private static let isThreadSafe = PQisthreadsafe() == 1

    /// Refuses a libpq that was built for programs of a single thread: each connection has its own here.
    /// - Throws: category `configuration`.
    static func checkThreadSafety(_ isThreadSafe: Bool = isThreadSafe) throws(PostgreSQLError) {
        guard !isThreadSafe else { return }
        throw PostgreSQLError(
            .configuration,
            "the installed libpq was built without thread safety; install the one of the operating system, or build it with thread safety"
        )
    }
}

/// Waits that end early when somebody says so.
struct StoppableWait {
    let waker: Waker
    let refusal: () -> PostgreSQLError?

    /// Waits once, for a socket or for a wake-up alone.
    /// - Throws: what `refusal` gives.
    func callAsFunction(
        socket: Int32 = -1,
        toRead: Bool = false,
        toWrite: Bool = false,
        until deadline: Deadline
    ) throws(PostgreSQLError) -> Readiness {
        let readiness = wait(socket: socket, toRead: toRead, toWrite: toWrite, waker: waker, until: deadline)
        if readiness.wasWoken {
            waker.drain()
            if let refusal = refusal() { throw refusal }
        }
        return readiness
    }
}

/// One try to connect, to one address.
struct ConnectionAttempt {
    let target: ConnectionTarget
    let place: ServerPlace
    let deadline: Deadline
    let wait: StoppableWait

    /// Makes the connection.
    func run(_ parameters: [String: String]) throws(ConnectFailure) -> PGConnection {
        guard let connection = PGConnection(parameters: parameters) else {
            throw ConnectFailure(PostgreSQLError(.resources, "no memory for a connection"))
        }
        guard !connection.isBad else { throw failure(of: connection) }
        // libpq wants to be asked first when it can write, and its socket may be another one after each step.
        var status = PGRES_POLLING_WRITING
        while status != PGRES_POLLING_OK {
            let readiness = try waited(
                on: connection,
                toRead: status == PGRES_POLLING_READING,
                toWrite: status == PGRES_POLLING_WRITING
            )
            if readiness.canRead || readiness.canWrite { status = connection.pollConnect() }
            if status == PGRES_POLLING_FAILED { throw failure(of: connection) }
        }
        guard connection.becomeNonblocking() else { throw failure(of: connection) }
        try settle(connection)
        return connection
    }

    private func waited(
        on connection: PGConnection,
        toRead: Bool,
        toWrite: Bool,
        otherwise trouble: ConnectTrouble = .silent
    ) throws(ConnectFailure) -> Readiness {
        do throws(PostgreSQLError) {
            let readiness = try wait(socket: connection.socket, toRead: toRead, toWrite: toWrite, until: deadline)
            guard readiness == Readiness(), deadline.hasPassed else { return readiness }
        } catch {
            throw ConnectFailure(error)
        }
        throw ConnectFailure(trouble, place: place)
    }

    private func failure(of connection: PGConnection) -> ConnectFailure {
        ConnectFailure(
            place: place,
            message: connection.lastMessage,
            lacksPassword: connection.lacksPassword,
            isRevealing: connection.isRevealed(in:)
        )
    }

    /// Sets what the startup did not: `PGTZ` and `PGDATESTYLE` of this process count more there than `options`, and
    /// a pooler may drop `options` altogether.
    ///
    /// Where nothing is to be set it asks for nothing and waits for the answer all the same: a pooler lets people log in
    /// while the server behind it is gone, and one that says nothing then must not use up the time of its callers.
    private func settle(_ connection: PGConnection) throws(ConnectFailure) {
        let isMet = target.session.unmet(connection.reportedValue).isEmpty
        guard connection.sendScript(isMet ? "" : target.session.script) else { throw failure(of: connection) }
        var flushed = connection.flush()
        while true {
            guard flushed != .failed else { throw failure(of: connection) }
            switch connection.nextResult() {
            case .null:
                guard target.session.unmet(connection.reportedValue).isEmpty else {
                    throw ConnectFailure(.sessionSetting, place: place)
                }
                return
            case .result(let result):
                switch result.status {
                case PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: continue
                case _ where isMet:
                    let refusal = PostgreSQLError(result: result.fields)
                    throw refusal.sqlState.map { ConnectFailure(place: place, sqlState: $0) } ?? failure(of: connection)
                default: throw ConnectFailure(.sessionSetting, place: place)
                }
            case .notYet:
                let readiness = try waited(
                    on: connection,
                    toRead: true,
                    toWrite: flushed == .pending,
                    otherwise: .silentAfterLogin
                )
                if readiness.canRead, !connection.consumeAllInput() { throw failure(of: connection) }
                flushed = connection.flush()
            }
        }
    }
}
