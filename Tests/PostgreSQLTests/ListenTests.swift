// LISTEN against a real server: order, channels, gaps, a slow reader, and every way to end.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let notify = Statement<(String, String), Void>("listen.notify", "select pg_notify($1, $2)")
private let pids = Statement<String, Int32>(
    "listen.pids",
    "select pid from pg_stat_activity where application_name = $1 and query like '%listen%' and state = 'idle'",
    nonNull: .all
)
private let terminate = Statement<Int32, Bool>("listen.terminate", "select pg_terminate_backend($1)", nonNull: .all)

private func heard(_ channel: String, _ payload: String) -> NotificationEvent {
    .notification(PostgreSQLNotification(channel: channel, payload: payload))
}

extension NotificationEvents {
    /// The next so many events.
    fileprivate func next(_ count: Int) async -> [NotificationEvent] {
        var events: [NotificationEvent] = []
        let iterator = makeAsyncIterator()
        while events.count < count, let event = await iterator.next() { events.append(event) }
        return events
    }
}

@Suite("Listening", .serialized, .usesServer, .timeLimit(.minutes(1)))
struct ListenTests {
    @Test("notifications of another session arrive in order, after the mark that listening began")
    func order() async throws {
        try await withDatabase { database in
            let channel = uniqueName("order")
            try await database.listen(to: [channel]) { events in
                for number in 1...100 { try await database.execute(notify(channel, "\(number)")) }
                #expect(
                    await events.next(101) == [.mayHaveMissed(.began)] + (1...100).map { heard(channel, "\($0)") }
                )
            }
        }
    }

    @Test("one listener hears several channels, and none that it did not name")
    func channels() async throws {
        try await withDatabase { database in
            let names = (0..<5).map { uniqueName("several\($0)") }
            try await database.listen(to: names) { events in
                try await database.execute(notify(uniqueName("other"), "no"))
                for name in names + names.reversed() { try await database.execute(notify(name, "yes")) }
                let expected = (names + names.reversed()).map { heard($0, "yes") }
                #expect(await events.next(11) == [.mayHaveMissed(.began)] + expected)
            }
        }
    }

    @Test(
        "channel names are taken to the letter",
        arguments: [
            "UPPER", "two words", #"quote " in it"#, #""""#, "'; drop table x; --", "ünïcödé", "\u{1F9EC}",
            "\"\u{301}", #"back\slash"#, "$1", " ", "tab\tnew\nline", String(repeating: "é", count: 31),
        ]
    )
    func names(name: String) async throws {
        try await withDatabase { database in
            try await database.listen(to: [name]) { events in
                try await database.execute(notify(name, "x"))
                #expect(await events.next(2) == [.mayHaveMissed(.began), heard(name, "x")])
            }
        }
    }

    @Test(
        "payloads arrive as they were sent",
        arguments: [
            "", " ", "x", "\u{1F9EC}\u{10FFFF}", "a\u{301}", "line\nbreak\ttab", #"{"id": "\""}"#,
            String(repeating: "x", count: 7_999), String(repeating: "é", count: 3_999),
        ]
    )
    func payloads(payload: String) async throws {
        try await withDatabase { database in
            let channel = uniqueName("payload")
            try await database.listen(to: [channel]) { events in
                try await database.execute(notify(channel, payload))
                guard case .notification(let notification)? = await events.next(2).last else {
                    Issue.record("no notification")
                    return
                }
                #expect(Array(notification.payload.utf8) == Array(payload.utf8))
            }
        }
    }

    @Test("a payload that is no text ends the session on the server: a gap, and then it goes on")
    func unreadable() async throws {
        try await withDatabase { database in
            let name = uniqueName("ascii")
            try await script("create database \(name) template template0 encoding 'SQL_ASCII'", on: database)
            let configuration = try await PrivateServer.shared.value.configuration(overrides: ["dbname": name])
            try await Database.withDatabase(configuration) { ascii in
                try await ascii.listen(to: ["c"]) { events in
                    #expect(await events.next(1) == [.mayHaveMissed(.began)])
                    try await script(#"select pg_notify('c', E'\xff')"#, on: ascii)
                    #expect(await events.next(1) == [.mayHaveMissed(.reconnected)])
                    try await ascii.execute(notify("c", "good"))
                    #expect(await events.next(1) == [heard("c", "good")])
                }
            }
            try await script("drop database \(name) with (force)", on: database)
        }
    }

    @Test("a listener that an administrator ends comes back, says so, and hears what is sent then")
    func terminated() async throws {
        let name = uniqueName("terminated")
        try await withDatabase({ $0.applicationName = name }) { database in
            try await database.listen(to: [name]) { events in
                try await database.execute(notify(name, "before"))
                #expect(await events.next(2) == [.mayHaveMissed(.began), heard(name, "before")])
                for round in 1...3 {
                    let pid = try await database.find(pids(name))
                    #expect(try await database.find(terminate(pid)))
                    #expect(await events.next(1) == [.mayHaveMissed(.reconnected)])
                    try await database.execute(notify(name, "after \(round)"))
                    #expect(await events.next(1) == [heard(name, "after \(round)")])
                }
            }
        }
    }

    @Test("a server that is not there yet, and one that is restarted, are waited for")
    func restart() async throws {
        let server = try await PrivateServer.startedAnew()
        defer { server.remove() }
        try await server.stop()
        try await Database.withDatabase(try server.configuration()) { database in
            let isBack = Task {
                try await Task.sleep(for: .milliseconds(300))
                try await server.start()
            }
            try await database.listen(to: ["c"]) { events in
                try await database.execute(notify("c", "1"))
                #expect(await events.next(2) == [.mayHaveMissed(.began), heard("c", "1")])
                // The server takes connections before whoever starts it knows.
                try await isBack.value
                try await server.stop()
                try await Task.sleep(for: .milliseconds(300))
                try await server.start()
                #expect(await events.next(1) == [.mayHaveMissed(.reconnected)])
                try await database.execute(notify("c", "2"))
                #expect(await events.next(1) == [heard("c", "2")])
            }
        }
    }

    @Test("an idle listener asks whether the server is there, and goes on with the same session")
    func idle() async throws {
        let name = uniqueName("idle")
        try await withDatabase({
            $0.applicationName = name
            $0.healthCheckAfter = .milliseconds(20)
        }) { database in
            let asked = Statement<String, Int32>(
                "listen.asked",
                "select pid from pg_stat_activity where application_name = $1 and query = ''"
            )
            try await database.listen(to: [name]) { events in
                #expect(await events.next(1) == [.mayHaveMissed(.began)])
                var pids: Set<Int32> = []
                while pids.isEmpty { pids.formUnion(try await database.fetchAll(asked(name))) }
                try await Task.sleep(for: .milliseconds(200))
                pids.formUnion(try await database.fetchAll(asked(name)))
                #expect(pids.count == 1)
                try await database.execute(notify(name, "x"))
                #expect(await events.next(1) == [heard(name, "x")])
            }
        }
    }

    @Test("a server that no longer answers is noticed and left")
    func stalled() async throws {
        let proxy = try SocketProxy(to: try await PrivateServer.shared.value.socket)
        defer { proxy.close() }
        var configuration = try await PrivateServer.shared.value.configuration(
            overrides: proxy.address.connectionOverrides
        )
        configuration.healthCheckAfter = .milliseconds(100)
        configuration.stallTimeout = .milliseconds(500)
        let channel = uniqueName("stalled")
        try await Database.withDatabase(configuration) { database in
            try await database.listen(to: [channel]) { events in
                #expect(await events.next(1) == [.mayHaveMissed(.began)])
                // Both sides stay open and hear nothing more: as when a host loses its power.
                proxy.behave(SocketProxy.Behaviour(fault: SocketProxy.Fault(.stall, after: 0)))
                #expect(await events.next(1) == [.mayHaveMissed(.reconnected)])
                try await database.execute(notify(channel, "x"))
                #expect(await events.next(1) == [heard(channel, "x")])
            }
        }
    }

    @Test("10,000 notifications for a reader that sleeps: it is told what it missed and then goes on in order")
    func overflow() async throws {
        try await withDatabase { database in
            let channel = uniqueName("overflow")
            try await database.listen(to: [channel], eventsMax: 100) { events in
                let many = Statement<(String, Int32), RowCount>(
                    "listen.many",
                    "select pg_notify($1, lpad(number::text, 5, '0')) from generate_series(1, $2) number"
                )
                #expect(try await database.find(many(channel, 10_000)).count == 10_000)
                try await Task.sleep(for: .seconds(1))
                try await database.execute(notify(channel, "last"))
                var (gaps, payloads) = ([NotificationGap](), [String]())
                reading: for await event in events {
                    switch event {
                    case .mayHaveMissed(let gap):
                        gaps.append(gap)
                    case .notification(let notification):
                        if notification.payload == "last" { break reading }
                        payloads.append(notification.payload)
                    }
                }
                #expect(gaps.contains(.overflowed))
                #expect(payloads.count <= 100)
                #expect(payloads == payloads.sorted())
                try await database.execute(notify(channel, "next"))
                #expect(await events.next(1) == [heard(channel, "next")])
            }
        }
    }

    @Test("readers that are cancelled at random moments lose nothing")
    func cancelledReaders() async throws {
        try await withDatabase { database in
            let channel = uniqueName("readers")
            try await database.listen(to: [channel]) { events in
                #expect(await events.next(1) == [.mayHaveMissed(.began)])
                async let sent: Void = {
                    for number in 1...300 { try await database.execute(notify(channel, "\(number)")) }
                }()
                var all: [NotificationEvent] = []
                while all.count < 300 {
                    let reader = Task { await events.next(1) }
                    try await Task.sleep(for: .microseconds(Int.random(in: 0...300)))
                    reader.cancel()
                    all += await reader.value
                }
                try await sent
                #expect(all == (1...300).map { heard(channel, "\($0)") })
            }
        }
    }

    @Test("what the server refuses is thrown before the body begins", arguments: [["dbname": "no"], ["user": "no"]])
    func refused(overrides: [String: String]) async throws {
        let configuration = try await PrivateServer.shared.value.configuration(overrides: overrides)
        try await Database.withDatabase(configuration) { database in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.listen(to: ["c"]) { _ in Issue.record("the body ran") }
            }
            #expect(error?.category == .authentication)
        }
    }

    @Test("a deadline ends the wait for a server that is not there, with the reason")
    func deadline() async throws {
        let configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: "host=/nonexistent"))
        try await Database.withDatabase(configuration) { database in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(300)) {
                    try await database.listen(to: ["c"]) { _ in Issue.record("the body ran") }
                }
            }
            #expect(error?.category == .unavailable)
        }
    }

    @Test("a body that throws ends the listener and is thrown on")
    func bodyThrows() async throws {
        struct Own: Error {}
        try await withDatabase { database in
            _ = await #expect(throws: Own.self) { try await database.listen(to: ["c"]) { _ in throw Own() } }
        }
    }

    @Test("closing the database ends the events; then nobody listens any more")
    func closing() async throws {
        let database = Database(try await PrivateServer.shared.value.configuration())
        let began = Counter()
        let watching = Task {
            try await database.listen(to: ["c"]) { events in
                for await _ in events { began.increment() }
            }
        }
        while began.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
        await database.close()
        try await watching.value
        let error = await #expect(throws: PostgreSQLError.self) { try await database.listen(to: ["c"]) { _ in } }
        #expect(error?.category == .misuse)
    }

    @Test("after its body the events of a listener have ended")
    func escaped() async throws {
        try await withDatabase { database in
            let events = try await database.listen(to: ["c"]) { $0 }
            #expect(await events.next(2) == [.mayHaveMissed(.began)])
        }
    }

    enum Moment: CaseIterable { case listening, connecting, pausing }

    @Test("cancellation ends a listener", arguments: Moment.allCases)
    func cancelled(moment: Moment) async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket)
        defer { proxy.close() }
        if moment == .connecting { proxy.behave(SocketProxy.Behaviour(arrival: .ignore)) }
        let place = moment == .pausing ? ["host": "/nonexistent"] : proxy.address.connectionOverrides
        var configuration = try server.configuration(overrides: place)
        configuration.connectTimeout = .seconds(600)
        configuration.connectHostTimeoutMax = .seconds(600)
        try await Database.withDatabase(configuration) { database in
            let began = Counter()
            let watching = Task {
                try await database.listen(to: ["c"]) { events in for await _ in events { began.increment() } }
            }
            if moment == .listening {
                while began.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
            } else {
                try await Task.sleep(for: .milliseconds(300))
            }
            watching.cancel()
            switch (moment, await watching.result) {
            case (.listening, .success): break
            case (_, .failure(let error as PostgreSQLError)): #expect(error.category == .cancelled)
            case (_, let result): Issue.record("\(result)")
            }
        }
    }
}
