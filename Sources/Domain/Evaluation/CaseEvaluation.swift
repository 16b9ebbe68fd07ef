// What the criteria say of a case: segments, verdicts with their reasons, next steps and cautions.
package import FoundationEssentials

/// What one criteria set says of the conduction in a segment.
package struct SegmentBlock: Hashable, Sendable {
    /// The id of the set.
    package let criteria: String
    /// Its answer.
    package let answer: BlockAnswer

    /// The answer of a set.
    package init(criteria: String, answer: BlockAnswer) {
        self.criteria = criteria
        self.answer = answer
    }
}

/// The numbers of one segment, and what the sets say of it. Numbers are rounded to one decimal, for showing only.
package struct SegmentEvaluation: Hashable, Sendable {
    /// The motor entry the segment belongs to.
    package let place: CasePlace
    /// The nerve.
    package let nerve: Nerve
    /// Its side.
    package let side: Side
    /// The muscle recorded from.
    package let muscle: String?
    /// The site nearer to the muscle.
    package let distalSite: StimulationSite
    /// The site nearer to the trunk.
    package let proximalSite: StimulationSite
    /// Area reduction; nil where it cannot be computed.
    package let areaReductionPercent: Decimal?
    /// Amplitude reduction; nil where it cannot be computed.
    package let amplitudeReductionPercent: Decimal?
    /// Duration increase; nil where it cannot be computed.
    package let durationIncreasePercent: Decimal?
    /// Conduction velocity in metres per second; nil where it cannot be computed.
    package let velocityMps: Decimal?
    /// Whether the segment crosses a site of entrapment.
    package let isEntrapment: Bool
    /// Whether the segment is a long one.
    package let isLong: Bool
    /// The answers of the sets that speak of block.
    package let blocks: [SegmentBlock]
    /// Why, one sentence per set.
    package let reasons: [Sentence]

    /// A segment with its answers.
    package init(
        place: CasePlace,
        nerve: Nerve,
        side: Side,
        muscle: String?,
        distalSite: StimulationSite,
        proximalSite: StimulationSite,
        areaReductionPercent: Decimal?,
        amplitudeReductionPercent: Decimal?,
        durationIncreasePercent: Decimal?,
        velocityMps: Decimal?,
        isEntrapment: Bool,
        isLong: Bool,
        blocks: [SegmentBlock],
        reasons: [Sentence]
    ) {
        self.place = place
        self.nerve = nerve
        self.side = side
        self.muscle = muscle
        self.distalSite = distalSite
        self.proximalSite = proximalSite
        self.areaReductionPercent = areaReductionPercent
        self.amplitudeReductionPercent = amplitudeReductionPercent
        self.durationIncreasePercent = durationIncreasePercent
        self.velocityMps = velocityMps
        self.isEntrapment = isEntrapment
        self.isLong = isLong
        self.blocks = blocks
        self.reasons = reasons
    }
}

/// The verdict of one category of a set.
package struct CategoryEvaluation: Hashable, Sendable {
    /// The category.
    package let category: CriteriaCategory
    /// Whether it is met.
    package let verdict: Verdict
    /// The weakest check status among the clauses that the category uses.
    package let status: CheckStatus
    /// The category's rule with the verdict of each of its parts.
    package let rule: RuleEvaluation

    /// A category with its verdict.
    package init(category: CriteriaCategory, verdict: Verdict, status: CheckStatus, rule: RuleEvaluation) {
        self.category = category
        self.verdict = verdict
        self.status = status
        self.rule = rule
    }
}

/// A part of a category's rule, with its verdict: the explanation as a tree.
package struct RuleEvaluation: Hashable, Sendable {
    /// How the parts are joined, or what stands at a leaf.
    package enum Form: String, Code {
        case all
        case any
        case not
        case atLeast
        case clause
        case condition

        package var label: Localized {
            switch self {
            case .all: Localized(en: "all of", nl: "alle van")
            case .any: Localized(en: "one of", nl: "een van")
            case .not: Localized(en: "not", nl: "niet")
            case .atLeast: Localized(en: "at least so many of", nl: "minstens zoveel van")
            case .clause: Localized(en: "clause", nl: "voorwaarde")
            case .condition: Localized(en: "condition", nl: "conditie")
            }
        }
    }

    /// The form.
    package let form: Form
    /// Its verdict.
    package let verdict: Verdict
    /// The id of the clause, for a clause.
    package let clause: String?
    /// How many are asked for, for `atLeast`.
    package let count: Int?
    /// What a leaf without an id says.
    package let reason: Sentence?
    /// The parts.
    package let parts: [RuleEvaluation]

    /// A part of a rule.
    package init(
        form: Form,
        verdict: Verdict,
        clause: String? = nil,
        count: Int? = nil,
        reason: Sentence? = nil,
        parts: [RuleEvaluation] = []
    ) {
        self.form = form
        self.verdict = verdict
        self.clause = clause
        self.count = count
        self.reason = reason
        self.parts = parts
    }
}

