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
        "Check record, server, backups and machine; exits with 3 where something is not as it should be.",
        examples: [
            "workup check",
            "workup check --output json",
        ],
        more: """
            Looked at are: whether the record can be written and fits this program; the settings of PostgreSQL that it rests
            on, each with the reason; clocks; damaged pages; the age and place of backups; how long events wait for their
            seal; free disk. A warning does not change the exit code. What cannot be seen from here is told as such.

            The walls are what the database itself holds of who sees whom: row-level security on every table of patients,
            functions and views that give no way around it, owners that nobody logs in as.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        let opening = RecordOpening(run: run)
        let rows: [CheckRow] = try await opening.withServer(owning: .shared) { connections in
            let pool = run.settings.pool
            return try await Record.withRecord(connections.owner, as: nil, pool, logger: opening.logger) { record in
                try await opening.withLogReader(connections) { reader in
                    let environment = try UseCases.Environment.live(record, run, logReader: reader)
                    return try await check(Session(run: run, environment: environment), opening, connections)
                }
            }
        }
        try run.console.show(items: rows.map(\.json), as: CheckRow.view)
        if rows.contains(where: { $0.state == .fault }) { throw ExitCode.found }
    }

    /// Every check. A schema that does not fit is a finding here, where for other commands it is a failure.
    private func check(
        _ session: Session,
        _ opening: RecordOpening,
        _ connections: RecordOpening.Connections
    ) async throws -> [CheckRow] {
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
        let roles = CheckRow.plain(
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
        let server = try await server(session, isOwn: connections.isOwn)
        let results = [
            CheckRow.plain("writable", readiness.isWritable, "database"),
            roles,
            CheckRow.plain("schema", misfit == nil, misfit.map { "\(versions): \($0)" } ?? versions),
        ]
        // What else there is can only be read where the schema is known, and reading is written down.
        guard readiness.isReady, misfit == nil else { return results + server }
        let isReader = Set(missing?.roles ?? []).isDisjoint(with: [LogRole.reader.rawValue])
        let sealing = isReader ? [try await serverChecks(session, isOwn: connections.isOwn).sealing()] : []
        return results + (try await walls(record, language)) + (try await protocols(session)) + server + sealing
            + (try await ReplicaChecks(session: session, opening: opening).rows())
    }

    private func serverChecks(_ session: Session, isOwn: Bool) async throws -> ServerChecks {
        let hasService = isOwn ? try await EmbeddedServer.hasService(session.run.settings.ownServer) : nil
        return ServerChecks(session: session, hasService: hasService)
    }

    /// What lies beneath the record: the server, its backups and its disks.
    private func server(_ session: Session, isOwn: Bool) async throws -> [CheckRow] {
        let run = session.run
        let checks = try await serverChecks(session, isOwn: isOwn)
        var rows = try await checks.server()
        rows.append(try await checks.archiving())
        rows += await BackupChecks(run: run, now: session.environment.now()).rows()
        if isOwn { rows.append(DiskCheck(language: run.language).free("disk", run.settings.ownServer.dataFolder)) }
        return rows
    }

    /// Whether each of the database's own walls holds.
    private func walls(_ record: Record, _ language: Language) async throws -> [CheckRow] {
        var results: [CheckRow] = []
        for wall in DatabaseWall.allCases {
            let offences = try await record.offences(against: wall)
            let words = offences.isEmpty ? wall.rule[language] : "\(wall.breach[language]): "
            results.append(CheckRow.plain("wall", offences.isEmpty, words + offences.joined(separator: "; ")))
        }
        return results
    }

    /// Whether each stored protocol can still be read.
    private func protocols(_ session: Session) async throws -> [CheckRow] {
        let page = try await ListProtocols.run(call: session.call, in: session.environment)
        var results: [CheckRow] = []
        for item in try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? [] {
            guard let code = item["code"]?.string, case .number(let version)? = item["version"] else { continue }
            let name = "\(code) \(version.text)"
            let fault = try await fault(of: code, version: version.integer, session)
            results.append(
                CheckRow.plain("protocol", fault == nil, fault.map { "\(name): \($0)" } ?? name)
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
}
