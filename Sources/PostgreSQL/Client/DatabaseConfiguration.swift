// The bounds of a database client: sizes, times, limits.

/// How a `Database` connects and what it allows itself.
package struct DatabaseConfiguration: Sendable {
    /// Where the database is.
    package var connection: ConnectionSettings
    /// Connections at most. Each costs the server a process and this program a thread.
    package var connectionsMax = 8
    /// Callers that may wait at once; more are refused with `busy`.
    package var waitersMax = 1_000
    /// Units of work under way on one connection at most.
    package var depthMax = 16
    /// How long a caller waits for a connection.
    package var waitMax: Duration = .seconds(5)
    /// How long connecting may take in all; several hosts share it evenly. A `connect_timeout` in the settings counts
    /// instead, for each address of each host.
    package var connectTimeout: Duration = .seconds(5)
    /// How long connecting to one host may take, where the settings have no `connect_timeout`.
    package var connectHostTimeoutMax: Duration = .seconds(3)
    /// How long one call may take where no `withDeadline` says less.
    package var callTimeout: Duration = .seconds(35)
    /// The server's `statement_timeout`.
    package var statementTimeout: Duration = .seconds(30)
    /// The server's `lock_timeout`.
    package var lockTimeout: Duration = .seconds(10)
    /// The server's `idle_in_transaction_session_timeout`.
    package var idleInTransactionTimeout: Duration = .seconds(60)
    /// The server's `client_connection_check_interval`: how soon it stops working for a client that is gone.
    package var clientCheckInterval: Duration = .seconds(5)
    /// How long a connection may do nothing before it is closed.
    package var idleTimeout: Duration = .seconds(600)
    /// How old a connection gets, less up to a fifth by chance.
    package var lifetime: Duration = .seconds(3_600)
    /// After how much idleness a connection asks whether the server is still there.
    package var healthCheckAfter: Duration = .seconds(30)
    /// How long the server may take to answer a health check, or be late beyond `statementTimeout`.
    package var stallTimeout: Duration = .seconds(5)
    /// How long closing waits for what is under way.
    package var closeGrace: Duration = .seconds(10)
    /// Statements in one unit at most.
    package var statementsPerUnitMax = 20_000
    /// Bytes of parameters in one unit at most.
    package var parameterBytesPerUnitMax = 64 * 1_024 * 1_024
    /// Bytes of results of one unit at most.
    package var resultBytesPerUnitMax = 512 * 1_024 * 1_024
    /// The name shown in `pg_stat_activity` where the settings give none.
    package var applicationName = "workup"
    /// Further settings of every session, such as `search_path`. What reading values relies on cannot be changed.
    package var sessionSettings: [String: String] = [:]
    /// What the names of the metrics begin with.
    package var metricsPrefix = "workup_"

    /// How names are looked up; tests put in a resolver that hangs.
    var lookups = NameLookups.system

    /// The defaults for a server.
    package init(connection: ConnectionSettings) { self.connection = connection }

    private var session: SessionSettings {
        let bounds = [
            "statement_timeout": statementTimeout.milliseconds,
            "lock_timeout": lockTimeout.milliseconds,
            "idle_in_transaction_session_timeout": idleInTransactionTimeout.milliseconds,
            "client_connection_check_interval": clientCheckInterval.milliseconds,
        ]
        return SessionSettings(asked: bounds.merging(sessionSettings) { _, own in own })
    }

    var target: ConnectionTarget {
        ConnectionTarget(
            settings: connection,
            session: session,
            applicationName: applicationName,
            timeout: connectTimeout,
            hostTimeoutMax: connectHostTimeoutMax,
            lookups: lookups
        )
    }

    var plan: ConnectionPlan {
        ConnectionPlan(
            target: target,
            idleTimeout: idleTimeout,
            lifetime: lifetime,
            healthCheckAfter: healthCheckAfter,
            stallTimeout: stallTimeout,
            // The server ends every statement by `statement_timeout`: silence beyond that is no slow statement.
            silenceMax: (statementTimeout > .zero ? statementTimeout : .seconds(60)) + stallTimeout,
            limits: WireLimits(resultBytesMax: resultBytesPerUnitMax)
        )
    }

    var bounds: PoolState<PoolWaiter>.Bounds {
        PoolState<PoolWaiter>.Bounds(
            connectionsMax: max(1, connectionsMax),
            waitersMax: waitersMax,
            depthMax: max(1, depthMax)
        )
    }
}

extension Duration {
    fileprivate var milliseconds: String {
        let (seconds, attoseconds) = components
        return String(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
