// What writers are given and what they bring back: where the service is, when to stop, and what they saw.
import Synchronization

/// Where the service is and who calls.
struct ServiceAccess: Sendable {
    let port: UInt16
    let token: String

    /// A request with the caller's token.
    func request(
        _ method: String = "GET",
        _ path: String,
        _ fields: [String: String] = [:],
        body: String = ""
    ) -> LoopbackRequest {
        let all = fields.merging(["Authorization": "Bearer \(token)"]) { own, _ in own }
        return LoopbackRequest(method: method, path: "/api/v1" + path, fields: all, body: body)
    }
}

/// Tells all writers to come to an end.
final class Halt: Sendable {
    private let isFinishing = Atomic(false)
    private let isAbandoned = Atomic(false)

    /// Whether nothing new is to be begun.
    var isSet: Bool { isFinishing.load(ordering: .relaxed) }
    /// Whether what was begun is to be left as it is.
    var isAtOnce: Bool { isAbandoned.load(ordering: .relaxed) }

    func finish() { isFinishing.store(true, ordering: .relaxed) }

    func abandon() {
        isAbandoned.store(true, ordering: .relaxed)
        finish()
    }
}

/// What a writer saw.
struct WriterReport: Sendable {
    /// Keys acknowledged.
    var acknowledged = 0
    /// Keys refused for good, as when another writer was first.
    var refused = 0
    /// Requests without an answer.
    var unanswered = 0
    /// Answers that the service is not available, or was not sure.
    var unavailable = 0
    /// Steps that were read and given out.
    var servedReads = 0
    /// How long the slowest request took to be answered, or to get none.
    var slowest = Duration.zero
    /// The workups that findings were recorded in.
    var workups: [String] = []
    /// Those that all writers shared.
    var sharedWorkups: [String] = []
    /// Answers that should not have come.
    var complaints: [String] = []

    /// Adds what another writer saw.
    mutating func add(_ other: WriterReport) {
        acknowledged += other.acknowledged
        refused += other.refused
        unanswered += other.unanswered
        unavailable += other.unavailable
        servedReads += other.servedReads
        slowest = max(slowest, other.slowest)
        workups += other.workups
        sharedWorkups += other.sharedWorkups
        complaints += other.complaints
    }
}

/// A request that got no definite answer in all the time there was.
struct StillUnresolved: Error {
    let key: String
    let last: String
}
