// The loader explains every fault of a protocol file by line and column, all at once, in both languages.
import Criteria
import Domain
import Testing

/// A small protocol without a fault, and changes to it.
enum SmallProtocol {
    static let text = """
        format: workup-protocol/1
        code: small
        version: 3
        effectiveFrom: 2026-01-01
        names: {en: Small, nl: Klein}
        summary:
          en: A small protocol.
          nl: Een klein protocol.
        criteriaSets: [utrecht-2000-mmn]
        sources:
          - {id: house, citation: Nobody, status: unchecked}
        phases:
          - code: first
            names: {en: First, nl: Eerst}
        steps:
          - code: look
            phase: first
            names: {en: Look, nl: Kijken}
            hints:
              - {en: Look well., nl: Kijk goed., source: house, status: unchecked}
            requirement: required
            prerequisites: []
            interval: {days: 7, from: opening}
            roles: [neurologist]
            burden: 0
            completedBy: {finding: neurologicalExamination}
            origin: house
            status: unchecked
          - code: think
            phase: first
            names: {en: Think, nl: Denken}
            hints:
              - {en: Think well., nl: Denk goed., source: house, status: unchecked}
            requirement: required
            prerequisites: [look]
            interval: {days: 14, from: prerequisites}
            roles: [neurologist]
            burden: 0
            completedBy: {record: note}
            origin: house
            status: unchecked
        options:
          - code: ivig
            names: {en: IVIg, nl: IVIg}
            position: firstLine
            leaflet: listed
            guidance: {en: First., nl: Eerst.}
            sources: [house]
            status: unchecked
            cautions: [lotMissing]
        cautions:
          - {code: lotMissing, effect: informs, en: Lot., nl: Batch., source: house, status: unchecked}
        """

    /// The text with one passage replaced; the passage must be there.
    static func changing(_ passage: String, to other: String) throws -> String {
        let range = try #require(text.firstRange(of: passage), "the passage is not in the text")
        return text.replacingCharacters(in: range, with: other)
    }

    static func faults(of text: String) -> [RuleFileFault] {
        do {
            _ = try ProtocolLoader.load(text)
            return []
        } catch {
            return error.all
        }
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: other)
        return copy
    }
}

/// One change to the small protocol and the fault it makes, its place written as `line:column path`.
struct FaultyChange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let passage: String
    let other: String
    let place: String
    let code: FaultCode

    init(_ name: String, _ passage: String, _ other: String, _ place: String, _ code: FaultCode) {
        testDescription = name
        self.passage = passage
        self.other = other
        self.place = place
        self.code = code
    }
}

@Suite("Protocol loader")
struct ProtocolLoaderTests {
    @Test("a small protocol without a fault is read")
    func reads() throws {
        let loaded = try ProtocolLoader.load(SmallProtocol.text)
        #expect(loaded.code == "small")
        #expect(loaded.version == 3)
        #expect(loaded.steps.map(\.code) == ["look", "think"])
        #expect(loaded.step("think")?.interval == StepInterval(days: 14, from: .prerequisites))
    }

