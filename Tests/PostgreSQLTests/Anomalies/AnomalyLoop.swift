// A loop that breaks the connection one step later each time, until a whole pass succeeds, and then asks for the truth.
import PostgreSQL
import PostgreSQLTestKit
import Synchronization
import Testing

private let one = Statement<Void, Int32>("one", "select 1", nonNull: .all)

/// Breaks the way to the database after byte 0, 1, 2, … of some work.
struct AnomalyLoop: Sendable {
    /// What happens to the connection.
    let effect: SocketProxy.Fault.Effect
    /// Which bytes count.
    var count = SocketProxy.Fault.Count.both
    /// Every how many bytes.
    var step = 1
    /// How many of these go side by side, each with a proxy and a client of its own.
    var laneCount = 3
    /// Whether the connection is made, and the pool found healthy, before the bytes are counted.
    var connectsFirst = true
    /// What the work may take; nil leaves it to the configuration.
    var deadline: Duration?
    var change: @Sendable (inout DatabaseConfiguration) -> Void = { _ in }

    /// More bytes than any of this takes.
    private static let byteCountMax = 50_000

    /// What is done at each step: it is given the ledger, a number of its own and the database.
    typealias Work = @Sendable (Ledger, Int32, Database) async throws -> Void
    /// The same, with several callers.
    typealias SharedWork = @Sendable (Ledger, Int32, Database) async -> [Told]

    /// Numbers for the callers of one step.
    static let callersMax: Int32 = 10

    fileprivate struct Attempt: Sendable {
        let byteCount: Int
        let told: [Told]
        let took: Duration

        var isWhole: Bool { told.allSatisfy { $0.answer.isDone || $0.deed == .undoing } }
    }

    /// What came of a loop.
    struct Report: Sendable {
        var attemptCount = 0
        var slowest = Duration.zero
        /// After how many bytes nothing was left to break.
        var byteCount = 0
        var answers: [String: Int] = [:]
    }

    /// Runs the loop with one caller and records every answer that was not true.
    @discardableResult
    func run(
        on server: PrivateServer,
        _ deed: Deed = .writing,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ work: @escaping Work
    ) async throws -> Report {
        try await runShared(on: server, sourceLocation: sourceLocation) { ledger, number, database in
            let id = number * Self.callersMax
            let answer = await Answer.to {
                guard let deadline else { return try await work(ledger, id, database) }
                try await withDeadline(deadline) { try await work(ledger, id, database) }
            }
            return [Told(id: id, deed: deed, answer: answer)]
        }
    }

    /// Runs the loop and records every answer that was not true.
    @discardableResult
    func runShared(
        on server: PrivateServer,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ work: @escaping SharedWork
    ) async throws -> Report {
        let ledger = Ledger("anomaly")
        let application = ledger.table
        return try await Database.withDatabase(try server.configuration()) { direct in
            try await ledger.create(on: direct)
            let attempts = try await withThrowingTaskGroup(of: [Attempt].self) { group in
                for lane in 0..<laneCount {
                    group.addTask { try await attemptsOf(lane, ledger, application, server, work) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let backends = Statement<String, Int>(
                "anomaly.backends",
                "select count(*) from pg_stat_activity where application_name = $1",
                nonNull: .all
            )
            // What a backend still does is not the truth yet.
            #expect(try await eventually { try await direct.find(backends(application)) == 0 })
            let counts = try await ledger.counts(on: direct)
            var report = Report()
            for attempt in attempts {
                for told in attempt.told {
                    if let lie = told.answer.lie(given: counts[told.id] ?? 0, about: told.deed) {
                        let place = "\(effect) after byte \(attempt.byteCount)"
                        Issue.record("\(place): \(lie)", sourceLocation: sourceLocation)
                    }
                }
                report.note(attempt)
            }
            return report
        }
    }

    private func attemptsOf(
        _ lane: Int,
        _ ledger: Ledger,
        _ application: String,
        _ server: PrivateServer,
        _ work: @escaping SharedWork
    ) async throws -> [Attempt] {
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        var configuration = try server.configuration(
            connectionsMax: 1,
            overrides: proxy.address.connectionOverrides
        )
        configuration.applicationName = application
        change(&configuration)
        let pass = { @Sendable (database: Database, byteCount: Int) -> (Attempt, Bool) in
            try await self.attempt(byteCount, proxy, ledger, database, work)
        }
        guard connectsFirst else {
            return try await series(lane) { byteCount in
                // The last farewell of the client before this one is not to be counted.
                _ = try await eventually { proxy.openCount == 0 }
                return try await Database.withDatabase(configuration) { try await pass($0, byteCount) }
            }
        }
        return try await Database.withDatabase(configuration) { database in
            try await series(lane) { try await pass(database, $0) }
        }
    }

    /// Goes on until nothing was broken any more.
    private func series(_ lane: Int, _ pass: (Int) async throws -> (Attempt, Bool)) async throws -> [Attempt] {
        var attempts: [Attempt] = []
        for byteCount in Swift.stride(from: lane * step, to: Self.byteCountMax, by: laneCount * step) {
            let (attempt, hasStruck) = try await pass(byteCount)
            attempts.append(attempt)
            if !hasStruck, attempt.isWhole { return attempts }
        }
        Issue.record("no whole pass within \(Self.byteCountMax) bytes")
        return attempts
    }

    private func attempt(
        _ byteCount: Int,
        _ proxy: SocketProxy,
        _ ledger: Ledger,
        _ database: Database,
        _ work: SharedWork
    ) async throws -> (Attempt, Bool) {
        if connectsFirst { _ = try await database.find(one()) }
        proxy.behave(SocketProxy.Behaviour(fault: SocketProxy.Fault(effect, after: byteCount, of: count)))
        let start = ContinuousClock.now
        let told = await work(ledger, Int32(byteCount), database)
        let took = ContinuousClock.now - start
        let hasStruck = proxy.hasStruck
        proxy.behave()
        // The pool gets over it by itself: the next statement succeeds, or once what is stalled has been given up.
        let isHealthy = try await eventually {
            if deadline == nil { return try await database.find(one()) == 1 }
            return (try? await database.find(one())) == 1
        }
        #expect(isHealthy, "after byte \(byteCount), told \(told.map(\.answer))")
        return (Attempt(byteCount: byteCount, told: told, took: took), hasStruck)
    }
}

extension AnomalyLoop.Report {
    fileprivate mutating func note(_ attempt: AnomalyLoop.Attempt) {
        attemptCount += 1
        slowest = max(slowest, attempt.took)
        byteCount = max(byteCount, attempt.byteCount)
        for answer in attempt.told.map(\.answer) {
            answers[answer.isDone ? "done" : answer.category?.rawValue ?? "astray", default: 0] += 1
        }
    }
}
