// What connection settings come to, without a server: lists of hosts, shares of time, pinned settings, shown names.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Connection settings come to what libpq would make of them")
struct ConnectingSettingsTests {
    private func effective(_ values: [String: String]) -> EffectiveSettings { EffectiveSettings(values: values) }

    struct Lists: Sendable, CustomTestStringConvertible {
        let given: [String: String]
        let hosts: [HostEntry]
        var testDescription: String { given.sorted { $0.key < $1.key }.description }
    }

    @Test(
        "lists of hosts are taken apart",
        arguments: [
            Lists(given: ["port": "5432"], hosts: [HostEntry(port: "5432")]),
            Lists(given: ["host": "a", "port": "1"], hosts: [HostEntry(host: "a", port: "1")]),
            Lists(
                given: ["host": "a,b", "port": "1,2"],
                hosts: [HostEntry(host: "a", port: "1"), HostEntry(host: "b", port: "2")]
            ),
            Lists(
                given: ["host": "a,,/s", "port": "7"],
                hosts: [
                    HostEntry(host: "a", port: "7"), HostEntry(host: "", port: "7"), HostEntry(host: "/s", port: "7"),
                ]
            ),
            Lists(
                given: ["host": "a,b", "hostaddr": "127.0.0.1,", "port": ",2"],
                hosts: [
                    HostEntry(host: "a", address: "127.0.0.1", port: ""), HostEntry(host: "b", address: "", port: "2"),
                ]
            ),
            Lists(given: ["hostaddr": "::1", "port": "1"], hosts: [HostEntry(address: "::1", port: "1")]),
        ]
    )
    func lists(_ lists: Lists) {
        #expect(HostEntry.entries(of: effective(lists.given)) == lists.hosts)
    }

    @Test("one host of a list is said so that the environment cannot fill its gaps")
    func oneHost() {
        #expect(HostEntry(host: "a", port: "1").parameters == ["host": "a", "port": "1"])
        #expect(
            HostEntry(host: "b", address: "", port: "2").parameters == ["host": "b,b", "hostaddr": ",", "port": "2,2"]
        )
        #expect(HostEntry(host: "", port: "2").parameters == ["host": ",", "port": "2,2"])
        #expect(HostEntry(host: "b", address: "", port: "2").nameToLookUp == "b")
        #expect(HostEntry(host: "b", address: "::1").nameToLookUp == nil)
        for socket in [HostEntry(), HostEntry(host: ""), HostEntry(host: "/run"), HostEntry(host: "@abstract")] {
            #expect(socket.isSocket)
            #expect(socket.nameToLookUp == nil)
        }
    }

    @Test("URLs and keywords with several hosts are read by libpq")
    func read() throws {
        for text in [
            "postgresql://u@a:1,[::1]:2/d?connect_timeout=1", "host=a,::1 port=1,2 user=u dbname=d connect_timeout=1",
        ] {
            let settings = try EffectiveSettings(try ConnectionSettings(url: text))
            #expect(
                HostEntry.entries(of: settings) == [HostEntry(host: "a", port: "1"), HostEntry(host: "::1", port: "2")]
            )
            #expect(settings["user"] == "u")
            #expect(settings["dbname"] == "d")
            // As in libpq, one second is taken for two.
            #expect(try settings.connectTimeout() == .seconds(2))
            #expect(settings["password"] == nil)
        }
        let plain = try EffectiveSettings(try ConnectionSettings(url: "connect_timeout=0"))
        #expect(try plain.connectTimeout() == nil)
        #expect(throws: PostgreSQLError.self) {
            try EffectiveSettings(try ConnectionSettings(url: "connect_timeout=soon")).connectTimeout()
        }
    }

    @Test("prefer-standby goes round for standbys first, then takes any")
    func rounds() {
        #expect(effective(["target_session_attrs": "prefer-standby"]).sessionsWanted == ["standby", "any"])
        #expect(effective(["target_session_attrs": "read-write"]).sessionsWanted == [nil])
        #expect(effective([:]).sessionsWanted == [nil])
        #expect(effective(["load_balance_hosts": "random"]).isLoadBalanced)
        #expect(!effective(["load_balance_hosts": "disable"]).isLoadBalanced)
    }

    @Test("the time is shared evenly among hosts and addresses, and connect_timeout counts for each alone")
    func shares() throws {
        let shares = ConnectShares(addressTimeout: nil, end: .after(.seconds(1_000)), hostTimeoutMax: .seconds(600))
        func seconds(_ deadline: Deadline) throws -> Double { try #require(deadline.remaining) / .seconds(1) }
        #expect(try (490...500).contains(seconds(shares.hostDeadline(turnsLeft: 2))))
        #expect(try (590...600).contains(seconds(shares.hostDeadline(turnsLeft: 1))))
        #expect(
            try (90...100).contains(seconds(shares.addressDeadline(within: .after(.seconds(300)), addressesLeft: 3)))
        )
        let given = ConnectShares(addressTimeout: .seconds(70), end: .after(.zero), hostTimeoutMax: .seconds(1))
        #expect(try (60...70).contains(seconds(given.hostDeadline(turnsLeft: 9))))
        #expect(try (60...70).contains(seconds(given.addressDeadline(within: .after(.zero), addressesLeft: 9))))
    }

    @Test("what reading values relies on cannot be changed, whatever the case of its name")
    func pinned() {
        let session = SessionSettings(asked: ["timezone": "Asia/Tokyo", "DATESTYLE": "German", "search_path": "a, b\\"])
        #expect(session.all["timezone"] == nil)
        #expect(session.all["TimeZone"] == "UTC")
        #expect(session.all["DATESTYLE"] == nil)
        #expect(session.options.contains("-c search_path=a,\\ b\\\\"))
        #expect(session.script.contains("pg_catalog.set_config(E'search_path', E'a, b\\\\', false)"))
        let reported = [
            "TimeZone": "UTC", "DateStyle": "ISO, MDY", "IntervalStyle": "iso_8601", "client_encoding": "UTF8",
        ]
        #expect(session.unmet { reported[$0] } == [])
        #expect(session.unmet { $0 == "TimeZone" ? "GMT" : reported[$0] } == ["TimeZone"])
        #expect(session.unmet { $0 == "client_encoding" ? "LATIN1" : reported[$0] } == ["client_encoding"])
    }

    @Test(
        "names are shown, but not where they look like the pieces of a password",
        arguments: [
            ("postgresql://u:x@h:1/d", true), ("host=/tmp/s port=1 dbname=d user=u", true), ("host=@a dbname=d", true),
            ("postgresql://u:hun@ter2@h/d", false), ("postgresql://u:123/hunter2@h/d", false),
            ("postgresql://u@corp:hunter2@h/d", false), ("postgresql://u:a@b,hunter2@h/d", false),
            ("postgresql://u:hun@h:ter2/d", false),
        ]
    )
    func shown(_ text: String, _ isShown: Bool) throws {
        let settings = try EffectiveSettings(try ConnectionSettings(url: text))
        for host in HostEntry.entries(of: settings) {
            let place = ServerPlace(host, settings)
            #expect(place.isShown == isShown)
            let texts = ConnectTrouble.allCases.map { $0.sentence(place) }
            #expect(!texts.contains { $0.contains("ter2") || $0.contains("123") })
        }
    }

    @Test("nothing shows the settings of a target or a configuration")
    func opaque() throws {
        let settings = try ConnectionSettings(url: "password=hunter2", overrides: ["dbname": "d"])
        let configuration = DatabaseConfiguration(connection: settings)
        var shown = "\(settings) \(configuration) \(configuration.plan) \(String(reflecting: configuration.target))"
        dump(configuration.plan, to: &shown)
        dump(configuration, to: &shown)
        #expect(!shown.contains("hunter2"))
        #expect(throws: PostgreSQLError.self) { try ConnectionSettings(overrides: ["password": "hunter2\0x"]) }
    }

    @Test("every trouble has a sentence of its own, and advice unless waiting is all there is to do")
    func troubles() {
        let sentences = ConnectTrouble.allCases.map { $0.sentence(ServerPlace()) }
        // The two kinds of unusable settings are told apart by libpq's own words.
        #expect(Set(sentences).count == sentences.count - 1)
        #expect(ConnectTrouble.allCases.filter { $0.advice == nil } == [.serverNotReady])
    }
}

