// The database as the rest of the program sees it: units of work, transactions, connections of one's own.
package import Logging
import ServiceLifecycle

/// A pool of connections to one database.
///
/// It connects at first use. It holds threads: `close()` it, run it as a `Service`, or use `withDatabase`.
package final class Database: StatementRunner, Service {
    let pool: Pool
    let configuration: DatabaseConfiguration
    let unitLimits: UnitLimits
    let connectionPlan: ConnectionPlan
    let listeners = Listeners()
    let logger: Logger

    /// Makes the client; nothing is connected yet.
    package init(_ configuration: DatabaseConfiguration, logger: Logger = Logger(label: "postgresql")) {
        self.configuration = configuration
        self.logger = logger
        unitLimits = UnitLimits(
            statementsMax: configuration.statementsPerUnitMax,
            parameterBytesMax: configuration.parameterBytesPerUnitMax
        )
        var plan = configuration.plan
        plan.limits.onNotice = { notice in
            // A warning may be about what nobody looks at: it is shown. The text of a notice may hold values: its
            // code is enough.
            logger.log(
                level: notice.severity == "WARNING" ? .warning : .debug,
                "database notice",
                metadata: ["severity": "\(notice.severity)", "code": "\(notice.sqlState?.rawValue ?? "")"]
            )
        }
        connectionPlan = plan
        pool = Pool(
            bounds: configuration.bounds,
            plan: plan,
            waitMax: configuration.waitMax,
            metrics: PoolMetrics(prefix: configuration.metricsPrefix),
            logger: logger
        )
        pool.start()
    }

    /// One that was dropped without being closed ends its threads and connections by itself, soon.
    deinit { pool.abandon() }

    /// Opens a database for the time of the body and closes it in any case.
    package static func withDatabase<Result>(
        _ configuration: DatabaseConfiguration,
        logger: Logger = Logger(label: "postgresql"),
        _ body: (Database) async throws -> Result
    ) async throws -> Result {
        let database = Database(configuration, logger: logger)
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }

    /// Serves until the service is stopped, then closes.
    package func run() async throws {
        // Cancellation is one more way of being told to stop.
        try? await gracefulShutdown()
        await close()
    }

    /// Lets what is under way end, refuses the rest, ends every thread.
    package func close() async {
        let listeners = listeners.close()
        await pool.close(grace: configuration.closeGrace)
        for listener in listeners { await listener.end() }
    }

    /// Runs a unit of work as one implicit transaction, in one round trip, without a connection of its own.
    ///
    /// Reads are run again once where the connection was lost. Writes are not: that is `outcomeUnknown`.
    package func run(_ batch: StatementBatch) async throws(PostgreSQLError) -> BatchResults {
        try await run(batch, isShareable: false)
    }

    /// Runs statements in one round trip, and in one transaction with others that are run so where several wait: they
    /// share its commit, each is answered after it, and where one fails each is run again by itself.
    ///
    /// Whoever calls it answers for three things. The first statement sets everything of the session that the others
    /// rely on, since it may find what somebody else set. What is written is of no consequence to the others, and they
    /// wait for no lock of it. And all of it can be run twice where the first time kept nothing.
    package func runSharing<each Row>(
        _ statements: repeat BoundStatement<each Row>
    ) async throws(PostgreSQLError) -> (repeat [each Row]) {
        var batch = StatementBatch()
        repeat batch.append((each statements).core)
        let results = try await run(batch, isShareable: true)
        var index = 0
        return (repeat try results.nextRows(of: each statements, at: &index))
    }

    private func run(_ batch: StatementBatch, isShareable: Bool) async throws(PostgreSQLError) -> BatchResults {
        guard !batch.isEmpty else { return BatchResults(results: []) }
        try unitLimits.check(batch.cores)
        let effect: StatementEffect = batch.cores.contains { $0.text.effect == .writes } ? .writes : .reads
        var unit = WireUnit(
            work: .statements(batch.cores),
            standing: .ownTransaction,
            effect: effect,
            deadline: callDeadline()
        )
        unit.isShareable = isShareable
        var outcome = await perform(unit)
        if effect == .reads, outcome.error?.category == .connection { outcome = await perform(unit) }
        if let error = outcome.error {
            pool.metrics.record(error)
            throw error
        }
        return BatchResults(results: outcome.results, isCommitted: effect == .writes)
    }

    func callDeadline() -> Deadline { min(Deadline.current, .after(configuration.callTimeout)) }

    private func perform(_ unit: WireUnit) async -> UnitOutcome {
        let ticket = UnitTicket(unit)
        return await DatabaseTime.counting {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if ticket.promise.attach(continuation) { pool.enqueue(ticket) }
                }
            } onCancel: {
                ticket.cancel()
            }
        }
    }

    /// How many connections there are, those being made included.
    package var connectionCount: Int { pool.connectionCount }
}
