// Evaluates cases one after another: all criteria sets on each, with segments, reasons, next steps and cautions.
package import Domain

/// Evaluates one case after another.
///
/// What the cases have in common is worked out once, which makes many cases some times as fast; each evaluation is the same
/// as if its case came alone. For use by one task.
package final class CaseEvaluator {
    private let engine: CriteriaEngine
    private var leaves: LeafMemory
    private var memories: [SetMemory]
    private var rankings = RankingMemory()

    /// More things than this are not kept: some tens of megabytes.
    private let keptMax: Int

    /// An evaluator that begins with nothing.
    package convenience init(_ engine: CriteriaEngine) { self.init(engine, keptMax: 60_000) }

    /// An evaluator that begins with nothing, and begins anew when it has kept so many things.
    init(_ engine: CriteriaEngine, keptMax: Int) {
        self.engine = engine
        self.keptMax = keptMax
        leaves = LeafMemory(count: engine.leafNumbers.count)
        memories = Self.memories(engine, leaves)
    }

    private static func memories(_ engine: CriteriaEngine, _ leaves: LeafMemory) -> [SetMemory] {
        engine.compiled.indices.map { index in
            SetMemory(engine.compiled[index], engine.imagined[index], leaves, engine.leafNumbers.bySet[index])
        }
    }

    /// Evaluates a case.
    ///
    /// - Parameters:
    ///   - file: the case.
    ///   - careProtocol: the version of the protocol that it is on, as the record keeps it; nil takes the one of the program
    ///     that the case names.
    /// - Returns: what the sets say, with segments, reasons, next steps and cautions.
    package func evaluate(_ file: CaseFile, by careProtocol: CareProtocol? = nil) -> CaseEvaluation {
        outline(file, careProtocol).evaluation
    }

    /// Evaluates a case and writes what `workup evaluate` prints of it in a language.
    package func write(_ file: CaseFile, in language: Language, to writer: inout JSONWriter) {
        outline(file, nil).write(language, &writer)
    }

    /// Evaluates a case by a version of its protocol, and writes it with its texts in both languages, as the record keeps it.
    package func evaluateAndWrite(
        _ file: CaseFile,
        by careProtocol: CareProtocol? = nil
    ) -> (evaluation: CaseEvaluation, document: [UInt8]) {
        let outline = outline(file, careProtocol)
        var writer = JSONWriter(capacity: 65_536)
        outline.write(nil, &writer)
        return (outline.evaluation, writer.bytes)
    }

    private func outline(_ file: CaseFile, _ careProtocol: CareProtocol?) -> EvaluationOutline {
        if memories.reduce(leaves.size + rankings.size, { $0 + $1.size }) > keptMax {
            // Rankings go by numbers of the memories.
            leaves = LeafMemory(count: engine.leafNumbers.count)
            memories = Self.memories(engine, leaves)
            rankings = RankingMemory()
        }
        let facts = CaseFacts(file)
        let numbers = CaseNumbers(facts)
        let answers = LeafAnswers(leaves, numbers)
        let evaluators = memories.map { SetEvaluator($0, numbers, answers) }
        let segments = SegmentEvaluation.all(numbers, evaluators)
        let outlooks = evaluators.map(SetOutlook.init(_:))
        return EvaluationOutline(
            segments: segments,
            sets: outlooks.map(\.outline),
            steps: engine.ranking.rank(outlooks, facts, rankings),
            cautions: cautions(file, careProtocol, facts, segments, outlooks.map(\.evaluation)),
            warnings: ValueWarnings.all(numbers)
        )
    }

    /// The cautions about the case as a whole, then those about its treatments.
    private func cautions(
        _ file: CaseFile,
        _ ownProtocol: CareProtocol?,
        _ facts: CaseFacts,
        _ segments: [SegmentEvaluation],
        _ evaluations: [CriteriaEvaluation]
    ) -> [CaseCaution] {
        let careProtocol = ownProtocol ?? engine.protocols.first { $0.code == file.workup.protocolCode }
        let aboutCase = CaseCautions.all(
            in: file,
            facts: facts,
            segments: segments,
            evaluations: evaluations,
            careProtocol: careProtocol
        )
        guard let careProtocol else { return aboutCase + TreatmentCautions.unjudged(in: file) }
        return aboutCase + TreatmentCautions.all(in: file, careProtocol: careProtocol, on: nil)
    }
}
