// `workup criteria check`: every fault of a criteria file by line, and its test cases; needs no database.
import ArgumentParser
import Criteria
import Domain

/// `workup criteria check`.
struct CriteriaCheckCommand: Subcommand {
    static let configuration = CommandConfiguration.command(
        "check",
        "Explain every fault of criteria files and run their test cases; exits with 3 where there is one.",
        examples: [
            "workup criteria check",
            "workup criteria check my-set.yaml --output json",
        ],
        more: """
            Without files, the sets of the program are checked. The test cases of my-set.yaml stand in
            my-set.tests.yaml beside it, or at its end; a set without any is at fault. With - a file is read from
            standard input, which may be without. No database is needed.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Criteria files in YAML.", completion: .file(extensions: ["yaml", "yml"])) var files: [String] = []

    static let view = RecordView(
        columns: [
            Column("file", en: "File", nl: "Bestand"),
            Column("line", en: "Line", nl: "Regel", .rightAligned),
            Column("column", en: "Column", nl: "Kolom", .rightAligned),
            Column("pointer", en: "Where", nl: "Waar"),
            Column("message", en: "Fault", nl: "Fout"),
            Column("code", en: "Code", nl: "Code"),
        ],
        empty: Localized(en: "No faults.", nl: "Geen fouten.")
    )

    /// A criteria file is some tens of kilobytes; nothing is read beyond this.
    private static let bytesMax = 4 << 20

    func perform(_ run: Run) async throws {
        var faults: [JSONValue] = []
        var testCount = 0
        for file in files.isEmpty ? CriteriaSetLoader.bundledNames : Self.rules(among: files) {
            let tests = CriteriaSetLoader.testsNames(beside: file).first(where: isThere)
            let check = CriteriaFileCheck(
                try bytes(of: file, run),
                tests: try tests.map { try bytes(of: $0, run) },
                isBesideNothing: file == "-"
            )
            testCount += check.testCount
            for found in check.found {
                faults.append(Self.item(found.finding, in: found.isInTests ? tests ?? file : file, run.language))
            }
            if let note = check.note { run.console.say(note) }
        }
        try run.console.show(items: faults, as: CriteriaCheckCommand.view)
        run.console.say(Localized(en: "\(testCount) test cases run.", nl: "\(testCount) testcasussen uitgevoerd."))
        if !faults.isEmpty { throw ExitCode.found }
    }

    /// The files of rules, each once: a file of tests stands for the set beside it, so that `*.yaml` may be given.
    private static func rules(among files: [String]) -> [String] {
        var seen: Set<String> = []
        return files.map { CriteriaSetLoader.name(besideTests: $0) ?? $0 }.filter { seen.insert($0).inserted }
    }

    private func bytes(of file: String, _ run: Run) throws -> [UInt8] {
        files.isEmpty
            ? Array((CriteriaSetLoader.bundledText(file) ?? "").utf8)
            : try run.readInput(file, bytesMax: Self.bytesMax)
    }

    /// Whether there is a file of tests of a name.
    private func isThere(_ name: String) -> Bool {
        files.isEmpty ? CriteriaSetLoader.bundledText(name) != nil : InputFile.exists(name)
    }

    private static func item(_ finding: CriteriaFileCheck.Finding, in file: String, _ language: Language) -> JSONValue {
        switch finding {
        case .fault(let fault):
            .object(
                ("file", .string(file)),
                ("line", .integer(fault.line)),
                ("column", .integer(fault.column)),
                ("pointer", .string(fault.path)),
                ("code", .string(fault.code.rawValue)),
                ("message", .string(fault.message[language]))
            )
        case .failure(let failure):
            .object(
                ("file", .string(file)),
                ("line", .integer(failure.line)),
                ("column", .null),
                ("pointer", .string(failure.name)),
                ("code", "testFailed"),
                ("message", .string(failure.differences.joined(separator: "; ")))
            )
        }
    }
}
