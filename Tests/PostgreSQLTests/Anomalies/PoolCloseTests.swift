// The pool is closed while all kinds of work are under way: everyone gets an answer, and nothing stays.
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("close.one", "select 1", nonNull: .all)
private let sleep = Statement<Int32, Int32>(
    "close.sleep",
    "select 1 from pg_sleep($1::integer / 1000.0)",
    nonNull: .all
)

@Suite("A pool that is closed while busy", .usesServer, .timeLimit(.minutes(4)))
struct PoolCloseTests {
    /// One more than the ways of writing: reading, waiting and being cancelled as well.
    private static let kindCount = Way.allCases.count + 4

    /// Work of every kind; the number says which.
    private func work(_ number: Int32, _ ledger: Ledger, _ database: Database) -> Task<Answer, Never> {
        let ways = Way.allCases
        let kind = Int(number) % Self.kindCount
        let task = Task {
            await Answer.to {
                switch kind {
                case ways.indices: try await ledger.write(number, ways[kind], on: database)
                case ways.count: _ = try await database.find(one())
                case ways.count + 1: _ = try await database.find(sleep(50))
                default:
                    try await database.transaction { transaction in
                        try await transaction.execute(ledger.insert(number, 1))
                        _ = try await transaction.find(sleep(50))
                        try await transaction.execute(ledger.insert(number, 2))
                    }
                }
            }
        }
        if kind == Self.kindCount - 1, Bool.random() { task.cancel() }
        return task
    }

    // In processes of their own: only there does nobody else open anything.
    @Test("every caller is told something true where there is time to end, and nothing stays")
    func closingInTime() async {
        await #expect(processExitsWith: .success) { try await PoolCloseTests().closeManyTimes(grace: .seconds(30)) }
    }

    @Test("every caller is told something true where there is no time to end, and nothing stays")
    func closingAtOnce() async {
        await #expect(processExitsWith: .success) { try await PoolCloseTests().closeManyTimes(grace: .zero) }
    }

    private static let backends = Statement<String, Int>(
        "close.backends",
        "select count(*) from pg_stat_activity where application_name = $1",
        nonNull: .all
    )

    private func closeManyTimes(grace: Duration) async throws {
        let application = uniqueName("closing")
        try await withDatabase(connectionsMax: 1) { direct async throws in
            let ledger = Ledger("closing")
            try await ledger.create(on: direct)
            // What is made once, such as the threads of the language itself, is made in the first round.
            var answers = try await close(in: 0, grace, application, ledger)
            #expect(try await eventually { try await direct.find(Self.backends(application)) == 0 })
            let (descriptors, threads) = (try openDescriptorCount(), threadCount())
            for round in 1...Int32(Soak.count(quick: 15, full: 40)) {
                answers.merge(try await close(in: round, grace, application, ledger)) { _, new in new }
            }
            #expect(try await eventually { try await direct.find(Self.backends(application)) == 0 })
            let counts = try await ledger.counts(on: direct)
            for (number, answer) in answers where Int(number) % Self.kindCount != Way.allCases.count {
                let isReading = Int(number) % Self.kindCount == Way.allCases.count + 1
                if isReading { continue }
                if let lie = answer.lie(given: counts[number] ?? 0) { Issue.record("work \(number): \(lie)") }
            }
            let told = Set(answers.values.compactMap(\.category))
            #expect(told.isSubset(of: [.unavailable, .misuse, .connection, .outcomeUnknown, .cancelled]), "\(told)")
            if grace > .zero { #expect(!told.contains(.connection) && !told.contains(.outcomeUnknown), "\(told)") }
            let isClean = try await eventually {
                // The language's own threads come and go by ones; every round makes five and more.
                try openDescriptorCount() <= descriptors && threadCount() <= threads + 4
            }
            let left = try openDescriptorCount()
            #expect(isClean, "\(left) descriptors of \(descriptors), \(threadCount()) threads of \(threads)")
        }
    }

    /// One round: a pool that is closed at some moment of the work on it.
    private func close(
        in round: Int32,
        _ grace: Duration,
        _ application: String,
        _ ledger: Ledger
    ) async throws -> [Int32: Answer] {
        var configuration = try await PrivateServer.shared.value.configuration(connectionsMax: 4)
        configuration.applicationName = application
        configuration.closeGrace = grace
        let database = Database(configuration)
        let tasks = ((round * 100)..<(round * 100 + 60)).map { ($0, work($0, ledger, database)) }
        try await Task.sleep(for: .microseconds(Int.random(in: 0...60_000)))
        await database.close()
        #expect(database.connectionCount == 0)
        var answers: [Int32: Answer] = [:]
        for (number, task) in tasks { answers[number] = await task.value }
        let late = await Answer.to { _ = try await database.find(one()) }
        #expect(late.category == .misuse)
        return answers
    }

    @Test("a pool that is still connecting, to someone who never answers, closes as well")
    func whileConnecting() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
        var configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        configuration.connectTimeout = .seconds(60)
        configuration.closeGrace = .milliseconds(200)
        let database = Database(configuration)
        let unit = Task { await Answer.to { _ = try await database.find(one()) } }
        let lease = Task { await Answer.to { _ = try await database.transaction { try await $0.find(one()) } } }
        #expect(try await eventually { proxy.openCount > 0 })
        await database.close()
        #expect(await unit.value.category == .unavailable)
        #expect(await lease.value.category == .unavailable)
        #expect(try await eventually { proxy.openCount == 0 })
    }

    @Test("a cancel request that nobody answers holds up neither the caller, nor the pool, nor its end")
    func cancelIgnored() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        var configuration = try server.configuration(
            connectionsMax: 1,
            overrides: proxy.address.connectionOverrides
        )
        configuration.stallTimeout = .milliseconds(500)
        configuration.applicationName = uniqueName("cancelled")
        let database = Database(configuration)
        let transaction = Task {
            await Answer.to {
                try await database.transaction { transaction in
                    _ = try await transaction.find(one())
                    _ = try await transaction.find(sleep(60_000))
                }
            }
        }
        let sleepers = Statement<String, Int>(
            "close.sleepers",
            "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and application_name = $1",
            nonNull: .all
        )
        try await withDatabase { direct async throws in
            let isAsleep = try await eventually {
                try await direct.find(sleepers(configuration.applicationName)) == 1
            }
            #expect(isAsleep)
        }
        // What is there goes on; a request to cancel comes on a connection of its own, and finds nobody.
        proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
        transaction.cancel()
        #expect(await transaction.value.category == .cancelled)
        #expect(try await eventually { proxy.connectionCount == 2 })
        proxy.behave()
        #expect(try await eventually { (try? await database.find(one())) == 1 })
        await database.close()
        #expect(database.connectionCount == 0)
    }
}
