// Runs the test cases that a criteria set carries.
import Domain

/// A test case of a criteria set that did not come to what it must.
package struct CriteriaTestFailure: Sendable, Hashable {
    /// The test.
    package let name: String
    /// What was expected and what came, such as `K1: met, came notMet`.
    package let differences: [String]
}

extension CriteriaSet {
    /// Runs the set's own test cases.
    ///
    /// - Returns: those that fail, in the order of the file.
    package func runTests() -> [CriteriaTestFailure] {
        let engine = CriteriaEngine(sets: [self])
        return tests.compactMap { test in
            let evaluation = engine.evaluate(test.file)
            guard let answer = evaluation.evaluations.first else { return nil }
            let differences = test.expectation.differences(answer, evaluation.segments)
            return differences.isEmpty ? nil : CriteriaTestFailure(name: test.name, differences: differences)
        }
    }
}

extension CriteriaExpectation {
    /// What is not as expected.
    fileprivate func differences(_ answer: CriteriaEvaluation, _ segments: [SegmentEvaluation]) -> [String] {
        var found: [String] = []
        func compare(_ what: String, _ expected: String, _ came: String) {
            if expected != came { found.append("\(what): \(expected), came \(came)") }
        }
        if let category { compare("category", category.rawValue, answer.category.rawValue) }
        for (id, verdict) in categories.sorted(by: { $0.key < $1.key }) {
            let came = answer.categories.first { $0.category.rawValue == id }?.verdict.rawValue ?? "no such category"
            compare(id, verdict.rawValue, came)
        }
        for (id, verdict) in clauses.sorted(by: { $0.key < $1.key }) {
            compare(id, verdict.rawValue, answer.clauses.first { $0.id == id }?.verdict.rawValue ?? "no such clause")
        }
        if let blocks {
            let came = segments.map { $0.blocks.first?.answer.rawValue ?? "" }
            compare("blocks", blocks.map(\.rawValue).joined(separator: " "), came.joined(separator: " "))
        }
        if let reachable {
            compare(
                "reachable",
                reachable.map(\.rawValue).joined(separator: " "),
                answer.reachable.map(\.rawValue).joined(separator: " ")
            )
        }
        return found
    }
}
