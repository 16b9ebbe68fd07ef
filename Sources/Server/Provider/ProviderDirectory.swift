// Asks the provider for its documents when the cache says so; everybody who needs them meanwhile waits for the one who asks.
import Domain
import FoundationEssentials

/// The provider's documents, as far as they are known here.
actor ProviderDirectory {
    private let issuer: WebAddress
    private let fetch: ProviderFetch
    private var cache = ProviderCache()
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// The directory of one issuer.
    init(issuer: WebAddress, fetch: @escaping ProviderFetch) {
        self.issuer = issuer
        self.fetch = fetch
    }

    /// What is known, however old, without asking anybody.
    var known: ProviderSnapshot? { cache.snapshot }

    /// What is needed of the provider.
    ///
    /// - Parameters:
    ///   - need: an address, or a key by its name.
    ///   - now: the clock.
    /// - Returns: what is known; nil where a key is needed that the provider does not have.
    /// - Throws: `ProviderTrouble` where nothing is known.
    func find(_ need: ProviderCache.Need, now: @Sendable () -> Instant) async throws(ProviderTrouble)
        -> ProviderSnapshot?
    {
        // Whoever waited looks again; a second round ends, since asking has just been done.
        while true {
            switch cache.look(for: need, at: now()) {
            case .use(let snapshot): return snapshot
            case .wait: await withCheckedContinuation { waiting.append($0) }
            case .ask: try await ask(now)
            case .nothing:
                guard cache.snapshot != nil, case .key = need else { throw .unreachable }
                return nil
            }
        }
    }

    /// Asks the provider. Only where nothing is kept is it an error that it does not answer.
    private func ask(_ now: @Sendable () -> Instant) async throws(ProviderTrouble) {
        defer {
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        do throws(ProviderTrouble) {
            let snapshot = try await read()
            cache.answered(snapshot, at: now())
        } catch {
            if Task.isCancelled { cache.abandoned() } else { cache.failed() }
            guard cache.snapshot == nil || Task.isCancelled else { return }
            throw error
        }
    }

    private func read() async throws(ProviderTrouble) -> ProviderSnapshot {
        guard let address = ProviderMetadata.address(of: issuer) else { throw .badDocument }
        let metadata = try ProviderMetadata(try await document(at: address), issuer: issuer)
        let keys = try ProviderKeySet(try await document(at: metadata.keys))
        return ProviderSnapshot(metadata: metadata, keys: keys)
    }

    private func document(at address: WebAddress) async throws(ProviderTrouble) -> JSONValue {
        let response = try await fetch(ProviderRequest(address: address))
        guard response.status == 200 else { throw .unreachable }
        return try response.json
    }
}
