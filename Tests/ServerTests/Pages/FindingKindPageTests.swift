// The pages on which each kind of finding is recorded: what is typed is what is kept, and faults stand at their fields.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page that records", .database(.clinic))
struct FindingKindPageTests {
    /// What somebody types on a page, and the finding that it makes.
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let address: String
        let typed: [String: String]
        let body: String

        var testDescription: String { name }
        /// Where its form is sent to.
        var path: String { String(address.prefix { $0 != "?" }) }

        static let all = [examination, noneWeak, needle, antibody, fluid, mri, ultrasound, blood]

        static let examination = Example(
            name: "a neurological examination",
            address: "neurologicalExamination",
            typed: [
                "/body/performedOn": "2026-02-20", "/body/history/onset": "2025-03",
                "/body/history/durationMonths": "10,5", "/body/history/course": "stepwiseProgressive",
                "/body/weakness/distribution": "focalAsymmetric", "/body/weakness/motorNerves/5/side": "right",
                "/body/strength/1/grade": "4,5", "/body/strength/38/muscle": "m. soleus",
                "/body/strength/38/side": "left", "/body/strength/38/grade": "3", "/body/reflexes/0/finding": "absent",
                "/body/signs/upperMotorNeuron": "absent", "/body/signs/clonus": "notEvaluable",
                "/body/signs/objectiveSensoryLoss": "present",
                "/body/sensoryLossLimbs/2": "leftLeg", "/body/supersedes": "true",
            ],
            body: """
                {"performedOn":"2026-02-20","supersedes":true,"history":{"onset":"2025-03","durationMonths":10.5,\
                "course":"stepwiseProgressive"},"weakness":{"distribution":"focalAsymmetric","motorNerves":[\
                {"nerve":"radial","side":"right"}]},"strength":[{"muscle":"deltoid","side":"right","grade":4.5},\
                {"muscle":"m. soleus","side":"left","grade":3}],"reflexes":[{"tendon":"biceps","side":"left",\
                "finding":"absent"}],"signs":{"upperMotorNeuron":"absent",\
                "objectiveSensoryLoss":"present","clonus":"notEvaluable"},\
                "sensoryLossLimbs":["leftLeg"]}
                """
        )
        static let noneWeak = Example(
            name: "that no nerve is weak",
            address: "neurologicalExamination",
            typed: ["/body/weakness/motorNerves": "[]", "/body/weakness/distribution": "none"],
            body: #"{"weakness":{"distribution":"none","motorNerves":[]}}"#
        )
        static let needle = Example(
            name: "a needle examination",
            address: "needleExamination",
            typed: [
                "/body/performedOn": "2026-02-20", "/body/muscles/1/fibrillations": "0",
                "/body/muscles/1/recruitment": "reduced", "/body/muscles/16/fasciculations": "1",
                "/body/muscles/17/muscle": "quadriceps", "/body/muscles/17/side": "left",
                "/body/muscles/17/polyphasia": "increased",
            ],
            body: """
                {"performedOn":"2026-02-20","muscles":[{"muscle":"deltoid","side":"right","fibrillations":0,\
                "recruitment":"reduced"},{"muscle":"tongue","fasciculations":1},{"muscle":"quadriceps","side":"left",\
                "polyphasia":"increased"}]}
                """
        )
        static let antibody = Example(
            name: "an antibody",
            address: "antibody",
            typed: [
                "/body/sampledOn": "2026-02", "/body/antigen": "GM1", "/body/isotype": "IgM", "/body/value": "120,50",
                "/body/comparator": ">", "/body/unit": "%", "/body/band": "positive",
            ],
            body: """
                {"sampledOn":"2026-02","antigen":"GM1","isotype":"IgM","value":120.5,"comparator":">","unit":"%",\
                "band":"positive"}
                """
        )
        static let fluid = Example(
            name: "cerebrospinal fluid",
            address: "cerebrospinalFluid",
            typed: ["/body/sampledOn": "2026-02-20", "/body/proteinGramPerLitre": "0,62"],
            body: #"{"sampledOn":"2026-02-20","proteinGramPerLitre":0.62}"#
        )
        static let mri = Example(
            name: "a magnetic resonance image",
            address: "imaging?modality=mri",
            typed: ["/body/region": "brachialPlexus", "/body/t2Hyperintensity": "present"],
            body: #"{"modality":"mri","region":"brachialPlexus","t2Hyperintensity":"present"}"#
        )
        static let ultrasound = Example(
            name: "an ultrasound examination",
            address: "imaging?modality=ultrasound",
            typed: [
                "/body/measurements/0/crossSectionMm2": "11,2", "/body/measurements/14/nerve": "radial",
                "/body/measurements/14/side": "left", "/body/measurements/14/level": "upperArm",
                "/body/measurements/14/crossSectionMm2": "9",
            ],
            body: """
                {"modality":"ultrasound","measurements":[{"nerve":"median","side":"left","level":"forearm",\
                "crossSectionMm2":11.2},{"nerve":"radial","side":"left","level":"upperArm","crossSectionMm2":9}]}
                """
        )
        static let blood = Example(
            name: "one blood test",
            address: "laboratory",
            typed: ["/body/performedOn": "2026-02-20", "/body/code": "ck", "/body/value": "240", "/body/unit": "U/L"],
            body: #"{"performedOn":"2026-02-20","code":"ck","value":240,"unit":"U/L"}"#
        )
    }

    /// What is at fault, and the fields where that stands.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let address: String
        let typed: [String: String]
        let fields: [String]

        var testDescription: String { "\(address): \(fields)" }

        static let all = [
            Wrong(
                address: "neurologicalExamination",
                typed: [
                    "/body/history/onset": "spring", "/body/strength/1/grade": "4,2",
                    "/body/weakness/motorNerves": "[]", "/body/weakness/motorNerves/0/side": "left",
                    "/body/signs/objectiveSensoryLoss": "absent", "/body/sensoryLossLimbs/3": "rightLeg",
                ],
                fields: [
                    "f-body-history-onset", "f-body-strength-1-grade", "f-body-weakness-motorNerves",
                ]
            ),
            Wrong(
                address: "neurologicalExamination",
                typed: ["/body/signs/objectiveSensoryLoss": "absent", "/body/sensoryLossLimbs/3": "rightLeg"],
                fields: ["f-body-sensoryLossLimbs-3"]
            ),
            Wrong(
                address: "needleExamination",
                typed: ["/body/muscles/1/fibrillations": "5", "/body/muscles/21/side": "left"],
                fields: ["f-body-muscles-1-fibrillations", "f-body-muscles-21-muscle"]
            ),
            Wrong(
                address: "antibody",
                typed: ["/body/antigen": "gm1", "/body/comparator": ">", "/body/isotype": "IgM"],
                fields: ["f-body-antigen", "f-body-value"]
            ),
            Wrong(
                address: "antibody",
                typed: ["/body/antigen": "GM1", "/body/band": "positive"],
                fields: ["f-body-isotype-IgM"]
            ),
            Wrong(
                address: "cerebrospinalFluid",
                typed: ["/body/proteinGramPerLitre": "little"],
                fields: ["f-body-proteinGramPerLitre"]
            ),
            Wrong(
                address: "imaging?modality=mri",
                typed: ["/body/t2Hyperintensity": "present"],
                fields: ["f-body-region"]
            ),
            Wrong(
                address: "imaging?modality=ultrasound",
                typed: ["/body/measurements/14/crossSectionMm2": "9", "/body/measurements/0/crossSectionMm2": "wide"],
                fields: ["f-body-measurements-14-side", "f-body-measurements-0-crossSectionMm2"]
            ),
            Wrong(address: "laboratory", typed: ["/body/value": "1"], fields: ["f-body-code"]),
        ]
    }

    @Test("a finding keeps what was typed and nothing that was left open", arguments: Example.all)
    func records(example: Example) async throws {
        try await PageStage.run { stage in
            let base = "\(stage.base)/findings/new/"
            for language in Language.allCases { _ = try await stage.page(base + example.address, language) }
            let page = try await stage.page(base + example.address)
            let action = base + example.path
            let fields = PageStage.changing(try PageStage.fields(page, action: action), example.typed)
            let next = try await stage.done(action, fields)
            let finding = try #require(try await stage.clinic.document(stage.workup).findings.first)
            #expect(finding.finding.json.text == example.body)
            // The form of its correction holds the same.
            let correct = "\(next.prefix { $0 != "?" })/correct"
            for language in Language.allCases { _ = try await stage.page(correct, language) }
            let again = try PageStage.fields(try await stage.page(correct), action: correct)
            _ = try await stage.done(correct, PageStage.changing(again, ["/reason": "looked again"]))
            let corrected = try #require(try await stage.clinic.document(stage.workup).findings.first)
            #expect(corrected.version == 2 && corrected.finding.json.text == example.body)
        }
    }

    @Test("a finding tells what is wrong beside its fields and keeps what was typed", arguments: Wrong.all)
    func faults(wrong: Wrong) async throws {
        try await PageStage.run { stage in
            let base = "\(stage.base)/findings/new/"
            let action = base + String(wrong.address.prefix { $0 != "?" })
            let page = try await stage.page(base + wrong.address)
            let fields = PageStage.changing(try PageStage.fields(page, action: action), wrong.typed)
            let refused = try await stage.browser.form(action, fields)
            #expect(refused.status == .badRequest)
            PageStage.check(refused.text, .en)
            for id in wrong.fields { #expect(refused.text.contains("href=\"#\(id)\""), "\(id)") }
            let kept = try PageStage.fields(refused.text, action: action)
            for (name, value) in wrong.typed { #expect(kept.contains { $0 == (name, value) }, "\(name)") }
            #expect(try await stage.clinic.document(stage.workup).findings.isEmpty)
        }
    }

    @Test("is the one that a step leads to")
    func fromStep() async throws {
        try await PageStage.run { stage in
            let ways = [
                "plexusMri": "findings/new/imaging?modality=mri",
                "nerveUltrasound": "findings/new/imaging?modality=ultrasound",
                "bloodPanel": "steps/bloodPanel/results", "antiGanglioside": "findings/new/antibody",
            ]
            for (step, way) in ways {
                let page = try await stage.page("\(stage.base)/steps/\(step)")
                #expect(page.contains("href=\"\(stage.base)/\(way)\""), "\(step)")
            }
            let ultrasound = try await stage.page("\(stage.base)/findings/new/imaging?modality=ultrasound", .nl)
            #expect(ultrasound.contains("<h1>Vastleggen: zenuwecho</h1>"))
        }
    }
}

@Suite("The page of a blood panel", .database(.clinic))
struct PanelPageTests {
    private static func path(_ stage: PageStage) -> String { "\(stage.base)/steps/bloodPanel/results" }

    private static func fields(_ stage: PageStage, _ changes: [String: String]) async throws -> [(String, String)] {
        let page = try await stage.page(path(stage))
        return PageStage.changing(try PageStage.fields(page, action: path(stage)), changes)
    }

    @Test("records every result that was filled in, once, and completes the step")
    func records() async throws {
        try await PageStage.run { stage in
            let dutch = try await stage.page(Self.path(stage), .nl)
            #expect(dutch.contains("Uitslagen vastleggen: Bloedonderzoek, andere oorzaken"))
            let typed = [
                "/body/performedOn": "2026-02-20", "/results/0/value": "5,4", "/results/2/value": "1.80",
                "/results/3/value": "71", "/results/5/band": "normal", "/results/6/value": "310",
                "/results/6/unit": "ng/L",
            ]
            let fields = try await Self.fields(stage, typed)
            let next = try await stage.done(Self.path(stage), fields)
            #expect(try await stage.page(next).contains("The results are saved."))
            #expect(try await stage.done(Self.path(stage), fields) == next)
            let found = try await stage.clinic.document(stage.workup).findings.map(\.finding.json.text)
            #expect(
                found.sorted() == [
                    #"{"performedOn":"2026-02-20","code":"alt","band":"normal"}"#,
                    #"{"performedOn":"2026-02-20","code":"b12","value":310,"unit":"ng/L"}"#,
                    #"{"performedOn":"2026-02-20","code":"creatinine","value":71,"unit":"µmol/L"}"#,
                    #"{"performedOn":"2026-02-20","code":"glucose","value":5.4,"unit":"mmol/L"}"#,
                    #"{"performedOn":"2026-02-20","code":"tsh","value":1.8,"unit":"mU/L"}"#,
                ]
            )
            #expect(try await stage.clinic.step("bloodPanel", of: stage.workup).state == .reported)
        }
    }

    @Test("tells what is wrong beside its fields, and records nothing then")
    func faults() async throws {
        try await PageStage.run { stage in
            let wrong: [([String: String], [String])] = [
                ([:], ["f-results-0-band"]),
                (
                    ["/results/0/value": "5", "/results/2/value": "low", "/body/performedOn": "yesterday"],
                    ["f-results-2-value", "f-body-performedOn"]
                ),
                (["/results/0/value": "5", "/origin": "Elsewhere"], ["f-body-performedOn"]),
                (["/results/0/value": "5", "/body/performedOn": "2030-01-01"], ["f-body-performedOn"]),
            ]
            for (typed, ids) in wrong {
                let refused = try await stage.browser.form(
                    Self.path(stage),
                    try await Self.fields(stage, typed)
                )
                #expect(refused.status == .badRequest)
                PageStage.check(refused.text, .en)
                for id in ids { #expect(refused.text.contains("href=\"#\(id)\""), "\(id)") }
            }
            #expect(try await stage.clinic.document(stage.workup).findings.isEmpty)
        }
    }

    @Test("asks to look again at values that cannot well be, naming the test")
    func unlikely() async throws {
        try await PageStage.run { stage in
            let fields = try await Self.fields(stage, ["/results/0/value": "-5"])
            let asked = try await stage.browser.form(Self.path(stage), fields)
            #expect(asked.status == .conflict && asked.text.contains("<li>glucose: "))
            let again = PageStage.changing(
                try PageStage.fields(asked.text, action: Self.path(stage)),
                ["confirmed": "true"]
            )
            _ = try await stage.done(Self.path(stage), again)
            #expect(try await stage.clinic.document(stage.workup).findings.count == 1)
        }
    }

    @Test("is only there for a step that blood tests complete")
    func onlyPanels() async throws {
        try await PageStage.run { stage in
            let response = try await stage.browser.send(
                .get,
                "\(stage.base)/steps/neurologicalExamination/results",
                language: .en
            )
            #expect(response.status == .notFound)
        }
    }
}
