// `workup check`: whether the record is sound and ready.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Records
import UseCases

/// `workup check`.
struct CheckCommand: Subcommand {
    static let configuration = CommandConfiguration.command(
        "check",
        "Check that the record can be written, fits this program and keeps its walls; exits with 3 where it does not.",
        examples: [
            "workup check",
            "workup check --output json",
        ],
        more: """
            The walls are what the database itself holds of who sees whom: row-level security on every table of patients,
            functions and views that give no way around it, owners that nobody logs in as.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    static let view = RecordView(
        columns: [
            Column("check", en: "Check", nl: "Controle"),
            Column("isSound", en: "Sound", nl: "In orde"),
            Column("detail", en: "Detail", nl: "Bijzonderheid"),
        ],
        empty: Localized(en: "Nothing checked.", nl: "Niets gecontroleerd.")
    )

    func perform(_ run: Run) async throws {
        let opening = RecordOpening(run: run)
        let results: [JSONValue] = try await opening.withServer(owning: .shared) { connections in
            let pool = run.settings.pool
            return try await Record.withRecord(connections.owner, as: nil, pool, logger: opening.logger) { record in
                try await check(Session(run: run, environment: try .live(record, run)), opening, connections)
            }
        }
        try run.console.show(items: results, as: CheckCommand.view)
        if results.contains(where: { $0["isSound"] == .bool(false) }) { throw ExitCode.found }
    }

    /// Every check. A schema that does not fit is a finding here, where for other commands it is a failure.
    private func check(
        _ session: Session,
        _ opening: RecordOpening,
        _ connections: RecordOpening.Connections
    ) async throws -> [JSONValue] {
        let record = session.environment.record
        var misfit: String?
        if connections.isOwn {
            do {
                try await SchemaUpdate(run: session.run, logger: opening.logger).apply(connections, record)
            } catch let error as MigrationError {
                misfit = error.description
            }
        }
        let missing = try await record.missingRoles(RecordOpening.allRoles)
        let language = session.run.language
        let roles = CheckCommand.result(
            "roles",
            missing == nil,
            missing.map { "\($0.sentence[language]): \($0.advice[language])" }
                ?? RecordOpening.allRoles.joined(separator: ", ")
        )
        // Without these a login may read nothing more.
        guard Set(missing?.roles ?? []).isDisjoint(with: RecordOpening.commandRoles) else { return [roles] }
        let readiness = try await record.readiness()
        let failure = CommandFailure(schemaOf: readiness)
        misfit = misfit ?? failure?.hint?[session.run.language]
        let versions = "\(readiness.schemaVersion) / \(readiness.knownSchemaVersion)"
        let results = [
            CheckCommand.result("writable", readiness.isWritable, "database"),
            roles,
            CheckCommand.result("schema", misfit == nil, misfit.map { "\(versions): \($0)" } ?? versions),
        ]
        // What else there is can only be read where the schema is known, and reading is written down.
        guard readiness.isReady, misfit == nil else { return results }
        return results + (try await walls(record, session.run.language)) + (try await protocols(session))
    }

    /// Whether each of the database's own walls holds.
    private func walls(_ record: Record, _ language: Language) async throws -> [JSONValue] {
        var results: [JSONValue] = []
        for wall in DatabaseWall.allCases {
            let offences = try await record.offences(against: wall)
            let words = offences.isEmpty ? wall.rule[language] : "\(wall.breach[language]): "
            results.append(CheckCommand.result("wall", offences.isEmpty, words + offences.joined(separator: "; ")))
        }
        return results
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
