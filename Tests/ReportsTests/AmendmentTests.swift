// A signed meeting that was amended: what was signed and what was made of it are told apart.
import Domain
import Foundation
import Reports
import Testing

@Suite("Amendments after sign-off")
struct AmendmentTests {
    private static let signedAt = "2026-02-09T15:00:00Z"

    private func head() -> String {
        """
        {"id":"01931f00-0000-7000-8000-000000000300","version":2,"status":"signed","organisation":"nmc",
         "startsAt":"2026-02-09T13:30:00Z","signedAt":"\(Self.signedAt)","signedBy":"Dr. A. Jansen",
         "recordedAt":"\(Self.signedAt)"}
        """
    }

    private func line(
        _ decision: String,
        version: Int = 1,
        recordedAt: String,
        reason: String? = nil,
        dissent: String? = nil,
        action: String = "open",
        what: String = "Order"
    ) -> String {
        func member(_ name: String, _ value: String?) -> String { value.map { "\"\(name)\":\"\($0)\"," } ?? "" }
        return """
            {"id":"01931f00-0000-7000-8000-000000000310","version":\(version),
             "meetingId":"01931f00-0000-7000-8000-000000000300","workupId":"01931f00-0000-7000-8000-000000000020",
             "patientId":"01931f00-0000-7000-8000-000000000021","status":"discussed","position":1,
             "decision":"\(decision)",\(member("reason", reason))\(member("dissent", dissent))"recordedBy":"B. Person",
             "actions":[{"id":"01931f00-0000-7000-8000-000000000320","version":1,"state":"\(action)",
             "what":"\(what)","owner":"S. Yilmaz"}],"recordedAt":"\(recordedAt)"}
            """
    }

    private func action(
        _ version: Int,
        _ what: String,
        _ state: String,
        recordedAt: String,
        reason: String? = nil
    ) -> String {
        """
        {"caseId":"01931f00-0000-7000-8000-000000000310","recordedAt":"\(recordedAt)","recordedBy":"S. Yilmaz",
         "action":{"id":"01931f00-0000-7000-8000-000000000320","version":\(version),"state":"\(state)",
         \(reason.map { "\"reason\":\"\($0)\"," } ?? "")"what":"\(what)","owner":"S. Yilmaz"}}
        """
    }

