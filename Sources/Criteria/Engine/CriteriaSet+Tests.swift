// Runs the test cases of a criteria set.
import Domain

/// A test case of a criteria set that did not come to what it must.
package struct CriteriaTestFailure: Sendable, Hashable {
    /// The test.
    package let name: String
    /// The line of its file on which it stands, from 1.
    package let line: Int
    /// What was expected and what came, such as `K1: met, came notMet`.
    package let differences: [String]
}

extension CriteriaSet {
    /// Runs test cases of the set: those of its own file, or of the file beside it.
    ///
    /// - Returns: those that fail, in the order given.
    package func failures(of tests: [CriteriaTest]) -> [CriteriaTestFailure] {
        let prepared = PreparedCriteriaTests(tests)
        let ready = ReadyCriteriaSet(self)
        return prepared.indices.compactMap { prepared.failure(at: $0, of: ready) }
    }
}

/// A set made ready to be held against many cases.
package struct ReadyCriteriaSet: Sendable {
    fileprivate let compiled: CompiledSet

    /// Makes a set ready.
    package init(_ set: CriteriaSet) { compiled = CompiledSet(set) }
}

/// Test cases of a set with the facts of their cases read, so that many versions of the set can be held against them.
package struct PreparedCriteriaTests {
    private let tests: [(test: CriteriaTest, numbers: CaseNumbers)]

    /// The tests as given.
    package init(_ tests: [CriteriaTest]) {
        self.tests = tests.map { ($0, CaseNumbers(CaseFacts($0.file))) }
    }

    /// The places of the tests, in the order of the file.
    package var indices: Range<Int> { tests.indices }

    /// What one test finds wrong with a set; nil where the set answers as it must.
    package func failure(at index: Int, of set: ReadyCriteriaSet) -> CriteriaTestFailure? {
        let (test, numbers) = tests[index]
        let differences = test.expectation.differences(SetEvaluator(set.compiled, numbers))
        return differences.isEmpty
            ? nil : CriteriaTestFailure(name: test.name, line: test.line, differences: differences)
    }
}

extension CriteriaExpectation {
    /// What is not as expected. Only what is asked is worked out.
    fileprivate func differences(_ evaluator: SetEvaluator) -> [String] {
        let set = evaluator.set
        var found: [String] = []
        func compare(_ what: String, _ expected: String, _ came: String) {
            if expected != came { found.append("\(what): \(expected), came \(came)") }
        }
        let levels =
            categories.isEmpty
            ? [] : zip(set.levels, evaluator.compiled.levels).map { ($0.category, evaluator.patientVerdict($1)) }
        if let category { compare("category", category.rawValue, evaluator.answer.rawValue) }
        for (id, verdict) in categories.sorted(by: { $0.key < $1.key }) {
            let came = levels.first { $0.0.rawValue == id }?.1.rawValue ?? "no such category"
            compare(id, verdict.rawValue, came)
        }
        for (id, verdict) in clauses.sorted(by: { $0.key < $1.key }) {
            let clause = set.clauses.first { $0.id == id }
            compare(
                id,
                verdict.rawValue,
                clause.map { evaluator.patientVerdict(evaluator.compiled.patient.named[$0.index]).rawValue }
                    ?? "no such clause"
            )
        }
        if let blocks {
            let entries = evaluator.numbers.entries
            let came = entries.indices.flatMap { entry in
                entries[entry].segments.indices.map { evaluator.block(entry: entry, segment: $0)?.rawValue ?? "" }
            }
            compare("blocks", blocks.map(\.rawValue).joined(separator: " "), came.joined(separator: " "))
        }
        if let reachable {
            let reach = SetReach.of(evaluator)
            compare(
                "reachable",
                reachable.map(\.rawValue).joined(separator: " "),
                reach.reachable.map(\.rawValue).joined(separator: " ")
            )
        }
        return found
    }
}
