// How often somebody may ask: a bucket that fills again evenly, as one instant.

/// A bucket with as many tokens as may be taken within a minute. It fills evenly, so that whoever emptied it goes on at
/// that rate, and whoever stays away for a minute has all of it again.
///
/// Kept as the instant at which it is full: nothing has to be counted while nobody asks.
struct TokenBucket: Sendable, Hashable {
    /// When it is full again, on the clock of whoever asks.
    private(set) var fullAt = Duration.zero

    /// Takes a token.
    ///
    /// - Parameters:
    ///   - perMinute: how many tokens it holds and gets back within a minute; at least 1.
    ///   - now: the time on a clock that is never set back.
    /// - Returns: nil where there was one, else how long it takes until there is.
    mutating func take(perMinute: Int, at now: Duration) -> Duration? {
        let refilled = max(fullAt, now) + .seconds(60) / perMinute
        let wait = refilled - now - .seconds(60)
        guard wait <= .zero else { return wait }
        fullAt = refilled
        return nil
    }
}

/// What became of somebody who asked for a token.
enum BucketVerdict: Sendable, Hashable {
    case passes
    /// `isNews` for the first time within a minute.
    case refused(wait: Duration, isNews: Bool)
}

/// Buckets of many, of which those that nobody asked for a while are forgotten.
///
/// Two generations: what is asked for moves into the young one, and when that is full the old one goes and the young one
/// takes its place. So there are never more than twice as many as a generation holds, whoever comes by, and no request has
/// to look through them. A bucket that is forgotten is a full one.
struct TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Entry {
        var bucket = TokenBucket()
        var toldAt: Duration?
    }

    /// How many tokens each holds; 0 where there is no limit.
    let perMinute: Int
    let generationMax: Int
    private var young: [Key: Entry] = [:]
    private var old: [Key: Entry] = [:]

    init(perMinute: Int, generationMax: Int = 10_000) {
        self.perMinute = perMinute
        self.generationMax = generationMax
    }

    /// How many are known.
    var count: Int { young.count + old.count }

    /// Takes a token of somebody's bucket.
    mutating func take(_ key: Key, at now: Duration) -> BucketVerdict {
        guard perMinute > 0 else { return .passes }
        var entry = young[key] ?? old.removeValue(forKey: key) ?? Entry()
        let wait = entry.bucket.take(perMinute: perMinute, at: now)
        let isNews = wait != nil && entry.toldAt.map { now - $0 >= .seconds(60) } ?? true
        if isNews, wait != nil { entry.toldAt = now }
        if young[key] == nil, young.count >= generationMax {
            old = young
            young = [:]
        }
        young[key] = entry
        return wait.map { .refused(wait: $0, isNews: isNews) } ?? .passes
    }
}
