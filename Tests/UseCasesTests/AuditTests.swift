// No event, no data: every read and write of a patient's data is in the log, in the same transaction.
import Domain
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("The access log", .database(.clinic))
struct AuditTests {
    @Test("has one event for each thing done, with who, what and whose")
    func events() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            _ = try await clinic.document(workup)
            _ = try await ListWorklist.run(
                WorklistFilter(),
                cursor: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            let rows = try await clinic.logRows(
                """
                select e.event_code, e.action, e.outcome, e.user_name, e.patient_id is not null,
                    (select count(*) from audit_subject s where s.event_id = e.id)
                from audit_event e where e.event_code not like 'Install%' order by e.id
                """
            )
            #expect(
                rows == [
                    ["AddPatient", "C", "0", "Neurologist", "t", "0"],
                    ["OpenWorkup", "C", "0", "Neurologist", "t", "0"],
                    ["ReadWorkup", "R", "0", "Neurologist", "t", "0"],
                    ["ListWorklist", "E", "0", "Neurologist", "f", "1"],
                ]
            )
        }
    }

    @Test("keeps a read of what is not there as not successful")
    func missing() async throws {
        try await TestDatabase.withClinic { clinic in
            let error = await failure {
                try await ReadWorkup.run(
                    ID(clinic.environment.makeUUID()),
                    asOf: nil,
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.category == .notFound)
            let rows = try await clinic.logRows("select outcome from audit_event where event_code = 'ReadWorkup'")
            #expect(rows == [["4"]])
        }
    }

    @Test("that cannot be written stops every read and write")
    func stopped() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let owner = try #require(TestDatabase.current)
            try await stopAudit(owner)
            let errors = [
                await failure { try await clinic.document(workup) },
                await failure {
                    try await ListWorklist.run(
                        WorklistFilter(),
                        cursor: nil,
                        call: clinic.call(),
                        in: clinic.environment
                    )
                },
                await failure { try await clinic.addPatient("Nobody") },
            ]
            #expect(errors.allSatisfy { $0 != nil })
            #expect(try await clinic.rows("select count(*) from patient") == [["1"]])
        }
    }

    @Test("changes nothing else when something is read")
    func readsChangeNothing() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let before = try await clinic.contents()
            _ = try await clinic.document(workup)
            _ = try await ListWorklist.run(
                WorklistFilter(),
                cursor: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.contents() == before)
        }
    }

    /// Makes the log refuse every line, as the owner of the tables.
    private func stopAudit(_ test: TestDatabase) async throws {
        let database = Database(try test.ownerSettings(), logger: .quiet)
        do {
            try await database.withConnection { connection in
                _ = try await connection.executeScript(
                    """
                    create function stop_audit() returns trigger language plpgsql as
                        $$ begin raise exception 'the log is full'; end $$;
                    create trigger stop_audit before insert on audit_event execute function stop_audit();
                    """
                )
            }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
