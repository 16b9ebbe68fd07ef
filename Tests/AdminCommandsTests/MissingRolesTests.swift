// A named server whose login was not granted the program's roles: each command says which GRANT is missing, and that GRANT
// is what helps.
import Domain
import Foundation
import TestSupport
import Testing

@Suite("A login that is no member of the program's roles", .timeLimit(.minutes(3)))
struct MissingRolesTests {
    /// A login of the test server, its connection, and a way to run SQL as the superuser.
    private struct Login {
        let name: String
        let connection: String
        let administration: String

        func psql(_ sql: String) throws {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", administration, "-c", sql]
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "\(sql)")
        }

        func workup(_ arguments: [String], in folder: URL) throws -> WorkupProcess.Finished {
            // The key of the access log and its checkpoints are beside the test's other files.
            let environment = ["XDG_DATA_HOME": folder.path(), "WORKUP_DATABASE_URL": connection]
            return try WorkupProcess(environment).run(arguments + ["--output", "json"], in: folder)
        }
    }

    private func withLogin(_ body: (Login, URL) throws -> Void) async throws {
        let database = try #require(TestDatabase.current)
        // Its name has to be quoted in SQL.
        let name = "Lonely \(UInt32.random(in: 0 ... .max))"
        let login = Login(
            name: name,
            connection: database.superuserConnectionString.replacing("user='postgres'", with: "user='\(name)'"),
            administration: database.superuserConnectionString
        )
        try login.psql("create role \"\(name)\" login")
        defer { try? login.psql("drop role \"\(name)\"") }
        try await withFolder { folder in try body(login, folder) }
    }

    /// What a command told of an error.
    private func error(_ finished: WorkupProcess.Finished) throws -> JSONValue {
        try #require(try JSONReader.read(Array(finished.talk.utf8))["error"], "\(finished.talk)")
    }

    /// The statement that a text tells to run.
    private func statement(_ text: String?) throws -> String {
        String(try #require(text?.split(separator: "`").first { $0.hasPrefix("grant ") }, "\(text ?? "")"))
    }

    @Test("is told which GRANT to run, in both languages; run as it is told, the command works", .database(.clinic))
    func commands() async throws {
        try await withLogin { login, folder in
            for arguments in [["list"], ["patient", "find", "--family-name", "Jansen"]] {
                for (language, words) in [("en", "as a database administrator"), ("nl", "als databasebeheerder")] {
                    let finished = try login.workup(arguments + ["--language", language], in: folder)
                    #expect(finished.code == 4, "\(finished.talk)")
                    let error = try error(finished)
                    #expect(error["code"] == "database-role-missing")
                    #expect(error["hint"]?.string?.contains(words) == true)
                    #expect(error["cause"]?.string?.contains("workup_service, workup_machine") == true)
                    let grant = try statement(error["hint"]?.string)
                    #expect(grant == "grant workup_service, workup_machine to \"\(login.name)\"")
                }
            }
            // The one role that is still lacking is named alone.
            try login.psql("grant workup_service to \"\(login.name)\"")
            let half = try error(try login.workup(["list"], in: folder))
            let grant = try statement(half["hint"]?.string)
            #expect(grant == "grant workup_machine to \"\(login.name)\"")
            try login.psql(grant)
            let list = try login.workup(["list"], in: folder)
            #expect(list.code == 0, "\(list.talk)")
        }
    }

    @Test(
        "is a finding of check, with everything that is missing, and keeps the service from starting",
        .database(.clinic)
    )
    func checkAndServe() async throws {
        try await withLogin { login, folder in
            let lonely = try login.workup(["check"], in: folder)
            #expect(lonely.code == 3, "\(lonely.talk)")
            let grant = try statement(lonely.text)
            let roles = "workup_service, workup_machine, workup_sealer, workup_audit_reader, workup_retention"
            #expect(grant.replacing("\\\"", with: "\"") == "grant \(roles) to \"\(login.name)\"")
            try login.psql("grant workup_service, workup_machine to \"\(login.name)\"")
            let serve = try login.workup(["serve", "--port", "0", "--language", "nl"], in: folder)
            #expect(serve.code == 4, "\(serve.talk)")
            let last = try #require(serve.talk.split(separator: "\n").last { $0.contains("database-role-missing") })
            let told = try statement(try JSONReader.read(Array(last.utf8))["error"]?["hint"]?.string)
            #expect(told == "grant workup_sealer, workup_audit_reader to \"\(login.name)\"")
            try login.psql(grant.replacing("\\\"", with: "\""))
            let check = try login.workup(["check"], in: folder)
            #expect(check.text.contains(#""check":"roles","isSound":true"#), "\(check.text)")
        }
    }

    @Test("is told of a role that a command needs only now and then when it is needed", .database(.clinic))
    func laterOn() async throws {
        try await withLogin { login, folder in
            try login.psql("grant workup_service, workup_machine to \"\(login.name)\"")
            for (language, words) in [("en", "act as role workup_audit_reader"), ("nl", "rol workup_audit_reader")] {
                let finished = try login.workup(["audit", "search", "--language", language], in: folder)
                #expect(finished.code == 4, "\(finished.talk)")
                let error = try error(finished)
                #expect(error["cause"]?.string?.contains(words) == true, "\(finished.talk)")
                let grant = try statement(error["hint"]?.string)
                #expect(grant == "grant workup_audit_reader to \"\(login.name)\"")
            }
        }
    }
}
