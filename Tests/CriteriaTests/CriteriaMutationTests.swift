// Whether the tests beside a criteria file would notice an error in its rules: one small error at a time is put in, and
// some test of the set must fail.
import Criteria
import FoundationEssentials
import Testing

@Suite("Errors put into criteria files")
struct CriteriaMutationTests {
    /// The bounds and numbers always; words and parts too in CI and where SOAK is set.
    private static var kinds: Set<CriteriaMutant.Kind> {
        let environment = ProcessInfo.processInfo.environment
        return environment["SOAK"] != nil || environment["CI"] != nil ? [.bound, .word] : [.bound]
    }

    @Test("each is found by a test of the set", arguments: CriteriaSetLoader.bundledNames)
    func everyErrorIsFound(file: String) throws {
        let text = try #require(CriteriaSetLoader.bundledText(file))
        let whole = try CriteriaSetLoader.load(text)
        let prepared = PreparedCriteriaTests(try BundledTests.of(whole, in: file))
        try #require(!prepared.indices.isEmpty, "the set has no tests")
        let ready = ReadyCriteriaSet(whole)
        try #require(prepared.indices.allSatisfy { prepared.failure(at: $0, of: ready) == nil })
        let rules = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }

        let kinds = Self.kinds
        var order = Array(prepared.indices)
        var loadedCount = 0
        var harmless = HarmlessChange.all.filter { $0.file == file }
        for mutant in CriteriaMutant.all(of: rules) where kinds.contains(mutant.kind) {
            guard let loaded = try? CriteriaSetLoader.load(mutant.text(in: rules)) else { continue }
            let set = ReadyCriteriaSet(loaded)
            loadedCount += 1
            if let place = order.firstIndex(where: { prepared.failure(at: $0, of: set) != nil }) {
                // What found one error is likely to find its neighbour.
                order.insert(order.remove(at: place), at: 0)
                continue
            }
            let rule = mutant.rule(in: rules)
            if let listed = harmless.firstIndex(where: { $0.rule == rule && $0.outcome == mutant.outcome }) {
                harmless.remove(at: listed)
            } else {
                Issue.record("\(file):\(mutant.line): no test notices in \(rule): \(mutant.outcome)")
            }
        }
        #expect(loadedCount > 20)
        guard kinds.contains(.word) else { return }
        for listed in harmless {
            Issue.record("\(file): listed as harmless (\(listed.reason)), but not so: \(listed.outcome)")
        }
    }
}
