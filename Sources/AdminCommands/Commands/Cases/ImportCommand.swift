// `workup import`: case files into the record, each whole or not at all.
import ArgumentParser
import Domain
import UseCases

/// `workup import`.
struct ImportCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "import",
        "Import case files; running it again does no harm.",
        examples: [
            "workup import case-1.json case-2.json",
            "workup import cases.ndjson --output json > results.ndjson",
        ],
        more: """
            A file whose name ends in .ndjson or .jsonl has one case a line; - reads standard input. Each case is
            stored whole or not at all, and recognised by its content when it comes again, so an import that was
            stopped goes on where it was. Faults are listed with their JSON pointers; then the exit code is 64, and
            the cases without faults are in the record.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Case files, - for standard input.", completion: .file(extensions: ["json", "ndjson", "jsonl"]))
    var files: [String]
    @Option(help: ArgumentHelp("Code of the organisation that answers for the cases.", valueName: "code"))
    var organisation: String?

    /// Cases in one transaction at most: enough to make little of the round trips, few enough to stop soon.
    private static let batchCountMax = 200
    /// Bytes of case files in one transaction, about.
    private static let batchBytesMax = 8 << 20

    var settings: [SettingKey: SettingValue] {
        var settings = database.settings
        if let organisation { settings[.organisation] = .text(organisation) }
        return settings
    }

    func perform(in session: Session) async throws {
        var reader = CaseSourceReader(files, session.run)
        let isCounted = files.allSatisfy { $0.hasSuffix(".json") }
        let progress = Progress(
            Localized(en: "cases", nl: "casussen"),
            total: isCounted ? files.count : nil,
            on: session.run.console
        )
        var report = ImportReport(console: session.run.console)
        defer { progress.end() }
        while true {
            try Task.checkCancellation()
            let batch = try reader.next(
                countMax: ImportCommand.batchCountMax,
                bytesMax: ImportCommand.batchBytesMax
            )
            if batch.isEmpty { break }
            let results = try await imported(batch, session)
            progress.end()
            for (input, result) in zip(batch, results) { try report.add(input, result) }
            progress.advance(by: batch.count)
        }
        progress.end()
        try report.finish()
        if change.dryRun { session.run.console.say(Session.dryRunNotice) }
        if report.refusedCount > 0 { throw ExitCode.usage }
    }

    /// One batch, which Ctrl-C does not break off.
    private func imported(_ batch: [CaseInput], _ session: Session) async throws -> [ImportCases.Result] {
        let call = session.call(change)
        return try await Task {
            try await ImportCases.run(
                batch.map(\.bytes),
                organisation: session.run.settings.organisation,
                call: call,
                in: session.environment
            )
        }.value
    }
}
