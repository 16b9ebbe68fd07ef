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
/// `settings.shutdownSecondsMax` seconds, after which requests still running are cancelled.
package struct WorkupServer: Service {
    private let application: Application<WorkupResponder>
    private let lifecycle: Lifecycle

    /// The service on a record. Reports show moments on `clock`; `isLogSealed` says whether the log's sealer is at work;
    /// `onListening` is told the port once connections are
    /// accepted.
    package init(
        settings: ServerSettings,
        environment: UseCases.Environment,
        identity: ServiceIdentity,
        metrics: MetricsRegistry,
        logger: Logger,
        clock: LocalClock = .utc,
        isLogSealed: @escaping @Sendable () -> Bool = { true },
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        lifecycle = Lifecycle()
        application = makeApplication(
            ServiceParts(
                settings: settings,
                environment: environment,
                identity: identity,
                checkReadiness: { await ServiceReadiness.check(environment.record, isLogSealed: isLogSealed) },
                clock: clock,
                metrics: RequestMetrics(registry: metrics),
                lifecycle: lifecycle,
                logger: logger,
                apiDocument: ByteBuffer(bytes: OpenAPIDocument(table: .all).document().bytes)
            ),
            table: .all,
            onListening: onListening
        )
    }

    /// Serves until it is told to stop.
    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            lifecycle.stop()
        }
    }
}
