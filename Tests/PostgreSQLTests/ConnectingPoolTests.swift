// A pool whose server cannot be reached: everybody learns why, nobody storms, and it recovers by itself.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("connecting.one", "select 1")

@Suite("A pool without a server", .usesServer, .timeLimit(.minutes(1)))
struct ConnectingPoolTests {
    private func id(_ number: Int) -> ConnectionID { ConnectionID(number: number) }

    @Test("after a failure nothing is tried for a while; who comes meanwhile waits for the next try")
    func pause() {
        var bounds = PoolState<Int>.Bounds(connectionsMax: 3, waitersMax: 100, depthMax: 2)
        bounds.retryPauseMin = .seconds(300)
        bounds.retryPauseMax = .seconds(300)
        var pool = PoolState<Int>(bounds: bounds)
        _ = pool.requestUnit(1, deadline: .never)
        #expect(pool.connectionToOpen() == id(1))
        #expect(pool.ended(id(1), couldConnect: false) == [1])
        #expect(pool.failuresInRow == 1)
        #expect(pool.earliestDeadline == .never)
        _ = pool.requestUnit(2, deadline: .never)
        #expect(pool.connectionToOpen() == nil)
        // The keeper wakes at the end of the pause.
        #expect(pool.earliestDeadline < .never)
    }

    @Test("failures that come together count as one, and success begins anew")
    func together() {
        var bounds = PoolState<Int>.Bounds(connectionsMax: 3, waitersMax: 100, depthMax: 2)
        bounds.retryPauseMin = .zero
        bounds.retryPauseMax = .zero
        var pool = PoolState<Int>(bounds: bounds)
        for waiter in 1...2 { _ = pool.requestLease(waiter, deadline: .never) }
        #expect(pool.connectionToOpen() == id(1))
        #expect(pool.connectionToOpen() == id(2))
        #expect(pool.ended(id(1), couldConnect: false) == [])
        #expect(pool.ended(id(2), couldConnect: false).sorted() == [1, 2])
        #expect(pool.failuresInRow == 2)
        _ = pool.requestUnit(3, deadline: .never)
        #expect(pool.connectionToOpen() == id(3))
        #expect(pool.ready(id(3)).units == [3])
        #expect(pool.failuresInRow == 0)
    }

    @Test("a connection that is being made is stopped when the pool closes")
    func closingState() {
        var pool = PoolState<Int>(bounds: .init(connectionsMax: 1, waitersMax: 1, depthMax: 1))
        _ = pool.requestUnit(1, deadline: .never)
        #expect(pool.connectionToOpen() == id(1))
        #expect(pool.finished(id(1), count: 0).mustStop == false)
        #expect(pool.close().waiters == [1])
        #expect(pool.finished(id(1), count: 0).mustStop)
    }

    @Test("many callers, few attempts; each caller gets the reason; and it recovers by itself")
    func storm() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        proxy.behave(SocketProxy.Behaviour(arrival: .refuse))
        let configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        try await Database.withDatabase(configuration) { database async throws in
            let failures = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        for _ in 0..<4 {
                            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
                            #expect(error?.category == .unavailable)
                            #expect(error?.description.contains("hung up") == true)
                            failures.increment()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(failures.count == 160)
            #expect(proxy.connectionCount < 40, "\(proxy.connectionCount)")
            proxy.behave()
            #expect(try await database.find(one()) == 1)
            #expect(try await database.transaction { try await $0.find(one()) } == 1)
        }
    }

    @Test("a server that is full for us goes on with the connections there are")
    func full() async throws {
        let server = try await PrivateServer.shared.value
        let role = uniqueName("limited")
        try await withDatabase(connectionsMax: 1) { own in
            _ = try await script("create role \(role) login connection limit 2", on: own)
        }
        let configuration = try server.configuration(connectionsMax: 6, overrides: ["user": role])
        try await Database.withDatabase(configuration) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let value =
                            number.isMultiple(of: 2)
                            ? try await database.find(one())
                            : try await database.transaction { try await $0.find(one()) }
                        #expect(value == 1)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("closing does not wait for a server that never answers")
    func closing() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
        var configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        configuration.connectTimeout = .seconds(300)
        configuration.connectHostTimeoutMax = .seconds(300)
        configuration.closeGrace = .seconds(300)
        let database = Database(configuration)
        let caller = Task { try await database.find(one()) }
        #expect(try await eventually { proxy.openCount == 1 })
        await database.close()
        let error = await #expect(throws: PostgreSQLError.self) { try await caller.value }
        #expect(error?.category == .unavailable)
        #expect(database.connectionCount == 0)
    }

    @Test("a caller's own deadline holds while a server never answers")
    func deadline() async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
        var configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
        configuration.connectTimeout = .seconds(300)
        configuration.connectHostTimeoutMax = .seconds(300)
        try await Database.withDatabase(configuration) { database in
            for _ in 0..<2 {
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await withDeadline(.milliseconds(100)) { try await database.find(one()) }
                }
                #expect(error?.category == .unavailable)
                let leased = await #expect(throws: PostgreSQLError.self) {
                    try await withDeadline(.milliseconds(100)) {
                        try await database.transaction { try await $0.find(one()) }
                    }
                }
                #expect(leased?.category == .unavailable)
            }
        }
    }
}
