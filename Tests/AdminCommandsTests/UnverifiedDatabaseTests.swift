// A database on another machine: every command refuses to reach it without knowing who it is, by all ways that libpq has of
// being told so. 0.0.0.0 is no loopback address, and a connection to it is refused at once.
import Domain
import Foundation
import Testing

@Suite("A database on another machine", .timeLimit(.minutes(3)))
struct UnverifiedDatabaseTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var url: String?
        var environment: [String: String] = [:]
        /// 78 where it is refused beforehand, 69 where it was tried to connect.
        let code: Int32
        var testDescription: String { "\(url ?? "") \(environment)" }
    }

    /// `FOLDER` is one with a file of services.
    private static let rows: [Row] = [
        Row(url: "host=0.0.0.0 port=1", code: 78),
        Row(url: "postgresql://ann@0.0.0.0:1/workup", code: 78),
        Row(url: "host=0.0.0.0 port=1 sslmode=require", code: 78),
        Row(url: "host=0.0.0.0 port=1 sslmode=verify-full", code: 69),
        Row(url: "host=0.0.0.0 port=1", environment: ["PGSSLMODE": "verify-full"], code: 69),
        Row(url: "host=0.0.0.0 port=1", environment: ["PGSSLMODE": "verify-ca"], code: 78),
        Row(url: "host=0.0.0.0 port=1 sslmode=prefer", environment: ["PGSSLMODE": "verify-full"], code: 78),
        Row(environment: ["PGHOST": "0.0.0.0", "PGPORT": "1"], code: 78),
        Row(environment: ["PGHOSTADDR": "0.0.0.0", "PGHOST": "localhost", "PGPORT": "1"], code: 78),
        Row(environment: ["PGHOST": "0.0.0.0", "PGPORT": "1", "PGSSLMODE": "verify-full"], code: 69),
        Row(url: "service=weak", environment: ["PGSERVICEFILE": "FOLDER/services"], code: 78),
        Row(url: "service=strong", environment: ["PGSERVICEFILE": "FOLDER/services"], code: 69),
        Row(environment: ["PGSERVICE": "weak", "PGSERVICEFILE": "FOLDER/services"], code: 78),
        Row(url: "host=127.0.0.1,0.0.0.0 port=1", code: 78),
        Row(url: "host=127.0.0.1,localhost,/nonexistent port=1", code: 69),
        Row(url: "host=0.0.0.0 port=1", environment: ["WORKUP_DATABASE_ALLOW_UNVERIFIED_TLS": "true"], code: 69),
        Row(url: "host=0.0.0.0 port=1", environment: ["WORKUP_DATABASE_ALLOW_UNVERIFIED_TLS": "false"], code: 78),
    ]

    private func finished(
        _ arguments: [String],
        _ row: Row,
        in folder: URL
    ) throws -> WorkupProcess.Finished {
        try Data(
            """
            [weak]
            host=0.0.0.0
            port=1
            [strong]
            host=0.0.0.0
            port=1
            sslmode=verify-full
            """.utf8
        ).write(to: folder.appending(path: "services"))
        let environment = row.environment.mapValues { $0.replacing("FOLDER", with: folder.path) }
        return try WorkupProcess(environment).run(
            arguments + (row.url.map { ["--database-url", $0] } ?? []),
            in: folder
        )
    }

    @Test("is reached with verify-full alone, unless the setting says otherwise", arguments: rows)
    func refused(_ row: Row) async throws {
        try await withFolder { folder in
            let list = try finished(["list"], row, in: folder)
            #expect(list.code == row.code, "\(list.talk)")
            #expect(list.talk.contains("sslmode=verify-full") == (row.code == 78), "\(list.talk)")
        }
    }

    @Test(
        "is refused by every command that would reach it, in both languages, with what to do",
        arguments: [
            ["serve"], ["check"], ["migrate", "status"], ["migrate", "up"], ["config", "check"], ["audit", "verify"],
        ]
    )
    func commands(_ arguments: [String]) async throws {
        try await withFolder { folder in
            for (language, words) in [("en", "is on another machine"), ("nl", "staat op een andere machine")] {
                let row = Row(url: "host=0.0.0.0 port=1 password=hunter2", code: 78)
                let environment = ["WORKUP_DATABASE_URL": row.url ?? ""]
                let ran = try finished(
                    arguments + ["--language", language],
                    Row(environment: environment, code: 78),
                    in: folder
                )
                #expect(ran.code == 78, "\(ran.talk)")
                #expect(ran.talk.contains(words) && ran.talk.contains("0.0.0.0"), "\(ran.talk)")
                #expect(ran.talk.contains("database.allowUnverifiedTLS"), "\(ran.talk)")
                #expect(!ran.talk.contains("hunter2"))
            }
        }
    }
}
