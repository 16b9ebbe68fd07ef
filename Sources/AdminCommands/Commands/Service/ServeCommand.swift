// `workup serve`: the service, with its own PostgreSQL where no server is named.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Logging
import Metrics
import Records
import Reports
import Server
import ServiceLifecycle
import UnixSignals
import UseCases

/// `workup serve`.
struct ServeCommand: LongRunning {
    static let configuration = CommandConfiguration.command(
        "serve",
        "Run the service until it is told to stop.",
        examples: [
            "workup serve --demo",
            "workup serve --host 127.0.0.1 --port 8080",
            "workup serve --port 8443 --tls-certificate chain.pem --tls-key key.pem",
            "workup serve --host 10.0.0.5 --behind-proxy 10.0.0.7",
        ],
        more: """
            Without --database-url it runs its own PostgreSQL server and stops it at the end. The schema is brought up
            to this program first. SIGTERM and Ctrl-C end requests in progress before they end the service. An address
            that other machines can reach needs a certificate, or a proxy in front that has one. SIGHUP reads the
            certificate again.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Option(help: ArgumentHelp("Address to listen on. (default: 127.0.0.1)", valueName: "address")) var host: String?
    @Option(help: ArgumentHelp("Port to listen on; 0 takes a free one. (default: 8080)", valueName: "port"))
    var port: Int?
    @Option(
        help: ArgumentHelp(
            "Certificate and those it rests on, as PEM; the service speaks TLS then.",
            valueName: "file"
        ),
        completion: .file()
    )
    var tlsCertificate: String?
    @Option(
        help: ArgumentHelp("Private key of the certificate, as PEM, for this account alone.", valueName: "file"),
        completion: .file()
    )
    var tlsKey: String?
    @Option(
        help: ArgumentHelp(
            "Proxies in front that speak TLS: addresses or networks, with commas.",
            valueName: "networks"
        )
    )
    var behindProxy: String?
    @Option(
        help: ArgumentHelp("Port on this machine for the numbers of the process; none by default.", valueName: "port")
    )
    var metricsPort: Int?
    @Option(help: ArgumentHelp("The least grave messages that are logged. (default: notice)", valueName: "level"))
    var logLevel: String?
    @Flag(help: "Load a demo clinic into an empty record, and print what to try.") var demo = false

    var settings: [SettingKey: SettingValue] {
        var settings = database.settings
        if let host { settings[.host] = .text(host) }
        if let port { settings[.port] = .integer(port) }
        if let tlsCertificate { settings[.tlsCertificateFile] = .text(tlsCertificate) }
        if let tlsKey { settings[.tlsKeyFile] = .text(tlsKey) }
        if let behindProxy { settings[.trustedProxies] = .text(behindProxy) }
        if let metricsPort { settings[.metricsPort] = .integer(metricsPort) }
        if let logLevel { settings[.logLevel] = .text(logLevel) }
        return settings
    }

    func perform(_ run: Run) async throws {
        let (provider, providerFaults) = run.settings.provider()
        let (notices, noticeFaults) = run.settings.notices()
        let faults =
            run.settings.surfaceFaults + run.settings.unverifiedFaults + run.settings.replicaFaults + providerFaults
            + noticeFaults
        guard faults.isEmpty else { throw SettingFaults(all: faults) }
        let edge: ServerSettings
        do {
            var read = try ServerSettings(configuration: run.settings.reader)
            read.paperLinks = run.settings.paperLinks
            edge = read
        } catch {
            throw CommandFailure(
                code: "bad-configuration",
                exit: .badConfiguration,
                message: Localized(same: error.description)
            )
        }
        try PortProbe.check(host: edge.host, port: edge.port)
        if let port = edge.metricsPort { try PortProbe.check(host: edge.metricsHost, port: port) }
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        let logger = ServeCommand.logger(run)
        let tls = try run.settings.tlsFiles?.open(metrics: metrics, logger: logger)
        let opening = RecordOpening(run: run, logger: logger)
        try await opening.withServer(owning: .exclusive) { connections in
            try await opening.requireServiceRoles(connections)
            let guide = try await prepared(opening, connections, logger)
            try await Record.withRecord(connections.service, run.settings.pool, logger: logger) { record in
                try await opening.withReadersBeside(connections) { reader, replicas in
                    let environment = try UseCases.Environment.live(record, run, logReader: reader, replicas: replicas)
                    let session = Session(run: run, environment: environment)
                    try await opening.withSealer(connections, session) { sealer in
                        try await serve(
                            session,
                            Surface(
                                edge: edge,
                                provider: provider,
                                notices: notices,
                                metrics: metrics,
                                tls: tls,
                                guide: guide,
                                logger: logger
                            ),
                            sealer
                        )
                    }
                }
            }
        }
    }

    /// Brings the schema up to this program and loads the demo where it is asked for, as the machine's own administrator:
    /// the service's login may do neither.
    private func prepared(
        _ opening: RecordOpening,
        _ connections: RecordOpening.Connections,
        _ logger: Logger
    ) async throws -> DemoGuide? {
        let run = opening.run
        return try await Record.withRecord(connections.owner, run.settings.pool, logger: logger) { record in
            try await SchemaUpdate(run: run, logger: logger).apply(connections, record, alwaysInstalls: true)
            guard demo else { return nil }
            return try await DemoGuide.prepared(Session(run: run, environment: try .live(record, run)))
        }
    }

    /// Runs the server until it is told to stop.
    private func serve(
        _ session: Session,
        _ around: Surface,
        _ sealer: LogSealer
    ) async throws {
        let run = session.run
        let (edge, logger) = (around.edge, around.logger)
        let paper = PDFDesk(settings: run.settings.paper, environment: run.surroundings.environment)
        let server = try WorkupServer(
            settings: edge,
            environment: session.environment,
            identity: ServiceIdentity(version: Version.current),
            metrics: around.metrics,
            logger: logger,
            tls: around.tls,
            clock: run.settings.zone.clock,
            provider: around.provider,
            paper: paper,
            isLogSealed: { sealer.state.isAlive() },
            onListening: { ports in
                let greeting = ServeGreeting(edge: edge, ports: ports, guide: around.guide)
                // The service runs on when nobody reads where it is.
                try? greeting.show(on: run.console)
                ServiceNotice.ready.send(run.surroundings.environment)
            }
        )
        var configuration = ServiceGroupConfiguration(
            services: services(session, around, sealer: sealer, server: server, paper: paper),
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(edge.drainSeconds + edge.shutdownSecondsMax)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// What runs together. The last of them is stopped first: what the last requests wrote is sealed after them.
    private func services(
        _ session: Session,
        _ around: Surface,
        sealer: LogSealer,
        server: WorkupServer,
        paper: PDFDesk
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        let (environment, logger) = (session.run.surroundings.environment, around.logger)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: sealer), .init(service: telling(session, around)),
            .init(service: AccessFinding(environment: session.environment, call: session.call, logger: logger)),
            .init(service: PaperReady(desk: paper, logger: logger)),
        ]
        if let schedule = BackupSchedule(session, logger: logger) { services.append(.init(service: schedule)) }
        if let tls = around.tls { services.append(.init(service: CertificateReload(tls: tls))) }
        if let watchdog = WatchdogNotice(environment: environment) { services.append(.init(service: watchdog)) }
        services.append(.init(service: server))
        services.append(.init(service: Draining(seconds: around.edge.drainSeconds, begin: server.beginStopping)))
        services.append(.init(service: StopNotice(environment: environment)))
        return services
    }

    private func telling(_ session: Session, _ around: Surface) -> NoticeTelling {
        NoticeTelling(
            environment: session.environment,
            outlets: NoticeOutlets(
                post: around.notices,
                syslogSocket: session.run.settings.log.syslogSocket,
                logger: around.logger
            )
        )
    }

    /// What the server is put together from, beside the record.
    private struct Surface {
        let edge: ServerSettings
        let provider: ProviderSettings?
        let notices: NoticePost?
        let metrics: MetricsRegistry
        let tls: ServiceTLS?
        let guide: DemoGuide?
        let logger: Logger
    }

    private static func logger(_ run: Run) -> Logger {
        let level = Logger.Level(rawValue: run.settings.logLevel) ?? .notice
        let surroundings = run.surroundings
        LoggingSystem.bootstrap { label in
            JSONLogHandler(
                label: label,
                level: level,
                now: surroundings.now,
                // A line that can not be written must not stop the service.
                write: { line in try? surroundings.talk.write(Array(line.utf8)) }
            )
        }
        return Logger(label: "workup")
    }
}
