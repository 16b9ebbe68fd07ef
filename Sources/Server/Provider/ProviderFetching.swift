// Fetching from the provider: bounded in time and size, over TLS that is checked, and never where a redirect leads.
import AsyncHTTPClient
import Domain
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL

/// What the provider is asked.
struct ProviderRequest: Sendable {
    let address: WebAddress
    /// The form that is sent; nil for a document that is read.
    var form: String?
    /// The `Authorization` field.
    var authorization: String?

    /// A document that is read.
    init(address: WebAddress, form: String? = nil, authorization: String? = nil) {
        self.address = address
        self.form = form
        self.authorization = authorization
    }
}

/// What the provider answers.
struct ProviderResponse: Sendable {
    let status: Int
    let body: [UInt8]

    /// The largest answer that is read, in bytes.
    static let bytesMax = 64 << 10
    private static let limits = JSONLimits(bytesMax: bytesMax, depthMax: 16, valueCountMax: 10_000)

    /// The body as JSON in which nothing stands twice.
    var json: JSONValue {
        get throws(ProviderTrouble) {
            guard body.count <= ProviderResponse.bytesMax else { throw .tooLarge }
            guard let value = try? JSONReader.read(body, limits: ProviderResponse.limits), case .object = value else {
                throw .badDocument
            }
            return value
        }
    }
}

/// Asks the provider; tests have one of their own.
typealias ProviderFetch = @Sendable (ProviderRequest) async throws(ProviderTrouble) -> ProviderResponse

/// Asks over the network.
enum ProviderFetching {
    /// How long one answer may take, connecting and reading included.
    static let secondsMax: Int64 = 5

    /// Asks once. A client is made for each: sign-ins are few, and no connection stands open between them.
    ///
    /// - Parameter authorityFile: certificates that the provider's is checked against; nil for those of the system.
    /// - Returns: what asks.
    static func live(authorityFile: String?) -> ProviderFetch {
        { request throws(ProviderTrouble) in try await ask(request, authorityFile) }
    }

    private static func ask(
        _ request: ProviderRequest,
        _ authorityFile: String?
    ) async throws(ProviderTrouble) -> ProviderResponse {
        do {
            // Cuts off a body that trickles as well.
            return try await Deadline.run(.seconds(secondsMax)) {
                try await HTTPClient.withHTTPClient(configuration: configuration(authorityFile)) { client in
                    try await ask(client, request)
                }
            }
        } catch let trouble as ProviderTrouble {
            throw trouble
        } catch is NIOTooManyBytesError {
            throw .tooLarge
        } catch {
            throw .unreachable
        }
    }

    /// A client that checks certificates, follows no redirect and keeps to the time.
    static func configuration(_ authorityFile: String?) -> HTTPClient.Configuration {
        // Certificates are verified, and names with them.
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authorityFile { tls.trustRoots = .file(authorityFile) }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(
                connect: .seconds(secondsMax),
                read: .seconds(secondsMax)
            ),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        configuration.networkFrameworkWaitForConnectivity = false
        return configuration
    }

    private static func ask(_ client: HTTPClient, _ request: ProviderRequest) async throws -> ProviderResponse {
        var outgoing = HTTPClientRequest(url: request.address.text)
        outgoing.headers.add(name: "Accept", value: "application/json")
        outgoing.headers.add(name: "User-Agent", value: "workup")
        if let form = request.form {
            outgoing.method = .POST
            outgoing.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            outgoing.body = .bytes(ByteBuffer(string: form))
        }
        if let authorization = request.authorization {
            outgoing.headers.add(name: "Authorization", value: authorization)
        }
        let response = try await client.execute(outgoing, timeout: .seconds(secondsMax))
        let body = try await response.body.collect(upTo: ProviderResponse.bytesMax)
        return ProviderResponse(status: Int(response.status.code), body: Array(body.readableBytesView))
    }
}
