// `workup evaluate` and `workup criteria` as a person and a program use them.
import Domain
import Foundation
import Testing

@testable import AdminCommands

@Suite("Evaluating case files on the command line")
struct EvaluateCommandTests {
    private static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/cases")

    private static func path(_ name: String) -> String { cases.appending(path: name).path() }

    private static let broken = #"{"format": "workup-case/1", "workup": {"protocol": "mmn"}, "more": 1}"#

    @Test("one case gives one document, and nothing is said beside it")
    func oneCase() async throws {
        let ran = await run("evaluate", Self.path("synthetic-definite.json"), "--output", "json")
        #expect(ran.code == .done)
        #expect(ran.talk.isEmpty)
        let document = try JSONReader.read(Array(ran.output.utf8), limits: .ownDocuments)
        #expect(document["format"] == "workup-evaluation/1")
        let sets = try #require(document["evaluations"]?.array)
        #expect(
            sets.compactMap { $0["criteria"]?.string } == [
                "efns-pns-2010-mmn", "aaem-2003-mmn", "utrecht-2000-mmn", "ean-pns-2021-cidp",
            ]
        )
        #expect(sets[0]["category"] == "definite")
        let segment = try #require(document["segments"]?[5])
        #expect(segment["block"]?["efns-pns-2010-mmn"] == "definite")
        // A number that cannot be computed is there, as null.
        #expect(segment["areaReductionPercent"] != nil && segment["velocityMps"] != nil)
    }

    @Test("one faulty case gives exit code 64, all its faults, and no data", arguments: ["json", "table"])
    func oneFaultyCase(form: String) async {
        let file = FileManager.default.temporaryDirectory.appending(path: "broken-\(form).json")
        try? Data(Self.broken.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let single = await run("evaluate", file.path(), "--output", form)
        #expect(single.code == .usage)
        #expect(single.output.isEmpty)
        #expect(single.talk.contains("/workup/openedOn"))
        #expect(single.talk.contains("/more"))
    }

    @Test("lines give a line each, in order, and a case with faults has them on its line")
    func lines() async throws {
        let good = #"{"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2026-01-12"}}"#
        let ran = await run(
            "evaluate",
            "-",
            "--output",
            "json",
            "--language",
            "nl",
            input: "\(good)\n\(Self.broken)\n\(good)\n"
        )
        #expect(ran.code == .found)
        let lines = ran.output.split(separator: "\n")
        try #require(lines.count == 3)
        let faulty = try JSONReader.read(Array(lines[1].utf8))
        #expect(faulty["format"] == "workup-evaluation/1")
        #expect(faulty["faults"]?.array?.compactMap { $0["pointer"]?.string } == ["/more", "/workup/openedOn"])
        #expect(faulty["faults"]?[0]?["message"]?.string?.hasPrefix("Dit veld") == true)
        let last = try JSONReader.read(Array(lines[2].utf8), limits: .ownDocuments)
        #expect(last["evaluations"]?[0]?["category"] == "undetermined")
    }

    @Test("lines that are all at fault are not said to be no cases, and a fault of a whole line says so")
    func onlyFaults() async {
        let ran = await run("evaluate", "-", "--language", "nl", input: "oops\n[]\n")
        #expect(ran.code == .found)
        #expect(ran.output.isEmpty && !ran.talk.contains("geen casussen"))
        #expect(ran.talk.contains("  (hele invoer): Dit is geen JSON op regel 1, kolom 1."), "\(ran.talk)")
        let none = await run("evaluate", "-", "--language", "nl", input: "")
        #expect(none.talk.contains("Er waren geen casussen."))
    }

    @Test("several files give a line each")
    func severalFiles() async {
        let ran = await run(
            "evaluate",
            Self.path("synthetic-probable.json"),
            Self.path("synthetic-cidp.json"),
            "--output",
            "json"
        )
        #expect(ran.code == .done)
        #expect(ran.output.split(separator: "\n").count == 2)
    }

    @Test("one set can be asked for, and an unknown one is told with those there are")
    func oneSet() async throws {
        let ran = await run(
            "evaluate",
            Self.path("synthetic-cidp.json"),
            "--criteria",
            "ean-pns-2021-cidp",
            "--output",
            "json"
        )
        let document = try JSONReader.read(Array(ran.output.utf8), limits: .ownDocuments)
        #expect(document["evaluations"]?.array?.count == 1)
        #expect(document["evaluations"]?[0]?["category"] == "cidp")
        let unknown = await run("evaluate", Self.path("synthetic-cidp.json"), "--criteria", "mmn")
        #expect(unknown.code == .usage)
        #expect(unknown.talk.contains("one of: efns-pns-2010-mmn, aaem-2003-mmn"))
    }

    @Test(
        "a person reads verdicts, clauses, segments and steps, and that it is not validated",
        arguments: ["en", "nl"]
    )
    func table(language: String) async throws {
        let ran = await run("evaluate", Self.path("synthetic-probable.json"), "--language", language)
        #expect(ran.code == .done)
        try Golden.compare(ran.output, name: "evaluate-\(language).txt")
        #expect(ran.talk.contains(language == "nl" ? "niet gevalideerd" : "not validated"))
    }

    @Test("where criteria for MMN are not met, it is said once that they are not treatment rules")
    func treatmentRules() async {
        let sentence = "Criteria are not treatment rules"
        let file = Self.path("synthetic-motor-neuron-disease.json")
        let one = await run("evaluate", file)
        #expect(one.output.components(separatedBy: sentence).count == 2)
        let two = await run("evaluate", file, file)
        #expect(two.talk.components(separatedBy: sentence).count == 2)
        let open = await run("evaluate", file, "--criteria", "ean-pns-2021-cidp")
        #expect(!open.output.contains(sentence))
    }

    @Test("the sets are listed and shown, with their sources")
    func criteria() async throws {
        let list = await run("criteria", "list", "--output", "csv")
        #expect(list.output.split(whereSeparator: \.isNewline).count == 5)
        let shown = await run("criteria", "show", "utrecht-2000-mmn")
        #expect(shown.code == .done)
        try Golden.compare(shown.output, name: "criteria-show.txt")
    }

    @Test("the program's own sets pass their check; a faulty file is told by line")
    func criteriaCheck() async throws {
        let own = await run("criteria", "check")
        #expect(own.code == .done)
        #expect(own.output.isEmpty)
        let file = await run("criteria", "check", "-", "--output", "json", input: "format: workup-criteria/1\nid: x\n")
        #expect(file.code == .found)
        let faults = try JSONReader.read(Array(file.output.utf8)).array ?? []
        #expect(faults.contains { $0["pointer"] == "/clauses" })
        #expect(faults.allSatisfy { $0["line"] != .null })
    }

    @Test("a set of the program can be copied with its tests, changed, and is checked with them by file and line")
    func copiedSet() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "criteria-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rules = folder.appending(path: "mine.yaml")
        let tests = folder.appending(path: "mine.tests.yaml")
        let shown = await run("criteria", "show", "aaem-2003-mmn", "--yaml")
        try Data(shown.output.utf8).write(to: rules)
        let alone = await run("criteria", "check", rules.path())
        #expect(alone.code == .found)
        #expect(alone.output.contains("The set has no test cases"))
        // Beside standard input no file can stand: that is said, and is no fault.
        let piped = await run("criteria", "check", "-", input: shown.output)
        #expect(piped.code == .done)
        #expect(piped.output.isEmpty)
        #expect(piped.talk.contains("only its rules were checked"))
        try Data(await run("criteria", "show", "aaem-2003-mmn", "--tests").output.utf8).write(to: tests)
        // Both files may be given, as a shell does for *.yaml: the set is checked once.
        let both = await run("criteria", "check", rules.path(), tests.path())
        #expect(both.code == .done)
        #expect(both.output.isEmpty)
        #expect(both.talk.split(separator: "\n").contains { $0.hasSuffix("test cases run.") && !$0.hasPrefix("0 ") })
        let shouted = folder.appending(path: "LOUD.YAML")
        try Data(shown.output.utf8).write(to: shouted)
        try FileManager.default.copyItem(at: tests, to: folder.appending(path: "LOUD.tests.yaml"))
        #expect(await run("criteria", "check", shouted.path()).code == .done)

        let changed = shown.output.replacing("atLeast: 2, ", with: "atLeast: 3, ")
        #expect(changed != shown.output)
        try Data(changed.utf8).write(to: rules)
        let check = await run("criteria", "check", rules.path(), "--output", "json")
        #expect(check.code == .found)
        let faults = try JSONReader.read(Array(check.output.utf8)).array ?? []
        #expect(!faults.isEmpty)
        #expect(faults.allSatisfy { $0["code"] == "testFailed" && $0["line"] != .null })
        #expect(faults.allSatisfy { $0["file"]?.string?.hasSuffix("mine.tests.yaml") == true })
    }
}
