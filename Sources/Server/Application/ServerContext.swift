// What is known of a request before anything is read of it.
import Domain
import Hummingbird
import NIOCore

/// Hummingbird's context of one request, with what this service adds.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the peer of the connection.
    let peer: NetworkAddress?
    /// The address that the request comes from: the peer's, or the one that a proxy of ours tells of.
    var networkAddress: String?
    /// The port that the request came to; nil where there is no socket.
    let localPort: Int?
    /// The id that the log, the audit event and the caller know this request by.
    var requestID = ""
    /// The language that the answer's words are in.
    var language = Language.en

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
        networkAddress = peer?.description
        localPort = source.channel.localAddress?.port
    }
}
