// How often somebody may try to sign in: delays that grow, counted where only the one who guesses is slowed down.
package import Domain

/// How many attempts failed in a row, and when the last one did. Kept in the database, so that all instances agree.
package struct AttemptTally: Sendable, Hashable {
    /// Failures since the last success.
    package var failureCount: Int
    /// When the last one was; nil where there was none.
    package var failedAt: Instant?

    package init(failureCount: Int = 0, failedAt: Instant? = nil) {
        self.failureCount = failureCount
        self.failedAt = failedAt
    }
}

/// How fast attempts of one kind become slow.
package struct AttemptPolicy: Sendable, Hashable {
    /// So many failures cost nothing but themselves.
    package let freeCount: Int
    /// The wait after the next one, in seconds; it doubles with each further one.
    package let firstWaitSeconds: Int64
    /// The longest wait, in seconds.
    package let waitSecondsMax: Int64

    /// Failures are forgotten after so many seconds without a further one.
    package static let forgottenAfterSeconds: Int64 = 86_400

    /// One account tried from one address, or from one device that its owner has used: nobody else is slowed down.
    package static let account = AttemptPolicy(freeCount: 9, firstWaitSeconds: 30, waitSecondsMax: 300)
    /// All accounts tried from one address by devices that are not known. Short, since others may share the address.
    package static let address = AttemptPolicy(freeCount: 49, firstWaitSeconds: 5, waitSecondsMax: 30)
    /// The second factor of one account: whoever gets here knows the password.
    package static let factor = AttemptPolicy(freeCount: 4, firstWaitSeconds: 30, waitSecondsMax: 900)

    /// How long the next attempt has to wait after so many failures, in seconds.
    package func waitSeconds(after failureCount: Int) -> Int64 {
        guard failureCount > freeCount else { return 0 }
        let doublings = min(failureCount - freeCount - 1, 20)
        return min(firstWaitSeconds << Int64(doublings), waitSecondsMax)
    }

    /// From when the next attempt is taken; nil where it is taken at once.
    package func openAt(_ tally: AttemptTally, now: Instant) -> Instant? {
        guard let failedAt = tally.failedAt, !isForgotten(tally, now: now) else { return nil }
        let open = failedAt.addingSeconds(waitSeconds(after: tally.failureCount))
        return open > now ? open : nil
    }

    fileprivate func isForgotten(_ tally: AttemptTally, now: Instant) -> Bool {
        guard let failedAt = tally.failedAt else { return true }
        return now >= failedAt.addingSeconds(AttemptPolicy.forgottenAfterSeconds)
    }
}

/// The tallies that one attempt counts in. Every attempt is counted as failed before it is looked at, so that many at
/// once are no way around; what then turns out right is taken back.
package struct AttemptThrottle: Sendable, Hashable {
    /// A tally with the policy it follows.
    package struct Line: Sendable, Hashable {
        package let policy: AttemptPolicy
        package var tally: AttemptTally

        package init(policy: AttemptPolicy, tally: AttemptTally) {
            self.policy = policy
            self.tally = tally
        }
    }

    /// What comes of an attempt.
    package enum Claim: Sendable, Hashable {
        /// It is looked at, and counted as failed until it turns out right.
        case taken
        /// It is not looked at and not counted; the next one is from this instant on.
        case refused(until: Instant)
    }

    /// The tallies.
    package private(set) var lines: [Line]

    package init(_ lines: [Line]) {
        self.lines = lines
    }

    /// Somebody tries.
    package mutating func claim(at now: Instant) -> Claim {
        let waits = lines.compactMap { $0.policy.openAt($0.tally, now: now) }
        if let until = waits.max() { return .refused(until: until) }
        for index in lines.indices {
            if lines[index].policy.isForgotten(lines[index].tally, now: now) { lines[index].tally = AttemptTally() }
            lines[index].tally.failureCount += 1
            lines[index].tally.failedAt = now
        }
        return .taken
    }
}
