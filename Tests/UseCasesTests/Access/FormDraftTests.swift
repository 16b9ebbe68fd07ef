// Drafts of forms: whose they are, how long they stand, and that they are no part of the record.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("A draft of a form", .database(.clinic))
struct FormDraftTests {
    private static let canary = "Conceptwoord"

    private static func form(_ workup: ID<Workup>, _ kind: String = "laboratory") -> String {
        "/workups/\(workup)/findings/new/\(kind)"
    }

    private static func sheet(_ number: UInt8) -> ID<FormSheet> {
        ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number)))
    }

    @discardableResult
    private func save(
        _ workup: ID<Workup>,
        _ values: [String: String] = ["/body/note": canary, "/body/value": ""],
        form: String? = nil,
        sheet: UInt8 = 1,
        call: Call,
        in clinic: TestClinic
    ) async throws -> Instant {
        let place = FormDraft.Place(form: form ?? Self.form(workup), sheet: Self.sheet(sheet))
        let input = SaveDraft.Input(place: place, values: values, baseVersion: nil)
        return try await SaveDraft.run(workup, input, call: call, in: clinic.environment)
    }

    private func read(_ workup: ID<Workup>, call: Call, in clinic: TestClinic) async throws -> FormDraft? {
        try await ReadDraft.run(Self.form(workup), of: workup, call: call, in: clinic.environment)
    }

    /// How many drafts the tables show to somebody, whatever the service would have done.
    private func seen(by user: ID<User>?, role: String = "workup_service", in clinic: TestClinic) async throws
        -> String?
    {
        let enter = user.map { ", access_enter('\($0)', '\(clinic.environment.now())')" } ?? ""
        let sql = "begin; select set_config('role', '\(role)', true)\(enter); select count(*) from form_draft; rollback"
        let results = try await clinic.record.database.withConnection { try await $0.executeScript(sql) }
        return results.flatMap(\.rows).last?.first ?? nil
    }

    @Test("is its author's alone, who reads what was typed: a colleague's is another one, in the database too")
    func whose() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workup = try await clinic.openWorkup()
            let (author, colleague) = (clinic.call(), clinic.call(.nurse))
            let savedAt = try await save(workup, call: author, in: clinic)
            let draft = try #require(try await read(workup, call: author, in: clinic))
            #expect(draft.values == ["/body/note": Self.canary])
            #expect(draft.head == FormDraft.Head(sheet: Self.sheet(1), baseVersion: nil, savedAt: savedAt))
            #expect(try await read(workup, call: colleague, in: clinic) == nil)
            #expect(
                try await ReadDraft.head(Self.form(workup), of: workup, call: colleague, in: clinic.environment) == nil
            )
            #expect(
                try await DiscardDraft.run(Self.form(workup), of: workup, call: colleague, in: clinic.environment)
                    == false
            )
            #expect(try await seen(by: author.actor.userID, in: clinic) == "1")
            #expect(try await seen(by: colleague.actor.userID, in: clinic) == "0")
            #expect(try await seen(by: nil, in: clinic) == "0")
            #expect(try await seen(by: nil, role: "workup_machine", in: clinic) == "0")
            try await save(workup, ["/body/note": "another"], sheet: 2, call: colleague, in: clinic)
            #expect(try await read(workup, call: author, in: clinic)?.values["/body/note"] == Self.canary)
            let refused = await failure { try await save(workup, call: clinic.call(.coordinator), in: clinic) }
            #expect(refused?.code == "role-may-not")
            let machine = await failure { try await save(workup, call: TestClinic.machine, in: clinic) }
            #expect(machine?.code == "role-may-not")
        }
    }

    @Test("is there for as long as its author sees the workup, and cannot be written into somebody else's name")
    func relation() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workup = try await clinic.openWorkup()
            let technician = try stage.regional(.technician)
            let stranger = await failure { try await save(workup, call: technician, in: clinic) }
            #expect(stranger?.category == .notFound)
            try await stage.give("nerveConductionStudy", of: workup, to: "REG")
            try await save(workup, call: technician, in: clinic)
            #expect(try await read(workup, call: technician, in: clinic) != nil)
            #expect(try await seen(by: technician.actor.userID, in: clinic) == "1")
            let user = try #require(technician.actor.userID)
            await #expect(throws: PostgreSQLError.self) {
                try await clinic.record.database.withConnection { connection in
                    _ = try await connection.executeScript(
                        """
                        begin;
                        select set_config('role', 'workup_service', true), access_enter('\(user)', '\(clinic.environment.now())');
                        insert into form_draft (patient_id, user_id, form, workup_id, sheet, field_values, saved_at, expires_at)
                        select patient_id, '\(TestClinic.userID(.neurologist))', form, workup_id, sheet, field_values, saved_at,
                            expires_at from form_draft;
                        commit
                        """
                    )
                }
            }
            try await stage.give("nerveConductionStudy", of: workup, to: "NMC")
            let gone = await failure { try await read(workup, call: technician, in: clinic) }
            #expect(gone?.category == .notFound)
            #expect(try await seen(by: technician.actor.userID, in: clinic) == "0")
        }
    }

    @Test("is in the log when it is begun, gone on with and removed, and not each time it is saved; no word of it is")
    func logged() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let author = clinic.call()
            for _ in 1...3 { try await save(workup, call: author, in: clinic) }
            _ = try await ReadDraft.head(Self.form(workup), of: workup, call: author, in: clinic.environment)
            _ = try await read(workup, call: author, in: clinic)
            for _ in 1...2 {
                try await DiscardDraft.run(Self.form(workup), of: workup, call: author, in: clinic.environment)
            }
            let lines = try await clinic.logRows(
                """
                select event_code, action, outcome::text, checks, (workup_id = '\(workup)')::text, (patient_id is not null)::text
                from audit_event where event_code like '%Draft' order by recorded_at, id
                """
            )
            let acts = [("SaveFormDraft", "C"), ("ReadFormDraft", "R"), ("DiscardFormDraft", "D")]
            #expect(lines == acts.map { [$0.0, $0.1, "0", "TTTF", "true", "true"] })
            let words = try await clinic.logRows("select from audit_event e where e::text like '%\(Self.canary)%'")
            #expect(words.isEmpty)
        }
    }

    @Test("does not write over one that was typed on another page, and holds no more than is kept")
    func bounds() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let author = clinic.call()
            try await save(workup, call: author, in: clinic)
            let other = await failure {
                try await save(workup, ["/body/note": "x"], sheet: 2, call: author, in: clinic)
            }
            #expect(other?.code == "draft-stands" && other?.category == .conflict)
            try await save(workup, ["/body/note": "on\0ce more"], call: author, in: clinic)
            #expect(try await read(workup, call: author, in: clinic)?.values == ["/body/note": "once more"])
            let large = await failure {
                try await save(
                    workup,
                    ["/body/note": String(repeating: "é", count: 131_072)],
                    call: author,
                    in: clinic
                )
            }
            #expect(large?.faults.first?.code == .tooLarge)
            for number in 2...50 {
                try await save(workup, form: Self.form(workup, "\(number)"), call: author, in: clinic)
            }
            let many = await failure {
                try await save(workup, form: Self.form(workup, "51"), call: author, in: clinic)
            }
            #expect(many?.code == "too-many-drafts")
            #expect(try await clinic.rows("select count(*) from form_draft") == [["50"]])
        }
    }

    @Test("ends when what it was about is recorded, in the same transaction; one of another page stays")
    func recorded() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let author = clinic.call()
            try await save(workup, call: author, in: clinic)
            func record(_ finding: Finding, _ sheet: UInt8) async throws -> Answer {
                try await RecordFinding.run(
                    workup,
                    RecordFinding.Input(finding: finding, origin: nil),
                    typedAt: FormDraft.Place(form: Self.form(workup), sheet: Self.sheet(sheet)),
                    call: author,
                    in: clinic.environment
                )
            }
            let later = Finding.sample(.laboratory, #"{"performedOn":"2027-01-01","code":"ck","band":"normal"}"#)
            let refused = await failure { try await record(later, 1) }
            #expect(refused?.category == .invalidInput)
            _ = try await record(.blood("ck"), 2)
            #expect(try await read(workup, call: author, in: clinic) != nil)
            let finding = ID<FindingRecord>(try await record(.blood("ck"), 1).id)
            #expect(try await read(workup, call: author, in: clinic) == nil)

            try await save(workup, call: author, in: clinic)
            let place = FormDraft.Place(form: Self.form(workup), sheet: Self.sheet(1))
            _ = try await CorrectFinding.run(
                workup,
                finding,
                expecting: 1,
                CorrectFinding.Input(finding: .blood("ck"), origin: nil, reason: "looked again"),
                typedAt: place,
                call: author,
                in: clinic.environment
            )
            #expect(try await read(workup, call: author, in: clinic) == nil)
            try await save(workup, call: author, in: clinic)
            let panel = RecordFindings.Input(findings: [.blood("ck"), .blood("tsh")], origin: nil)
            _ = try await RecordFindings.run(workup, panel, typedAt: place, call: author, in: clinic.environment)
            #expect(try await read(workup, call: author, in: clinic) == nil)
        }
    }

    @Test("is not there after its day, and leaves the database with the next change, whoever makes it")
    func expires() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let author = clinic.call()
            try await save(workup, call: author, in: clinic)
            clinic.clock.advance(by: .seconds(29 * 86_400))
            try await save(workup, call: author, in: clinic)
            clinic.clock.advance(by: .seconds(30 * 86_400 - 1))
            #expect(try await read(workup, call: author, in: clinic) != nil)
            clinic.clock.advance(by: .seconds(1))
            #expect(try await read(workup, call: author, in: clinic) == nil)
            #expect(
                try await ReadDraft.head(Self.form(workup), of: workup, call: author, in: clinic.environment) == nil
            )
            // One of another page takes its place.
            try await save(workup, ["/body/note": "anew"], sheet: 2, call: author, in: clinic)
            #expect(try await read(workup, call: author, in: clinic)?.values == ["/body/note": "anew"])
            clinic.clock.advance(by: .seconds(31 * 86_400))
            _ = try await AddPatient.run(
                Patient(familyName: "T", sex: .unknown),
                call: clinic.call(.nurse, key: "new"),
                in: clinic.environment
            )
            #expect(try await clinic.rows("select from form_draft").isEmpty)
        }
    }

    @Test("is in no copy and in no export, and stays with its workup where records are joined")
    func exports() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let author = clinic.call()
            let patient = try await clinic.document(workup).patient.id
            try await save(workup, call: author, in: clinic)
            let other = try await clinic.addPatient("Pieters")
            let joining = MergePatients.Input(into: other, reason: "same person")
            _ = try await MergePatients.run(patient, joining, call: author, in: clinic.environment)
            #expect(try await read(workup, call: author, in: clinic) != nil)
            let key = try #require(PseudonymKey([UInt8](repeating: 7, count: 32)))
            let texts = [
                String(
                    decoding: try await ExportCase.run(workup, asOf: nil, call: author, in: clinic.environment).body,
                    as: UTF8.self
                ),
                String(
                    decoding: try await ExportPatient.run(patient, call: author, in: clinic.environment).body,
                    as: UTF8.self
                ),
                try await ExportPseudonymised.run(workup, key: key, call: TestClinic.machine, in: clinic.environment)
                    .file
                    .text,
            ]
            for text in texts {
                #expect(text.contains("mmn") && !text.contains(Self.canary))
            }
        }
    }
}