    /// The pack whose case is as known at sign-off, with the meeting as it is now, and what it was in between.
    private func agenda(
        _ versions: [String],
        actions: [String] = [],
        _ language: Language = .en
    ) throws -> (report: MeetingReport, text: String) {
        let then = line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z")
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: ["{\"meeting\":\(head()),\"case\":\(then)}"],
            asOf: Self.signedAt
        )
        let now = try #require(versions.last)
        let report = MeetingReport(
            meeting: try MeetingDocument.codec.decode(Array("{\"meeting\":\(head()),\"cases\":[\(now)]}".utf8)),
            history: MeetingHistory(
                cases: try versions.map { try MeetingCase.codec.decode(Array($0.utf8)) },
                actions: try actions.map { try MeetingActionVersion.codec.decode(Array($0.utf8)) }
            ),
            cases: [MeetingReportCase(document: document, protocol: try SampleCase.careProtocol())],
            criteriaSets: SampleCase.sets,
            language: language,
            printedBy: "E. de Wit",
            printedAt: SampleCase.printedAt
        )
        return (report, String(decoding: MeetingReportJSON.render(report, digest: { _ in "0" }), as: UTF8.self))
    }

    private func amendments(_ report: MeetingReport) -> [[String]] {
        let table = report.sections[0].blocks.compactMap { block -> ReportTable? in
            if case .table(let table) = block, table.code == "amended" { return table }
            return nil
        }.first
        return (table?.rows ?? []).compactMap { row in
            if case .cells(let cells) = row { return cells.dropFirst().map(\.text) }
            return nil
        }
    }

    @Test("each amendment is shown with its own who, when and reason, with what stood there and what was made of it")
    func amended() throws {
        let (report, text) = try agenda([
            line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z"),
            line("Start SCIg", version: 2, recordedAt: "2026-02-11T09:00:00Z", reason: "Veins"),
            line(
                "Start SCIg",
                version: 3,
                recordedAt: "2026-02-12T10:00:00Z",
                reason: "Said later",
                dissent: "One would wait"
            ),
            line(
                "Start SCIg at home",
                version: 4,
                recordedAt: "2026-02-13T10:00:00Z",
                reason: "Travel",
                dissent: "One would wait"
            ),
        ])
        #expect(text.contains("amended after sign-off"))
        let rows = amendments(report)
        #expect(
            rows.map { Array($0.dropFirst()) } == [
                ["Decision", "Start IVIg", "Start SCIg", "Veins"],
                ["Dissent", "not recorded", "One would wait", "Said later"],
                ["Decision", "Start SCIg", "Start SCIg at home", "Travel"],
            ]
        )
        for (row, day) in zip(rows, ["11 Feb", "12 Feb", "13 Feb"]) {
            #expect(row[0].contains(day) && row[0].contains("B. Person"), "\(row[0])")
        }
        #expect(report.banner.asOf?.contains("as last recorded") == true)
        #expect(report.asOf == nil)
        #expect(report.cases[0].asOf == Instant(Self.signedAt))
    }

    @Test("a meeting not touched since speaks of its sign-off alone")
    func untouched() throws {
        let (report, text) = try agenda(
            [line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z")],
            actions: [action(1, "Order", "open", recordedAt: "2026-02-09T14:00:00Z")]
        )
        #expect(!text.contains("after sign-off") && amendments(report).isEmpty)
        #expect(report.asOf == Instant(Self.signedAt))
        #expect(report.banner.asOf?.contains("as last recorded") == false)
    }

    @Test("an action that went on after sign-off says since when, and is no amendment", arguments: Language.allCases)
    func action(_ language: Language) throws {
        let (report, text) = try agenda(
            [line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z", action: "done")],
            actions: [
                action(1, "Order", "open", recordedAt: "2026-02-09T14:00:00Z"),
                action(2, "Order", "done", recordedAt: "2026-02-12T10:00:00Z"),
            ],
            language
        )
        #expect(text.contains(language == .en ? "so since 12 Feb 2026" : "zo sinds 12 feb. 2026"))
        #expect(amendments(report).isEmpty && report.asOf == nil)
    }

    @Test("an action whose words changed after sign-off is an amendment with its reason, and so is a new one")
    func wordedAnew() throws {
        let now = line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z", what: "Order and call")
        let signedWith = [
            action(1, "Order", "open", recordedAt: "2026-02-09T14:00:00Z"),
            action(2, "Order and call", "open", recordedAt: "2026-02-12T10:00:00Z", reason: "Asked for"),
        ]
        let changed = try agenda([now], actions: signedWith)
        #expect(
            amendments(changed.report).map { Array($0.dropFirst()) } == [
                ["Action: what", "Order", "Order and call", "Asked for"]
            ]
        )
        let added = action(1, "Order and call", "open", recordedAt: "2026-02-12T10:00:00Z", reason: "Forgotten")
        let new = try agenda([now], actions: [added])
        #expect(
            amendments(new.report).map { Array($0.dropFirst()) } == [
                ["Action: what", "not recorded", "Order and call", "Forgotten"],
                ["Action: who", "not recorded", "S. Yilmaz", "Forgotten"],
            ]
        )
        #expect(new.text.contains("recorded after sign-off"))
    }

    @Test("a case report tells an amendment from a change made before sign-off")
    func caseReport() throws {
        for (recordedAt, label) in [
            ("2026-02-11T09:00:00Z", "Amended after sign-off"), ("2026-02-09T14:00:00Z", "Reason"),
        ] {
            let item = line("Start SCIg", recordedAt: recordedAt, reason: "Veins")
            let document = try SampleCase.empty(
                protocol: "mmn",
                meetings: ["{\"meeting\":\(head()),\"case\":\(item)}"]
            )
            let report = try SampleCase.report(document)
            let facts = report.sections.first { $0.title == .decision }?.blocks.flatMap { block -> [ReportFact] in
                if case .facts(let facts) = block { return facts }
                return []
            }
            #expect(facts?.first { $0.value.text.hasSuffix("Veins") }?.label == label)
        }
    }

    @Test(
        "a case report prints what was signed beside what was made of it, and each amendment with its who, when and why",
        arguments: Language.allCases
    )
    func beside(_ language: Language) throws {
        func asking(_ question: String, _ line: String, by name: String = "B. Person") -> String {
            line.replacing("\"position\":1,", with: "\"position\":1,\"question\":\"\(question)\",")
                .replacing("B. Person", with: name)
        }
        let versions = [
            asking("Treat?", line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z")),
            asking("Treat?", line("Start SCIg", version: 2, recordedAt: "2026-02-11T09:00:00Z", reason: "Veins")),
            asking(
                "Which product?",
                line("Start SCIg", version: 3, recordedAt: "2026-02-12T10:00:00Z", reason: "Put better"),
                by: "N. Nurse"
            ),
        ]
        let meeting = "{\"meeting\":\(head()),\"case\":\(versions[2]),\"amended\":[\(versions.joined(separator: ","))]}"
        let document = try SampleCase.empty(protocol: "mmn", meetings: [meeting])
        let report = try SampleCase.report(document, language)
        let words = language == .en ? "as signed" : "zoals ondertekend"
        for sections in [report.sections, report.brief] {
            let facts = sections.filter { $0.title == .decision }.flatMap(\.blocks).flatMap { block -> [ReportFact] in
                if case .facts(let facts) = block { return facts }
                return []
            }
            let place = try #require(facts.firstIndex { $0.code == "decision" })
            #expect(facts[place].value.text == "Start SCIg" && facts[place + 1].value.text == "Start IVIg")
            #expect(facts[place + 1].label.hasSuffix("(\(words))"))
            let amendments = facts.filter { $0.code == "amended" }.map(\.value.text)
            #expect(amendments.count == 2)
            #expect(
                amendments.first?.contains("11 ") == true && amendments.first?.hasSuffix("B. Person: Veins") == true
            )
            #expect(amendments.last?.hasSuffix("N. Nurse: Put better") == true)
            #expect(!facts.contains { $0.code == "dissent.signed" })
        }
        let asked = report.sections.filter { $0.title == .question }.flatMap(\.blocks).flatMap {
            block -> [ReportFact] in
            if case .facts(let facts) = block { return facts }
            return []
        }
        #expect(asked.map(\.value.text).first == "Which product?")
        #expect(asked.last?.value.text.hasSuffix("N. Nurse: Put better; \(words): Treat?") == true)
        // The agenda of the meeting says so where it prints the question.
        let agenda = try self.agenda(versions, language).report.sections[0].blocks.compactMap { block -> ReportTable? in
            if case .table(let table) = block, table.code == "agenda" { return table }
            return nil
        }.first
        guard case .cells(let cells) = try #require(agenda?.rows.first) else { return }
        #expect(cells[3].text.hasPrefix("Which product? ("))
        #expect(cells[3].text.hasSuffix("N. Nurse: Put better; \(words): Treat?)"))
    }

    @Test(
        "what was typed and never settled is printed as that, on the first pages too, and as no decision",
        arguments: ["planned", "notDiscussed"],
        Language.allCases
    )
    func typedOnly(_ status: String, _ language: Language) throws {
        let item = line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z")
            .replacing("\"status\":\"discussed\"", with: "\"status\":\"\(status)\",\"notDiscussedReason\":\"No time\"")
        let held = head().replacing("\"signed\"", with: "\"held\"").replacing(
            "\"signedAt\":\"\(Self.signedAt)\",\"signedBy\":\"Dr. A. Jansen\",",
            with: ""
        )
        let document = try SampleCase.empty(protocol: "mmn", meetings: ["{\"meeting\":\(held),\"case\":\(item)}"])
        let report = try SampleCase.report(document, language)
        for sections in [report.sections, report.brief] {
            let blocks = sections.filter { $0.title == .decision }.flatMap(\.blocks)
            let facts = blocks.flatMap { block -> [ReportFact] in
                if case .facts(let facts) = block { return facts }
                return []
            }
            let typed = try #require(facts.first { $0.code == "decision.typed" })
            #expect(typed.value.text == "Start IVIg")
            #expect(typed.label.contains(language == .en ? "typed, not kept" : "getypt, niet vastgelegd"))
            #expect(!facts.contains { $0.code == "decision" })
        }
    }
}
