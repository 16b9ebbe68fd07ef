// A sign that some clauses want absent and others present has one value in a case (decision 12).
import Criteria
import Domain
import Testing

@Suite("One value for a sign")
struct SignReadingTests {
    private func clauses(_ examinations: String, _ set: String) throws -> [ClauseEvaluation] {
        let json = """
            {"format": "workup-case/1", "workup": {"protocol": "cidp", "openedOn": "2026-01-12"},
            "examinations": [\(examinations)]}
            """
        let evaluation = try CriteriaEngine.bundled().evaluate(try CaseFile.read(Array(json.utf8)))
        return try #require(evaluation.evaluations.first { $0.criteria == set }).clauses
    }

    /// Loss found first, and gone later; each row says whether the later examination supersedes.
    @Test(
        "sensory loss found once counts for and against, until a later examination supersedes it",
        arguments: [false, true]
    )
    func foundOnce(isSuperseding: Bool) throws {
        let examinations = """
            {"performedOn": "2025-01-12", "signs": {"objectiveSensoryLoss": "present"},
             "sensoryLossLimbs": ["leftLeg", "rightLeg"]},
            {"performedOn": "2026-01-12", "signs": {"objectiveSensoryLoss": "absent"}, "supersedes": \(isSuperseding)}
            """
        let against = try clauses(examinations, "efns-pns-2010-mmn").first { $0.id == "K2" }
        let forIt = try clauses(examinations, "ean-pns-2021-cidp").first { $0.id == "C3" }
        #expect(against?.verdict == (isSuperseding ? .met : .notMet))
        #expect(forIt?.verdict == (isSuperseding ? .notMet : .met))
        if !isSuperseding { #expect(forIt?.evidence.map(\.pointer) == ["/examinations/0", "/examinations/1"]) }
    }

    @Test("an examination that answers two signs of a clause is named once")
    func namedOnce() throws {
        let examinations = """
            {"signs": {"objectiveSensoryLoss": "absent", "minorVibrationLossLegs": "present"}}
            """
        let clause = try clauses(examinations, "ean-pns-2021-cidp").first { $0.id == "C3" }
        #expect(clause?.verdict == .unknown)
        #expect(clause?.evidence.map(\.pointer) == ["/examinations/0"])
    }
}
