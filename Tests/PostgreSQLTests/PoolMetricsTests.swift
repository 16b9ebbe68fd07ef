// What the metrics show of a pool: what is so, also when it has come to rest.
import Metrics
@testable import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

private let one = Statement<Void, Int32>("metrics.one", "select 1", nonNull: .all)

@Suite("The metrics of a pool", .usesServer, .timeLimit(.minutes(1)))
struct PoolMetricsTests {
    @Test("what comes late is not told over what came later, and the same is told once")
    func order() {
        var use = PoolUse()
        #expect(use.changes(inUse: 0, waiting: 0) == nil)
        let first = use.changes(inUse: 1, waiting: 0)
        let second = use.changes(inUse: 0, waiting: 2)
        #expect(use.changes(inUse: 0, waiting: 2) == nil)
        #expect((first?.number ?? 0) < (second?.number ?? 0))
    }

    @Test("an idle pool shows that nothing is in use and nobody waits, whatever it did before")
    func idle() async {
        // In a process of its own: the factory of metrics is one for all.
        await #expect(processExitsWith: .success) { try await watchPool() }
    }
}

private func watchPool() async throws {
    let kept = KeptGauges()
    MetricsSystem.bootstrap(kept)
    let server = try await PrivateServer.startedAnew()
    var configuration = try server.configuration(connectionsMax: 2)
    configuration.metricsPrefix = "test_"
    // Long enough for a slow machine to connect in.
    configuration.waitMax = .seconds(3)
    try await Database.withDatabase(configuration) { database async throws in
        func expectIdle(_ note: String) async throws {
            let isIdle = try await eventually(within: .seconds(10)) {
                kept.last("test_db_pool_in_use") == 0 && kept.last("test_db_pool_waiting") == 0
            }
            #expect(isIdle, "\(note): \(kept.all)")
        }
        for _ in 0..<3 { _ = try await database.find(one()) }
        #expect(kept.most("test_db_pool_in_use") == 1)
        try await expectIdle("units")
        try await database.transaction { _ = try await $0.find(one()) }
        try await expectIdle("a transaction")
        try await database.withConnection { connection in
            try await connection.executeScript("select 1")
            #expect(kept.last("test_db_pool_in_use") == 1)
        }
        try await expectIdle("a connection that was not kept")
        try await database.withConnection { _ in
            try await database.withConnection { _ in
                let error = await #expect(throws: PostgreSQLError.self) { try await database.withConnection { _ in } }
                #expect(error?.category == .busy)
                #expect(kept.most("test_db_pool_waiting") == 1)
                #expect(kept.last("test_db_pool_waiting") == 0 && kept.last("test_db_pool_in_use") == 2)
            }
        }
        try await expectIdle("one that waited in vain")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 { group.addTask { _ = try await database.find(one()) } }
            try await group.waitForAll()
        }
        try await expectIdle("many at once")
    }
    server.remove()
}

/// Keeps what gauges are told.
private final class KeptGauges: MetricsFactory, Sendable {
    private final class Kept: RecorderHandler, CounterHandler, TimerHandler {
        private let values = Mutex<[Double]>([])
        var last: Double? { values.withLock { $0.last } }
        var most: Double? { values.withLock { $0.max() } }

        func record(_ value: Int64) { values.withLock { $0.append(Double(value)) } }
        func record(_ value: Double) { values.withLock { $0.append(value) } }
        func increment(by amount: Int64) {}
        func reset() {}
        func recordNanoseconds(_ duration: Int64) {}
    }

    private let kept = Mutex<[String: Kept]>([:])

    var all: [String: Double?] { kept.withLock { $0.mapValues(\.last) } }
    func last(_ label: String) -> Double? { kept.withLock { $0[label]?.last } }
    func most(_ label: String) -> Double? { kept.withLock { $0[label]?.most } }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let gauge = Kept()
        kept.withLock { $0[label] = gauge }
        return gauge
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { Kept() }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { Kept() }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
