// The database's own walls: nothing stands against them, and each kind of hole is found.
import PostgreSQL
import Records
import TestSupport
import Testing

@Suite("The database's own walls", .database(.migrated))
struct WallTests {
    private func offences() async throws -> [DatabaseWall: [String]] {
        try await TestDatabase.withDatabase { database in
            let record = Record(database: database)
            var found: [DatabaseWall: [String]] = [:]
            for wall in DatabaseWall.allCases {
                let offences = try await record.offences(against: wall)
                if !offences.isEmpty { found[wall] = offences }
            }
            return found
        }
    }

    @Test("stand: no table, view, function, owner, role, grant or partition is against them")
    func standing() async throws {
        let found = try await offences()
        #expect(found.isEmpty, "\(found)")
    }

    @Test("know every function with its owner's rights, and no function that is gone")
    func closedList() async throws {
        let rows = try await query(
            "select format('%s %s', proname, pg_get_userbyid(proowner)) from pg_proc where prosecdef order by 1"
        )
        #expect(rows.map { $0[0] ?? "" } == DatabaseWall.definerFunctions.sorted())
    }

    /// A hole, the wall that it is in, and what is said of it.
    struct Hole: Sendable, CustomTestStringConvertible {
        let sql: String
        let wall: DatabaseWall
        let offence: String

        var testDescription: String { sql }
    }

    static let holes: [Hole] = [
        Hole(
            sql: "alter table finding_version no force row level security",
            wall: .tables,
            offence: "finding_version: not forced"
        ),
        Hole(
            sql: "alter table patient disable row level security",
            wall: .tables,
            offence: "patient: not enabled"
        ),
        Hole(
            sql: "alter table meeting_version disable row level security",
            wall: .tables,
            offence: "meeting_version: not enabled"
        ),
        Hole(
            sql: "alter table patient_merge no force row level security",
            wall: .tables,
            offence: "patient_merge: not forced"
        ),
        Hole(
            sql: "create table note (patient_id uuid, words text)",
            wall: .tables,
            offence: "note: not enabled, not forced, no policy"
        ),
        Hole(
            sql: "create policy easy on finding to workup_service using (true)",
            wall: .policies,
            offence: "easy on finding"
        ),
        Hole(
            sql: "create policy easy on finding using (true)",
            wall: .policies,
            offence: "easy on finding"
        ),
        Hole(
            sql: "create view everyone as select * from patient_version; grant select on everyone to workup_service",
            wall: .views,
            offence: "everyone"
        ),
        Hole(
            sql: "create materialized view all_names as select family_name from patient_version; "
                + "grant select on all_names to workup_service",
            wall: .views,
            offence: "all_names"
        ),
        Hole(
            sql: "create function see() returns bigint language sql security definer as 'select count(*) from patient'",
            wall: .searchPaths,
            offence: "see()"
        ),
        Hole(
            sql: "create function see() returns bigint language sql security definer "
                + "set search_path = pg_catalog, pg_temp as 'select 1::bigint'",
            wall: .knownFunctions,
            offence: "see workup_owner"
        ),
        Hole(
            sql: "alter function access_share(uuid, uuid, uuid, text, uuid, text, timestamptz) owner to current_user",
            wall: .knownFunctions,
            offence: "access_share workup_owner"
        ),
        Hole(
            sql: "grant execute on function access_end(uuid, uuid) to public",
            wall: .callers,
            offence: "access_end(uuid,uuid)"
        ),
        Hole(
            sql: "grant create on schema public to workup_service; alter table team owner to workup_service",
            wall: .owners,
            offence: "table team: workup_service"
        ),
        Hole(sql: "grant select on app_user to public", wall: .everybody, offence: "app_user: SELECT"),
        Hole(sql: "grant select (name) on app_user to public", wall: .everybody, offence: "app_user: SELECT"),
        Hole(
            sql: "grant select on audit_event_other to workup_service",
            wall: .partitions,
            offence: "audit_event_other: workup_service"
        ),
    ]

    @Test("show each kind of hole", arguments: holes)
    func aHole(_ hole: Hole) async throws {
        let current = try #require(TestDatabase.current)
        let owner = Database(try current.ownerSettings(), logger: .quiet)
        try await owner.withConnection { connection in
            // The owner of the log and of the functions is what the one who migrates may become.
            _ = try await connection.executeScript(hole.sql)
        }
        await owner.close()
        let found = try await offences()
        #expect(found[hole.wall]?.contains(hole.offence) == true, "\(found)")
    }

    @Test(
        "show a role of the program, or a login of it, that is above row-level security",
        arguments: [
            ("alter role workup_machine bypassrls", "workup_machine: bypassrls"),
            (
                "create role workup_wall_login login superuser; grant workup_service to workup_wall_login",
                "workup_wall_login: superuser"
            ),
        ]
    )
    func roles(sql: String, offence: String) async throws {
        // Roles are those of the whole server, on which other tests run: it is taken back before anybody sees it.
        let statement = try #require(StatementRegistry.all.first { $0.name == "walls.almighty_roles" })
        let names = DatabaseWall.programRoles.map { "'\($0)'" }.joined(separator: ", ")
        let question = statement.sql.replacing("$1::text[]", with: "array[\(names)]")
        let current = try #require(TestDatabase.current)
        let superuser = Database(try current.superuserSettings(), logger: .quiet)
        let found = try await superuser.withConnection { connection in
            let results = try await connection.executeScript("begin; \(sql); \(question); rollback")
            return results.flatMap { $0.rows.map { $0[0] ?? "" } }
        }
        await superuser.close()
        #expect(found == [offence])
    }
}
