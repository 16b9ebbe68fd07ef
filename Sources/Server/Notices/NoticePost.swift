// Sending a notice to the address that the hospital set: one POST with a body of JSON, over TLS that is checked.
import AsyncHTTPClient
import Domain
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Where notices go.
package struct NoticePost: Sendable {
    private let address: WebAddress
    private let token: ClientSecret?
    private let authorityFile: String?

    /// An address, as the settings have it; nil where it is none that may be sent to.
    ///
    /// - Parameters:
    ///   - address: where to; `https`, or `http` on this machine.
    ///   - token: what is sent as `Authorization: Bearer …`; nil for nothing.
    ///   - authorityFile: certificates that the receiver's is checked against; nil for those of the system.
    package init?(address: String, token: ClientSecret?, authorityFile: String?) {
        guard let address = WebAddress(address), address.isProtected else { return nil }
        self.address = address
        self.token = token
        self.authorityFile = authorityFile
    }

    /// Sends a notice once.
    ///
    /// - Parameters:
    ///   - body: the notice as JSON.
    ///   - id: the same for each repeat, as `Idempotency-Key`.
    /// - Returns: nil where it was taken (any 2xx); else what went wrong, without a word of the notice.
    package func send(_ body: [UInt8], id: String) async -> String? {
        do {
            return try await Deadline.run(.seconds(ProviderFetching.secondsMax)) {
                try await HTTPClient.withHTTPClient(configuration: ProviderFetching.configuration(authorityFile)) {
                    client in
                    try await send(body, id: id, by: client)
                }
            }
        } catch {
            return "the receiver cannot be reached"
        }
    }

    private func send(_ body: [UInt8], id: String, by client: HTTPClient) async throws -> String? {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "workup")
        request.headers.add(name: "Idempotency-Key", value: id)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token.text)") }
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, timeout: .seconds(ProviderFetching.secondsMax))
        let status = Int(response.status.code)
        return (200..<300).contains(status) ? nil : "the receiver answered \(status)"
    }
}
