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
            let place = FormDraft.Place(form: "/workups/\(workup)/findings/new/laboratory", sheet: ID(UUID()))
            let draft = SaveDraft.Input(place: place, values: ["/body/note": "x"], baseVersion: nil)
            _ = try await SaveDraft.run(workup, draft, call: clinic.call(), in: clinic.environment)
            let before = try await rows(clinic, of: patient)
            let others = try await rows(clinic, of: other)
            let log = try await rows(clinic, of: patient, log: true)
            #expect(before.count > 6 && before["form_draft"] == 1)

            let early = await failure { try await destroy(patient, Self.input(), in: clinic) }
            #expect(early?.faults.first?.message.en.contains("--before-term") == true)
            let alone = await failure { try await destroy(patient, Self.input("nurse", beforeTerm: true), in: clinic) }
            #expect(alone?.faults.first?.message.en.contains("Two people") == true)

            let tried = try await destroy(patient, Self.input(beforeTerm: true), isDryRun: true, in: clinic)
            #expect(Dictionary(uniqueKeysWithValues: tried.map { ($0.table, $0.count) }) == before)
            #expect(try await rows(clinic, of: patient) == before)

            try await clinic.propose(.recordBeforeTerm, patient)
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

    @Test("is destroyed by two people: who is named has asked for this, of this patient, signed in, and not long ago")
    func twoPeople() async throws {
        try await TestDatabase.withClinic { clinic in
            let patient = try await clinic.addPatient("Jansen")
            let other = try await clinic.addPatient("Pieters")
            func refusal(_ input: DestroyRecord.Input = Self.input(beforeTerm: true)) async -> String? {
                let error = await failure { try await destroy(patient, input, in: clinic) }
                return error.map { $0.faults.first.map { "\($0.pointer) \($0.message.en)" } ?? $0.code }
            }
            func asks(_ call: Call) async -> UseCaseError? {
                let input = ProposeDestruction.Input(
                    patient: patient,
                    matter: .recordBeforeTerm,
                    reason: "asked for it"
                )
                return await failure { try await ProposeDestruction.run(input, call: call, in: clinic.environment) }
            }
            let unasked = "/with privacyofficer has not asked for this"
            #expect(await refusal()?.hasPrefix(unasked) == true)
            // Whoever types a login, or shows a token, is not the second person.
            let token = ShownToken(id: ID(patient.uuid), scopes: Set(TokenScope.allCases), expiresAt: .max)
            let officer = clinic.call(.privacyOfficer).actor
            #expect(await asks(TestClinic.machine)?.code == "session-needed")
            #expect(await asks(Call(actor: officer, origin: .rest, proof: .token(token)))?.code == "session-needed")
            #expect(await asks(clinic.signedIn(.administrator))?.code == "role-may-not")
            let stale = clinic.environment.now().addingSeconds(-3_600)
            let old = await asks(Call(actor: officer, origin: .rest, proof: .session(factorAt: stale)))
            #expect(old?.code == "fresh-factor-needed")
            try await clinic.propose(.recordBeforeTerm, other)
            try await clinic.propose(.record, patient)
            let early = await failure { try await clinic.propose(.logLines, patient) }
            #expect(early?.faults.first?.pointer == "/patient")
            #expect(await refusal()?.hasPrefix(unasked) == true)
            try await clinic.propose(.recordBeforeTerm, patient)
            clinic.clock.advance(by: .seconds(86_400 * 30 + 1))
            #expect(await refusal()?.hasPrefix(unasked) == true)
            try await clinic.propose(.recordBeforeTerm, patient)
            #expect(await refusal() == nil)
            let rows = try await clinic.logRows(
                """
                select d.object_detail like '%asked for by event ' || p.id || '%', p.reason, p.object_detail, d.reason
                from audit_event d, audit_event p
                where d.event_code = 'DestroyRecord' and p.event_code = 'ProposeDestruction' and p.patient_id = d.patient_id
                order by p.recorded_at desc, p.id desc limit 1
                """
            )
            #expect(rows == [["t", "as the law has it", "recordBeforeTerm", "its term is over"]])
            let nobody = await failure { try await clinic.propose(.recordBeforeTerm, patient) }
            #expect(nobody?.category == .notFound)
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
