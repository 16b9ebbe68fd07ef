// Finding the record: a server that was named, or Workup's own, started where no service runs it.
import Domain
import EmbeddedPostgreSQL
import Logging
import Records
import UseCases

/// Opens the record for as long as a command needs it.
struct RecordOpening: Sendable {
    let run: Run
    /// Where the layers below say what they do.
    let logger: Logger

    init(run: Run, logger: Logger) {
        self.run = run
        self.logger = logger
    }

    /// For a command: a person sees the messages of the layers below only when asked for.
    init(run: Run) {
        let console = run.console
        let isVerbose = run.isVerbose
        self.init(
            run: run,
            logger: Logger(label: "workup") { _ -> any LogHandler in
                if isVerbose { TalkLogHandler(console: console) } else { SwiftLogNoOpLogHandler() }
            }
        )
    }

    /// Lends a session on a record whose schema is this program's.
    func withSession<R: Sendable>(_ body: @Sendable (Session) async throws -> R) async throws -> R {
        try await withConnections { session, _ in try await body(session) }
    }

    /// Lends a session, and how the database is reached, for whoever acts as one more role.
    func withConnections<R: Sendable>(
        _ body: @Sendable (Session, Connections) async throws -> R
    ) async throws -> R {
        try await withServer(owning: .shared) { connections in
            try await withConnections(connections, body)
        }
    }

    /// The same by connections that are there already.
    func withConnections<R: Sendable>(
        _ connections: Connections,
        _ body: @Sendable (Session, Connections) async throws -> R
    ) async throws -> R {
        // The machine's own administrator: the service's login may not become that.
        try await Record.withRecord(connections.owner, run.settings.pool, logger: logger) { record in
            try await prepare(record, connections)
            return try await withLogReader(connections) { reader in
                let environment = try UseCases.Environment.live(record, run, logReader: reader)
                return try await body(Session(run: run, environment: environment), connections)
            }
        }
    }

    /// Lends the access log to whoever may read it; nothing is connected before it is used.
    func withLogReader<R: Sendable>(
        _ connections: Connections,
        _ body: @Sendable (Record) async throws -> R
    ) async throws -> R {
        let pool = RecordPool(connectionsMax: 2, callTimeout: run.settings.databaseTimeout)
        return try await Record.withLog(connections.owner, as: .reader, pool, logger: logger) { reader in
            try await body(reader)
        }
    }

    /// Lends the access log and the replicas that reports are read from.
    func withReadersBeside<R: Sendable>(
        _ connections: Connections,
        _ body: @Sendable (_ log: Record, _ replicas: ReplicaSet?) async throws -> R
    ) async throws -> R {
        try await withLogReader(connections) { reader in
            let (settings, logger) = (run.settings, logger)
            return try await Record.withReplicas(
                settings.replicas,
                behindMax: settings.replicaBehindMax,
                settings.pool,
                logger: logger
            ) { try await body(reader, $0) }
        }
    }

    /// How the record's database is reached.
    struct Connections: Sendable {
        /// For the running service.
        let service: String
        /// For migrations, and for the machine's own administrator.
        let owner: String
        /// Whether the database is Workup's own.
        let isOwn: Bool

        init(service: String, owner: String, isOwn: Bool) {
            (self.service, self.owner, self.isOwn) = (service, owner, isOwn)
        }

        /// Workup's own server.
        init(_ server: EmbeddedServer) {
            self.init(service: server.connectionString, owner: server.ownerConnectionString, isOwn: true)
        }
    }

    /// Finds the server, or runs Workup's own while `body` runs.
    func withServer<R: Sendable>(
        owning ownership: EmbeddedServer.Ownership,
        _ body: @Sendable (Connections) async throws -> R
    ) async throws -> R {
        if let connection = run.settings.connection {
            let faults = run.settings.unverifiedFaults
            guard faults.isEmpty else { throw SettingFaults(all: faults) }
            do {
                return try await body(Connections(service: connection, owner: connection, isOwn: false))
            } catch {
                throw explained(error)
            }
        }
        if let notice = run.settings.unusedServerNotice { run.console.say(notice) }
        return try await EmbeddedServer.withServer(run.settings.ownServer, owning: ownership, logger: logger) {
            server in
            try await body(
                Connections(server)
            )
        }
    }

    /// Brings the schema of Workup's own database up to this program; a named one is only looked at, since changing
    /// it is its administrator's decision.
    private func prepare(_ record: Record, _ connections: Connections) async throws {
        if connections.isOwn {
            try await SchemaUpdate(run: run, logger: logger).apply(connections, record)
            return
        }
        // Before the first migration the roles that a record is opened with are not there.
        let pool = RecordPool(connectionsMax: 1, callTimeout: run.settings.databaseTimeout)
        let readiness = try await Record.withRecord(connections.owner, as: nil, pool, logger: logger) { record in
            if let missing = try await record.missingRoles(Self.commandRoles) { throw CommandFailure(missing) }
            return try await record.readiness()
        }
        guard let failure = CommandFailure(schemaOf: readiness) else { return }
        throw failure
    }

    /// Passes where the login of a named server may act as all that the running service acts as.
    func requireServiceRoles(_ connections: Connections) async throws {
        guard !connections.isOwn else { return }
        let pool = RecordPool(connectionsMax: 1, callTimeout: run.settings.databaseTimeout)
        let missing = try await Record.withRecord(connections.service, as: nil, pool, logger: logger) { record in
            try await record.missingRoles(Self.serviceRoles)
        }
        if let missing { throw CommandFailure(missing) }
    }

    /// A failure to reach the server, with what the settings of this run have to do with it.
    private func explained(_ error: any Error) -> any Error {
        guard var failure = CommandFailure(error, isVerbose: run.isVerbose), failure.exit == .databaseUnreachable else {
            return error
        }
        var notices: [Localized] = []
        let record = error as? RecordError ?? (error as? UseCaseError)?.underlying as? RecordError
        let isLate = record?.troubles.contains { $0.kind.isLate } ?? false
        if isLate, let notice = run.settings.timeoutNotice { notices.append(notice) }
        if run.settings.shownConnection != nil {
            let names = run.settings.libpqVariables.joined(separator: ", ")
            notices.append(
                Localized(
                    en: "\(names) leads to this server; give --data for Workup's own",
                    nl: "\(names) leidt naar deze server; geef --data voor die van Workup zelf"
                )
            )
        }
        for notice in notices {
            failure.hint =
                failure.hint.map { Localized(en: "\($0.en); \(notice.en)", nl: "\($0.nl); \(notice.nl)") } ?? notice
        }
        return failure
    }
}

extension CommandFailure {
    /// A schema that is older or newer than this program's; nil where it is the same.
    init?(schemaOf readiness: Readiness) {
        let (found, known) = (readiness.schemaVersion, readiness.knownSchemaVersion)
        guard found != known else { return nil }
        let isBehind = found < known
        self.init(
            code: isBehind ? "schema-behind" : "schema-newer",
            exit: .failed,
            message: Localized(
                en: "the database has schema \(found), this program needs \(known)",
                nl: "de database heeft schema \(found), dit programma vraagt \(known)"
            ),
            hint: isBehind
                ? Localized(en: "run `workup migrate up`", nl: "voer `workup migrate up` uit")
                : Localized(
                    en: "run a program at least as new as the database",
                    nl: "gebruik een programma dat minstens zo nieuw is als de database"
                )
        )
    }
}

extension Settings {
    /// How many connections, and how long to wait for them.
    var pool: RecordPool {
        RecordPool(connectionsMax: connectionsMax, callTimeout: databaseTimeout)
    }
}
