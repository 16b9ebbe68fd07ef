// TLS of the service's own: which versions and ciphers, and a certificate that can be replaced while it runs.
import FoundationEssentials
import HummingbirdTLS
package import Logging
import NIOCertificateReloading
import NIOSSL
import ServiceLifecycle
import X509

/// The certificate of the service and its key, read again once a minute and whenever it is asked to.
///
/// A pair that cannot be used leaves the one before in its place; the log says so. Whoever is connected stays connected.
package struct ServiceTLS: Service {
    private let reloader: TimedCertificateReloader

    /// Reads certificate and key for the first time.
    ///
    /// - Parameters:
    ///   - certificate: gives the PEM text of the certificate and those that it rests on, its own first.
    ///   - key: gives the PEM text of its private key, without a password.
    ///   - metrics: is told when the certificate ends.
    ///   - logger: is told of a certificate that was read, and of one that cannot be used.
    /// - Throws: what `certificate` and `key` throw, and where they are no pair.
    package init(
        certificate: @escaping @Sendable () throws -> [UInt8],
        key: @escaping @Sendable () throws -> [UInt8],
        metrics: MetricsRegistry,
        logger: Logger
    ) throws {
        var configuration = TimedCertificateReloader.Configuration(
            refreshInterval: .seconds(60),
            certificateSource: .init(location: .memory(provider: certificate), format: .pem),
            privateKeySource: .init(location: .memory(provider: key), format: .pem)
        )
        configuration.onCertificateLoaded = { change in
            guard let end = change.currentX509CertificateChain.first?.notValidAfter else { return }
            metrics.series("tls_certificate_end_timestamp_seconds", [], .gauge).observe(end.timeIntervalSince1970)
            logger.notice("certificate read")
        }
        configuration.onCertificateLoadFailed = { _ in
            // The error may quote the file, so it is not repeated here.
            logger.error("certificate or key cannot be used; the one before stays")
        }
        reloader = try .makeReloaderValidatingSources(configuration: configuration)
    }

    /// Reads certificate and key again, now.
    package func reload() {
        // What went wrong was logged, and the pair before stays.
        try? reloader.reload()
    }

    /// Reads certificate and key once a minute.
    package func run() async throws {
        try await reloader.run()
    }

    /// What is agreed on with clients: TLS 1.3, or 1.2 with ciphers that keep past sessions secret and know a forgery.
    ///
    /// - Throws: where the pair is none.
    func configuration() throws -> TLSConfiguration {
        var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        ]
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}
