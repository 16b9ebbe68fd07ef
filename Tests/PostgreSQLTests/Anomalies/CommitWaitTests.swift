// A commit that waits for a standby and is disturbed: the server says "done", and nobody may believe it.
import EmbeddedPostgreSQL
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("A commit that waits for its standby", .usesServer, .timeLimit(.minutes(2)))
struct CommitWaitTests {
    /// Waits for a standby that does not exist, where the session wants to wait at all.
    private static let server = Task {
        try await PrivateServer.startedAnew(
            changes: DisposableServer.Changes(
                settings: ["wal_level": "replica", "max_wal_senders": "4", "synchronous_standby_names": "nobody"]
            )
        )
    }

    /// What happens to the wait.
    enum Disturbance: String, CaseIterable, Sendable {
        case backendCancelled
        case backendTerminated
        case deadline
    }

    /// A database whose commits wait, and one whose commits do not.
    private func withWaiting(
        _ change: (inout DatabaseConfiguration) -> Void = { _ in },
        _ body: (_ waiting: Database, _ other: Database, _ application: String) async throws -> Void
    ) async throws {
        let server = try await Self.server.value
        let application = uniqueName("waiting")
        var configuration = try server.configuration()
        configuration.sessionSettings["synchronous_commit"] = "on"
        configuration.applicationName = application
        change(&configuration)
        try await Database.withDatabase(try server.configuration()) { other in
            try await Database.withDatabase(configuration) { try await body($0, other, application) }
        }
    }

    private static func waitingOf(_ application: String) -> String {
        "select pid from pg_stat_activity where wait_event = 'SyncRep' and application_name = '\(application)'"
    }

    private func waiters(_ application: String, on other: Database) async throws -> [Int32] {
        let waiting = Statement<Void, Int32>("wait.waiting", Self.waitingOf(application), nonNull: .all)
        var found: [Int32] = []
        _ = try await eventually {
            found = try await other.fetchAll(waiting())
            return !found.isEmpty
        }
        return found
    }

    private func disturb(_ disturbance: Disturbance, _ application: String, on other: Database) async throws {
        let found = try await waiters(application, on: other)
        #expect(found.count == 1)
        let function =
            switch disturbance {
            case .backendCancelled: "pg_cancel_backend"
            case .backendTerminated: "pg_terminate_backend"
            case .deadline: "pg_backend_pid"
            }
        for pid in found where disturbance != .deadline { try await script("select \(function)(\(pid))", on: other) }
    }

    @Test(
        "disturbed in its wait it is unknown, and there: however the rows were written",
        arguments: Way.allCases,
        Disturbance.allCases
    )
    func disturbed(way: Way, disturbance: Disturbance) async throws {
        let change: (inout DatabaseConfiguration) -> Void = { configuration in
            // Long enough for a busy machine to come as far as the commit.
            if disturbance == .deadline { configuration.callTimeout = .seconds(4) }
        }
        try await withWaiting(change) { database, other, application in
            let ledger = Ledger("waiting")
            try await ledger.create(on: other)
            async let disturbed: Void = disturb(disturbance, application, on: other)
            let answer =
                disturbance == .deadline
                ? await withDeadline(.seconds(4)) { await Answer.to { try await ledger.write(1, way, on: database) } }
                : await Answer.to { try await ledger.write(1, way, on: database) }
            try await disturbed
            #expect(answer.isUnknown, "\(answer)")
            // A backend whose client has gone would wait on: what it did is seen once it has ended.
            try await script("select pg_terminate_backend(pid) from (\(Self.waitingOf(application))) w", on: other)
            // Committed on this server all the same: that is why nobody may say that it failed.
            #expect(try await eventually { try await ledger.counts(on: other) == [1: Way.rowCount] })
        }
    }

    @Test("a session that hides warnings does not hide this one", arguments: [Way.transaction, .unit, .implicitScript])
    func hiddenWarnings(way: Way) async throws {
        let hide: (inout DatabaseConfiguration) -> Void = { $0.sessionSettings["client_min_messages"] = "error" }
        try await withWaiting(hide) { database, other, application in
            let ledger = Ledger("hidden")
            try await ledger.create(on: other)
            async let disturbed: Void = disturb(.backendCancelled, application, on: other)
            let answer = await Answer.to { try await ledger.write(1, way, on: database) }
            try await disturbed
            #expect(answer.isUnknown, "\(answer)")
        }
    }

    @Test("a cancelled task does not end the wait: the answer is the commit's", arguments: Way.allCases)
    func cancelledTask(way: Way) async throws {
        try await withWaiting { database, other, application in
            let ledger = Ledger("cancelled")
            try await ledger.create(on: other)
            let writer = Task { await Answer.to { try await ledger.write(1, way, on: database) } }
            let found = try await waiters(application, on: other)
            writer.cancel()
            try await Task.sleep(for: .milliseconds(100))
            // Nobody may have asked the server to give up: it still waits.
            #expect(try await waiters(application, on: other) == found)
            for pid in found { try await script("select pg_cancel_backend(\(pid))", on: other) }
            let answer = await writer.value
            #expect(answer.isUnknown, "\(answer)")
        }
    }

    @Test("only the unit whose commit waited is unknown, not those before and behind it on the same connection")
    func neighbours() async throws {
        let oneConnection: (inout DatabaseConfiguration) -> Void = { $0.connectionsMax = 1 }
        try await withWaiting(oneConnection) { database, other, application in
            let ledger = Ledger("neighbours")
            try await ledger.create(on: other)
            #expect(try await database.find(ledger.count(1)) == 0)
            let before = Task { await Answer.to { _ = try await database.find(ledger.count(1)) } }
            let writer = Task { await Answer.to { try await ledger.write(1, .unit, on: database) } }
            let found = try await waiters(application, on: other)
            let behind = Task { try await database.find(ledger.count(1)) }
            try await Task.sleep(for: .milliseconds(50))
            for pid in found { try await script("select pg_cancel_backend(\(pid))", on: other) }
            #expect(await before.value.isDone)
            #expect(await writer.value.isUnknown)
            #expect(try await behind.value == Way.rowCount)
        }
    }

    @Test("a commit that need not wait is done")
    func undisturbed() async throws {
        let off: (inout DatabaseConfiguration) -> Void = { $0.sessionSettings["synchronous_commit"] = "local" }
        try await withWaiting(off) { database, other, _ in
            let ledger = Ledger("local")
            try await ledger.create(on: other)
            for (index, way) in Way.allCases.enumerated() {
                try await ledger.write(Int32(index), way, on: database)
            }
            #expect(try await ledger.counts(on: other).values.allSatisfy { $0 == Way.rowCount })
        }
    }
}
