// `workup protocol check`: every fault of a protocol file by line; needs no database.
import ArgumentParser
import Criteria
import Domain

/// `workup protocol check`.
struct ProtocolCheckCommand: Subcommand {
    static let configuration = CommandConfiguration.command(
        "check",
        "Explain every fault of protocol files by line; exits with 3 where there is one.",
        examples: [
            "workup protocol check mmn-2.yaml",
            "workup protocol check *.yaml --output json",
        ],
        more: "No database is needed. With - the file is read from standard input."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Protocol files in YAML.", completion: .file(extensions: ["yaml", "yml"])) var files: [String]

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

    /// A protocol file is some tens of kilobytes; nothing is read beyond this.
    private static let bytesMax = 4 << 20

    func perform(_ run: Run) async throws {
        var faults: [JSONValue] = []
        for file in files {
            let bytes = try run.readInput(file, bytesMax: ProtocolCheckCommand.bytesMax)
            do {
                _ = try ProtocolLoader.load(bytes)
            } catch {
                faults += error.all.map { ProtocolCheckCommand.item($0, in: file, run.language) }
            }
        }
        try run.console.show(items: faults, as: ProtocolCheckCommand.view)
        if !faults.isEmpty { throw ExitCode.found }
    }

    private static func item(_ fault: RuleFileFault, in file: String, _ language: Language) -> JSONValue {
        .object(
            ("file", .string(file)),
            ("line", .integer(fault.line)),
            ("column", .integer(fault.column)),
            ("pointer", .string(fault.path)),
            ("code", .string(fault.code.rawValue)),
            ("message", .string(fault.message[language]))
        )
    }
}
