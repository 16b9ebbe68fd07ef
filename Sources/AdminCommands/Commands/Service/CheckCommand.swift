// `workup check`: whether the record is sound and ready.
import ArgumentParser
import Domain
import Records
import UseCases

/// `workup check`.
struct CheckCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "check",
        "Check that the record can be written and fits this program; exits with 3 where it does not.",
        examples: [
            "workup check",
            "workup check --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    static let view = RecordView(
        columns: [
            Column("check", en: "Check", nl: "Controle"),
            Column("isSound", en: "Sound", nl: "In orde"),
            Column("detail", en: "Detail", nl: "Bijzonderheid"),
        ],
        empty: Localized(en: "Nothing checked.", nl: "Niets gecontroleerd.")
    )

    func perform(in session: Session) async throws {
        let readiness = try await session.environment.record.readiness()
        var results = [
            CheckCommand.result("writable", readiness.isWritable, "database"),
            CheckCommand.result(
                "schema",
                readiness.schemaVersion == readiness.knownSchemaVersion,
                "\(readiness.schemaVersion) / \(readiness.knownSchemaVersion)"
            ),
        ]
        results += try await protocols(session)
        try session.run.console.show(items: results, as: CheckCommand.view)
        if results.contains(where: { $0["isSound"] == .bool(false) }) { throw ExitCode.found }
    }

    /// Whether each stored protocol can still be read.
    private func protocols(_ session: Session) async throws -> [JSONValue] {
        let page = try await ListProtocols.run(call: session.call, in: session.environment)
        var results: [JSONValue] = []
        for item in try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? [] {
            guard let code = item["code"]?.string, case .number(let version)? = item["version"] else { continue }
            let name = "\(code) \(version.text)"
            let fault = try await fault(of: code, version: version.integer, session)
            results.append(
                CheckCommand.result("protocol", fault == nil, fault.map { "\(name): \($0)" } ?? name)
            )
        }
        return results
    }

    /// Why a stored protocol can not be read; nil where it can.
    private func fault(of code: String, version: Int?, _ session: Session) async throws -> String? {
        do {
            _ = try await ReadProtocol.run(
                code: code,
                version: version,
                call: session.call,
                in: session.environment
            )
            return nil
        } catch {
            guard error.category == .fault else { throw error }
            return error.message[session.run.language]
        }
    }

    private static func result(_ check: String, _ isSound: Bool, _ detail: String) -> JSONValue {
        .object(("check", .string(check)), ("isSound", .bool(isSound)), ("detail", .string(detail)))
    }
}
