// An evaluation as it comes from the rules: read as values, or written as JSON from the parts that were written before.
import Domain

/// An evaluation as it comes from the rules.
struct EvaluationOutline {
    let segments: [SegmentEvaluation]
    let sets: [SetOutline]
    let steps: RankedSteps
    let cautions: [CaseCaution]
    let warnings: [ValueWarning]

    /// The evaluation as values.
    var evaluation: CaseEvaluation {
        CaseEvaluation(
            segments: segments,
            evaluations: sets.map(\.evaluation),
            nextSteps: steps.next.value,
            unnecessarySteps: steps.unnecessary.value,
            cautions: cautions,
            warnings: warnings
        )
    }

    /// Writes what the codec of a language writes of the evaluation, or that of both for nil.
    func write(_ language: Language?, _ writer: inout JSONWriter) {
        let codecs = language.map(EvaluationCodecs.inLanguage(_:)) ?? .inBothLanguages
        codecs.write(
            evaluation,
            to: &writer,
            categories: { set, writer in
                for kept in sets[set].categories { writer.json(kept.text(language, codecs.category)) }
            },
            clauses: { set, writer in
                for kept in sets[set].clauses { writer.json(kept.text(language, codecs.clause)) }
            },
            nextSteps: { $0.json(steps.next.text(language, codecs.nextSteps)) },
            unnecessarySteps: { $0.json(steps.unnecessary.text(language, codecs.nextSteps)) }
        )
    }
}
