// What ends with a session of one's own: its locks, its notifications, and how it is cancelled.
import CLibPQ
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let isLocked = Statement<Int64, Bool>(
    "ending.is_locked",
    "select not pg_try_advisory_xact_lock($1)",
    nonNull: .all,
    effect: .writes
)

@Suite("The end of a session", .usesServer, .timeLimit(.minutes(1)))
struct SessionEndTests {
    @Test("whoever comes back from a connection of one's own finds its locks gone", arguments: ["", "sslmode=require"])
    func locks(more: String) async throws {
        let guarded = try await GuardedServer.shared.value
        let settings = try guarded.settings("ann", more)
        try await Database.withDatabase(DatabaseConfiguration(connection: settings)) { database async throws in
            let key = Int64.random(in: 1 ... .max)
            for round in 0..<50 {
                try await database.withConnection { connection in
                    try await connection.executeScript("select pg_advisory_lock(\(key))")
                    // What a session does at its end takes time, and comes before it lets go of its locks.
                    try await connection.executeScript("create temp table left_behind as select generate_series(1, 9)")
                }
                #expect(try await database.find(isLocked(key)) == false, "round \(round)")
            }
        }
    }

    @Test("a server that does not let go is waited for a while only")
    func silent() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        let configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        try await Database.withDatabase(configuration) { database async throws in
            try await database.withConnection { connection in
                try await connection.executeScript("select 1")
                proxy.behave(SocketProxy.Behaviour(fault: SocketProxy.Fault(.stall, after: 0)))
            }
        }
    }

    @Test(
        "a statement is cancelled, but no key goes unencrypted beside a connection that speaks TLS",
        arguments: [
            "disable", "require",
        ]
    )
    func cancelled(mode: String) async throws {
        let guarded = try await GuardedServer.shared.value
        let proxy = try SocketProxy(to: guarded.server.loopback)
        defer { proxy.close() }
        let port = proxy.address.connectionOverrides["port"] ?? ""
        var configuration = DatabaseConfiguration(
            connection: try guarded.settings("ann", "sslmode=\(mode) port=\(port)")
        )
        configuration.connectionsMax = 1
        configuration.clientCheckInterval = .milliseconds(200)
        let name = uniqueName("cancelled")
        let watcher = DatabaseConfiguration(connection: try guarded.settings())
        try await Database.withDatabase(configuration) { database async throws in
            let began = Counter()
            let task = Task {
                try await database.withConnection { connection in
                    began.increment()
                    try await connection.execute(Statement<Void, Void>(name, "select pg_sleep(100)", effect: .reads)())
                }
            }
            #expect(try await eventually { began.count == 1 })
            try await Database.withDatabase(watcher) { watcher async throws in
                let running = Statement<String, Int>(
                    "ending.running",
                    "select count(*) from pg_stat_activity where query like '-- ' || $1 || '%' and state = 'active'",
                    nonNull: .all
                )
                #expect(try await eventually { try await watcher.find(running(name)) == 1 })
                let before = proxy.connectionCount
                task.cancel()
                let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
                #expect(error?.category == .cancelled)
                // In either way: asked, or because its client has gone.
                #expect(try await eventually { try await watcher.find(running(name)) == 0 })
                let requests = proxy.connectionCount - before
                let isAsked = mode == "disable" || workup_has_async_cancel() == 1
                #expect(requests == (isAsked ? 1 : 0))
            }
        }
    }

    @Test("notifications that a script asked for do not pile up in a connection that nobody reads them from")
    func notifications() async throws {
        // In a process of its own: only there is the memory its own.
        await #expect(processExitsWith: .success) { try await pileUpNotifications() }
    }

    @Test("a libpq for programs of one thread is refused, in words that say what to do")
    func threads() throws {
        try PGConnection.checkThreadSafety()
        let error = #expect(throws: PostgreSQLError.self) { try PGConnection.checkThreadSafety(false) }
        #expect(error?.category == .configuration)
        #expect(error?.description.contains("install") == true)
    }
}

/// Sends a session more than it may hold.
private func pileUpNotifications() async throws {
    let server = try await PrivateServer.startedAnew()
    let count = 20_000
    let send = Statement<Int32, Void>(
        "ending.notify",
        "select pg_notify('pile', repeat('x', 7900) || number) from generate_series(1, $1) number"
    )
    let last = Statement<Void, Int32>("ending.one", "select 1", nonNull: .all)
    try await Database.withDatabase(try server.configuration(connectionsMax: 2)) { database async throws in
        try await database.withConnection { connection in
            try await connection.executeScript("listen pile")
            try await database.execute(send(10))
            #expect(try await connection.find(last()) == 1)
            let before = peakMemoryBytes()
            for _ in 0..<4 {
                try await database.execute(send(Int32(count / 4)))
                // The server sends what there is before it answers.
                #expect(try await connection.find(last()) == 1)
            }
            let grown = peakMemoryBytes() - before
            #expect(grown < count * 7_900 / 3, "\(grown) bytes more for \(count) notifications")
        }
    }
    server.remove()
}

/// The most memory that this process ever held.
private func peakMemoryBytes() -> Int {
    var usage = rusage()
    #if canImport(Darwin)
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
    #else
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    #endif
}
