// Watching for what other sessions tell: LISTEN.
import Synchronization

extension Database {
    /// Listens to channels for as long as the body runs, on one connection of its own outside of the pool.
    ///
    ///     try await database.listen(to: ["step_changed"]) { events in
    ///         for await event in events {
    ///             switch event {
    ///             case .mayHaveMissed: // read the tables anew
    ///             case .notification(let notification): // read what its payload names
    ///             }
    ///         }
    ///     }
    ///
    /// The body begins when the server listens: what is committed from then on is told. A lost connection is made
    /// again for ever, with a growing pause, and every gap is an event of its own; a silent server is asked whether it
    /// is there after `healthCheckAfter`. Events end where the database is closed or the task is cancelled. Before
    /// this returns the thread and the connection are gone.
    ///
    /// A notification is a hint: the table is the truth. To send one, run `select pg_notify($1, $2)`.
    ///
    /// - Parameters:
    ///   - channels: their names, to the letter: `Step` and `step` are two. `notify step` tells `step`.
    ///   - eventsMax: how many events may wait to be read; each takes 8,000 bytes at most. When more come, all that
    ///     wait are dropped and `mayHaveMissed(.overflowed)` takes their place.
    ///   - body: reads the events.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; before the body begins: names that are no channels, a server that refuses user,
    ///   database or LISTEN, and the passing of a `withDeadline`. A server that is not there is waited for.
    @discardableResult
    package func listen<Result>(
        to channels: [String],
        eventsMax: Int = 1_000,
        _ body: (NotificationEvents) async throws -> Result
    ) async throws -> Result {
        let plan = ListenerPlan(
            channels: try Channels(channels),
            connection: connectionPlan
        )
        let listener = try listeners.add { () throws(PostgreSQLError) in
            try Listener(plan, eventsMax: eventsMax, logger: logger)
        }
        do {
            try await listener.whenStarted(before: Deadline.current)
            let result = try await body(NotificationEvents(listener: listener))
            await end(listener)
            return result
        } catch {
            await end(listener)
            throw error
        }
    }

    private func end(_ listener: Listener) async {
        await listener.end()
        listeners.remove(listener)
    }
}

/// The listeners of a database, so that closing it ends them.
final class Listeners: Sendable {
    private struct State {
        var listeners: [Listener] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Starts one, unless the database is closed.
    /// - Throws: what starting throws; category `misuse` after the close.
    func add(_ start: () throws(PostgreSQLError) -> Listener) throws(PostgreSQLError) -> Listener {
        let added: Result<Listener, PostgreSQLError> = state.withLock { state in
            guard !state.isClosed else { return .failure(PostgreSQLError(.misuse, "the database is closed")) }
            do throws(PostgreSQLError) {
                let listener = try start()
                state.listeners.append(listener)
                return .success(listener)
            } catch {
                return .failure(error)
            }
        }
        return try added.get()
    }

    /// Forgets one that has ended.
    func remove(_ listener: Listener) { state.withLock { $0.listeners.removeAll { $0 === listener } } }

    /// Tells all to end and takes no more.
    /// - Returns: those that are to be waited for.
    func close() -> [Listener] {
        let listeners = state.withLock { state in
            state.isClosed = true
            return state.listeners
        }
        for listener in listeners { listener.stop() }
        return listeners
    }
}
