// That an evaluator of many cases says of each what it would say of the case alone.
import Domain
import Testing

@testable import Criteria

@Suite("Many cases, one after another")
struct CaseEvaluatorTests {
    /// The cases: near the thresholds and of all illnesses, with the first once more at the end.
    private static func cases(_ count: Int) -> [CaseFile] {
        var generator = RandomCase(seed: RandomCase.runSeed &+ 3_000)
        let cases = (0..<count).map { _ in generator.caseFile() }
        return cases + cases.prefix(20)
    }

    @Test(
        "what cases have in common is worked out once, and each is evaluated and written as if it came alone",
        // Much is kept, or it is forgotten again and again.
        arguments: [60_000, 2_000]
    )
    func alone(keptMax: Int) throws {
        let engine = try CriteriaEngine.bundled()
        let evaluator = CaseEvaluator(engine, keptMax: keptMax)
        for (index, file) in Self.cases(150).enumerated() {
            let alone = engine.evaluate(file)
            let language: Language = index.isMultiple(of: 2) ? .en : .nl
            var (written, expected) = (JSONWriter(), JSONWriter())
            evaluator.write(file, in: language, to: &written)
            EvaluationCodecs.inLanguage(language).evaluation.write(alone, &expected)
            #expect(written.bytes == expected.bytes, "case \(index)")
            let kept = evaluator.evaluateAndWrite(file)
            #expect(kept.evaluation == alone, "case \(index)")
            #expect(kept.document == EvaluationCodecs.inBothLanguages.evaluation.encode(alone), "case \(index)")
        }
    }

    @Test("counting nerves that must differ finds an assignment where there is one")
    func differentNerves() {
        func mask(_ nerves: Int...) -> NerveMask { nerves.reduce(into: []) { $0.insert($1) } }
        #expect(NerveMask.areDifferent([]))
        #expect(NerveMask.areDifferent([mask(0, 1), mask(0, 1)]))
        #expect(!NerveMask.areDifferent([mask(3), mask(3)]))
        #expect(NerveMask.areDifferent([mask(0, 1), mask(0)]))
        #expect(!NerveMask.areDifferent([mask(0, 1), mask(0), mask(1)]))
        #expect(!NerveMask.areDifferent([mask(0), mask()]))
    }
}
