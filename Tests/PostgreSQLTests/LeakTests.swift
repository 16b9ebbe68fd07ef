// Whatever way a database goes, and wherever it was just then: no thread, no descriptor and no session stays behind.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("leak.one", "select 1", nonNull: .all)
private let sleep = Statement<Int32, Int32>("leak.sleep", "select 1 from pg_sleep($1)", nonNull: .all)

/// How a database is left.
private enum Parting: CaseIterable {
    case closed, closedTwice, closedBySeveral, closedInCancelledTask, closedWhileConnecting, closedWhileRefused
    case closedAmongRequests, dropped, droppedWhileConnecting, droppedWhileListening
    case listened, listenedInVain, listenedWhileConnecting
}

@Suite("Nothing stays behind", .usesServer, .timeLimit(.minutes(2)))
struct LeakTests {
    @Test("no thread and no descriptor, however a database is left")
    func nothingStays() async {
        // In a process of its own: only there does nobody else open anything.
        await #expect(processExitsWith: .success) {
            try await leaveInEveryWay()
        }
    }

    @Test("without a descriptor left everything says so, goes on when there are some, and nothing stays")
    func noDescriptors() async {
        await #expect(processExitsWith: .success) {
            try await useUpDescriptors()
        }
    }

    @Test("a server that accepts a cancel request and says nothing does not hold up the close")
    func silentCancel() async throws {
        let proxy = try SocketProxy(to: try await PrivateServer.shared.value.socket)
        defer { proxy.close() }
        var configuration = try await PrivateServer.shared.value.configuration(
            overrides: proxy.address.connectionOverrides
        )
        configuration.closeGrace = .milliseconds(100)
        let database = Database(configuration)
        let began = Counter()
        let statement = Task {
            try await database.transaction { transaction in
                _ = try await transaction.find(one())
                began.increment()
                return try await transaction.find(sleep(300))
            }
        }
        while began.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
        proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
        statement.cancel()
        let result = await statement.result
        #expect(throws: PostgreSQLError.self) { try result.get() }
        await database.close()
        #expect(database.connectionCount == 0)
    }

    @Test("of many cancel requests that nobody answers, a few wait and no more")
    func swallowedCancels() async {
        await #expect(processExitsWith: .success) {
            try await cancelInVain(times: 24)
        }
    }

    @Test("closing in a task that was cancelled still gives time to what is under way")
    func cancelledClose() async throws {
        var configuration = try await PrivateServer.shared.value.configuration()
        configuration.closeGrace = .seconds(100)
        let database = Database(configuration)
        let began = Counter()
        let transaction = Task {
            try await database.transaction { transaction in
                _ = try await transaction.find(one())
                began.increment()
                return try await transaction.find(sleep(1))
            }
        }
        while began.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
        let closing = Task {
            while !Task.isCancelled { await Task.yield() }
            await database.close()
        }
        closing.cancel()
        await closing.value
        #expect(try await transaction.value == 1)
    }
}

/// Leaves databases in every way, and counts.
private func leaveInEveryWay() async throws {
    let server = try await PrivateServer.startedAnew()
    let places = try Places(server)
    // What is made once, such as the threads of the language itself.
    for way in Parting.allCases { try await places.leave(way) }
    for way in Parting.allCases {
        let before = try settledCounts()
        for _ in 0..<5 { try await places.leave(way) }
        let isSame = try await eventually(within: .seconds(20)) {
            let now = try settledCounts()
            return now.threads <= before.threads && now.descriptors <= before.descriptors
        }
        let after = try settledCounts()
        #expect(isSame, "\(way): \(before) before, \(after) after")
    }
    places.proxy.close()
    server.remove()
}

private func settledCounts() throws -> (threads: Int, descriptors: Int) {
    (threadCount(), try openDescriptorCount())
}

/// Cancels a statement on each of several databases at once, whose cancel requests go into a void.
private func cancelInVain(times count: Int) async throws {
    let server = try await PrivateServer.startedAnew()
    let proxy = try SocketProxy(to: server.socket)
    let began = Counter()
    let statements = try (0..<count).map { _ in
        let configuration = try server.configuration(connectionsMax: 1, overrides: proxy.address.connectionOverrides)
        return Task {
            try await Database.withDatabase(configuration) { database in
                try await database.transaction { transaction in
                    _ = try await transaction.find(one())
                    began.increment()
                    return try await transaction.find(sleep(300))
                }
            }
        }
    }
    let haveAllBegun = try await eventually { began.count == count }
    #expect(haveAllBegun)
    proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
    let threads = threadCount()
    for statement in statements { statement.cancel() }
    for statement in statements { _ = await statement.result }
    // Those that are under way hold a connection each; the others have closed theirs.
    #expect(proxy.openCount <= 8)
    #expect(threadCount() <= threads + 8)
    proxy.close()
    server.remove()
}

