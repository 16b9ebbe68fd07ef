// Failed attempts: how delays grow, whom they slow down, and that many at once are no way around.
import Domain
import Testing

@testable import Records

@Suite("Failed attempts")
struct AttemptThrottleTests {
    private static let start = Instant(microsecondsSince1970: 1_760_000_000_000_000)

    /// Tallies by name, with which attempts are played through.
    private struct House {
        var tallies: [String: AttemptTally] = [:]

        /// One attempt for one account from one address.
        mutating func attempt(_ account: String, from address: String, at now: Instant) -> AttemptThrottle.Claim {
            let names = ["\(account) \(address)", address]
            var throttle = AttemptThrottle([
                AttemptThrottle.Line(policy: .account, tally: tallies[names[0]] ?? AttemptTally()),
                AttemptThrottle.Line(policy: .address, tally: tallies[names[1]] ?? AttemptTally()),
            ])
            let claim = throttle.claim(at: now)
            for (name, line) in zip(names, throttle.lines) { tallies[name] = line.tally }
            return claim
        }
    }

    @Test("ten cost nothing but themselves; the eleventh waits")
    func tenWrong() {
        var house = House()
        for second in 0..<10 {
            #expect(house.attempt("smit", from: "10.0.0.1", at: Self.start.addingSeconds(Int64(second))) == .taken)
        }
        let last = Self.start.addingSeconds(9)
        #expect(house.attempt("smit", from: "10.0.0.1", at: last) == .refused(until: last.addingSeconds(30)))
        #expect(house.attempt("smit", from: "10.0.0.1", at: last.addingSeconds(29)) != .taken)
        #expect(house.attempt("smit", from: "10.0.0.1", at: last.addingSeconds(30)) == .taken)
    }

    @Test("slow down nobody else: neither the same account from elsewhere nor others from the same place")
    func others() {
        var house = House()
        for _ in 0..<10 { _ = house.attempt("smit", from: "10.0.0.1", at: Self.start) }
        #expect(house.attempt("smit", from: "10.0.0.1", at: Self.start) != .taken)
        #expect(house.attempt("smit", from: "10.0.0.2", at: Self.start) == .taken)
        #expect(house.attempt("jansen", from: "10.0.0.1", at: Self.start) == .taken)
    }

    @Test("grow by doubling up to a bound")
    func growth() {
        let waits = (0...16).map { AttemptPolicy.account.waitSeconds(after: $0) }
        #expect(waits == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 60, 120, 240, 300, 300, 300])
        #expect(AttemptPolicy.factor.waitSeconds(after: 5) == 30)
        #expect(AttemptPolicy.factor.waitSeconds(after: 1_000_000) == 900)
        #expect(AttemptPolicy.address.waitSeconds(after: 1_000_000) == 30)
    }

    @Test("count when they are made, so that a hundred at once are ten")
    func atOnce() {
        var house = House()
        let taken = (0..<100).count { _ in house.attempt("smit", from: "10.0.0.1", at: Self.start) == .taken }
        #expect(taken == 10)
    }

    @Test("that are refused do not make the wait longer")
    func refusedAreFree() {
        var house = House()
        for _ in 0..<200 { _ = house.attempt("smit", from: "10.0.0.1", at: Self.start) }
        #expect(house.attempt("smit", from: "10.0.0.1", at: Self.start.addingSeconds(30)) == .taken)
    }

    @Test("through many accounts from one place become slow as well")
    func spraying() {
        var house = House()
        let taken = (0..<200).count { house.attempt("user\($0)", from: "10.0.0.1", at: Self.start) == .taken }
        #expect(taken == 50)
        let later = Self.start.addingSeconds(5)
        #expect(house.attempt("somebody", from: "10.0.0.1", at: Self.start) == .refused(until: later))
        #expect(house.attempt("somebody", from: "10.0.0.2", at: Self.start) == .taken)
    }

    @Test("are forgotten after a day")
    func forgotten() {
        var house = House()
        for _ in 0..<10 { _ = house.attempt("smit", from: "10.0.0.1", at: Self.start) }
        let nextDay = Self.start.addingSeconds(AttemptPolicy.forgottenAfterSeconds)
        let taken = (0..<20).count { _ in house.attempt("smit", from: "10.0.0.1", at: nextDay) == .taken }
        #expect(taken == 10)
    }

    @Test("at the second factor are fewer than 150 a day, of a million codes")
    func guessing() {
        var throttle = AttemptThrottle([AttemptThrottle.Line(policy: .factor, tally: AttemptTally())])
        var now = Self.start
        var taken = 0
        let end = Self.start.addingSeconds(86_400)
        while now < end {
            switch throttle.claim(at: now) {
            case .taken: taken += 1
            case .refused(let until): now = until
            }
        }
        #expect(taken < 150)
    }
}

@Suite("Session rules")
struct SessionRulesTests {
    private static let start = Instant(microsecondsSince1970: 1_760_000_000_000_000)

    private func times(_ stage: SessionStage = .full, seen: Int64 = 0, ends: Int64 = 43_200) -> SessionTimes {
        SessionTimes(
            stage: stage,
            seenAt: Self.start.addingSeconds(seen),
            endsAt: Self.start.addingSeconds(ends),
            factorAt: Self.start
        )
    }

    @Test("fifteen minutes unused, or twelve hours whatever happens")
    func ends() {
        #expect(SessionRules.isAlive(times(), at: Self.start.addingSeconds(899)))
        #expect(!SessionRules.isAlive(times(), at: Self.start.addingSeconds(900)))
        #expect(SessionRules.isAlive(times(seen: 43_190), at: Self.start.addingSeconds(43_199)))
        #expect(!SessionRules.isAlive(times(seen: 43_190), at: Self.start.addingSeconds(43_200)))
        #expect(SessionRules.end(of: .full, from: Self.start) == Self.start.addingSeconds(43_200))
        for stage in [SessionStage.password, .factor, .enrolment] {
            #expect(SessionRules.end(of: stage, from: Self.start) == Self.start.addingSeconds(600))
        }
    }

    @Test("a second factor is fresh for five minutes")
    func fresh() {
        #expect(SessionRules.isFactorFresh(Self.start, at: Self.start.addingSeconds(299)))
        #expect(!SessionRules.isFactorFresh(Self.start, at: Self.start.addingSeconds(300)))
        #expect(!SessionRules.isFactorFresh(nil, at: Self.start))
    }
}
