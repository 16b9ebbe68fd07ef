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

    @Test("know every constraint and unique index of the log and of access, every trigger, and none that is gone")
    func guards() async throws {
        let tables = "c.relnamespace = 'public'::regnamespace and not c.relispartition"
        let held = "(c.relname ~ '^(audit|access)_' or c.relname in ('team', 'team_member', 'notice'))"
        let rows = try await query(
            """
            select format('constraint %s on %s', k.conname, c.relname) from pg_constraint k join pg_class c on c.oid = k.conrelid
            where \(tables) and \(held) and k.contype in ('p', 'u', 'f', 'c', 'x')
            union all
            select format('unique index %s on %s', i.relname, c.relname)
            from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
            where \(tables) and \(held) and x.indisunique
                and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
            union all
            select format('trigger %s on %s: %s', t.tgname, c.relname, p.proname)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
            where \(tables) and not t.tgisinternal
            """
        )
        #expect(rows.compactMap { $0[0] }.sorted() == DatabaseWall.namedGuards.sorted())
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
        Hole(
            sql: "alter table audit_event drop constraint audit_event_lists_check",
            wall: .guards,
            offence: "constraint audit_event_lists_check on audit_event"
        ),
        Hole(
            sql:
                "alter table access_relation drop constraint access_relation_emergency_check; alter table access_relation "
                + "add constraint access_relation_emergency_check check (scope <> 'x') not valid",
            wall: .guards,
            offence: "constraint access_relation_emergency_check on access_relation"
        ),
        Hole(
            sql: "drop trigger audit_judgement_append_only on audit_judgement",
            wall: .guards,
            offence: "trigger audit_judgement_append_only on audit_judgement: audit_stays"
        ),
        Hole(
            sql: "alter table access_objection disable trigger access_objection_append_only",
            wall: .guards,
            offence: "trigger access_objection_append_only on access_objection: refuse_other_change"
        ),
        Hole(
            sql: "alter table audit_event_other disable trigger audit_event_append_only",
            wall: .guards,
            offence: "trigger audit_event_append_only on audit_event_other: audit_stays"
        ),
        Hole(
            sql: "drop index access_request_open_key",
            wall: .guards,
            offence: "unique index access_request_open_key on access_request"
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
