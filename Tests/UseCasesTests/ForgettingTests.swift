// After a lawful destruction nothing in the database names the patient, and the log still proves what is left of it.
import Domain
import FoundationEssentials
import Logging
import PostgreSQL
import TestSupport
import Testing
import UseCases

@testable import Records

@Suite("A patient who is forgotten", .database(.clinic), .timeLimit(.minutes(5)))
struct ForgettingTests {
    /// The patient whom everything in the test is about, another who stays, and the log's key.
    private struct Stage: Sendable {
        let clinic: AccessClinic
        let patient: ID<Patient>
        let other: ID<Patient>
        let sealing: LogSealing
        let signer: LogSigner
    }

    /// A patient with a workup, merged and parted again, marked, asked for, seen in an emergency that was judged; the log is
    /// sealed.
    private func with(_ body: @Sendable (Stage) async throws -> Void) async throws {
        try await AccessClinic.run { clinic in
            try await TestDatabase.withLog(as: .sealer) { sealer in
                let origin = try #require(try await LogHistory(record: sealer).trees().last?.origin)
                let signer = try #require(LogSigner(name: origin.keyName, secret: [UInt8](repeating: 42, count: 32)))
                let patient = try await clinic.patient(of: try await clinic.clinic.openWorkup("Jansen"))
                let other = try await clinic.clinic.addPatient("Pieters")
                let stage = Stage(
                    clinic: clinic,
                    patient: patient,
                    other: other,
                    sealing: LogSealing(record: sealer, signer: signer),
                    signer: signer
                )
                try await furnish(stage)
                try await seal(stage)
                try await body(stage)
            }
        }
    }

    private func furnish(_ stage: Stage) async throws {
        let (clinic, environment) = (stage.clinic.clinic, stage.clinic.environment)
        for (source, target) in [(stage.patient, stage.other), (stage.other, stage.patient)] {
            let input = MergePatients.Input(into: target, reason: "one person")
            let neurologist = clinic.call(key: "merge \(source)")
            _ = try await MergePatients.run(source, input, call: neurologist, in: environment)
            _ = try await UnmergePatients.run(source, input, call: clinic.call(), in: environment)
        }
        for patient in [stage.patient, stage.other] {
            try await MarkPatient.run(
                patient,
                as: .vip,
                reason: "in the news",
                call: clinic.call(.privacyOfficer),
                in: environment
            )
            clinic.clock.advance(by: .seconds(60))
            _ = try await OpenEmergencyAccess.run(
                OpenEmergencyAccess.Input(
                    patient: patient,
                    identifier: nil,
                    reason: "unconscious at the emergency department"
                ),
                call: try stage.clinic.regional(.nurse),
                in: environment
            )
            _ = try await ReadPatient.run(patient, asOf: nil, call: try stage.clinic.regional(.nurse), in: environment)
        }
        _ = try await FindPatients.run(
            FindPatients.Input(identifier: nil, familyName: "Jan", birthDate: nil),
            call: clinic.call(),
            in: environment
        )
        let found = try await ReviewAccess.run(
            ReviewAccess.Input(),
            call: clinic.call(.privacyOfficer),
            in: environment
        )
        for item in try JSONReader.read(found.page.body)["items"]?.array ?? [] {
            let id = try #require(item["id"]?.string.flatMap { UUID(uuidString: $0) })
            for note in ["who was it?", "on call"] {
                try await JudgeAccess.run(
                    id,
                    .justified,
                    note: note,
                    call: clinic.call(.privacyOfficer),
                    in: environment
                )
                clinic.clock.advance(by: .seconds(1))
            }
        }
    }