    static let changes: [FaultyChange] = [
        .init("unknown key at the top", "version: 3\n", "version: 3\ncolour: red\n", "4:1 /colour", .unknownField),
        .init(
            "unknown key in a step",
            "    burden: 0\n    completedBy: {finding",
            "    burden: 0\n    weight: 1\n    completedBy: {finding",
            "26:5 /steps/0/weight",
            .unknownField
        ),
        .init("another format", "workup-protocol/1", "workup-protocol/9", "1:9 /format", .badFormat),
        .init(
            "missing Dutch name",
            "names: {en: Look, nl: Kijken}",
            "names: {en: Look}",
            "18:5 /steps/0/names/nl",
            .missingLanguage
        ),
        .init("missing English summary", "  en: A small protocol.\n", "", "6:1 /summary/en", .missingLanguage),
        .init(
            "missing field",
            "    burden: 0\n    completedBy: {record",
            "    completedBy: {record",
            "29:5 /steps/1/burden",
            .missing
        ),
        .init(
            "unknown prerequisite",
            "prerequisites: [look]",
            "prerequisites: [hear]",
            "35:21 /steps/1/prerequisites/0",
            .unknownReference
        ),
        .init(
            "unknown finding kind",
            "finding: neurologicalExamination",
            "finding: horoscope",
            "26:28 /steps/0/completedBy/finding",
            .unknownCode
        ),
        .init(
            "finding and record together",
            "{record: note}",
            "{record: note, finding: antibody}",
            "39:18 /steps/1/completedBy",
            .badFormat
        ),
        .init(
            "imaging without a modality",
            "{record: note}",
            "{finding: imaging}",
            "39:18 /steps/1/completedBy",
            .badFormat
        ),
        .init(
            "unknown laboratory code",
            "{record: note}",
            "{finding: laboratory, laboratory: [[ck], [soup]]}",
            "39:60 /steps/1/completedBy/laboratory/1/0",
            .unknownReference
        ),
        .init("step code twice", "- code: think", "- code: look", "29:11 /steps/1/code", .duplicate),
        .init("text for a number", "version: 3", "version: three", "3:10 /version", .wrongType),
        .init("a number in quotes", "version: 3", "version: \"3\"", "3:10 /version", .wrongType),
        .init(
            "a list for an object",
            "names: {en: Small, nl: Klein}",
            "names: [Small, Klein]",
            "5:8 /names",
            .wrongType
        ),
        .init("a date that does not exist", "2026-01-01", "2026-02-30", "4:16 /effectiveFrom", .badFormat),
        .init("unknown option", "- code: ivig", "- code: leeches", "43:11 /options/0/code", .unknownCode),
        .init(
            "unknown role",
            "roles: [neurologist]\n    burden: 0\n    completedBy: {finding",
            "roles: [wizard]\n    burden: 0\n    completedBy: {finding",
            "24:13 /steps/0/roles/0",
            .unknownCode
        ),
        .init("negative interval", "{days: 7,", "{days: -7,", "23:22 /steps/0/interval/days", .outOfRange),
        .init(
            "interval without prerequisites",
            "{days: 7, from: opening}",
            "{days: 7, from: prerequisites}",
            "23:31 /steps/0/interval/from",
            .contradiction
        ),
        .init(
            "burden beyond 3",
            "burden: 0\n    completedBy: {finding",
            "burden: 4\n    completedBy: {finding",
            "25:13 /steps/0/burden",
            .outOfRange
        ),
        .init(
            "unknown phase",
            "phase: first\n    names: {en: Think",
            "phase: last\n    names: {en: Think",
            "30:12 /steps/1/phase",
            .unknownReference
        ),
        .init(
            "unknown source",
            "sources: [house]",
            "sources: [rumour]",
            "48:15 /options/0/sources/0",
            .unknownReference
        ),
        .init(
            "caution that is not there",
            "cautions: [lotMissing]",
            "cautions: [noBaseline]",
            "50:16 /options/0/cautions/0",
            .unknownReference
        ),
        .init("unknown criteria set", "[utrecht-2000-mmn]", "[paris-1789]", "9:16 /criteriaSets/0", .unknownReference),
        .init(
            "condition of a required step",
            "    interval: {days: 14",
            "    condition: {code: courseRuns, en: A, nl: B}\n    interval: {days: 14",
            "36:16 /steps/1/condition",
            .contradiction
        ),
        .init(
            "conditional step without condition",
            "    requirement: required\n    prerequisites: [look]",
            "    requirement: conditional\n    prerequisites: [look]",
            "29:5 /steps/1/condition",
            .missing
        ),
        .init(
            "checked house reading",
            "    origin: house\n    status: unchecked\n  - code: think",
            "    origin: house\n    status: checked\n  - code: think",
            "28:13 /steps/0/status",
            .contradiction
        ),
        .init("key twice", "version: 3\n", "version: 3\nversion: 4\n", "4:1", .duplicateKey),
        .init(
            "key twice in one line",
            "{days: 7, from: opening}",
            "{days: 7, days: 8, from: opening}",
            "23:25",
            .duplicateKey
        ),
        .init(
            "key twice in a list item",
            "    phase: first\n    names: {en: Look",
            "    phase: first\n    phase: first\n    names: {en: Look",
            "18:5",
            .duplicateKey
        ),
        .init("anchor", "version: 3", "version: &three 3", "3:10", .yamlFeature),
        .init("alias", "version: 3", "version: *three", "3:10", .yamlFeature),
        .init("tag", "version: 3", "version: !!int 3", "3:10", .yamlFeature),
        .init("tab", "version: 3", "version:\t3", "3:9", .yamlFeature),
        .init("control character", "Nobody", "No\u{1}body", "11:29", .controlCharacter),
        .init("unclosed bracket", "[utrecht-2000-mmn]", "[utrecht-2000-mmn", "10:8", .notYAML),
    ]

    @Test("each fault is told with its line, column, path and kind", arguments: changes)
    func explains(_ change: FaultyChange) throws {
        let faults = SmallProtocol.faults(of: try SmallProtocol.changing(change.passage, to: change.other))
        let told = faults.map { "\($0.line):\($0.column)\($0.path.isEmpty ? "" : " " + $0.path) \($0.code.rawValue)" }
        let found = try #require(faults.first { $0.code == change.code })
        #expect(told.contains("\(change.place) \(change.code.rawValue)"), "found instead: \(told)")
        #expect(!found.message.en.isEmpty && !found.message.nl.isEmpty && found.message.en != found.message.nl)
    }

    @Test("steps that wait for each other are named, each of them")
    func circle() throws {
        let text = try SmallProtocol.changing("prerequisites: []", to: "prerequisites: [think]")
        let faults = SmallProtocol.faults(of: text).filter { $0.code == .cyclicPrerequisites }
        #expect(faults.map(\.line) == [22, 35])
        #expect(faults.map(\.path) == ["/steps/0/prerequisites", "/steps/1/prerequisites"])
    }

