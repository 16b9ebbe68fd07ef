// Sending a notice: what goes out, what counts as taken, and what is said of the rest.
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Server

@Suite("A notice", .timeLimit(.minutes(1)))
struct NoticePostTests {
    @Test("goes out as JSON with its id and the token, and counts as taken by any 2xx alone")
    func sent() async throws {
        let seen = Mutex<[String]>([])
        let router = Router()
        for (path, status) in [("taken", HTTPResponse.Status.ok), ("later", .accepted), ("broken", .badGateway)] {
            router.post("\(path)") { request, _ in
                let body = try await request.body.collect(upTo: 1_000)
                let fields = ["content-type", "idempotency-key", "authorization"].map { name in
                    request.headers.first { $0.name.canonicalName == name }?.value ?? "none"
                }
                seen.withLock { $0.append((fields + [String(buffer: body)]).joined(separator: " ")) }
                return Response(status: status)
            }
        }
        router.post("moved") { _, _ in Response(status: .temporaryRedirect, headers: [.location: "/taken"]) }
        try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            .test(.live) { client in
                let home = "http://127.0.0.1:\(try #require(client.port))"
                let expected: [(path: String, trouble: String?)] = [
                    ("/taken", nil), ("/later", nil), ("/broken", "the receiver answered 502"),
                    ("/moved", "the receiver answered 307"), ("/nothing", "the receiver answered 404"),
                ]
                for (path, trouble) in expected {
                    let post = try #require(
                        NoticePost(address: home + path, token: ClientSecret("secret"), authorityFile: nil)
                    )
                    #expect(await post.send(Array(#"{"a":1}"#.utf8), id: "n1") == trouble, "\(path)")
                }
            }
        #expect(seen.withLock { Set($0) } == [#"application/json n1 Bearer secret {"a":1}"#])
        let nobody = try #require(NoticePost(address: "http://127.0.0.1:1/n", token: nil, authorityFile: nil))
        #expect(await nobody.send([], id: "n1") == "the receiver cannot be reached")
    }
}
