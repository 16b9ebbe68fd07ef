// Connections made and closed by the thousand, the failing ones included: nothing of them stays behind.
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("soak.one", "select 1", nonNull: .all)

@Suite("Opening and closing", .usesServer, .timeLimit(.minutes(10)), .tags(.soak))
struct ConnectionSoakTests {
    /// One client from beginning to end; `index` decides what becomes of it.
    static func open(_ index: Int, _ server: PrivateServer) async throws {
        var overrides: [String: String] = [:]
        if index % 8 == 2 { overrides["dbname"] = "nowhere" }
        if index % 8 == 3 { overrides["user"] = "nobody_at_all" }
        if index % 8 == 4 { overrides["host"] = "/nonexistent" }
        let configuration = try server.configuration(connectionsMax: 2, overrides: overrides)
        switch index % 8 {
        case 2, 3, 4:
            try await Database.withDatabase(configuration) { database async throws in
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
                #expect(error?.category == (index % 8 == 4 ? .unavailable : .authentication))
            }
        case 5:
            // Cancelled while it connects, or a moment before or after.
            try await Database.withDatabase(configuration) { database async throws in
                let task = Task { try await database.transaction { try await $0.find(one()) } }
                try await Task.sleep(for: .microseconds(Int.random(in: 0...6_000)))
                task.cancel()
                do {
                    #expect(try await task.value == 1)
                } catch let error as PostgreSQLError where error.category == .cancelled {}
            }
        case 6:
            // Closed while it connects.
            let database = Database(configuration)
            let task = Task { try await database.find(one()) }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...6_000)))
            await database.close()
            do {
                #expect(try await task.value == 1)
            } catch let error as PostgreSQLError where [.unavailable, .misuse, .connection].contains(error.category) {}
        case 7:
            try await Database.withDatabase(configuration) { database in
                let value = try await database.withConnection { try await $0.find(one()) }
                #expect(value == 1)
            }
        default:
            try await Database.withDatabase(configuration) { database async throws in
                #expect(try await database.find(one()) == 1)
            }
        }
    }

    @Test("10,000 connections leave no descriptor and no thread behind")
    func leavesNothing() async throws {
        // A process of its own: what other tests open would be counted too.
        await #expect(processExitsWith: .success) {
            let server = try await PrivateServer.startedAnew()
            let count = Soak.count(quick: 800, full: 10_000)
            // What is made once, such as the threads of Swift's own pool, is made here.
            try await Soak.repeated(64, atOnce: 8) { try await ConnectionSoakTests.open($0, server) }
            let descriptors = try openDescriptorCount()
            let threads = threadCount()
            try await Soak.repeated(count, atOnce: 8) { try await ConnectionSoakTests.open($0, server) }
            let isClean = try await eventually {
                // Swift's own threads come and go by ones; what leaks with a connection leaks by hundreds.
                try openDescriptorCount() <= descriptors && threadCount() <= threads + 8
            }
            let left = try openDescriptorCount()
            #expect(isClean, "\(left) descriptors of \(descriptors), \(threadCount()) threads of \(threads)")
        }
    }
}
