// Kleene's logic over verdicts, by its truth tables.
import Criteria
import Domain
import Testing

@Suite("Three-valued logic")
struct VerdictTests {
    @Test("and, or and not follow Kleene's tables")
    func tables() {
        let all: [Verdict] = [.notMet, .unknown, .met]
        for (first, left) in all.enumerated() {
            #expect(!left == all[2 - first])
            for (second, right) in all.enumerated() {
                #expect((left && right) == all[min(first, second)])
                #expect((left || right) == all[max(first, second)])
            }
        }
    }

    @Test("of some is unknown where there is none")
    func ofSome() {
        #expect(Verdict.ofSome([Verdict]()) { $0 } == .unknown)
        #expect(Verdict.ofSome([Verdict.notMet, .notMet]) { $0 } == .notMet)
        #expect(Verdict.ofSome([Verdict.notMet, .unknown]) { $0 } == .unknown)
        #expect(Verdict.ofSome([Verdict.notMet, .met, .unknown]) { $0 } == .met)
        #expect(Verdict(nil as Bool?) == .unknown)
        #expect(Verdict(true as Bool?) == .met)
    }
}
