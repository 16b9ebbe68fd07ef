// How long a refusal takes for a known and for an unknown user: measured by hand, on a quiet machine, by WORKUP_TIMING=200 (tries).
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite(
    "The time of a refusal",
    .database(.clinic),
    .enabled(if: ProcessInfo.processInfo.environment["WORKUP_TIMING"] != nil)
)
struct SignInTimingTests {
    @Test("is the same for a known and an unknown user: medians within 5 ms over 200 tries (ASVS 5.0, 6.3.8)")
    func sameTime() async throws {
        try await TestDatabase.withClinic { clinic in
            let cheap = TestDoor(clinic)
            let outside = cheap.environment
            let environment = Environment(
                record: outside.record,
                criteria: outside.criteria,
                criteriaSets: outside.criteriaSets,
                now: outside.now,
                day: outside.day,
                makeUUID: outside.makeUUID,
                makeSecret: outside.makeSecret,
                passwords: HashingDesk()
            )
            _ = try await ResetUser.run(
                login: "neurologist",
                ResetUser.Input(password: true, secondFactor: false, reason: "test"),
                typed: TestDoor.password,
                call: TestClinic.machine,
                in: environment
            )
            var times: [String: [Duration]] = [:]
            let count = Int(ProcessInfo.processInfo.environment["WORKUP_TIMING"] ?? "") ?? 200
            for number in 0..<count {
                for login in ["neurologist", "nobody-here"] {
                    // From another address each time, so that nothing is delayed.
                    let visit = TestDoor.visit(from: "198.51.100.\(number)")
                    let input = SignIn.Input(login: login, password: "wrong password \(number)")
                    let begun = ContinuousClock.now
                    let error = await failure { try await SignIn.run(input, visit, in: environment) }
                    times[login, default: []].append(ContinuousClock.now - begun)
                    #expect(error?.code == "sign-in-refused")
                }
            }
            let medians = times.mapValues { $0.sorted()[$0.count / 2] }
            let (known, unknown) = (try #require(medians["neurologist"]), try #require(medians["nobody-here"]))
            let difference = known > unknown ? known - unknown : unknown - known
            FileHandle.standardError.write(Data("known \(known), unknown \(unknown)\n".utf8))
            #expect(difference < .milliseconds(5))
        }
    }
}
