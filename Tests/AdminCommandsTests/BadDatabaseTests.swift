// The program on databases that it cannot use, or that do not fit it: exit codes and words, in both languages.
import Domain
import Foundation
import TestSupport
import Testing

@Suite("On bad databases", .timeLimit(.minutes(5)))
struct BadDatabaseTests {
    /// Runs SQL as the owner of the test's database.
    private func arrange(_ sql: String, on database: TestDatabase) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", database.ownerConnectionString, "-c", sql]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private func workup(
        _ arguments: [String],
        on database: TestDatabase,
        _ environment: [String: String] = [:],
        in folder: URL
    ) throws -> WorkupProcess.Finished {
        try WorkupProcess(environment).run(
            arguments + ["--database-url", database.connectionString, "--output", "json"],
            in: folder
        )
    }

    private func error(_ finished: WorkupProcess.Finished) throws -> JSONValue {
        try #require(try JSONReader.read(Array(finished.talk.utf8))["error"])
    }

    @Test("a role without rights exits with 4 and is told what to grant, in both languages", .database(.clinic))
    func withoutRights() async throws {
        let database = try #require(TestDatabase.current)
        try arrange(
            "revoke all on all tables in schema public from workup_service, workup_machine, workup",
            on: database
        )
        try await withFolder { folder in
            for arguments in [["list"], ["check"], ["migrate", "status"]] {
                for language in ["en", "nl"] {
                    let finished = try workup(arguments + ["--language", language], on: database, in: folder)
                    #expect(finished.code == 4, "\(finished.talk)")
                    let error = try error(finished)
                    #expect(error["code"] == "database-forbidden")
                    #expect(error["hint"]?.string?.contains("grant select, insert, update") == true)
                    #expect(
                        error["message"]?.string?.contains(language == "en" ? "does not allow" : "niet toe") == true
                    )
                }
            }
        }
    }

    @Test("a role that may not make tables can look at what is pending, and cannot apply it", .database(.empty))
    func cannotMigrate() async throws {
        let database = try #require(TestDatabase.current)
        // A migration elsewhere on the server makes the roles and later grants them: not while this test looks.
        try await TestDatabase.withClone(of: .migrated) { _ in true }
        try await withFolder { folder in
            let status = try workup(["migrate", "status"], on: database, in: folder)
            #expect(status.code == 3, "\(status.talk)")
            #expect(status.text.contains(#""currentVersion":0"#))
            let check = try workup(["check"], on: database, in: folder)
            #expect(check.code == 3, "\(check.talk)")
            #expect(check.text.contains(#""check":"schema","isSound":false"#))
            let list = try workup(["list"], on: database, in: folder)
            #expect(list.code == 1)
            #expect(try error(list)["code"] == "schema-behind")
            let migration = try workup(["migrate", "up"], on: database, in: folder)
            #expect(migration.code == 4, "\(migration.talk)")
            #expect(try error(migration)["hint"]?.string?.contains("grant create on schema public") == true)
        }
    }

    @Test("a schema newer than the program is a finding of check, and refused by the others", .database(.clinic))
    func newerSchema() async throws {
        let database = try #require(TestDatabase.current)
        try arrange("insert into schema_migration values (9999, 'later', 'x', now())", on: database)
        try await withFolder { folder in
            let check = try workup(["check"], on: database, in: folder)
            #expect(check.code == 3, "\(check.talk)")
            #expect(check.text.contains("9999 / "))
            let list = try workup(["list", "--language", "nl"], on: database, in: folder)
            #expect(list.code == 1)
            #expect(try error(list)["code"] == "schema-newer")
            #expect(try error(list)["hint"]?.string?.contains("minstens zo nieuw") == true)
        }
    }

    @Test("sessions that may only read are told as such, not as unreachable", .database(.clinic))
    func readOnly() async throws {
        let database = try #require(TestDatabase.current)
        let environment = ["PGOPTIONS": "-c default_transaction_read_only=on"]
        try await withFolder { folder in
            let check = try workup(["check"], on: database, environment, in: folder)
            #expect(check.code == 3, "\(check.talk)")
            #expect(check.text.contains(#""check":"writable","isSound":false"#))
            let show = try workup(
                ["show", "019c0000-0000-7000-8000-000000000001", "--language", "nl"],
                on: database,
                environment,
                in: folder
            )
            #expect(show.code == 69)
            let error = try error(show)
            #expect(error["code"] == "database-read-only")
            #expect(error["message"]?.string?.contains("neemt geen wijzigingen aan") == true)
            #expect(error["cause"]?.string?.contains("standby") == true)
        }
    }

    @Test("why a connection could not be made and what to do is Dutch for who reads Dutch")
    func dutch() async throws {
        try await withFolder { folder in
            let finished = try WorkupProcess().run(
                ["list", "--database-url", "host=127.0.0.1,/nonexistent port=1,7 user=ann dbname=none"]
                    + ["--language", "nl"],
                in: folder
            )
            #expect(finished.code == 69)
            #expect(
                finished.talk.contains(
                    "oorzaak: er luistert geen server op 127.0.0.1:1; er luistert geen server op /nonexistent/.s.PGSQL.7\n"
                )
            )
            #expect(finished.talk.contains("tip: controleer host en poort"))
            let unusable = try WorkupProcess().run(
                ["list", "--database-url", "sslmode=hunter2", "--language", "nl"],
                in: folder
            )
            #expect(unusable.code == 78)
            #expect(unusable.talk.hasPrefix("fout: de instellingen van de database zijn niet bruikbaar\noorzaak: "))
            #expect(unusable.talk.contains("(libpq: invalid sslmode value: \"…\")\ntip: "))
            #expect(!unusable.talk.contains("hunter2"))
        }
    }

    @Test("a URL whose password was not escaped is told so, in both languages")
    func unescaped() async throws {
        try await withFolder { folder in
            for (language, words) in [("en", "was not escaped"), ("nl", "niet gecodeerd")] {
                let finished = try WorkupProcess(["WORKUP_DATABASE_URL": "postgresql://ann:hun@ter2@127.0.0.1:1/x"])
                    .run(
                        ["list", "--language", language],
                        in: folder
                    )
                #expect(finished.code == 69)
                #expect(finished.talk.contains(words), "\(finished.talk)")
                #expect(finished.talk.contains("%40"))
                #expect(!finished.talk.contains("ter2"))
            }
        }
    }

    @Test("libpq's variables lead to a server, and a failure says that they did")
    func libpqVariables() async throws {
        try await withFolder { folder in
            let finished = try WorkupProcess(["PGPORT": "7", "PGHOST": "/nonexistent"]).run(["list"], in: folder)
            #expect(finished.code == 69)
            #expect(finished.talk.contains("PGHOST, PGPORT leads to this server; give --data for Workup's own"))
        }
    }
}