/// The verdict of one clause of a set, with what it rests on.
package struct ClauseEvaluation: Hashable, Sendable {
    /// The id of the clause.
    package let id: String
    /// What it asks.
    package let name: Localized
    /// Whether it is met.
    package let verdict: Verdict
    /// How far the clause was checked against its source.
    package let status: CheckStatus
    /// Where the clause comes from; `house` for a choice of this project.
    package let source: String
    /// Why.
    package let reason: Sentence
    /// The findings it rests on.
    package let evidence: [CasePlace]
    /// The steps that could answer it, where it is unknown.
    package let missing: [String]

    /// A clause with its verdict.
    package init(
        id: String,
        name: Localized,
        verdict: Verdict,
        status: CheckStatus,
        source: String,
        reason: Sentence,
        evidence: [CasePlace],
        missing: [String]
    ) {
        self.id = id
        self.name = name
        self.verdict = verdict
        self.status = status
        self.source = source
        self.reason = reason
        self.evidence = evidence
        self.missing = missing
    }
}

/// What one criteria set says of a case.
package struct CriteriaEvaluation: Hashable, Sendable {
    /// The id of the set.
    package let criteria: String
    /// The version of the set's file.
    package let version: String
    /// The answer: the highest category that is met, `undetermined` or `notMet`.
    package let category: CriteriaCategory
    /// How far the rules behind the answer were checked: the weakest of their clauses.
    package let status: CheckStatus
    /// Every category, highest first.
    package let categories: [CategoryEvaluation]
    /// Every clause, in the order of the set.
    package let clauses: [ClauseEvaluation]
    /// The categories above the answer that can still be reached, highest first.
    package let reachable: [CriteriaCategory]

    /// The verdicts of a set.
    package init(
        criteria: String,
        version: String,
        category: CriteriaCategory,
        status: CheckStatus,
        categories: [CategoryEvaluation],
        clauses: [ClauseEvaluation],
        reachable: [CriteriaCategory]
    ) {
        self.criteria = criteria
        self.version = version
        self.category = category
        self.status = status
        self.categories = categories
        self.clauses = clauses
        self.reachable = reachable
    }

    /// The same verdicts with what can still be reached.
    package func reaching(_ reachable: [CriteriaCategory]) -> CriteriaEvaluation {
        CriteriaEvaluation(
            criteria: criteria,
            version: version,
            category: category,
            status: status,
            categories: categories,
            clauses: clauses,
            reachable: reachable
        )
    }
}

/// How the answer of a set could move.
package struct VerdictChange: Hashable, Sendable {
    /// The id of the set.
    package let criteria: String
    /// The answer today.
    package let from: CriteriaCategory
    /// The answers it could become, highest first.
    package let to: [CriteriaCategory]
    /// Whether the step can bring that by itself, without another step.
    package let isAlone: Bool

    /// A change of a set's answer.
    package init(criteria: String, from: CriteriaCategory, to: [CriteriaCategory], isAlone: Bool) {
        self.criteria = criteria
        self.from = from
        self.to = to
        self.isAlone = isAlone
    }
}

/// A diagnostic step seen from the criteria: what its result could change, or that it can change nothing.
package struct NextStep: Hashable, Sendable {
    /// The code of the step.
    package let step: String
    /// What could change; empty where no result of the step can change a verdict.
    package let couldChange: [VerdictChange]
    /// Why: which result would move which answer, or by which rule nothing can move.
    package let reason: Sentence

    /// A step with what it could change.
    package init(step: String, couldChange: [VerdictChange], reason: Sentence) {
        self.step = step
        self.couldChange = couldChange
        self.reason = reason
    }
}

/// A caution about the case.
package struct CaseCaution: Hashable, Sendable {
    /// The code.
    package let code: String
    /// What a person reads.
    package let text: Sentence
    /// Where it comes from.
    package let source: String
    /// How far that was checked.
    package let status: CheckStatus
    /// The findings it is about.
    package let evidence: [CasePlace]

    /// A caution.
    package init(code: String, text: Sentence, source: String, status: CheckStatus, evidence: [CasePlace]) {
        self.code = code
        self.text = text
        self.source = source
        self.status = status
        self.evidence = evidence
    }
}

/// A value that is hardly possible: kept, used, and named.
package struct ValueWarning: Hashable, Sendable {
    /// RFC 6901 pointer to the value.
    package let pointer: String
    /// What is odd about it, with the value.
    package let message: Sentence

    /// A warning about a value.
    package init(pointer: String, message: Sentence) {
        self.pointer = pointer
        self.message = message
    }
}

/// The versions of the evaluation format.
package enum EvaluationFormat: String, Code {
    case version1 = "workup-evaluation/1"

    package var label: Localized { Localized(en: "evaluation, version 1", nl: "evaluatie, versie 1") }
}

/// What the criteria say of a case.
package struct CaseEvaluation: Hashable, Sendable {
    /// The segments of all motor studies.
    package let segments: [SegmentEvaluation]
    /// The sets.
    package let evaluations: [CriteriaEvaluation]
    /// The steps that could change an answer, most useful first.
    package let nextSteps: [NextStep]
    /// The steps whose result can change no answer any more.
    package let unnecessarySteps: [NextStep]
    /// The cautions.
    package let cautions: [CaseCaution]
    /// Values that are hardly possible.
    package let warnings: [ValueWarning]

    /// An evaluation.
    package init(
        segments: [SegmentEvaluation],
        evaluations: [CriteriaEvaluation],
        nextSteps: [NextStep],
        unnecessarySteps: [NextStep],
        cautions: [CaseCaution],
        warnings: [ValueWarning]
    ) {
        self.segments = segments
        self.evaluations = evaluations
        self.nextSteps = nextSteps
        self.unnecessarySteps = unnecessarySteps
        self.cautions = cautions
        self.warnings = warnings
    }
}
