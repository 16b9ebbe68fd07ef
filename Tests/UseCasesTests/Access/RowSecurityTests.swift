// The second wall by itself: what the tables of patients show to a connection, whatever the service would have done.
import Domain
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("The tables of patients", .database(.clinic))
struct RowSecurityTests {
    /// How many rows a role sees of each table that row-level security guards, after `identity`.
    private func counts(_ clinic: TestClinic, _ identity: String) async throws -> [String: Int] {
        let tables = try await clinic.logRows(
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relrowsecurity and c.relkind = 'r' and c.relname not like 'audit%'
            order by c.relname
            """
        ).compactMap { $0[0] }
        var counts: [String: Int] = [:]
        try await clinic.record.database.withConnection { connection in
            for table in tables {
                let rows = try await connection.executeScript(
                    "begin; \(identity); select count(*) from \(table); rollback;"
                )
                counts[table] = rows.flatMap(\.rows).last?.first.flatMap { $0 }.flatMap(Int.init)
            }
        }
        return counts
    }

    @Test("show nothing to nobody, all that is theirs to the hospital, and nothing of it to another one")
    func counts() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            clinic.waitForExampleCases()
            let files = try ["synthetic-definite.json", "synthetic-one-nerve.json"].map {
                try exampleCase($0)
            }
            _ = try await ImportCases.run(
                files,
                organisation: "NMC",
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await clinic.addPatient("Brouwer", mrn: "4711")
            let now = clinic.environment.now()
            let enter = { (user: ID<User>) in
                "select set_config('role', 'workup_service', true), access_enter('\(user)', '\(now)')"
            }
            let nobody = try await counts(clinic, "select 1")
            #expect(nobody.count >= 35)
            #expect(nobody.filter { $0.value != 0 }.isEmpty, "\(nobody)")
            let stranger = try await counts(clinic, enter(try #require(stage.regional().actor.userID)))
            #expect(stranger.filter { $0.value != 0 }.isEmpty, "\(stranger)")

            let own = try await counts(clinic, enter(TestClinic.userID(.neurologist)))
            let everything = try await counts(clinic, "select set_config('role', 'workup_machine', true)")
            for table in ["patient", "workup", "step_version", "finding_version", "evaluation", "worklist_entry"] {
                #expect(own[table] != 0, "\(table)")
            }
            for (table, count) in everything where table != "idempotency_key" {
                #expect(own[table] == count, "\(table)")
            }

            let administrator = try await counts(clinic, enter(TestClinic.userID(.administrator)))
            let persons = [
                "patient", "patient_version", "patient_identifier", "identifier_directory", "access_relation",
            ]
            #expect(administrator.filter { $0.value != 0 }.keys.sorted() == persons.sorted())
            for role in [Role.researcher, .privacyOfficer] {
                let seen = try await counts(clinic, enter(TestClinic.userID(role)))
                #expect(seen.filter { $0.value != 0 }.isEmpty, "\(role): \(seen)")
            }
        }
    }

    @Test("take no row from somebody whose patient it is not")
    func writes() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let stranger = try #require(stage.regional().actor.userID)
            let now = clinic.environment.now()
            let attempts = [
                """
                insert into patient_version (patient_id, version, family_name, given_names, sex, recorded_at)
                values ('\(patient)', 2, 'Mine', '{}', 'unknown', now())
                """,
                """
                insert into finding (patient_id, id, workup_id, kind)
                values ('\(patient)', gen_random_uuid(), '\(workup)', 'laboratory')
                """,
                """
                insert into access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, valid_from, recorded_at)
                values ('\(patient)', gen_random_uuid(), 'user', '\(stranger)', 'record', 'registration', now(), now())
                """,
                "insert into worklist_entry select * from worklist_entry limit 0; update worklist_entry set search = ''",
            ]
            for sql in attempts {
                await #expect(throws: PostgreSQLError.self, "\(sql)") {
                    try await clinic.record.database.withConnection { connection in
                        _ = try await connection.executeScript(
                            """
                            begin;
                            select set_config('role', 'workup_service', true), access_enter('\(stranger)', '\(now)');
                            \(sql);
                            commit;
                            """
                        )
                    }
                }
            }
        }
    }
}
