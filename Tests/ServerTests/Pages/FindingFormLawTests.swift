// The forms of findings: whatever was recorded, a form that is sent back untouched says the same again.
import Domain
import Foundation
import Reports
import TestSupport
import Testing
import UseCases

@testable import Pages
@testable import Server

@Suite("The form of a finding")
struct FindingFormLawTests {
    /// The findings of every example and of every case of the demo clinic.
    private static func findings() throws -> [(place: String, finding: Finding)] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/cases").resolvingSymlinksInPath()
        var found: [(String, Finding)] = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let name = file.lastPathComponent
            guard name.hasSuffix(".json") || name == "boundary.ndjson" else { continue }
            let data = try Data(contentsOf: file)
            let texts = name.hasSuffix(".json") ? [data[...]] : data.split(separator: UInt8(ascii: "\n"))
            for text in texts {
                let file = try CaseFile.codec.decode(JSONReader.read([UInt8](text)))
                found += file.findings.map { ("\(name)\($0.pointer)", $0.finding) }
            }
        }
        for (name, file) in try DemoCaseFiles.read(asOf: DemoCaseFiles.referenceDay) {
            found += file.findings.map { ("\(name)\($0.pointer)", $0.finding) }
        }
        return found
    }

    /// What a form shows in no field of its own, and what it could lose.
    private static let odd: [(FindingKind, String)] = [
        (.neurologicalExamination, #"{"weakness":{"motorNerves":[]}}"#),
        (.neurologicalExamination, #"{"history":{},"weakness":{},"signs":{"cramps":"notExamined"}}"#),
        (
            .neurologicalExamination,
            #"""
            {"supersedes":true,"weakness":{"distribution":"none","motorNerves":[{"nerve":"ulnar","side":"left"},
            {"nerve":"ulnar","side":"left"},{"nerve":"accessory","side":"right"}]},
            "strength":[{"muscle":"deltoid","side":"left","grade":4.5},{"muscle":"deltoid","side":"left","grade":3},
            {"muscle":"m. soleus","side":"right","grade":0},{"muscle":"tongue","side":"left","grade":5}],
            "reflexes":[{"tendon":"knee","side":"left","finding":"notExamined"},
            {"tendon":"knee","side":"left","finding":"brisk"}],
            "signs":{"objectiveSensoryLoss":"present","clonus":"notEvaluable"},
            "sensoryLossLimbs":["rightLeg","leftArm"],"note":"two\nlines"}
            """#
        ),
        (
            .needleExamination,
            #"""
            {"muscles":[{"muscle":"tongue","side":"left","fibrillations":0},{"muscle":"tongue","fasciculations":4},
            {"muscle":"deltoid","recruitment":"early"},{"muscle":"deltoid","side":"right"},
            {"muscle":"m. soleus","side":"left","unitDuration":"decreased"}]}
            """#
        ),
        (.antibody, #"{"antigen":"GD1b","isotype":"IgA","value":12.50,"comparator":"<","unit":"{}","method":"[]"}"#),
        (.cerebrospinalFluid, #"{"sampledOn":"2025","performedOn":"2025-03","leukocytesPerMicrolitre":0}"#),
        (.imaging, #"{"modality":"mri","region":"cervicalSpine","t2Hyperintensity":"notExamined"}"#),
        (
            .imaging,
            #"""
            {"modality":"ultrasound","measurements":[{"side":"left","level":"trunk","crossSectionMm2":9.0},
            {"nerve":"upper","side":"right","level":"trunk","crossSectionMm2":8},
            {"nerve":"C5","side":"right","level":"root","crossSectionMm2":8.1},
            {"nerve":"C5","side":"right","level":"root","crossSectionMm2":8.2}]}
            """#
        ),
        (.laboratory, #"{"code":"zinc","value":-1.50,"unit":"µmol/L"}"#),
        (.laboratory, #"{"code":"ck","value":12.345,"unit":"µkat/L"}"#),
    ]

    @Test("loses nothing of what was recorded and changes nothing, whatever the language", arguments: Language.allCases)
    func keeps(language: Language) throws {
        var all = try Self.findings()
        #expect(all.count > 150)
        #expect(Set(all.map(\.finding.kind)) == Set(FindingKind.allCases))
        all += try Self.odd.map { ("\($0.1)", try Finding.decode($0.0, Array($0.1.utf8))) }
        let wording = Wording(language, clock: .utc)
        for (place, finding) in all {
            let recorded = FindingForm.Recorded(version: 1, body: finding.json, origin: "Elsewhere")
            let form = FindingForm.form(finding.kind, recorded, action: "/", key: "k", wording)
            let entries = try Self.untouched(form, place) + [FormDocument.Entry(name: "/reason", value: "looked again")]
            let fields = form.groups.flatMap(\.allFields).map { ($0.name, $0.value) }
            let document = FormDocument(
                entries,
                schema: CorrectFinding.Input.codec.schema(),
                standing: Dictionary(fields) { first, _ in first }
            )
            #expect(document.contradicted.isEmpty && document.emptied.isEmpty, "\(place)")
            let input = try CorrectFinding.Input.codec.decode(document.json)
            #expect(Self.sorted(input.finding.json) == Self.sorted(finding.json), "\(place)")
            #expect(input.origin == "Elsewhere", "\(place)")
        }
    }

    @Test("that nobody filled in says nothing at all", arguments: Language.allCases)
    func saysNothing(language: Language) throws {
        for kind in FindingKind.allCases {
            for modality in ImagingModality.allCases {
                let wording = Wording(language, clock: .utc)
                let form = FindingForm.form(kind, nil, action: "/", key: "k", modality: modality, wording)
                let entries = try Self.untouched(form, kind.rawValue)
                let json = FormDocument(entries, schema: RecordFinding.Input.codec.schema()).json
                #expect(json.text == #"{"kind":"\#(kind.rawValue)"}"#)
            }
        }
    }

    /// What a browser sends of a form that nobody touched.
    private static func untouched(_ form: TeamForm, _ place: String) throws -> [FormDocument.Entry] {
        var entries = form.given.map { FormDocument.Entry(name: $0.name, value: $0.value) }
        for field in form.groups.flatMap(\.allFields) {
            switch field.kind {
            case .tick: if field.value == "true" { entries.append(.init(name: field.name, value: "true")) }
            case .mark(let mark): if field.value == mark { entries.append(.init(name: field.name, value: mark)) }
            case .list(let options, let any):
                let values = (any == nil ? [] : [""]) + options.map(\.value)
                #expect(values.contains(field.value), "\(place) \(field.name) has no choice \(field.value)")
                entries.append(.init(name: field.name, value: field.value))
            case .choice(let options):
                let isKnown = options.contains { $0.value == field.value }
                #expect(isKnown || field.value.isEmpty, "\(place) \(field.name) has no choice \(field.value)")
                if isKnown { entries.append(.init(name: field.name, value: field.value)) }
            case .text, .number, .day, .area, .words: entries.append(.init(name: field.name, value: field.value))
            }
        }
        let twice = Dictionary(grouping: entries, by: \.name).filter { $0.value.count > 1 }.keys
        #expect(twice.isEmpty, "\(place): \(twice.sorted())")
        return entries.shuffled()
    }

    /// The same with the elements of every list in one order: a form has its rows in its own.
    private static func sorted(_ json: JSONValue) -> JSONValue {
        switch json {
        case .null, .bool, .number, .string: json
        case .array(let elements): .array(elements.map(sorted).sorted { $0.text < $1.text })
        case .object(let members): .object(members.map { JSONMember($0.key, sorted($0.value)) })
        }
    }
}
