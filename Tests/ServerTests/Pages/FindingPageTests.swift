// The pages of findings: recording a conduction study in its tables, what is computed of it, correcting it, two at once.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of findings", .database(.clinic))
struct FindingPageTests {
    private static func newPath(_ stage: PageStage) -> String { "\(stage.base)/findings/new/nerveConductionStudy" }

    /// The left median nerve of the case format's example: area 24.0 and 10.0, with a decimal comma and a point.
    private static let median = [
        "/body/performedOn": "2026-02-20", "/body/motor/0/sites/0/latencyMs": "3,6",
        "/body/motor/0/sites/0/amplitudeMv": "8,0", "/body/motor/0/sites/0/areaMvMs": "24,0",
        "/body/motor/0/sites/0/durationMs": "5.4", "/body/motor/0/sites/1/latencyMs": "8.1",
        "/body/motor/0/sites/1/amplitudeMv": "3.4", "/body/motor/0/sites/1/areaMvMs": "10.0",
        "/body/motor/0/sites/1/durationMs": "6.3", "/body/motor/0/sites/1/distanceMm": "225",
        "/body/motor/0/limits/amplitudeLowerMv": "4.1",
    ]

    private static func fields(_ stage: PageStage, _ changes: [String: String]) async throws -> [(String, String)] {
        let page = try await stage.page(newPath(stage))
        return PageStage.changing(try PageStage.fields(page, action: newPath(stage)), changes)
    }

    /// Records the example and gives its address.
    private static func record(_ stage: PageStage) async throws -> String {
        let next = try await stage.done(newPath(stage), try await fields(stage, median))
        return String(next.prefix { $0 != "?" })
    }

