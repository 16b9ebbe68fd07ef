// Statements of the case report that were once false: the next meeting, a product written in two ways, many weights.
import Criteria
import Domain
import Foundation
import Reports
import Testing

@Suite("Case report, said truly")
struct CaseTruthTests {
    private func planned(_ number: Int, _ startsAt: String) -> String {
        """
        {"meeting":{"id":"01931f00-0000-7000-8000-00000000040\(number)","version":1,"status":"planned",
         "organisation":"nmc","startsAt":"\(startsAt)","recordedAt":"2026-01-02T08:00:00Z"},
         "case":{"id":"01931f00-0000-7000-8000-00000000041\(number)","version":1,
         "meetingId":"01931f00-0000-7000-8000-00000000040\(number)",
         "workupId":"01931f00-0000-7000-8000-000000000020","patientId":"01931f00-0000-7000-8000-000000000021",
         "status":"planned","position":1,"question":"Question \(number)?","recordedAt":"2026-01-02T08:00:00Z"}}
        """
    }

    @Test(
        "the question shown is that of the next planned meeting, of a past one only where none is planned",
        arguments: [("2026-01-12", 2), ("2026-01-20", 2), ("2026-01-21", 3), ("2026-03-01", 3)]
    )
    func nextMeeting(_ today: String, _ number: Int) throws {
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: [
                planned(3, "2026-02-20T13:00:00Z"), planned(1, "2026-01-05T13:00:00Z"),
                planned(2, "2026-01-20T13:00:00Z"),
            ],
            today: today
        )
        let report = try SampleCase.report(document)
        let facts = report.sections.first { $0.title == .question }?.blocks.flatMap { block -> [ReportFact] in
            if case .facts(let facts) = block { return facts }
            return []
        }
        #expect(facts?.map(\.value.text) == ["Question \(number)?"])
        #expect(report.banner.state.contains { $0.code == "nextMeeting" } == (today < "2026-02-21"))
    }

    @Test(
        "nobody is absent from a meeting that was not held, and whether who is absent sent word is not known",
        arguments: [
            ("planned", ["Invited: A (Neurologist); B (Nurse specialist)"]),
            ("held", ["Present: A (Neurologist)", "Absent: B (Nurse specialist)"]),
            ("signed", ["Present: A (Neurologist)", "Absent: B (Nurse specialist)"]),
        ]
    )
    func attendance(_ status: String, _ lines: [String]) throws {
        let people =
            #""attendance":[{"name":"A","role":"neurologist","isPresent":\#(status != "planned")},"#
            + #"{"name":"B","role":"nurse","isPresent":false}],"#
        let meeting = planned(1, "2026-01-20T13:00:00Z")
            .replacingOccurrences(
                of: #""version":1,"status":"planned","#,
                with: #""version":1,"status":"\#(status)",\#(people)"#
            )
        let report = try SampleCase.report(SampleCase.empty(protocol: "mmn", meetings: [meeting]))
        let section = try #require(report.sections.first { $0.title == .attendance })
        let facts = section.blocks.flatMap { block -> [ReportFact] in
            if case .facts(let facts) = block { return facts }
            return []
        }
        #expect(facts.dropFirst().map { "\($0.label): \($0.value.text)" } == lines)
    }

    /// A course with one infusion of 10 g a row.
    private func document(_ infusions: [(on: String, product: String, kg: String)]) throws -> WorkupDocument {
        let given = infusions.enumerated().map { index, infusion in
            """
            {"id":"01931f00-0000-7000-8000-00000000070\(index)","version":1,"recordedAt":"2026-01-12T08:00:00Z",
             "on":"\(infusion.on)","product":"\(infusion.product)","grams":10,"bodyWeightKg":\(infusion.kg)}
            """
        }
        let course = """
            {"id":"01931f00-0000-7000-8000-000000000700","version":1,"recordedAt":"2026-01-12T08:00:00Z",
             "option":"ivig","administrations":[\(given.joined(separator: ","))]}
            """
        return try SampleCase.empty(protocol: "mmn", treatments: [course])
    }

    @Test("a product written in another way is no other product, in the report as in the caution")
    func productChange() throws {
        let document = try document([
            ("2026-01-05", "Privigen", "70"), ("2026-02-02", "PRIVIGEN 100 mg/mL", "70"),
            ("2026-03-02", "Kiovig", "70"),
        ])
        let cycles = InfusionCycle.cycles(of: document.treatments, by: try SampleCase.careProtocol())
        #expect(cycles.map(\.isProductChange) == [false, false, true])
        let text = try text(document)
        #expect(text.components(separatedBy: "other product than before").count == 2)
    }

    @Test("more weights than an exact sum holds are said to be several, not to be missing")
    func severalWeights() throws {
        let document = try document(
            (0..<9).map { ("2026-01-0\($0 + 1)", "Privigen", "7\($0).\(100_003 + 7_919 * $0)") }
        )
        let text = try text(document)
        #expect(text.contains("several weights; dose per weight not computed"))
        #expect(!text.contains("weight not recorded"))
    }

    private func text(_ document: WorkupDocument) throws -> String {
        let report = try SampleCase.report(document)
        guard let treatment = report.sections.first(where: { $0.title == .treatment }) else { return "" }
        let cells = treatment.blocks.flatMap { block -> [String] in
            guard case .table(let table) = block else { return [] }
            return table.rows.flatMap { row -> [String] in
                if case .cells(let cells) = row { return cells.map(\.text) }
                return []
            }
        }
        return cells.joined(separator: "\n")
    }
}
