// The schema against the program: every statement fits it, its dump is checked in, its invariants hold.
import Domain
import Foundation
import PostgreSQL
import Records
import TestSupport
import Testing

@Suite("The schema")
struct SchemaTests {
    @Test("fits every registered statement: parameters, columns, nullability", .database(.migrated))
    func statementsFit() async throws {
        // What reads the log is asked by the roles for that: the service may only add to it.
        let (ofLog, others) = (
            StatementRegistry.all.filter { Self.readsLog($0.name) },
            StatementRegistry.all.filter { !Self.readsLog($0.name) }
        )
        #expect(!ofLog.isEmpty && !others.isEmpty)
        try await TestDatabase.withDatabase { database in
            let mismatches = try await StatementCheck.run(others, on: database)
            #expect(mismatches.isEmpty, "\(mismatches)")
        }
        let settings = try #require(TestDatabase.current).superuserSettings()
        try await Database.withDatabase(settings, logger: .quiet) { database in
            let mismatches = try await StatementCheck.run(ofLog, on: database)
            #expect(mismatches.isEmpty, "\(mismatches)")
        }
    }

    private static func readsLog(_ name: String) -> Bool {
        name.hasPrefix("log.") || name.hasPrefix("review.")
            || ["audit.search", "audit.subjects", "audit.queries", "server.newest_event"].contains(name)
    }

    @Test("has every statement of the source in the registry, each name once")
    func registryIsComplete() throws {
        let folder = repository.appending(path: "Sources/Records").resolvingSymlinksInPath()
        var count = 0
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = walk?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for kind in ["= Statement<", "= CopyIn<", "= CopyOut("] {
                count += text.components(separatedBy: kind).count - 1
            }
        }
        let names = StatementRegistry.all.map(\.name)
        #expect(names.count == count)
        #expect(Set(names).count == names.count)
    }

    @Test("says the same of legal step transitions as Domain does", .database(.migrated))
    func transitionsAreEqual() async throws {
        let rows = try await query("select from_state, to_state from step_transition")
        let stored = Set(rows.map { "\($0[0] ?? "") \($0[1] ?? "")" })
        let domain = Set(
            StepState.allCases.flatMap { from in from.legalNext.map { "\(from.rawValue) \($0.rawValue)" } }
        )
        #expect(stored == domain)
    }

    @Test(
        "refuses to change or remove what is recorded",
        .database(.clinic),
        arguments: [
            "update patient_version set family_name = 'x'", "delete from patient", "truncate finding_version cascade",
            "update step_version set state = 'reviewed'", "delete from audit_event",
            "update audit_event set outcome = 0", "truncate audit_event", "delete from audit_leaf",
        ]
    )
    func recordedRowsStay(sql: String) async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await clinic.openWorkup()
            await #expect(throws: PostgreSQLError.self) {
                _ = try await clinic.record.database.withConnection { try await $0.executeScript(sql) }
            }
        }
    }

    @Test("is the one in sql/schema.sql", .database(.migrated))
    func dumpIsCheckedIn() async throws {
        let dump = try await SchemaDump.make()
        let file = repository.appending(path: "sql/schema.sql")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try dump.write(to: file, atomically: true, encoding: .utf8)
        }
        let checkedIn = try String(contentsOf: file, encoding: .utf8)
        #expect(dump == checkedIn, "\(Golden.difference(checkedIn, dump))\nUPDATE_GOLDEN=1 rewrites sql/schema.sql")
    }
}

/// The top of the repository.
let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The rows of a query on the test's database.
func query(_ sql: String) async throws -> [[String?]] {
    try await TestDatabase.withDatabase { database in
        try await database.withConnection { connection in
            try await connection.executeScript(sql).last?.rows ?? []
        }
    }
}
