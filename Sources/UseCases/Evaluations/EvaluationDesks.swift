// Many cases evaluated side by side: a desk for each core, which remembers what its cases have in common.
package import Domain
import FoundationEssentials

/// What the criteria say of a case, and the same as the JSON that the record keeps.
package struct WrittenEvaluation: Sendable {
    /// What they say.
    package let evaluation: CaseEvaluation
    /// The same as JSON with its texts in every language.
    package let document: [UInt8]

    /// An evaluation that was written already.
    package init(evaluation: CaseEvaluation, document: [UInt8]) {
        self.evaluation = evaluation
        self.document = document
    }

    /// An evaluation, written now.
    package init(_ evaluation: CaseEvaluation) {
        self.init(evaluation: evaluation, document: EvaluationCodecs.inBothLanguages.evaluation.encode(evaluation))
    }
}

/// Evaluates one case after another. It may remember what they have in common, and so serves one task at a time; each case
/// gets the same answer as by itself.
package typealias SuccessiveEvaluator = (CaseFile, CareProtocol) -> WrittenEvaluation

/// A case and the version of the protocol that it is on.
typealias CaseOnProtocol = (file: CaseFile, careProtocol: CareProtocol)

/// A desk for each core.
package actor EvaluationDesks {
    private let desks: [EvaluationDesk]
    private var nextIndex = 0

    /// Desks at which nobody sits yet.
    package init(_ makeEvaluator: @escaping @Sendable () -> SuccessiveEvaluator) {
        let count = ProcessInfo.processInfo.activeProcessorCount
        desks = (0..<max(1, count)).map { _ in EvaluationDesk(makeEvaluator) }
    }

    /// Evaluates cases at one desk, while other callers have theirs evaluated at others.
    nonisolated func evaluate(_ cases: [CaseOnProtocol]) async -> [EvaluatedCase] {
        await next().evaluate(cases)
    }

    private func next() -> EvaluationDesk {
        nextIndex = (nextIndex + 1) % desks.count
        return desks[nextIndex]
    }
}

/// A place where cases are evaluated one after another.
private actor EvaluationDesk {
    private let makeEvaluator: @Sendable () -> SuccessiveEvaluator
    /// Made when the first case comes: most runs of the program evaluate a case at a time.
    private lazy var evaluator = makeEvaluator()

    init(_ makeEvaluator: @escaping @Sendable () -> SuccessiveEvaluator) {
        self.makeEvaluator = makeEvaluator
    }

    func evaluate(_ cases: [CaseOnProtocol]) -> [EvaluatedCase] {
        cases.map { EvaluatedCase(evaluator($0.file, $0.careProtocol)) }
    }
}