@Suite("Names are looked up without holding anyone up", .timeLimit(.minutes(1)))
struct ConnectingNamesTests {
    @Test("addresses need no look-up, names give theirs, and what does not exist says so")
    func system() throws {
        let waker = try Waker()
        func look(_ name: String) throws -> NameLookupOutcome {
            let inbox = try NameLookups.system.begin(name, waking: waker)
            while true {
                if let outcome = inbox.outcome { return outcome }
                _ = wait(socket: -1, toRead: false, toWrite: false, waker: waker, until: .after(.seconds(30)))
                waker.drain()
            }
        }
        #expect(try look("127.0.0.1") == .addresses(["127.0.0.1"]))
        #expect(try look("::1") == .addresses(["::1"]))
        guard case .addresses(let found) = try look("localhost") else {
            Issue.record("localhost is not known")
            return
        }
        #expect(found.contains("127.0.0.1") || found.contains("::1"))
        guard case .failed = try look("no-such-host.invalid") else {
            Issue.record("a name that cannot exist has an address")
            return
        }
    }

    @Test("of those who gave up nothing is kept, however long the resolver is silent")
    func givenUp() throws {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let lookups = NameLookups { _ in
            gate.wait()
            return .addresses([])
        }
        weak var last: Waker?
        for _ in 0..<1_000 {
            let waker = try Waker()
            last = waker
            _ = try lookups.begin("silent.example", waking: waker)
        }
        #expect(last == nil, "a descriptor for each attempt")
        #expect(lookups.waitingCount("silent.example") == 1)
    }

    @Test("those who look for the same name share one look-up, and each is told")
    func shared() throws {
        let calls = Counter()
        let gate = DispatchSemaphore(value: 0)
        let lookups = NameLookups { name in
            calls.increment()
            gate.wait()
            return .addresses([name])
        }
        let wakers = [try Waker(), try Waker(), try Waker()]
        let inboxes = try wakers.map { try lookups.begin("slow.example", waking: $0) }
        #expect(inboxes.allSatisfy { $0.outcome == nil })
        gate.signal()
        for (waker, inbox) in zip(wakers, inboxes) {
            _ = wait(socket: -1, toRead: false, toWrite: false, waker: waker, until: .after(.seconds(30)))
            #expect(inbox.outcome == .addresses(["slow.example"]))
        }
        #expect(calls.count == 1)
    }
}
