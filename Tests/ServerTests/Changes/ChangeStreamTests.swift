// The stream of changes of the worklist: who hears of what, for how long, and how many may listen.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The stream of changes", .database(.clinic), .timeLimit(.minutes(2)))
struct ChangeStreamTests {
    private static let path = "/worklist/changes"

    /// A service whose streams look often and end soon.
    private static func service(life: Duration = .milliseconds(1_500)) -> TestService {
        var service = TestService()
        service.streamTimes = ChangeStreamTimes(
            look: .milliseconds(20),
            comment: .milliseconds(100),
            session: .milliseconds(60),
            life: life
        )
        return service
    }

    private static func events(_ response: TestResponse) -> [String] {
        response.text.split(separator: "\n\n").map(String.init).filter { $0.contains("event: ") }
    }

    /// Waits until a stream stands.
    private static func open(_ count: Int = 1, _ service: TestService) async throws {
        while service.streams.count < count { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test("tells what changed to whoever sees it, and nothing of a patient; to others not even that something did")
    func tells() async throws {
        let service = Self.service()
        try await BrowserClient.run(service, criteria: TestCriteria.bundled) { browser in
            let clinic = browser.door.clinic
            _ = try await AddUser.run(
                AddUser.Input(login: "reg.nurse", name: "Regional nurse", role: .nurse, organisation: "REG"),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let other = BrowserClient(browser.client, browser.door)
            try await browser.enrol()
            try await other.enrol("reg.nurse")
            let workup = try await clinic.openWorkup("Visser")
            async let seen = browser.send(.get, Self.path)
            async let unseen = other.send(.get, Self.path)
            try await Self.open(2, service)
            service.changes.add(.changed([workup]))
            let (response, nothing) = try await (seen, unseen)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/event-stream")
            #expect(response.headers[.cacheControl] == "no-store" && response.headers[.xAccelBuffering] == "no")
            let events = Self.events(response)
            #expect(events.count == 1)
            let event = try #require(events.first)
            #expect(event.contains("event: changed") && event.contains(#""workups":["\#(workup)"],"isAll":false"#))
            #expect(
                event.contains("id: \(service.changes.place.text)") && !response.text.lowercased().contains("visser")
            )
            #expect(response.text.contains("retry: 10000") && response.text.contains("\n:\n"))
            #expect(nothing.status == .ok && Self.events(nothing).isEmpty)
            #expect(service.streams.count == 0)
        }
    }

    @Test("goes on from the place that the page was shown at, or that the browser heard last")
    func places() async throws {
        let service = Self.service(life: .milliseconds(200))
        try await BrowserClient.run(service, criteria: TestCriteria.bundled) { browser in
            let clinic = browser.door.clinic
            try await browser.enrol()
            let first = try await clinic.openWorkup("First")
            let page = try await browser.send(.get, "/worklist").text
            let address = try #require(page.firstMatch(of: #/data-changes="([^"]+)"/#)?.1)
            #expect(address == "\(Self.path)?after=\(service.changes.place.text)")
            service.changes.add(.changed([first]))
            let between = service.changes.place
            let second = try await clinic.openWorkup("Second")
            service.changes.add(.changed([second]))
            let both = Self.events(try await browser.send(.get, String(address)))
            #expect(both.count == 1 && both[0].contains(first.description) && both[0].contains(second.description))
            let headers: HTTPFields = [.cookie: browser.cookieField, .lastEventID: between.text]
            let again = try await browser.client.execute(uri: String(address), method: .get, headers: headers)
            let events = Self.events(again)
            #expect(events.count == 1 && events[0].contains(second.description))
            #expect(!events[0].contains(first.description))
            // A place that nobody knows any more: anything may have changed.
            let lost = Self.events(try await browser.send(.get, "\(Self.path)?after=0-0"))
            #expect(lost.count == 1 && lost[0].contains(#""workups":[],"isAll":true"#))
            #expect(try await browser.send(.get, "\(Self.path)?after=nonsense").status == .badRequest)
        }
    }

    @Test("keeps nobody signed in, and says that the session has ended")
    func sessions() async throws {
        let service = Self.service(life: .seconds(60))
        try await BrowserClient.run(service, criteria: TestCriteria.bundled) { browser in
            let clinic = browser.door.clinic
            try await browser.enrol()
            let seen = try await clinic.rows("select seen_at from user_session")
            // Long enough for a use to be written down, and as long again for the session to end.
            clinic.clock.advance(by: .seconds(SessionRules.idleSecondsMax - 60))
            let tokens = browser.cookies
            async let stream = browser.send(.get, Self.path)
            try await Self.open(1, service)
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await clinic.rows("select seen_at from user_session") == seen)
            #expect(service.streams.count == 1 && browser.cookies == tokens)
            clinic.clock.advance(by: .seconds(120))
            let response = try await stream
            #expect(response.status == .ok && Self.events(response).map { $0.contains("event: ended") } == [true])
            #expect(try await browser.send(.get, Self.path).status == .unauthorized)
        }
    }

    @Test("ends with the account, and when the service stops; then it does not say that the session has ended")
    func stops() async throws {
        let service = Self.service(life: .seconds(60))
        try await BrowserClient.run(service, criteria: TestCriteria.bundled) { browser in
            try await browser.enrol()
            async let stream = browser.send(.get, Self.path)
            try await Self.open(1, service)
            _ = try await DisableUser.run(
                login: "neurologist",
                DisableUser.Input(reason: "left"),
                call: TestClinic.machine,
                in: browser.door.environment
            )
            #expect(Self.events(try await stream).count == 1)
            let nurse = BrowserClient(browser.client, browser.door)
            try await nurse.enrol("nurse")
            async let other = nurse.send(.get, Self.path)
            try await Self.open(1, service)
            service.lifecycle.stop()
            #expect(Self.events(try await other).isEmpty)
        }
    }

    @Test("is for whoever may read the list, with a session of a browser, and for so many pages at once")
    func refuses() async throws {
        var service = Self.service(life: .milliseconds(400))
        service.streams = OpenStreams(perAccountMax: 1, allMax: 2)
        try await BrowserClient.run(service, criteria: TestCriteria.bundled) { [service] browser in
            #expect(try await browser.send(.get, Self.path).status == .unauthorized)
            let researcher = BrowserClient(browser.client, browser.door)
            try await researcher.enrol("researcher")
            #expect(try await researcher.send(.get, Self.path).status == .forbidden)
            try await browser.enrol()
            async let stream = browser.send(.get, Self.path)
            try await Self.open(1, service)
            let second = try await browser.send(.get, Self.path)
            #expect(second.status == .tooManyRequests && second.headers[.retryAfter] == "30")
            #expect(try second.problem == "rate-limited")
            #expect(try await stream.status == .ok)
            #expect(try await browser.send(.get, Self.path).status == .ok, "given back")
            let head = try await browser.send(.head, Self.path)
            #expect(head.status == .ok && head.body.readableBytes == 0)
            #expect(service.streams.count == 0)
        }
    }

    private static func touch(_ workup: ID<Workup>) -> String {
        "update worklist_entry set status = status where workup_id = '\(workup)'"
    }

    @Test("knows of each change that was committed, also by a transaction that took long")
    func follows() async throws {
        try await TestDatabase.withClinic { clinic in
            let changes = WorklistChanges()
            let (slow, quick) = (try await clinic.openWorkup("Slow"), try await clinic.openWorkup("Quick"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await changes.follow(in: clinic.environment, every: .milliseconds(10), LogLines().logger())
                }
                let start = changes.place
                while changes.place == start { try await Task.sleep(for: .milliseconds(10)) }
                let following = changes.place
                #expect(changes.news(since: start).news == .unknown, "from before it followed")
                let settings = try #require(TestDatabase.current).superuserSettings()
                try await Database.withDatabase(settings, logger: .quiet) { database in
                    try await database.transaction { transaction in
                        _ = try await transaction.executeScript(Self.touch(slow))
                        _ = try await clinic.logRows(Self.touch(quick))
                        while changes.news(since: following).news != .changed([quick]) {
                            try await Task.sleep(for: .milliseconds(10))
                        }
                    }
                }
                while changes.news(since: following).news != .changed([quick, slow]) {
                    try await Task.sleep(for: .milliseconds(10))
                }
                group.cancelAll()
            }
        }
    }
}

@Suite("A stream on a socket", .timeLimit(.minutes(1)))
struct StreamSocketTests {
    private static func run(
        _ reply: Reply,
        _ body: @Sendable @escaping (SocketTalk) async throws -> Void
    ) async throws {
        var service = TestService()
        service.settings.host = "127.0.0.1"
        service.settings.writeSecondsMax = 1
        service.settings.idleSecondsMax = 1
        service.settings.requestSecondsMax = 1
        service.routes = [.probe(.get) { _ in reply }]
        try await service.run(.live, environment: try .without) { client in
            try await body(SocketTalk(port: try #require(client.port)))
        }
    }

    private static let request = Array("GET /probe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)

    @Test("stands longer than any deadline of an answer while its reader takes each part")
    func stands() async throws {
        let reply = Reply.stream(type: "text/event-stream") { writer in
            for number in 1...6 {
                try await writer.write(ByteBuffer(string: "data: \(number)\n\n"))
                try await Task.sleep(for: .milliseconds(700))
            }
            try await writer.finish(nil)
        }
        try await Self.run(reply) { talk in
            let outcome = try await talk.send([Self.request])
            #expect(outcome.statuses == [200] && outcome.wasClosed)
            #expect(outcome.answer.contains("data: 1\n") && outcome.answer.contains("data: 6\n"))
        }
    }

    @Test("ends where its reader does not read")
    func slowReader() async throws {
        let ended = EndedStream()
        let reply = Reply.stream(type: "text/event-stream") { writer in
            do {
                for _ in 1...100_000 { try await writer.write(ByteBuffer(repeating: 120, count: 64 << 10)) }
            } catch {
                await ended.end()
                throw error
            }
        }
        try await Self.run(reply) { talk in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.autoRead, value: false)
                .connect(host: "127.0.0.1", port: talk.port).get()
            try await channel.writeAndFlush(ByteBuffer(bytes: Self.request))
            while await !ended.hasEnded { try await Task.sleep(for: .milliseconds(50)) }
            try await channel.close()
        }
    }
}

/// Whether a stream has ended.
private actor EndedStream {
    private(set) var hasEnded = false

    func end() { hasEnded = true }
}
