// Fetching over the network: how much is read, for how long, over which TLS, and that no redirect is followed.
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import NIOCore
import NIOSSL
import TestSupport
import Testing

@testable import Server

@Suite("Fetching from the provider", .timeLimit(.minutes(1)))
struct ProviderFetchingTests {
    /// What a broken or hostile provider answers.
    private static var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("sound") { _, _ in #"{"a":1}"# }
        router.get("large") { _, _ in String(repeating: "x", count: ProviderResponse.bytesMax + 1) }
        router.get("elsewhere") { _, _ in Response(status: .found, headers: [.location: "/sound"]) }
        router.get("trickle") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for _ in 0..<20 {
                        try await writer.write(ByteBuffer(string: " "))
                        try await Task.sleep(for: .seconds(1))
                    }
                    try await writer.finish(nil)
                }
            )
        }
        return router
    }

    private func fetch(_ address: String, authorityFile: String? = nil) async -> Result<Int, ProviderTrouble> {
        do throws(ProviderTrouble) {
            guard let address = WebAddress(address) else { return .failure(.badDocument) }
            let request = ProviderRequest(address: address)
            return .success(try await ProviderFetching.live(authorityFile: authorityFile)(request).status)
        } catch {
            return .failure(error)
        }
    }

    @Test("reads what is sound, follows no redirect, and reads no more and no longer than it has to")
    func bounds() async throws {
        try await Application(router: Self.router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            .test(.live) { client in
                let home = "http://127.0.0.1:\(try #require(client.port))"
                let expected: [(path: String, result: Result<Int, ProviderTrouble>)] = [
                    ("/sound", .success(200)), ("/elsewhere", .success(302)), ("/nothing", .success(404)),
                    ("/large", .failure(.tooLarge)), ("/trickle", .failure(.unreachable)),
                ]
                for (path, result) in expected {
                    let found = await fetch(home + path)
                    #expect(found == result, "\(path)")
                }
            }
        let nobody = await fetch("http://127.0.0.1:1/sound")
        #expect(nobody == .failure(.unreachable))
    }

    @Test("trusts a certificate of the authority that is named, for the name that it is for, and no other")
    func certificates() async throws {
        let certificates = try TestCertificates()
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificates.chain.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(certificates.key.utf8), format: .pem)
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appending(path: "provider-root-\(UInt32.random(in: 0 ... .max)).pem")
        try certificates.root.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let application = Application(
            router: Self.router,
            server: try .tls(.http1(), tlsConfiguration: tls),
            configuration: .init(address: .hostname("localhost", port: 0))
        )
        try await application.test(.live) { client in
            let port = try #require(client.port)
            let trusted = await fetch("https://localhost:\(port)/sound", authorityFile: file.path())
            #expect(trusted == .success(200))
            let ofTheSystem = await fetch("https://localhost:\(port)/sound")
            #expect(ofTheSystem == .failure(.unreachable))
        }
        let otherName = Application(
            router: Self.router,
            server: try .tls(.http1(), tlsConfiguration: tls),
            configuration: .init(address: .hostname("127.0.0.1", port: 0))
        )
        try await otherName.test(.live) { client in
            let port = try #require(client.port)
            let other = await fetch("https://127.0.0.1:\(port)/sound", authorityFile: file.path())
            #expect(other == .failure(.unreachable))
        }
    }
}