/// Uses databases while there is no descriptor left.
private func useUpDescriptors() async throws {
    let server = try await PrivateServer.startedAnew()
    let database = Database(try server.configuration())
    #expect(try await database.find(one()) == 1)
    let unstarted: Database
    let before = try openDescriptorCount()
    do {
        let taken = takeAllDescriptors()
        defer { for descriptor in taken { close(descriptor) } }
        // The connection that is there serves on; one more cannot be had.
        try await database.withConnection(keeping: true) { connection async throws in
            #expect(try await connection.find(one()) == 1)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.seconds(2)) { try await database.find(one()) }
            }
            #expect(error.map { [.resources, .busy, .timeout, .unavailable].contains($0.category) } == true)
        }
        let error = await #expect(throws: PostgreSQLError.self) {
            try await database.listen(to: ["c"]) { _ in }
        }
        #expect(error?.category == .resources)
        unstarted = Database(try server.configuration())
        let refusal = await #expect(throws: PostgreSQLError.self) { try await unstarted.find(one()) }
        #expect(refusal?.category == .resources)
    }
    #expect(try await database.find(one()) == 1)
    try await database.listen(to: ["c"]) { _ in }
    await unstarted.close()
    await database.close()
    #expect(try openDescriptorCount() < before)
    server.remove()
}

/// Opens descriptors until there are none.
private func takeAllDescriptors() -> [Int32] {
    var limit = rlimit()
    #if canImport(Darwin)
        let resource = RLIMIT_NOFILE
    #else
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    getrlimit(resource, &limit)
    limit.rlim_cur = min(limit.rlim_cur, 256)
    setrlimit(resource, &limit)
    var taken: [Int32] = []
    while true {
        let descriptor = open("/dev/null", O_RDONLY)
        if descriptor < 0 { return taken }
        taken.append(descriptor)
    }
}

/// Where the databases of the leak tests connect.
private struct Places {
    let server: PrivateServer
    let proxy: SocketProxy

    init(_ server: PrivateServer) throws {
        self.server = server
        proxy = try SocketProxy(to: server.socket)
    }

    private func database(_ arrival: SocketProxy.Arrival = .connect) throws -> Database {
        proxy.behave(SocketProxy.Behaviour(arrival: arrival))
        var configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        // What must not be waited for takes longer than the test may.
        configuration.connectTimeout = .seconds(600)
        configuration.connectHostTimeoutMax = .seconds(600)
        configuration.waitMax = .seconds(600)
        configuration.closeGrace = .seconds(600)
        return Database(configuration)
    }

    /// Requests of all kinds, and what comes of them does not matter here.
    private func requests(_ database: Database) -> [Task<Void, Never>] {
        (0..<12).map { number in
            Task {
                switch number % 3 {
                case 0: _ = try? await database.find(one())
                case 1: _ = try? await database.transaction { try await $0.find(one()) }
                default: try? await database.listen(to: ["c"]) { _ in }
                }
            }
        }
    }

    private func pause() async throws { try await Task.sleep(for: .milliseconds(30)) }

    func leave(_ way: Parting) async throws {
        switch way {
        case .closed, .closedTwice, .closedBySeveral, .closedInCancelledTask:
            let database = try database()
            for request in requests(database) { await request.value }
            try await close(database, way)
        case .closedWhileConnecting, .closedWhileRefused, .closedAmongRequests:
            let database = try database(
                way == .closedAmongRequests ? .connect : way == .closedWhileRefused ? .refuse : .ignore
            )
            let requests = requests(database)
            if way != .closedAmongRequests { try await pause() }
            await database.close()
            for request in requests { await request.value }
        case .dropped:
            _ = try await database().find(one())
        case .droppedWhileConnecting:
            let request = Task { [database = try database(.ignore)] in try await database.find(one()) }
            try await pause()
            request.cancel()
            _ = await request.result
        case .droppedWhileListening, .listenedWhileConnecting:
            let arrival: SocketProxy.Arrival = way == .droppedWhileListening ? .connect : .ignore
            let watching = Task { [database = try database(arrival)] in
                try await database.listen(to: ["c"]) { events in for await _ in events {} }
            }
            try await pause()
            watching.cancel()
            _ = await watching.result
        case .listened, .listenedInVain:
            let database = try database(way == .listened ? .connect : .refuse)
            _ = try? await withDeadline(.milliseconds(200)) { try await database.listen(to: ["c"]) { _ in } }
            await database.close()
        }
    }

    private func close(_ database: Database, _ way: Parting) async throws {
        switch way {
        case .closedTwice:
            await database.close()
            await database.close()
        case .closedBySeveral:
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { await database.close() } }
            }
        case .closedInCancelledTask:
            let closing = Task {
                while !Task.isCancelled { await Task.yield() }
                await database.close()
            }
            closing.cancel()
            await closing.value
        default:
            await database.close()
        }
    }
}
