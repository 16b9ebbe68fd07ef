// TLS of the service's own, against a real client: what is agreed on, what is refused, and a certificate that changes.
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import NIOSSL
import Synchronization
import TestSupport
import Testing

@testable import Server

@Suite("TLS of the service's own", .timeLimit(.minutes(2)))
struct TLSTests {
    /// A certificate as a file would hold it, which can be replaced.
    private final class Files: Sendable {
        private let texts: Mutex<(chain: String, key: String)>

        init(_ certificates: TestCertificates) {
            texts = Mutex((certificates.chain, certificates.key))
        }

        func replace(_ chain: String, _ key: String) {
            texts.withLock { $0 = (chain, key) }
        }

        func open(_ log: LogLines, _ metrics: MetricsRegistry = MetricsRegistry()) throws -> ServiceTLS {
            try ServiceTLS(
                certificate: { self.texts.withLock { Array($0.chain.utf8) } },
                key: { self.texts.withLock { Array($0.key.utf8) } },
                metrics: metrics,
                logger: log.logger()
            )
        }
    }

    private func run(
        _ certificates: TestCertificates,
        _ client: SocketTalk.ClientTLS,
        _ body: @Sendable @escaping (SocketTalk) async throws -> Void
    ) async throws {
        var service = TestService()
        service.settings.hasOwnTLS = true
        service.tls = try Files(certificates).open(service.log).configuration()
        try await service.onSocket(tls: client, body)
    }

    @Test("TLS 1.3 is agreed on, and a client that stops at 1.2 is served as well")
    func versions() async throws {
        let certificates = try TestCertificates()
        try await run(certificates, .init(trust: certificates.root)) { talk in
            let outcome = try await talk.send(SocketTalk.probe)
            #expect(outcome.statuses == [200])
            #expect(outcome.tlsVersion == .tlsv13)
            var older = talk
            older.tls?.most = .tlsv12
            let second = try await older.send(SocketTalk.probe)
            #expect(second.statuses == [200])
            #expect(second.tlsVersion == .tlsv12)
        }
    }

    @Test("the client needs the certificate between, which the service sends: without it nobody trusts the service")
    func chain() async throws {
        let certificates = try TestCertificates()
        let files = Files(certificates)
        files.replace(certificates.leaf, certificates.key)
        var service = TestService()
        service.settings.hasOwnTLS = true
        service.tls = try files.open(service.log).configuration()
        try await service.onSocket(tls: .init(trust: certificates.root)) { talk in
            await #expect(throws: NIOSSLError.self) { _ = try await talk.send(SocketTalk.probe) }
        }
    }

    @Test("a client that offers no more than TLS 1.1 is refused", arguments: [TLSVersion.tlsv1, .tlsv11])
    func oldVersions(version: TLSVersion) async throws {
        let certificates = try TestCertificates()
        try await run(certificates, .init(trust: certificates.root, least: .tlsv1, most: version)) { talk in
            await #expect(throws: (any Error).self) { _ = try await talk.send(SocketTalk.probe) }
        }
    }

    @Test(
        "a client whose ciphers keep no session secret, or know no forgery, is refused",
        arguments: [
            NIOTLSCipher.TLS_RSA_WITH_AES_128_CBC_SHA, .TLS_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        ]
    )
    func weakCiphers(cipher: NIOTLSCipher) async throws {
        let certificates = try TestCertificates()
        let client = SocketTalk.ClientTLS(trust: certificates.root, most: .tlsv12, ciphers: [cipher])
        try await run(certificates, client) { talk in
            await #expect(throws: (any Error).self) { _ = try await talk.send(SocketTalk.probe) }
        }
    }

    @Test("a client that trusts another authority refuses the service")
    func otherAuthority() async throws {
        let (certificates, others) = (try TestCertificates(), try TestCertificates())
        try await run(certificates, .init(trust: others.root)) { talk in
            await #expect(throws: NIOSSLError.self) { _ = try await talk.send(SocketTalk.probe) }
        }
    }

    @Test("who speaks no TLS gets nothing")
    func plainText() async throws {
        let certificates = try TestCertificates()
        try await run(certificates, .init(trust: certificates.root)) { talk in
            let outcome = try await SocketTalk(port: talk.port).send(SocketTalk.probe)
            #expect(outcome.wasClosed && !outcome.answer.contains("HTTP/"))
        }
    }

    @Test("who connects and greets nobody is let go")
    func silent() async throws {
        let certificates = try TestCertificates()
        var service = TestService()
        service.settings.hasOwnTLS = true
        service.settings.headSecondsMax = 1
        service.tls = try Files(certificates).open(service.log).configuration()
        try await service.onSocket { talk in
            let outcome = try await talk.send([], secondsMax: 15)
            #expect(outcome.wasClosed)
        }
    }

    @Test("answers tell browsers to come by TLS for a year, errors and what is no HTTP as well")
    func strictTransport() async throws {
        let certificates = try TestCertificates()
        try await run(certificates, .init(trust: certificates.root)) { talk in
            for request in [
                SocketTalk.probe, SocketTalk.probe.replacing("/health/live", with: "/nothing"), "nonsense\r\n\r\n",
            ] {
                let outcome = try await talk.send(request)
                #expect(
                    outcome.answer.lowercased().contains(
                        "strict-transport-security: max-age=31536000; includesubdomains"
                    )
                )
            }
        }
    }

    @Test(
        "a certificate that was replaced counts for the next connection; one that cannot be used leaves the one before"
    )
    func reload() async throws {
        let (first, second) = (try TestCertificates(), try TestCertificates())
        let files = Files(first)
        var service = TestService()
        service.settings.hasOwnTLS = true
        let tls = try files.open(service.log, service.metrics)
        service.tls = try tls.configuration()
        let log = service.log
        try await service.onSocket(tls: .init(trust: first.root)) { (talk: SocketTalk) async throws in
            #expect(try await talk.send(SocketTalk.probe).statuses == [200])
            // Half of a change, as it stands between two files being written.
            for (chain, key) in [
                (second.chain, first.key), ("nonsense", second.key), (second.chain, ""), ("", second.key),
            ] {
                files.replace(chain, key)
                tls.reload()
                #expect(try await talk.send(SocketTalk.probe).statuses == [200])
            }
            files.replace(second.chain, second.key)
            tls.reload()
            await #expect(throws: NIOSSLError.self) { _ = try await talk.send(SocketTalk.probe) }
            let later = SocketTalk(port: talk.port, tls: .init(trust: second.root))
            #expect(try await later.send(SocketTalk.probe).statuses == [200])
        }
        #expect(log.all.count { $0.contains("certificate read") } == 2)
        #expect(log.all.count { $0.contains("cannot be used") } == 4)
        #expect(!log.all.contains { $0.contains("PRIVATE") || $0.contains("nonsense") })
        #expect(service.metrics.exposition().contains("workup_tls_certificate_end_timestamp_seconds 1"))
    }
}