    @Test("a step that waits for itself is named")
    func selfCircle() throws {
        let text = try SmallProtocol.changing("prerequisites: [look]", to: "prerequisites: [think]")
        #expect(SmallProtocol.faults(of: text).map(\.code) == [.cyclicPrerequisites])
    }

    @Test("all faults are told at once, in the order of their lines, also behind a repeated key")
    func allAtOnce() throws {
        var text = try SmallProtocol.changing("version: 3", to: "version: three\ncode: twice")
        text = text.replacing("prerequisites: [look]", with: "prerequisites: [hear]")
        text = text.replacing("    names: {en: Look, nl: Kijken}", with: "    names: {en: Look}\n    phase: again")
        text = text.replacing("leaflet: listed", with: "leaflet: lost")
        let faults = SmallProtocol.faults(of: text)
        #expect(faults.map(\.line) == [3, 4, 19, 20, 37, 48])
        #expect(
            faults.map(\.code) == [
                .wrongType, .duplicateKey, .missingLanguage, .duplicateKey, .unknownReference, .unknownCode,
            ]
        )
        #expect(faults.first?.description.hasPrefix("3:10 /version: ") == true)
    }

    @Test("words that other YAML readers take for something else stay words")
    func words() throws {
        let text = try SmallProtocol.changing("names: {en: Small, nl: Klein}", to: "names: {en: no, nl: 2026-01-01}")
        #expect(try ProtocolLoader.load(text).names.text == Localized(en: "no", nl: "2026-01-01"))
    }

    @Test("a file larger than the bound is refused before it is parsed")
    func size() {
        let text = SmallProtocol.text + "\n# " + String(repeating: "x", count: 300_000)
        #expect(SmallProtocol.faults(of: text).map(\.code) == [.tooLarge])
    }

    @Test("a file that expands by aliases is refused before it is parsed")
    func aliases() {
        var text = "a0: &a0 [x, x]\n"
        for index in 1...30 { text += "a\(index): &a\(index) [*a\(index - 1), *a\(index - 1)]\n" }
        let faults = SmallProtocol.faults(of: text)
        #expect(!faults.isEmpty && faults.allSatisfy { $0.code == .yamlFeature })
    }

    @Test("nesting without end is refused", arguments: ["[", "{a: ", "- ", "? "])
    func nesting(_ opening: String) {
        let text = "a: " + (opening == "- " || opening == "? " ? "\n" : "") + String(repeating: opening, count: 5_000)
        #expect(!SmallProtocol.faults(of: text).isEmpty)
    }

    @Test("nesting just within the parser's own bound is refused as too deep")
    func deepNesting() {
        let text = "a: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(SmallProtocol.faults(of: text).contains { $0.code == .tooDeep })
    }

    @Test("an empty file is a fault", arguments: ["", "# nothing\n", "---\n"])
    func empty(_ text: String) {
        #expect(!SmallProtocol.faults(of: text).isEmpty)
    }

    @Test("bytes that are not UTF-8 are a fault, with their line")
    func invalidUTF8() {
        let bytes = Array("code: x\nname: ".utf8) + [0xFF, 0x0A]
        #expect(throws: RuleFileFaults.self) { try ProtocolLoader.load(bytes) }
        do {
            _ = try ProtocolLoader.load(bytes)
        } catch {
            #expect(error.all.map(\.code) == [.invalidUTF8])
            #expect(error.all.first?.line == 2)
        }
    }

    @Test("two documents in one file are a fault")
    func twoDocuments() {
        let faults = SmallProtocol.faults(of: SmallProtocol.text + "\n---\ncode: other\n")
        #expect(faults.map(\.code) == [.notYAML])
    }

    @Test("changing a file anywhere never stops the program, and what is refused says where", arguments: 1...8)
    func mutation(_ seed: UInt64) {
        let pieces = [
            "", " ", "\n", ":", "- ", "[", "]", "{", "}", "\"", "'", "|", ">", "?", "#", "%", "---\n", "\u{e9}", "0",
            "\\",
        ]
        var state = seed
        for _ in 0..<60 {
            var bytes = Array(SmallProtocol.text.utf8)
            for _ in 0..<3 {
                // A linear congruential generator: the failure of a seed can be repeated.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(state >> 33) % bytes.count
                let piece = pieces[Int(state >> 20) % pieces.count]
                bytes.replaceSubrange(place..<min(bytes.count, place + Int(state >> 60) % 3), with: piece.utf8)
            }
            do {
                _ = try ProtocolLoader.load(bytes)
            } catch {
                #expect(error.all.allSatisfy { $0.line >= 1 && $0.column >= 1 })
            }
        }
    }

    @Test("cutting a file off anywhere never stops the program")
    func truncation() {
        let bytes = Array(SmallProtocol.text.utf8)
        for end in stride(from: 0, to: bytes.count, by: 7) {
            _ = try? ProtocolLoader.load(Array(bytes[..<end]))
        }
    }
}
