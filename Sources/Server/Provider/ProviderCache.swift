// When the provider's documents are used as they are kept, and when they are asked for again: a state machine without I/O.
import Domain

/// Keeps what was read of the provider, and decides when to read it again.
///
/// What is kept counts as fresh for ten minutes. After that it is asked for again, and counts on for a day where the
/// provider does not answer. A key that is not among them makes it be asked for before its time, but never more than once
/// in thirty seconds, so that invented names of keys bother nobody.
struct ProviderCache: Sendable {
    /// For how long what is kept is fresh, in seconds.
    static let freshSeconds: Int64 = 600
    /// The least time between two times of asking, in seconds.
    static let askSecondsMin: Int64 = 30
    /// For how long what is kept serves while the provider does not answer, in seconds.
    static let servesSeconds: Int64 = 86_400

    /// What somebody needs of it.
    enum Need: Sendable, Hashable {
        /// The provider's addresses.
        case addresses
        /// A key by its name.
        case key(String)
    }

    /// What to do.
    enum Advice: Sendable, Hashable {
        /// Take this.
        case use(ProviderSnapshot)
        /// Ask the provider, and say what came of it.
        case ask
        /// Somebody is asking: wait for them, then look again.
        case wait
        /// There is nothing to take, and it is too early to ask again.
        case nothing
    }

    private var kept: (snapshot: ProviderSnapshot, at: Instant)?
    private var askedAt: Instant?
    private var isAsking = false

    /// What is kept now, however old.
    var snapshot: ProviderSnapshot? { kept?.snapshot }

    /// What to do for somebody who needs something.
    ///
    /// - Parameters:
    ///   - need: what they need.
    ///   - now: the instant it is.
    /// - Returns: what to do; after `ask` they have to say `answered`, `failed` or `abandoned`.
    mutating func look(for need: Need, at now: Instant) -> Advice {
        // A clock that was set back makes nothing younger than it is.
        let age = kept.map { ProviderCache.seconds(from: $0.at, to: now) }
        let isFresh = age.map { $0 >= 0 && $0 < ProviderCache.freshSeconds } ?? false
        let serves = age.map { $0 >= 0 && $0 < ProviderCache.servesSeconds } ?? false
        let usable = serves ? kept?.snapshot : nil
        let fits = usable.flatMap { snapshot in
            switch need {
            case .addresses: snapshot
            case .key(let id): snapshot.keys.keys[id] == nil ? nil : snapshot
            }
        }
        if isFresh, let fits { return .use(fits) }
        if isAsking { return .wait }
        let sinceAsked = askedAt.map { ProviderCache.seconds(from: $0, to: now) }
        let mayAsk = sinceAsked.map { $0 < 0 || $0 >= ProviderCache.askSecondsMin } ?? true
        if mayAsk {
            isAsking = true
            askedAt = now
            return .ask
        }
        return fits.map { .use($0) } ?? .nothing
    }

    /// The provider answered.
    mutating func answered(_ snapshot: ProviderSnapshot, at now: Instant) {
        kept = (snapshot, now)
        isAsking = false
    }

    /// The provider did not answer, or with something that is of no use.
    mutating func failed() {
        isAsking = false
    }

    /// Whoever asked went away before there was an answer: the next one asks again at once.
    mutating func abandoned() {
        isAsking = false
        askedAt = nil
    }

    private static func seconds(from start: Instant, to end: Instant) -> Int64 {
        let microseconds = end.microsecondsSince1970 - start.microsecondsSince1970
        return microseconds >= 0 ? microseconds / 1_000_000 : -1
    }
}
