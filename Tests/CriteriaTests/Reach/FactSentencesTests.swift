// Counts that a step would have to show are put into words as they are, also where they do not follow each other.
import Domain
import Testing

@testable import Criteria

@Suite("Words for what a step would have to show")
struct FactSentencesTests {
    struct Example: Sendable {
        let counts: [Int]
        let en: String
        let nl: String
    }

    static let examples: [Example] = [
        Example(counts: [2, 3, 4, 5, 6, 7], en: "at least 2", nl: "minstens 2"),
        Example(counts: [7], en: "at least 7", nl: "minstens 7"),
        Example(counts: [0, 1], en: "at most 1", nl: "hoogstens 1"),
        Example(counts: [1], en: "1", nl: "1"),
        Example(counts: [0], en: "0", nl: "0"),
        Example(counts: [0, 2, 3, 4, 5, 6, 7], en: "0, or 2 or more", nl: "0, of 2 of meer"),
        Example(counts: [0, 1, 3], en: "0 to 1, or 3", nl: "0 t/m 1, of 3"),
        Example(counts: [2, 3], en: "2 to 3", nl: "2 t/m 3"),
        Example(counts: [1, 3, 7], en: "1, or 3, or 7 or more", nl: "1, of 3, of 7 of meer"),
    ]

    @Test("a count is told as a bound, or as the ranges that are asked for", arguments: examples)
    func counts(_ example: Example) {
        let values = FactValues(example.counts.map(FactValues.value))
        let sentence = FactSentences.count(values, Localized(en: "weak nerves", nl: "zwakke zenuwen"))
        #expect(sentence.text(.en) == "weak nerves: \(example.en)")
        #expect(sentence.text(.nl) == "zwakke zenuwen: \(example.nl)")
    }

    @Test("labels with a comma do not run into each other in a list")
    func distributions() {
        let accepted: [WeaknessDistribution] = [.focalAsymmetric, .multifocalAsymmetric]
        let all = WeaknessDistribution.allCases
        let values = FactValues(all.indices.filter { accepted.contains(all[$0]) }.map(FactValues.value))
        let fact = Fact(.distribution)
        let sentences = FactSentences(numbers: CaseNumbers(CaseFacts(FactCases.file())))
            .sentences([Literal(fact: fact, values: values)], by: .examination)
        #expect(sentences.map { $0.text(.en) } == ["weakness: focal asymmetric or multifocal asymmetric"])
        #expect(sentences.map { $0.text(.nl) } == ["krachtsverlies: focaal asymmetrisch of multifocaal asymmetrisch"])
    }
}
