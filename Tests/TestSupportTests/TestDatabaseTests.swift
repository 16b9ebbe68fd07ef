// The test kit itself: clones are apart, templates are built once, goldens differ when texts do.
import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

private enum Notes {
    static let add = Statement<String, Void>("notes.add", "insert into note (text) values ($1)")
    static let all = Statement<Void, String>("notes.all", "select text from note order by text")
    static let me = Statement<Void, String>("notes.me", "select current_user::text", nonNull: .all)
}

private let buildCount = Mutex(0)

private let notes = TestTemplate(texts: ["note table"]) { connectionString in
    buildCount.withLock { $0 += 1 }
    let settings = try ConnectionSettings(url: connectionString)
    try await Database.withDatabase(DatabaseConfiguration(connection: settings)) { database in
        try await database.withConnection { connection in
            _ = try await connection.executeScript("create table note (text text primary key)")
        }
    }
}

@Suite("A database for each test", .database(notes))
struct TestDatabaseTests {
    @Test("each case finds its own empty table, whatever the others wrote", arguments: 1...6)
    func isolation(number: Int) async throws {
        let current = try #require(TestDatabase.current)
        try await Database.withDatabase(try current.settings()) { database in
            try await database.execute(Notes.add("the same text"))
            let texts = try await database.fetchAll(Notes.all())
            #expect(texts == ["the same text"])
        }
        #expect(buildCount.withLock { $0 } == 1)
    }

    @Test("tests connect as the service, which owns nothing")
    func role() async throws {
        let current = try #require(TestDatabase.current)
        try await Database.withDatabase(try current.settings()) { database in
            let me = try await database.find(Notes.me())
            #expect(me == "workup")
            await #expect(throws: PostgreSQLError.self) {
                try await database.withConnection { _ = try await $0.executeScript("drop table note") }
            }
        }
    }
}

@Suite("Goldens and sequences")
struct GoldenTests {
    @Test("a difference names the lines that changed")
    func difference() {
        #expect(Golden.difference("a\nb\nc", "a\nx\nc") == "- 2: b\n+ 2: x")
        #expect(Golden.difference("a", "a\nb") == "+ 2: b")
    }

    @Test("an equal text passes, a different or missing one is reported with the way to accept it")
    func compares() throws {
        try Golden.expect("as checked in\n", named: "sample.txt")
        try withKnownIssue {
            try Golden.expect("otherwise\n", named: "sample.txt")
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("- 1: as checked in\n+ 1: otherwise") }
        }
        try withKnownIssue {
            try Golden.expect("new\n", named: "absent.txt")
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("is missing") && $0.rawValue.contains("UPDATE_GOLDEN=1") }
        }
    }

    @Test("ids count up and keep their order as text")
    func ids() {
        let ids = SequentialIDs()
        #expect(ids.next().uuidString == "00000000-0000-7000-8000-000000000001")
        #expect(ids.next() == SequentialIDs.id(2))
        #expect(SequentialIDs.id(255).uuidString < SequentialIDs.id(256).uuidString)
    }

    @Test("the clock moves only when it is moved")
    func clock() {
        let clock = FixedClock()
        let start = clock.microsecondsSince1970
        #expect(clock.microsecondsSince1970 == start)
        clock.advance(by: .milliseconds(1_500))
        #expect(clock.microsecondsSince1970 == start + 1_500_000)
    }

    @Test("the same seed gives the same sequence")
    func seed() {
        var first = SeededGenerator(seed: 7)
        var second = SeededGenerator(seed: 7)
        #expect((0..<5).map { _ in first.next() } == (0..<5).map { _ in second.next() })
    }
}
