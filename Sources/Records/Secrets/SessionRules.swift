// How long a session lives, and what it may be used for as far as it has come.
package import Domain

/// What is known of a session.
package struct SessionTimes: Sendable, Hashable {
    package let stage: SessionStage
    /// When it was last used, to within `SessionRules.noticedEverySeconds`.
    package let seenAt: Instant
    /// When it ends, however much it is used.
    package let endsAt: Instant
    /// When the second factor was last shown.
    package let factorAt: Instant?

    package init(stage: SessionStage, seenAt: Instant, endsAt: Instant, factorAt: Instant?) {
        self.stage = stage
        self.seenAt = seenAt
        self.endsAt = endsAt
        self.factorAt = factorAt
    }
}

/// The terms of sessions (ASVS 5.0, 7.3.1 and 7.3.2).
package enum SessionRules {
    /// A session that is not used ends after so many seconds.
    package static let idleSecondsMax: Int64 = 15 * 60
    /// Every session ends after so many seconds.
    package static let wholeSecondsMax: Int64 = 12 * 3_600
    /// Signing in takes at most so many seconds from the password on.
    package static let unfinishedSecondsMax: Int64 = 10 * 60
    /// A second factor counts as fresh for so many seconds.
    package static let freshFactorSecondsMax: Int64 = 5 * 60
    /// That a session is used is written down at most once in so many seconds; it may end so much before its time.
    package static let noticedEverySeconds: Int64 = 20

    /// When a session that begins now ends at the latest.
    package static func end(of stage: SessionStage, from now: Instant) -> Instant {
        now.addingSeconds(stage == .full ? wholeSecondsMax : unfinishedSecondsMax)
    }

    /// Whether a session counts.
    package static func isAlive(_ session: SessionTimes, at now: Instant) -> Bool {
        now < session.endsAt && now < session.seenAt.addingSeconds(idleSecondsMax)
    }

    /// Whether the second factor was shown a short while ago.
    package static func isFactorFresh(_ factorAt: Instant?, at now: Instant) -> Bool {
        guard let factorAt else { return false }
        return now < factorAt.addingSeconds(freshFactorSecondsMax)
    }
}
