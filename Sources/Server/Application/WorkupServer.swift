// The HTTP service put together: routes, stages, connection limits, and a stop that lets requests end.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import Reports
import ServiceLifecycle
package import UseCases

/// The HTTP service. Runs in a `ServiceGroup`; on graceful shutdown it takes no new work and ends what is in progress.
///
/// How long that may take is bounded by the group: set `maximumGracefulShutdownDuration` to
/// `settings.shutdownSecondsMax` seconds, after which requests still running are cancelled. Where several instances stand
/// behind a proxy, `beginStopping` comes some seconds before.
package struct WorkupServer: Service {
    private let application: Application<WorkupResponder>
    private let watched: Application<WorkupResponder>?
    private let lifecycle: Lifecycle
    private let follow: @Sendable () async -> Void

    /// The service on a record, and its numbers on a listener of their own where the settings name a port for them.
    ///
    /// - Parameters:
    ///   - settings: where it listens, and how long it waits for whom.
    ///   - environment: what the use cases work with.
    ///   - identity: what runs here.
    ///   - metrics: the numbers of this process.
    ///   - logger: where it says what happens.
    ///   - tls: its certificate; nil where it speaks plain HTTP.
    ///   - clock: the wall clock that reports show moments on.
    ///   - provider: the hospital's own sign-in; nil where there is none.
    ///   - paper: where reports become PDFs; whoever makes it ends it.
    ///   - isLogSealed: whether the log's sealer is at work.
    ///   - onListening: is told where once connections are accepted.
    /// - Throws: where the certificate cannot be used.
    package init(
        settings: ServerSettings,
        environment: UseCases.Environment,
        identity: ServiceIdentity,
        metrics: MetricsRegistry,
        logger: Logger,
        tls: ServiceTLS? = nil,
        clock: LocalClock = .utc,
        provider: ProviderSettings? = nil,
        paper: PDFDesk = PDFDesk(),
        isLogSealed: @escaping @Sendable () -> Bool = { true },
        onListening: @escaping @Sendable (ListeningPorts) async -> Void = { _ in }
    ) throws {
        lifecycle = Lifecycle()
        let service = ServiceParts(
            settings: settings,
            environment: environment,
            identity: identity,
            checkReadiness: { await ServiceReadiness.check(environment.record, isLogSealed: isLogSealed) },
            clock: clock,
            metrics: RequestMetrics(
                registry: metrics,
                startSeconds: Double(environment.now().microsecondsSince1970) / 1_000_000
            ),
            lifecycle: lifecycle,
            logger: logger,
            apiDocument: ByteBuffer(bytes: OpenAPIDocument(table: .all).document().bytes),
            limits: RequestLimits(settings, metrics, logger),
            hospital: provider.map { settings in
                let fetch = ProviderFetching.live(authorityFile: settings.authorityFile)
                return HospitalSignIn(settings, now: environment.now, fetch: fetch)
            },
            paper: paper,
            // Others than those who wait have to come in as well.
            streams: OpenStreams(perAccountMax: 20, allMax: max(1, settings.connectionsMax / 2))
        )
        let changes = service.changes
        follow = { await changes.follow(in: environment, logger) }
        let ports = ListeningGather(isWatched: settings.metricsPort != nil, onListening)
        application = makeApplication(
            service,
            table: .all,
            tls: try tls?.configuration(),
            onListening: { await ports.serving(on: $0) }
        )
        watched = service.forMetrics.map { parts in
            makeApplication(parts, table: .metrics, onListening: { await ports.watched(on: $0) })
        }
    }

    /// Serves until it is told to stop.
    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await application.run() }
                if let watched { group.addTask { try await watched.run() } }
                group.addTask { await cancelWhenGracefulShutdown { await follow() } }
            }
        } onGracefulShutdown: {
            lifecycle.stop()
        }
    }
}

extension WorkupServer {
    /// Tells all who come that they should go elsewhere, and serves on: it is not ready any more, its answers close their
    /// connections, and streams end.
    package func beginStopping() {
        lifecycle.stop()
    }
}

/// Where the service listens.
package struct ListeningPorts: Sendable, Hashable {
    /// The port for people and programs.
    package let service: Int
    /// The port that the numbers of the process are given out on, where there is one.
    package let metrics: Int?
}

/// Waits for both listeners before it tells where they are.
private actor ListeningGather {
    private let isWatched: Bool
    private let tell: @Sendable (ListeningPorts) async -> Void
    private var service: Int?
    private var metrics: Int?

    init(isWatched: Bool, _ tell: @escaping @Sendable (ListeningPorts) async -> Void) {
        self.isWatched = isWatched
        self.tell = tell
    }

    func serving(on port: Int) async {
        service = port
        await tellWhenComplete()
    }

    func watched(on port: Int) async {
        metrics = port
        await tellWhenComplete()
    }

    private func tellWhenComplete() async {
        guard let service, !isWatched || metrics != nil else { return }
        await tell(ListeningPorts(service: service, metrics: metrics))
    }
}

extension RouteTable {
    /// What the listener for whoever watches the service answers.
    static let metrics = RouteTable(routes: [ServiceRoutes.metrics])
}

extension ServiceParts {
    /// The same parts on the listener for whoever watches the service; nil where there is none.
    fileprivate var forMetrics: ServiceParts? {
        guard let port = settings.metricsPort else { return nil }
        var settings = ServerSettings()
        settings.host = self.settings.metricsHost
        settings.port = port
        // Its numbers name nobody, and who can come there is a matter of the address that it was given.
        settings.admitsStrangersInPlain = true
        return ServiceParts(
            settings: settings,
            environment: environment,
            identity: identity,
            checkReadiness: checkReadiness,
            clock: clock,
            metrics: metrics,
            lifecycle: lifecycle,
            logger: logger,
            apiDocument: apiDocument,
            limits: limits
        )
    }
}
