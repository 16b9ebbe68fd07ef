// The engine against the answers given for the example cases and for the cases on one threshold.
import Criteria
import Domain
import Testing

@Suite("Verdicts of the example cases")
struct EngineExampleTests {
    @Test("each given answer is what the engine says", arguments: GivenAnswers.all)
    func answers(line: GivenAnswers.Line) throws {
        let evaluation = try CriteriaEngine.bundled().evaluate(try GivenAnswers.file(line.name))
        let answer = try #require(evaluation.evaluations.first { $0.criteria == line.criteria })
        #expect(answer.category.rawValue == line.category)
        let categories = answer.categories.map { ($0.category.rawValue, $0.verdict.rawValue) }
        #expect(Dictionary(uniqueKeysWithValues: categories) == line.categories)
        guard let expected = line.segments else { return }
        let segments = evaluation.segments.map { segment in
            [
                segment.nerve.rawValue, segment.side.rawValue, segment.distalSite.rawValue,
                segment.proximalSite.rawValue,
                segment.blocks.first { $0.criteria == line.criteria }?.answer.rawValue ?? "",
            ]
        }
        #expect(segments == expected)
    }
}
