// `workup audit prove` and `workup audit check-proof`: that an event is in the log, for somebody without the database.
import ArgumentParser
import Domain
import FoundationEssentials
import Records
import UseCases

/// `workup audit prove`.
struct AuditProve: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "prove",
        "Print a proof that an event is in the access log, which can be checked without the database.",
        examples: [
            "workup audit prove 01980000-0000-7000-8000-000000000001 > event.tlog-proof",
            "workup audit prove 01980000-0000-7000-8000-000000000001 --output json",
        ],
        more: """
            The proof holds the event without what tells of the patient: for that it has a commitment. Its form is
            C2SP's tlog-proof.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @Argument(help: "Id of the event, as `workup audit search` shows it.") var event: ID<AuditEntry>

    func perform(in session: Session) async throws {
        let proof = try await ProveEvent.run(event.uuid, call: session.call, in: session.environment)
        guard session.run.console.form == .table else {
            let shown = JSONValue.object(("event", .string("\(event)")), ("proof", .string(proof.text)))
            return try session.run.console.show(shown.bytes, as: .logProofs)
        }
        try session.run.console.write(proof.text)
    }
}

/// `workup audit check-proof`.
struct AuditCheckProof: Subcommand {
    static let configuration = CommandConfiguration.command(
        "check-proof",
        "Check a proof of an event with the log's public key; needs no database; exits with 3 where it does not hold.",
        examples: [
            "workup audit check-proof event.tlog-proof",
            "workup audit check-proof event.tlog-proof --public-key \"$(cat log.key)\"",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @Argument(help: "File with the proof.", completion: .file(extensions: ["tlog-proof"])) var file: String
    @Option(
        help: ArgumentHelp("Public key to trust, as `workup audit key` shows it; can be repeated.", valueName: "key")
    )
    var publicKey: [String] = []

    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        let verifiers = try LogKeys.verifiers(publicKey, run.settings.log)
        let bytes = try LogFile.read(file)
        guard let proof = EventProof(String(decoding: bytes, as: UTF8.self)) else {
            throw CommandFailure.file(file, en: "is no proof of an event", nl: "is geen bewijs van een gebeurtenis")
        }
        let holds = proof.holds(by: verifiers)
        let checkpoint = proof.checkpoint.checkpoint
        var members: [(String, JSONValue)] = [
            ("holds", .bool(holds)), ("log", .string("\(checkpoint.origin)")), ("leaf", .integer(proof.leaf)),
            ("size", .integer(checkpoint.size)), ("sealedAt", .string("\(checkpoint.sealedAt)")),
        ]
        // What an unproven leaf says is nobody's word.
        if holds, let content = LeafContent(proof.leafBytes) {
            members += content.fields.map { ($0.column, .string($0.text)) }
            members.append(("patients in list", .integer(content.subjectCount)))
        }
        try run.console.show(JSONValue.object(members: members).bytes, as: .logProofs(members.map(\.0)))
        guard holds else { throw ExitCode.found }
    }
}
