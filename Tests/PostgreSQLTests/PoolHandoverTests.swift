// Between the pool's decision and its being done a connection may end: whoever was chosen is served all the same.
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Whoever was given a connection that has just ended", .usesServer, .timeLimit(.minutes(1)))
struct PoolHandoverTests {
    /// A connection that the pool once had.
    private let gone = ConnectionID(number: 1_000)

    private func unit() -> UnitTicket {
        let text = StatementText(name: "handover.one", sql: "select 1", parameterOIDs: [], effect: .reads)
        return UnitTicket(
            WireUnit(
                work: .statements([BoundCore(text: text, parameters: ParameterWriter())]),
                standing: .ownTransaction,
                effect: .reads,
                deadline: .never
            )
        )
    }

    private func lease() -> (OneShot<LeaseOutcome>, PoolWaiter) {
        let promise = OneShot<LeaseOutcome>()
        return (promise, PoolWaiter(want: .lease(promise), since: .now, deadline: .after(.seconds(30))))
    }

    /// Looked for and not only waited for: whoever was forgotten would wait for ever.
    private func outcome(_ promise: OneShot<LeaseOutcome>) async throws -> LeaseOutcome {
        try #require(try await eventually { promise.isDone })
        return await withCheckedContinuation { continuation in _ = promise.attach(continuation) }
    }

    @Test("a waiter for a lease gets another one, and a unit is run on another")
    func again() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let (promise, waiter) = lease()
            database.pool.perform(gone, PoolState<PoolWaiter>.Share(lease: waiter))
            let handle = try await outcome(promise).get()
            database.pool.release(handle, isClean: true)
            let ticket = unit()
            let unitWaiter = PoolWaiter(want: .unit(ticket), since: .now, deadline: .never)
            database.pool.perform(gone, PoolState<PoolWaiter>.Share(units: [unitWaiter]))
            try #require(try await eventually { ticket.promise.isDone })
            let answer = await withCheckedContinuation { continuation in _ = ticket.promise.attach(continuation) }
            #expect(answer.error == nil && answer.results.count == 1)
        }
    }

    @Test("it waits in the queue as before: its deadline counts, and a full queue refuses it")
    func queued() async throws {
        try await withDatabase(connectionsMax: 1, { $0.waitersMax = 1 }) { database async throws in
            let held = try await database.pool.lease(deadline: .never)
            let (late, _) = lease()
            let waiter = PoolWaiter(want: .lease(late), since: .now, deadline: .after(.milliseconds(20)))
            database.pool.perform(gone, PoolState<PoolWaiter>.Share(lease: waiter))
            let (refused, another) = lease()
            database.pool.perform(gone, PoolState<PoolWaiter>.Share(lease: another))
            for promise in [late, refused] {
                let error = await #expect(throws: PostgreSQLError.self) { try await outcome(promise).get() }
                #expect(error?.category == .busy)
            }
            database.pool.release(held, isClean: true)
        }
    }

    @Test("when the pool has been closed meanwhile, it says so")
    func closed() async throws {
        let database = Database(try await PrivateServer.shared.value.configuration())
        await database.close()
        let (promise, waiter) = lease()
        database.pool.perform(gone, PoolState<PoolWaiter>.Share(lease: waiter))
        let error = await #expect(throws: PostgreSQLError.self) { try await outcome(promise).get() }
        #expect(error?.category == .misuse)
    }
}