    @Test("take a study typed into its tables, and keep every digit and nothing that was left open")
    func records() async throws {
        try await PageStage.run { stage in
            let path = try await Self.record(stage)
            let page = try await stage.page(path)
            #expect(page.contains("Nerve conduction study, 20 Feb 2026") && page.contains("58.3"))
            #expect(page.contains("median nerve, left: wrist → elbow") && page.contains("definite block:"), "\(page)")
            let finding = try #require(try await stage.clinic.document(stage.workup).findings.first)
            #expect(
                finding.finding.json.text == """
                    {"performedOn":"2026-02-20","motor":[{"nerve":"median","side":"left","muscle":"APB","limits":\
                    {"amplitudeLowerMv":4.1},"sites":[{"site":"wrist","latencyMs":3.6,"amplitudeMv":8,"areaMvMs":24,\
                    "durationMs":5.4},{"site":"elbow","latencyMs":8.1,"amplitudeMv":3.4,"areaMvMs":10,"durationMs":6.3,\
                    "distanceMm":225}]}]}
                    """
            )
            #expect(try await stage.clinic.step("nerveConductionStudy", of: stage.workup).state == .reported)
            let all = try await stage.page("\(stage.base)/findings", .nl)
            #expect(all.contains("Zenuwgeleidingsonderzoek, 20 feb. 2026"))
        }
    }

    @Test(
        "show reductions and block of a segment before anything is saved, in both languages",
        arguments: Language.allCases
    )
    func previews(language: Language) async throws {
        try await PageStage.run { stage in
            let preview = try await stage.browser.form(
                "\(Self.newPath(stage))/preview",
                try await Self.fields(stage, Self.median),
                language: language
            )
            #expect(preview.status == .ok)
            PageStage.check(preview.text, language)
            let detail = try #require(
                preview.text.firstMatch(of: #/id="f-body-motor-0-sites-1-latencyMs-detail"[^>]*>([^<]+)</#)?.1
            )
            #expect(detail.contains(language == .nl ? "Oppervlak −58,3 %" : "Area −58.3 %"), "\(detail)")
            #expect(detail.contains(language == .nl ? "+16,7 %" : "+16.7 %"), "\(detail)")
            #expect(detail.contains("EFNS/PNS"), "\(detail)")
            #expect(preview.text.contains("value=\"24,0\"") || preview.text.contains("value=\"24.0\""))
            #expect(try await stage.clinic.document(stage.workup).findings.isEmpty)
            // How complete the study is stands there as well, once there is something to count.
            let nothing = try await stage.page(Self.newPath(stage), language)
            let label = language == .nl ? "Hoe volledig het onderzoek is" : "How complete the study is"
            #expect(nothing.contains(label) && !nothing.contains(language == .nl ? "0 van 5" : "0 of 5"))
            #expect(preview.text.contains(language == .nl ? "rechts 0 van 5" : "right 0 of 5"))
        }
    }

    @Test("name every value that is no number or cannot be, at its place in the table, and keep what was typed")
    func faults() async throws {
        try await PageStage.run { stage in
            var changes = Self.median
            changes["/body/motor/0/sites/0/amplitudeMv"] = "eight"
            changes["/body/motor/4/sites/0/latencyMs"] = "3.1"
            changes["/body/motor/4/sites/0/response"] = "absent"
            let refused = try await stage.browser.form(Self.newPath(stage), try await Self.fields(stage, changes))
            #expect(refused.status == .badRequest)
            PageStage.check(refused.text, .en)
            for id in ["f-body-motor-0-sites-0-amplitudeMv", "f-body-motor-4-sites-0-latencyMs"] {
                #expect(refused.text.contains("href=\"#\(id)\""), "\(id)")
            }
            #expect(refused.text.contains("value=\"eight\"") && refused.text.contains("value=\"24,0\""))
        }
    }

    @Test("ask to look again at values that are hardly possible, and keep them once somebody says that they are right")
    func unlikely() async throws {
        try await PageStage.run { stage in
            var changes = Self.median
            changes["/body/motor/0/sites/1/latencyMs"] = "3.0"
            let fields = try await Self.fields(stage, changes)
            let asked = try await stage.browser.form(Self.newPath(stage), fields)
            #expect(asked.status == .conflict && asked.text.contains("Hardly possible values"), "\(asked.status)")
            #expect(try await stage.clinic.document(stage.workup).findings.isEmpty)
            let again = PageStage.changing(
                try PageStage.fields(asked.text, action: Self.newPath(stage)),
                ["confirmed": "true"]
            )
            _ = try await stage.done(Self.newPath(stage), again)
            #expect(try await stage.clinic.document(stage.workup).findings.count == 1)
        }
    }

    @Test("correct a finding with a reason, without losing what the form does not show")
    func corrects() async throws {
        try await PageStage.run { stage in
            let body = """
                {"performedOn":"2026-02-20","motor":[{"nerve":"femoral","side":"left","muscle":"VM","sites":[]},\
                {"nerve":"median","side":"left","muscle":"APB","sites":[{"site":"palm","amplitudeMv":9},\
                {"site":"wrist","amplitudeMv":8.0,"areaMvMs":24.0}]}],"sensory":[{"nerve":"sural","side":"left",\
                "site":"ankle","segment":"own","amplitudeUv":12,"limits":{"latencyUpperMs":4}}]}
                """
            let finding = try Finding.decode(.nerveConductionStudy, Array(body.utf8))
            let answer = try await RecordFinding.run(
                stage.workup,
                RecordFinding.Input(finding: finding, origin: nil),
                call: stage.clinic.call(),
                in: stage.clinic.environment
            )
            let path = "\(stage.base)/findings/\(ID<FindingRecord>(answer.id))"
            let page = try await stage.page("\(path)/correct")
            let fields = try PageStage.fields(page, action: "\(path)/correct")
            let missing = try await stage.browser.form("\(path)/correct", fields)
            #expect(missing.status == .badRequest && missing.text.contains("f-reason-fault-0"))
            _ = try await stage.done("\(path)/correct", PageStage.changing(fields, ["/reason": "looked again"]))
            let now = try #require(try await stage.clinic.document(stage.workup).findings.first)
            #expect(now.version == 2)
            func sorted(_ finding: Finding) -> [String] {
                guard case .nerveConductionStudy(let study) = finding else { return [] }
                return (study.motor.map { "\($0)" } + study.sensory.map { "\($0)" }).sorted()
            }
            #expect(sorted(now.finding) == sorted(finding))
            let shown = try await stage.page(path)
            #expect(shown.contains("looked again") && shown.contains("version 2: corrected"))
        }
    }

    @Test("show two corrections at once side by side, and let each field be chosen")
    func conflicts() async throws {
        try await PageStage.run { stage in
            let path = try await Self.record(stage)
            let correct = "\(path)/correct"
            let untouched = try PageStage.fields(try await stage.page(correct), action: correct)
            let theirs = PageStage.changing(
                untouched,
                ["/body/motor/0/sites/1/areaMvMs": "11.5", "/reason": "theirs"]
            )
            let mine = PageStage.changing(
                untouched,
                [
                    "/body/motor/0/sites/1/areaMvMs": "12", "/body/motor/0/sites/0/latencyMs": "3.7", "/reason": "mine",
                    "key": "another-key",
                ]
            )
            _ = try await stage.done(correct, theirs)
            let conflict = try await stage.browser.form(correct, mine)
            #expect(conflict.status == .preconditionFailed)
            PageStage.check(conflict.text, .en)
            #expect(conflict.text.contains("As it stands now") && conflict.text.contains("11.5</label>"))
            #expect(conflict.text.contains("12</label>"))
            // What only one of the two changed is chosen already; what both changed is not.
            let left = try PageStage.fields(conflict.text, action: correct)
            #expect(left.first { $0.0 == "/body/motor/0/sites/0/latencyMs" }?.1 == "3.7")
            #expect(!left.contains { $0.0 == "/body/motor/0/sites/1/areaMvMs" })
            _ = try await stage.done(
                correct,
                PageStage.changing(left, ["/body/motor/0/sites/1/areaMvMs": "12"])
            )
            let now = try #require(try await stage.clinic.document(stage.workup).findings.first)
            let text = now.finding.json.text
            #expect(now.version == 3 && text.contains(#""areaMvMs":12,"#) && text.contains(#""latencyMs":3.7"#))
            #expect(text.contains(#""distanceMm":225"#))
            // What a version changed is said in the words of the form, not by its place in the document.
            let shown = try await stage.page(path)
            #expect(shown.matches(of: #/<li>[^<\/]*[Aa]rea[^<\/]*: 11.5 → 12<\/li>/#).count == 1)
            #expect(shown.matches(of: #/<li>[^<\/]*[Ll]atency[^<\/]*: [^<]* → 3.7<\/li>/#).count == 1)
            #expect(!shown.contains("/motor/0"))
        }
    }

    @Test("withdraw a finding with a reason, which stays readable and counts no more")
    func withdraws() async throws {
        try await PageStage.run { stage in
            let path = try await Self.record(stage)
            let fields = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: "\(path)/withdraw"),
                ["/reason": "another patient"]
            )
            let next = try await stage.done("\(path)/withdraw", fields)
            let page = try await stage.page(next)
            #expect(page.contains("was withdrawn and counts no more") && page.contains("another patient"))
            #expect(!page.contains("\(path)/correct"))
            #expect(try await stage.clinic.document(stage.workup).findings.isEmpty)
        }
    }

    @Test("a number that its form showed is not asked about when it is sent back untouched")
    func untouchedNumber() async throws {
        try await PageStage.run { stage in
            let body = #"{"performedOn":"2026-02-20","code":"ck","value":12.345,"unit":"µkat/L"}"#
            let recorded = try await RecordFinding.run(
                stage.workup,
                RecordFinding.Input(finding: try Finding.decode(.laboratory, Array(body.utf8)), origin: nil),
                call: stage.clinic.call(),
                in: stage.clinic.environment
            )
            let path = "\(stage.base)/findings/\(recorded.id.uuidString.lowercased())"
            let action = "\(path)/correct"
            let fields = try PageStage.fields(try await stage.page(action), action: action)
            let typed = PageStage.changing(fields, ["/body/value": "12.346", "/reason": "looked again"])
            let asked = try await stage.browser.form(action, typed)
            #expect(asked.status == .badRequest && asked.text.contains("12346 or 12.3460"))
            _ = try await stage.done(action, PageStage.changing(fields, ["/reason": "looked again"]))
            #expect(
                try await stage.clinic.document(stage.workup).findings.first?.finding.json.text.contains("12.345")
                    == true
            )
        }
    }

    @Test("a correction that was begun before a finding was withdrawn says so, and does not bring it back")
    func withdrawnMeanwhile() async throws {
        try await PageStage.run { stage in
            let path = try await Self.record(stage)
            let correcting = PageStage.changing(
                try PageStage.fields(try await stage.page("\(path)/correct"), action: "\(path)/correct"),
                ["/reason": "read from the wrong line", "version": "2"]
            )
            let withdrawing = PageStage.changing(
                try PageStage.fields(try await stage.page(path), action: "\(path)/withdraw"),
                ["/reason": "another patient"]
            )
            _ = try await stage.done("\(path)/withdraw", withdrawing)
            let told = "was withdrawn and counts no more"
            let page = try await stage.page("\(path)/correct")
            #expect(page.contains(told) && page.contains("another patient"))
            let sent = try await stage.browser.form("\(path)/correct", correcting)
            #expect(sent.status == .conflict && sent.text.contains(told))
            #expect(sent.text.contains("read from the wrong line"), "what was typed is kept")
            let older = try await stage.browser.form(
                "\(path)/correct",
                PageStage.changing(correcting, ["version": "1"])
            )
            #expect(older.status == .preconditionFailed && older.text.contains(told))
            #expect(try await stage.clinic.document(stage.workup).findings.isEmpty)
        }
    }

    @Test("are as they were looked at", arguments: Language.allCases)
    func goldens(language: Language) async throws {
        try await PageStage.run { stage in
            let new = try await stage.page(Self.newPath(stage), language)
            #expect(new.utf8.count < 120_000)
            let path = try await Self.record(stage)
            let finding = PageStage.normalized(try await stage.page(path, language))
            try Golden.expect(finding, named: "finding-\(language.rawValue).html", suite: "Pages")
            let criteria = PageStage.normalized(try await stage.page("\(stage.base)/criteria", language))
            try Golden.expect(criteria, named: "criteria-\(language.rawValue).html", suite: "Pages")
        }
    }
}
