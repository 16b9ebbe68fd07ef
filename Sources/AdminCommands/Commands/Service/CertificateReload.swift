// Reads the service's certificate again: once a minute, and at once on SIGHUP.
import Server
import ServiceLifecycle
import UnixSignals

/// Keeps the certificate up to date while the service runs.
struct CertificateReload: Service {
    let tls: ServiceTLS

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            // Its waits end only when it is told to stop; what could not be read was logged.
            group.addTask { try? await tls.run() }
            for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { tls.reload() }
            group.cancelAll()
        }
    }
}
