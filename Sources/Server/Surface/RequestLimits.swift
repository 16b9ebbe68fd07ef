// How often one address and one account may ask, kept in this process; see docs/decisions/0017.
import Domain
import HTTPTypes
import Logging
import Synchronization
import UseCases

/// The limits on how often somebody may ask. What is refused is counted, and told once a minute for each who was refused.
final class RequestLimits: Sendable {
    /// What is limited, as metrics and log name it.
    enum Kind: String, Sendable, CaseIterable {
        case address, account, patientReads
    }

    private let addresses: Mutex<TokenBuckets<NetworkAddress>>
    private let accounts: Mutex<TokenBuckets<ID<User>>>
    private let patientReads: Mutex<TokenBuckets<ID<User>>>
    /// Addresses whose refused tokens were told of a short while ago.
    private let refusedTokens = Mutex(TokenBuckets<String>(perMinute: 1))
    private let registry: MetricsRegistry
    private let logger: Logger
    private let started = ContinuousClock.now

    init(_ settings: ServerSettings, _ registry: MetricsRegistry, _ logger: Logger) {
        addresses = Mutex(TokenBuckets(perMinute: settings.addressRequestsPerMinute))
        accounts = Mutex(TokenBuckets(perMinute: settings.accountRequestsPerMinute))
        patientReads = Mutex(TokenBuckets(perMinute: settings.patientReadsPerMinute))
        self.registry = registry
        self.logger = logger
    }

    /// Passes when the address has not asked too often; before anything is done for the request.
    ///
    /// - Throws: `Problem` 429.
    func admit(_ address: NetworkAddress?) throws(Problem) {
        guard let address else { return }
        let verdict = addresses.withLock { $0.take(address.counted, at: ContinuousClock.now - started) }
        try judge(verdict, .address, of: address.description)
    }

    /// Passes when the account has not asked too often, and not read too many patients.
    ///
    /// - Throws: `Problem` 429.
    func admit(_ actor: Actor, readsPatients: Bool) throws(Problem) {
        guard let user = actor.userID else { return }
        let now = ContinuousClock.now - started
        try judge(accounts.withLock { $0.take(user, at: now) }, .account, of: user.description)
        guard readsPatients else { return }
        try judge(patientReads.withLock { $0.take(user, at: now) }, .patientReads, of: user.description)
    }

    /// Counts a token that was refused.
    ///
    /// - Returns: whether it is to be written into the access log: for each address once a minute, so that nobody fills
    ///   the log from outside.
    func refusedToken(from address: String?) -> Bool {
        registry.series("tokens_refused_total", [], .counter).increment(by: 1 as Int64)
        let whom = address.flatMap { NetworkAddress($0) }?.counted.description ?? address ?? "none"
        let verdict = refusedTokens.withLock { $0.take(whom, at: ContinuousClock.now - started) }
        return verdict == .passes
    }

    /// Refuses a stream of changes, of which too many stand open.
    func refusedStream() -> Problem {
        registry.series("requests_limited_total", [("limit", "streams")], .counter).increment(by: 1 as Int64)
        return Problem(.rateLimited).retrying(afterSeconds: 30)
    }

    private func judge(_ verdict: BucketVerdict, _ kind: Kind, of whom: String) throws(Problem) {
        guard case .refused(let wait, let isNews) = verdict else { return }
        registry.series("requests_limited_total", [("limit", kind.rawValue)], .counter).increment(by: 1 as Int64)
        if isNews {
            logger.warning("limit reached", metadata: ["limit": "\(kind.rawValue)", "of": "\(whom)"])
        }
        let seconds = Int(wait.components.seconds) + (wait.components.attoseconds > 0 ? 1 : 0)
        throw Problem(.rateLimited).retrying(afterSeconds: max(1, seconds))
    }
}

extension Route {
    /// Whether it may show patients, or tell whether there is one with a number, so that it is counted as a look at one.
    var readsPatients: Bool {
        if Route.tellsOfNumbers.contains(operationID) { return true }
        guard let permission, !Route.withoutPatients.contains(permission) else { return false }
        return method == .get || permission.rawValue.hasPrefix("read") || permission.rawValue.hasPrefix("find")
    }

    private static let tellsOfNumbers: Set<String> = ["addPatient", "requestAccess", "openEmergencyAccess"]

    /// Acts that show no patient. Every other one counts, those that are still to come as well.
    private static let withoutPatients: Set<Permission> = [
        .readProtocols, .manageProtocols, .readAccounts, .manageAccounts, .manageOwnTokens, .keepViews,
    ]
}
