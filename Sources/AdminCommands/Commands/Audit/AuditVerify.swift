// `workup audit verify`: whether the access log is what was sealed and shipped.
import ArgumentParser
import Domain
import FoundationEssentials
import Records
import UseCases

/// `workup audit verify`.
struct AuditVerify: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "verify",
        "Check that the access log is what was sealed; exits with 3 and lists every fault where it is not.",
        examples: [
            "workup audit verify",
            "workup audit verify --all --checkpoints /mnt/other/checkpoints",
        ],
        more: """
            Every event is hashed again, every root computed again and held against its signature, and every checkpoint that
            was shipped against the database. Without --all it goes on from the last checkpoint that was found good. What is
            not sealed yet, seconds old while the service runs, can still be changed unseen: it is counted here, with the
            age of the oldest. It is sealed when the service runs, and waits for changes that are under way. Only a file of checkpoints from another machine shows that the
            end of the log was cut off, or all of it replaced by an older one.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @Flag(help: "Look at all of the log.") var all = false
    @Option(
        help: ArgumentHelp("File of checkpoints to compare with; that of the settings by default.", valueName: "file"),
        completion: .file()
    )
    var checkpoints: String?
    @Option(
        help: ArgumentHelp("Public key to trust, as `workup audit key` shows it; can be repeated.", valueName: "key")
    )
    var publicKey: [String] = []

    func perform(in session: Session) async throws {
        let settings = session.run.settings.log
        let verifiers = try LogKeys.verifiers(publicKey, settings)
        let text = String(decoding: try LogFile.read(checkpoints ?? settings.checkpointFile), as: UTF8.self)
        let start = all ? nil : try lastGood(settings)
        let progress = Progress(Localized(en: "events", nl: "gebeurtenissen"), total: nil, on: session.run.console)
        let counted = Counted()
        let report = try await VerifyLog.run(
            verifiers: verifiers,
            shipped: CheckpointFile(text),
            from: start,
            call: session.call,
            in: session.environment,
            progress: { progress.advance(by: counted.news($0)) }
        )
        progress.end()
        try session.run.console.show(items: report.faults.map(\.json), as: .logFaults)
        for tree in report.laterTrees { session.run.console.say(tree.sentence) }
        session.run.console.say(report.summary)
        if let unsealed = report.unsealed { session.run.console.say(unsealed.sentence) }
        guard report.faultCount == 0 else { throw ExitCode.found }
        if let good = report.lastGood { try LogFile.replace(good.note.description, in: settings.goodFile) }
    }

    private func lastGood(_ settings: LogSettings) throws -> SignedCheckpoint? {
        SignedCheckpoint(String(decoding: try LogFile.read(settings.goodFile), as: UTF8.self))
    }
}