    private func seal(_ stage: Stage) async throws {
        // Transactions of other tests, in other databases of the same server, hold the horizon back for moments.
        for _ in 0..<3_000 {
            let waiting = try await stage.clinic.clinic.logRows(
                "select from audit_event where transaction_id >= pg_snapshot_xmin(pg_current_snapshot())"
            )
            if waiting.isEmpty { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        while try await stage.sealing.round(now: stage.clinic.environment.now()).isFull {}
    }

    private func destroy(_ patient: ID<Patient>, _ stage: Stage) async throws {
        try await stage.clinic.clinic.propose(.recordBeforeTerm, patient)
        _ = try await TestDatabase.withLog(as: .retention) { record in
            try await DestroyRecord.run(
                patient,
                DestroyRecord.Input(reason: "asked in writing", witness: "privacyofficer", isBeforeTerm: true),
                terms: [],
                destruction: RecordDestruction(record: record),
                call: TestClinic.machine,
                in: stage.clinic.environment
            )
        }
        try await seal(stage)
    }

    private func forget(_ patient: ID<Patient>, _ stage: Stage) async throws -> LogForgetting.Count {
        try await stage.clinic.clinic.propose(.logLines, patient)
        try await seal(stage)
        let count = try await TestDatabase.withLog(as: .retention) { record in
            try await ForgetLogLines.run(
                patient,
                DestroyRecord.Input(reason: "its term is over", witness: "privacyofficer", isBeforeTerm: false),
                years: 5,
                retention: record,
                signer: stage.signer,
                call: TestClinic.machine,
                in: stage.clinic.environment
            )
        }
        try await seal(stage)
        return count
    }

    private func faults(_ stage: Stage) async throws -> [LogFault] {
        try await TestDatabase.withLog(as: .reader) { record in
            try await LogVerifying(verifiers: [stage.signer.verifier]).run(record).faults
        }
    }

    /// The tables in which the patient's id stands, in whatever column and form.
    private func tables(naming patient: ID<Patient>, _ stage: Stage) async throws -> [String] {
        let id = patient.description
        let hexadecimal = id.utf8.map { String($0, radix: 16) }.joined()
        let pattern = [id, id.replacing("-", with: ""), hexadecimal].joined(separator: "|")
        let tables = try await stage.clinic.clinic.logRows(
            """
            select c.relname from pg_class c
            where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1
            """
        ).compactMap { $0[0] }
        #expect(tables.count > 50)
        var found: [String] = []
        for table in tables {
            let rows = try await stage.clinic.clinic.logRows(
                "select x::text from \(table) x where x::text ~* '\(pattern)' limit 1"
            )
            if let row = rows.first { found.append("\(table): \(row[0] ?? "")") }
        }
        return found
    }

    @Test("is named in no table, and the log holds no fault; what is about another stays")
    func nothingLeft() async throws {
        try await with { stage in
            let clinic = stage.clinic.clinic
            let before = try await tables(naming: stage.patient, stage).map { $0.prefix { $0 != ":" } }
            for table in ["audit_review", "audit_mark", "idempotency_key", "patient_merge", "audit_subject"] {
                #expect(before.contains { $0 == table }, "\(table)")
            }
            #expect(try await faults(stage).isEmpty)
            try await destroy(stage.patient, stage)
            let left = try await tables(naming: stage.patient, stage)
            #expect(left.allSatisfy { $0.hasPrefix("audit_") }, "\(left)")
            clinic.clock.advance(by: .seconds(86_400 * 366 * 6))
            let count = try await forget(stage.patient, stage)
            #expect(count.reviews > 0)
            #expect(try await tables(naming: stage.patient, stage) == [])
            #expect(try await faults(stage).isEmpty)
            let words = try await clinic.logRows(
                """
                select (select count(*) from audit_judgement j where not exists (
                        select from audit_review r where r.id = j.review_id)),
                    (select count(*) from notice n where not exists (select from audit_review r where r.id = n.subject_id)),
                    (select count(*) > 0 from audit_review where patient_id = '\(stage.other)'),
                    (select count(*) > 0 from audit_judgement), (select count(*) > 0 from audit_mark)
                """
            )
            #expect(words == [["0", "0", "t", "t", "t"]])
        }
    }

    @Test("leaves no way to take away what was judged of another's record and call it lawful")
    func unlawful() async throws {
        try await with { stage in
            try await destroy(stage.patient, stage)
            stage.clinic.clinic.clock.advance(by: .seconds(86_400 * 366 * 6))
            _ = try await forget(stage.patient, stage)
            #expect(try await faults(stage).isEmpty)
            let reviews = "select id from audit_review where patient_id = '\(stage.other)'"
            _ = try await stage.clinic.clinic.logRows(
                """
                set session_replication_role = replica;
                create table kept as select * from audit_judgement where review_id in (\(reviews));
                delete from audit_judgement where review_id in (\(reviews)); select 1
                """
            )
            #expect(Set(try await faults(stage).map(\.kind)) == [.judgementDiffers])
            _ = try await stage.clinic.clinic.logRows(
                """
                set session_replication_role = replica;
                delete from audit_event where object_type = 'review' and object_id in (select review_id::text from kept);
                select 1
                """
            )
            #expect(Set(try await faults(stage).map(\.kind)) == [.eventMissing])
        }
    }
}
