// Lawful destruction: two people, a reason, a term; the whole record of one patient and nothing of another's; the log stays.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("How long a record is kept", .database(.clinic))
struct RetentionTests {
    private static let terms = RetentionTerm.list("NMC=NL") ?? []

    private static func input(_ witness: String = "privacyofficer", beforeTerm: Bool = false) -> DestroyRecord.Input {
        DestroyRecord.Input(reason: "its term is over", witness: witness, isBeforeTerm: beforeTerm)
    }

    private func destroy(
        _ patient: ID<Patient>,
        _ input: DestroyRecord.Input,
        terms: [RetentionTerm] = terms,
        isDryRun: Bool = false,
        in clinic: TestClinic
    ) async throws -> [RemovedRows] {
        let machine = TestClinic.machine
        let call = Call(actor: machine.actor, origin: .commandLine, isDryRun: isDryRun)
        return try await TestDatabase.withLog(as: .retention) { record in
            try await DestroyRecord.run(
                patient,
                input,
                terms: terms,
                destruction: RecordDestruction(record: record),
                call: call,
                in: clinic.environment
            )
        }
    }

    /// How many rows of each table name a patient; the log's own tables apart.
    private func rows(_ clinic: TestClinic, of patient: ID<Patient>, log: Bool = false) async throws -> [String: Int] {
        let tables = try await clinic.rows(
            """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'patient_id'
            where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
                and c.relname \(log ? "" : "not") like 'audit\\_%' order by 1
            """
        )
        var counts: [String: Int] = [:]
        for table in tables.compactMap({ $0[0] }) {
            let found = try await clinic.rows("select count(*) from \(table) where patient_id = '\(patient)'")
            counts[table] = Int(found.first?[0] ?? "")
        }
        return counts.filter { $0.value > 0 }
    }

    @Test("ends as each organisation's term says, and never where one of them has none")
    func terms() throws {
        let cases: [(String, [RetentionTerm]?)] = [
            ("", []), ("NMC=NL", [.init("NMC", 20, .lastChange)]),
            ("NMC=NL, REG=BE", [.init("NMC", 20, .lastChange), .init("REG", 30, .lastContact)]),
            ("NMC=25:lastContact", [.init("NMC", 25, .lastContact)]), ("NMC", nil), ("NMC=0:lastChange", nil),
            ("NMC=NL,NMC=BE", nil), ("NMC=20", nil), ("n m c=XX", nil),
        ]
        for (text, terms) in cases { #expect(RetentionTerm.list(text) == terms, "\(text)") }
    }

    @Test("is over after the years since the last change, at every organisation")
    func due() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup("Jansen")
            let patient = try await clinic.document(workup).patient.id
            func due(_ terms: String) async throws -> [String] {
                let page = try await ListRetention.run(
                    RetentionTerm.list(terms) ?? [],
                    call: TestClinic.machine,
                    in: clinic.environment
                )
                let items = try JSONReader.read(page.body)["items"]?.array ?? []
                return items.compactMap { $0["dueSince"]?.string }
            }
            #expect(try await due("NMC=NL").isEmpty)
            clinic.clock.advance(by: .seconds(86_400 * 365 * 20))
            #expect(try await due("NMC=NL").isEmpty)
            clinic.clock.advance(by: .seconds(86_400 * 7))
            #expect(try await due("NMC=NL") == ["2046-03-03"])
            #expect(try await due("").isEmpty)
            #expect(try await due("REG=NL").isEmpty)
            #expect(try await due("NMC=BE").isEmpty)
            // A second organisation keeps it, until its own term is over.
            _ = try await clinic.rows(
                """
                insert into access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, valid_from, recorded_at)
                values ('\(patient)', gen_random_uuid(), 'organisation', '\(TestClinic.hospitalID)', 'person',
                    'registration', now(), now())
                """
            )
            #expect(try await due("NMC=NL").isEmpty)
            #expect(try await due("NMC=NL, REG=BE").isEmpty)
            #expect(try await due("NMC=NL, REG=10:lastChange") == ["2046-03-03"])
            let refused = await failure {
                try await ListRetention.run(Self.terms, call: clinic.call(.administrator), in: clinic.environment)
            }
            #expect(refused?.code == "machine-only")
        }
    }

    @Test("is destroyed as a whole, and nothing of another patient's; a dry run leaves everything")
    func destruction() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup("Jansen")
            let patient = try await clinic.document(workup).patient.id
            let other = try await clinic.document(try await clinic.openWorkup("Pieters")).patient.id
            let before = try await rows(clinic, of: patient)
            let others = try await rows(clinic, of: other)
            let log = try await rows(clinic, of: patient, log: true)
            #expect(before.count > 6)

            let early = await failure { try await destroy(patient, Self.input(), in: clinic) }
            #expect(early?.faults.first?.message.en.contains("--before-term") == true)
            let alone = await failure { try await destroy(patient, Self.input("nurse", beforeTerm: true), in: clinic) }
            #expect(alone?.faults.first?.message.en.contains("Two people") == true)

            let tried = try await destroy(patient, Self.input(beforeTerm: true), isDryRun: true, in: clinic)
            #expect(Dictionary(uniqueKeysWithValues: tried.map { ($0.table, $0.count) }) == before)
            #expect(try await rows(clinic, of: patient) == before)

            let removed = try await destroy(patient, Self.input(beforeTerm: true), in: clinic)
            #expect(removed == tried)
            #expect(try await rows(clinic, of: patient).isEmpty)
            #expect(try await rows(clinic, of: other) == others)
            let kept = try await rows(clinic, of: patient, log: true)
            #expect(kept["audit_event"] ?? 0 > log["audit_event"] ?? 0)
            let line = try await clinic.logRows(
                """
                select outcome, action, reason, responsible_role, object_detail, patient_id from audit_event
                where event_code = 'DestroyRecord'
                """
            )
            #expect(line.count == 1)
            #expect(line.first?[0] == "0" && line.first?[1] == "D" && line.first?[3] == "privacyOfficer")
            #expect(line.first?[4]?.hasPrefix("with privacyofficer, before its term, ") == true)
            #expect(line.first?[5] == patient.description)
            let again = await failure { try await destroy(patient, Self.input(beforeTerm: true), in: clinic) }
            #expect(again?.category == .notFound)
        }
    }

    @Test("knows every table of patients, and no other role may remove")
    func tables() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup("Jansen")
            let known = Set(try await clinic.rows("select unnest(retention_tables())").compactMap { $0[0] })
            let there = Set(
                try await clinic.rows(
                    """
                    select c.relname from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'patient_id'
                    where c.relkind in ('r', 'p') and not c.relispartition
                        and c.relnamespace = 'public'::regnamespace and c.relname not like 'audit\\_%'
                    """
                ).compactMap { $0[0] }
            )
            #expect(known == there)
            let patient = try await clinic.document(workup).patient.id
            for role in ["workup_service", "workup_machine", "workup_derivation", "workup_owner"] {
                for sql in [
                    "delete from patient_version where patient_id = '\(patient)'",
                    "select * from retention_destroy('\(patient)')",
                ] {
                    await #expect(throws: PostgreSQLError.self, "\(role): \(sql)") {
                        _ = try await clinic.rows("begin; set local role \(role); \(sql); commit")
                    }
                }
            }
        }
    }
}

extension RetentionTerm {
    fileprivate init(_ organisation: String, _ years: Int, _ basis: Basis) {
        self.init(organisation: organisation, years: years, basis: basis)
    }
}
