// `workup criteria check`: every fault of a criteria file by line, and its own test cases; needs no database.
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
            Without files, the sets of the program are checked. No database is needed. With - a file is read from
            standard input.
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
        for file in files.isEmpty ? CriteriaSetLoader.bundledNames : files {
            let bytes =
                files.isEmpty
                ? Array((CriteriaSetLoader.bundledText(file) ?? "").utf8)
                : try run.readInput(file, bytesMax: CriteriaCheckCommand.bytesMax)
            do {
                let set = try CriteriaSetLoader.load(bytes)
                testCount += set.tests.count
                faults += set.runTests().map { CriteriaCheckCommand.item($0, in: file) }
            } catch {
                faults += error.all.map { CriteriaCheckCommand.item($0, in: file, run.language) }
            }
        }
        try run.console.show(items: faults, as: CriteriaCheckCommand.view)
        run.console.say(Localized(en: "\(testCount) test cases run.", nl: "\(testCount) testcasussen uitgevoerd."))
        if !faults.isEmpty { throw ExitCode.found }
    }

    private static func item(_ fault: ProtocolFault, in file: String, _ language: Language) -> JSONValue {
        .object(
            ("file", .string(file)),
            ("line", .integer(fault.line)),
            ("column", .integer(fault.column)),
            ("pointer", .string(fault.path)),
            ("code", .string(fault.code.rawValue)),
            ("message", .string(fault.message[language]))
        )
    }

    private static func item(_ failure: CriteriaTestFailure, in file: String) -> JSONValue {
        .object(
            ("file", .string(file)),
            ("line", .null),
            ("column", .null),
            ("pointer", .string(failure.name)),
            ("code", "testFailed"),
            ("message", .string(failure.differences.joined(separator: "; ")))
        )
    }
}
