// Findings: recorded once, corrected by new versions, readable as they were at any moment.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("A finding", .database(.clinic))
struct FindingTests {
    @Test("brings the step it completes its result, with its day")
    func reportsStep() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let answer = try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: .liquor("0.52"), origin: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            let step = try await clinic.step("lumbarPuncture", of: workup)
            #expect(step.state == .reported)
            #expect(step.findingID?.uuid == answer.id)
            #expect(step.performedOn == PartialDate(day("2026-03-02")))
        }
    }

    @Test("of the blood panel completes its step only when the panel is complete")
    func panel() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let body = try await clinic.record.write { try await $0.protocolBody(code: "mmn", version: nil) }
            let careProtocol = try CareProtocol.codec.decode(try #require(body))
            guard case .laboratory(let panel) = careProtocol.step("bloodPanel")?.completedBy else {
                Issue.record("the blood panel is completed by laboratory results")
                return
            }
            for group in panel {
                #expect(try await clinic.step("bloodPanel", of: workup).state == .planned)
                _ = try await RecordFinding.run(
                    workup,
                    RecordFinding.Input(finding: .blood(group[0]), origin: nil),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(try await clinic.step("bloodPanel", of: workup).state == .reported)
        }
    }

    @Test("of several that came together is recorded with the others or not at all, and each has its line in the log")
    func together() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let empty = Finding.sample(.laboratory, #"{"performedOn":"2026-03-02","code":"b12"}"#)
            let results = ["glucose", "tsh", "creatinine", "alt"].map { Finding.blood($0) }
            func record(_ findings: [Finding], key: String? = nil) async throws -> Answer {
                try await RecordFindings.run(
                    workup,
                    RecordFindings.Input(findings: findings, origin: nil),
                    call: clinic.call(key: key),
                    in: clinic.environment
                )
            }
            #expect(await failure { try await record(results + [empty]) }?.category == .invalidInput)
            #expect(await failure { try await record([]) }?.category == .invalidInput)
            #expect(try await clinic.document(workup).findings.isEmpty)
            #expect(try await clinic.logRows("select id from audit_event where event_code = 'RecordFinding'").isEmpty)
            let first = try await record(results + [.blood("b12")], key: "k")
            let logged = try await clinic.logRows("select outcome from audit_event where event_code = 'RecordFinding'")
            #expect(logged == Array(repeating: ["0"], count: 5))
            let second = try await record(results + [.blood("b12")], key: "k")
            #expect(second.isReplay && second.body == first.body)
            let ids = try RecordFindings.Recorded.codec.decode(first.body).ids
            let document = try await clinic.document(workup)
            #expect(Set(document.findings.map(\.id)) == Set(ids) && ids.count == 5)
            #expect(try await clinic.step("bloodPanel", of: workup).state == .reported)
        }
    }

    @Test("that is corrected keeps its old version, and the past shows the past")
    func correction() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let recorded = try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: .liquor("0.52"), origin: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            let then = clinic.environment.now()
            clinic.clock.advance(by: .seconds(3_600))
            let corrected = try await CorrectFinding.run(
                workup,
                ID(recorded.id),
                expecting: 1,
                CorrectFinding.Input(finding: .liquor("0.25"), origin: nil, reason: "read from the wrong line"),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(corrected.version == 2)
            #expect(try await clinic.document(workup).findings.map(\.finding) == [.liquor("0.25")])
            #expect(try await clinic.document(workup, asOf: then).findings.map(\.finding) == [.liquor("0.52")])
            let versions = try JSONReader.read(corrected.body)["versions"]?.array ?? []
            #expect(versions.count == 2)
            #expect(versions.last?["reason"]?.string == "read from the wrong line")
        }
    }

    @Test("that is withdrawn leaves the document and stays in its history")
    func withdrawal() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let recorded = try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: .liquor("0.52"), origin: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await WithdrawFinding.run(
                workup,
                ID(recorded.id),
                expecting: 1,
                WithdrawFinding.Input(reason: "other patient"),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.document(workup).findings.isEmpty)
            let answer = try await ReadFinding.run(
                workup,
                ID(recorded.id),
                asOf: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try JSONReader.read(answer.body)["status"]?.string == "withdrawn")
            let correction = await failure {
                try await CorrectFinding.run(
                    workup,
                    ID(recorded.id),
                    expecting: 2,
                    CorrectFinding.Input(finding: .liquor("0.25"), origin: nil, reason: "wrong line"),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(correction?.code == "finding-withdrawn", "a correction does not bring it back")
            #expect(try await clinic.document(workup).findings.isEmpty)
        }
    }

    @Test("from elsewhere needs its day")
    func origin() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let error = await failure {
                try await RecordFinding.run(
                    workup,
                    RecordFinding.Input(
                        finding: .sample(.antibody, #"{"antigen":"GM1","isotype":"IgM","band":"positive"}"#),
                        origin: "Other hospital"
                    ),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.category == .invalidInput)
        }
    }

    @Test("repeated with its key is recorded once and answered the same")
    func replay() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let input = RecordFinding.Input(finding: .liquor("0.52"), origin: nil)
            let first = try await RecordFinding.run(
                workup,
                input,
                call: clinic.call(key: "k1"),
                in: clinic.environment
            )
            let second = try await RecordFinding.run(
                workup,
                input,
                call: clinic.call(key: "k1"),
                in: clinic.environment
            )
            #expect(second.isReplay && !first.isReplay)
            #expect(first.id == second.id && first.body == second.body)
            #expect(try await clinic.document(workup).findings.count == 1)
            let other = await failure {
                try await RecordFinding.run(
                    workup,
                    input,
                    call: clinic.call(key: "k1", hash: 2),
                    in: clinic.environment
                )
            }
            #expect(other?.code == "idempotency-key-reused")
        }
    }

    @Test("sent five times at once with one key has one effect")
    func parallelReplay() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let input = RecordFinding.Input(finding: .liquor("0.52"), origin: nil)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let error = await failure {
                            try await RecordFinding.run(
                                workup,
                                input,
                                call: clinic.call(key: "k2"),
                                in: clinic.environment
                            )
                        }
                        if let error { #expect(error.code == "request-in-flight") }
                    }
                }
            }
            #expect(try await clinic.document(workup).findings.count == 1)
        }
    }
}
