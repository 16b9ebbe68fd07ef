// The JSON form of an evaluation: the same fields with texts in one language, or in both where it is kept.
import FoundationEssentials

extension Codec<Sentence> {
    /// Text in one language, as `workup evaluate` prints it.
    package static func sentence(in language: Language) -> Codec {
        Codec(
            schema: { Schema(("type", "string")) },
            read: { (json, reading) throws(Mismatch) in
                Sentence(Localized(same: try Codec<String>.told.read(json, &reading)))
            },
            write: { $1.sentence($0, language) }
        )
    }

    /// An object with the text in each language, as the record keeps it.
    package static let sentence: Codec = .object(
        "Sentence",
        { Sentence(Localized(en: $0.text(.en), nl: $1.text(.nl))) },
        .required("en", { @Sendable sentence in sentence }, .sentence(in: .en)),
        .required("nl", { @Sendable sentence in sentence }, .sentence(in: .nl))
    )
}

extension CaseEvaluation {
    /// The version of the format that is written.
    fileprivate var format: EvaluationFormat { .version1 }
}

extension RuleEvaluation {
    fileprivate var partsIfAny: [RuleEvaluation]? { parts.isEmpty ? nil : parts }
}

extension Codec<Localized> {
    /// An object with the words in each language.
    fileprivate static let both: Codec = .object(
        "Localized",
        Localized.init(en:nl:),
        .required("en", \.en, .note()),
        .required("nl", \.nl, .note())
    )
}

extension Codec<String> {
    /// What the criteria say may list much of a long case. It is bounded by the case, not by itself: what was kept must
    /// be readable again.
    fileprivate static let told: Codec = .note(max: 1 << 20)
}

extension Codec<Decimal> {
    /// A number rounded for showing.
    fileprivate static let shown: Codec = .decimal(-1_000_000_000...1_000_000_000)
}

extension SegmentBlock {
    /// An object with one answer per set.
    static let mapCodec = Codec<[SegmentBlock]>(
        schema: {
            Schema(("type", "object"), ("additionalProperties", Codec<BlockAnswer>.code.schema().body))
        },
        read: { (json, reading) throws(Mismatch) in
            guard case .object(let members) = json else {
                throw reading.wrongType(json, en: "an object", nl: "een object")
            }
            var blocks: [SegmentBlock] = []
            for member in members {
                reading.enter(.key(member.key))
                let answer = try Codec<BlockAnswer>.code.read(member.value, &reading)
                reading.leave()
                blocks.append(SegmentBlock(criteria: member.key, answer: answer))
            }
            return blocks
        },
        write: { blocks, writer in
            writer.beginObject()
            for block in blocks {
                writer.key(block.criteria)
                writer.string(block.answer.rawValue)
            }
            writer.endObject()
        }
    )
}

/// The codecs of an evaluation, for one way of writing texts.
package struct EvaluationCodecs: Sendable {
    /// The whole evaluation.
    package let evaluation: Codec<CaseEvaluation>
    /// What one set says.
    package let criteria: Codec<CriteriaEvaluation>
    /// A category of a set.
    package let category: Codec<CategoryEvaluation>
    /// A clause of a set.
    package let clause: Codec<ClauseEvaluation>
    /// A caution.
    package let caution: Codec<CaseCaution>
    /// A next step.
    package let nextStep: Codec<NextStep>
    /// Next steps.
    package let nextSteps: Codec<[NextStep]>
    /// A segment.
    let segment: Codec<SegmentEvaluation>
    /// A value that is hardly possible.
    let warning: Codec<ValueWarning>

    /// The codecs with texts in one language.
    package static func inLanguage(_ language: Language) -> EvaluationCodecs {
        language == .en ? english : dutch
    }

    /// The codecs with every text in both languages, and with the names and sources of clauses, so that what was kept
    /// can be read without the set's file.
    package static let inBothLanguages = EvaluationCodecs(
        text: .sentence,
        rule: bothRule,
        clause: fullClause,
        suffix: ""
    )
    private static let english = EvaluationCodecs(.en, rule: englishRule)
    private static let dutch = EvaluationCodecs(.nl, rule: dutchRule)

    // A rule holds rules, so that each of these codecs asks for itself when it is used.
    private static let bothRule: Codec<RuleEvaluation> = rule(.sentence, "RuleEvaluation") { bothRule }
    private static let englishRule: Codec<RuleEvaluation> = rule(.sentence(in: .en), "RuleEvaluationText") {
        englishRule
    }
    private static let dutchRule: Codec<RuleEvaluation> = rule(.sentence(in: .nl), "RuleEvaluationText") { dutchRule }

    private init(_ language: Language, rule: Codec<RuleEvaluation>) {
        let text = Codec<Sentence>.sentence(in: language)
        self.init(text: text, rule: rule, clause: Self.shortClause(text), suffix: "Text")
    }

    private init(
        text: Codec<Sentence>,
        rule: Codec<RuleEvaluation>,
        clause: Codec<ClauseEvaluation>,
        suffix: String
    ) {
        segment = Self.segment(text, "SegmentEvaluation" + suffix)
        category = Self.category(rule, suffix)
        self.clause = clause
        criteria = Self.criteria(category, clause, suffix)
        nextStep = Self.nextStep(text, "NextStep" + suffix)
        nextSteps = .list(nextStep, count: 0...100)
        caution = Self.caution(text, "CaseCaution" + suffix)
        warning = .object(
            "ValueWarning" + suffix,
            ValueWarning.init(pointer:message:),
            .required("pointer", \.pointer, .note()),
            .required("message", \.message, text)
        )
        evaluation = .object(
            "CaseEvaluation" + suffix,
            { _, segments, evaluations, nextSteps, unnecessarySteps, cautions, warnings in
                CaseEvaluation(
                    segments: segments,
                    evaluations: evaluations,
                    nextSteps: nextSteps,
                    unnecessarySteps: unnecessarySteps,
                    cautions: cautions,
                    warnings: warnings
                )
            },
            .required("format", \.format, .code),
            .required("segments", \.segments, .list(segment, count: 0...100_000)),
            .required("evaluations", \.evaluations, .list(criteria, count: 0...100)),
            .required("nextSteps", \.nextSteps, nextSteps),
            .required("unnecessarySteps", \.unnecessarySteps, nextSteps),
            .required("cautions", \.cautions, .list(caution, count: 0...100_000)),
            .required("warnings", \.warnings, .list(warning, count: 0...1_000_000))
        )
    }

    private static func segment(_ text: Codec<Sentence>, _ name: String) -> Codec<SegmentEvaluation> {
        .object(
            name,
            SegmentEvaluation.init(
                place:
                nerve:
                side:
                muscle:
                distalSite:
                proximalSite:
                areaReductionPercent:
                amplitudeReductionPercent:
                durationIncreasePercent:
                velocityMps:
                isEntrapment:
                isLong:
                blocks:
                reasons:
            ),
            .required("evidence", \.place, CasePlace.codec),
            .required("nerve", \.nerve, .code),
            .required("side", \.side, .code),
            .orNull("muscle", \.muscle, .text(max: 60)),
            .required("distalSite", \.distalSite, .code),
            .required("proximalSite", \.proximalSite, .code),
            .orNull("areaReductionPercent", \.areaReductionPercent, .shown),
            .orNull("amplitudeReductionPercent", \.amplitudeReductionPercent, .shown),
            .orNull("durationIncreasePercent", \.durationIncreasePercent, .shown),
            .orNull("velocityMps", \.velocityMps, .shown),
            .required("entrapment", \.isEntrapment, .bool),
            .required("long", \.isLong, .bool),
            .required("block", \.blocks, SegmentBlock.mapCodec),
            .required("reasons", \.reasons, .list(text, count: 0...100))
        )
    }

    /// A clause with its name and source.
    private static let fullClause: Codec<ClauseEvaluation> = .object(
        "ClauseEvaluation",
        ClauseEvaluation.init(id:name:verdict:status:source:reason:evidence:missing:),
        .required("id", \.id, .openCode()),
        .required("name", \.name, .both),
        .required("verdict", \.verdict, .code),
        .required("status", \.status, .code),
        .required("source", \.source, .openCode()),
        .required("reason", \.reason, .sentence),
        .required("evidence", \.evidence, .list(CasePlace.codec, count: 0...100_000)),
        .required("missing", \.missing, .list(.openCode(), count: 0...100))
    )

    /// A clause as `workup evaluate` prints it: what it asks stands in the set's file, the same for every case.
    private static func shortClause(_ text: Codec<Sentence>) -> Codec<ClauseEvaluation> {
        .object(
            "ClauseEvaluationText",
            { id, verdict, status, reason, evidence, missing in
                ClauseEvaluation(
                    id: id,
                    name: Localized(same: id),
                    verdict: verdict,
                    status: status,
                    source: "",
                    reason: reason,
                    evidence: evidence,
                    missing: missing
                )
            },
            .required("id", \.id, .openCode()),
            .required("verdict", \.verdict, .code),
            .required("status", \.status, .code),
            .required("reason", \.reason, text),
            .required("evidence", \.evidence, .list(CasePlace.codec, count: 0...100_000)),
            .required("missing", \.missing, .list(.openCode(), count: 0...100))
        )
    }

    private static func category(_ rule: Codec<RuleEvaluation>, _ suffix: String) -> Codec<CategoryEvaluation> {
        .object(
            "CategoryEvaluation" + suffix,
            CategoryEvaluation.init(category:verdict:status:rule:),
            .required("id", \.category, .code),
            .required("verdict", \.verdict, .code),
            .required("status", \.status, .code),
            .required("rule", \.rule, rule)
        )
    }

    private static func criteria(
        _ category: Codec<CategoryEvaluation>,
        _ clause: Codec<ClauseEvaluation>,
        _ suffix: String
    ) -> Codec<CriteriaEvaluation> {
        .object(
            "CriteriaEvaluation" + suffix,
            CriteriaEvaluation.init(criteria:version:category:status:categories:clauses:reachable:),
            .required("criteria", \.criteria, .openCode()),
            .required("version", \.version, .text(max: 40)),
            .required("category", \.category, .code),
            .required("status", \.status, .code),
            .required("categories", \.categories, .list(category, count: 0...20)),
            .required("clauses", \.clauses, .list(clause, count: 0...200)),
            .required("reachable", \.reachable, .list(.code, count: 0...20))
        )
    }

    private static func rule(
        _ text: Codec<Sentence>,
        _ name: String,
        itself: @escaping @Sendable () -> Codec<RuleEvaluation>
    ) -> Codec<RuleEvaluation> {
        let reference = Schema(.object(("$ref", .string("#/components/schemas/\(name)"))))
        let parts = Codec<[RuleEvaluation]>(
            schema: { Schema(("type", "array"), ("items", reference.body)) },
            read: { (json, reading) throws(Mismatch) in
                try Codec<[RuleEvaluation]>.list(itself(), count: 0...1_000).read(json, &reading)
            },
            write: { rules, writer in
                let codec = itself()
                writer.beginArray()
                for part in rules { codec.write(part, &writer) }
                writer.endArray()
            }
        )
        return .object(
            name,
            { RuleEvaluation(form: $0, verdict: $1, clause: $2, count: $3, reason: $4, parts: $5 ?? []) },
            .required("form", \.form, .code),
            .required("verdict", \.verdict, .code),
            .optional("clause", \.clause, .openCode()),
            .optional("count", \.count, .integer(1...100)),
            .optional("reason", \.reason, text),
            .optional("parts", \.partsIfAny, parts)
        )
    }

    private static func nextStep(_ text: Codec<Sentence>, _ name: String) -> Codec<NextStep> {
        let change: Codec<VerdictChange> = .object(
            "VerdictChange",
            VerdictChange.init(criteria:from:to:isAlone:),
            .required("criteria", \.criteria, .openCode()),
            .required("from", \.from, .code),
            .required("to", \.to, .list(.code, count: 0...20)),
            .required("alone", \.isAlone, .bool)
        )
        return .object(
            name,
            NextStep.init(step:couldChange:reason:),
            .required("step", \.step, .openCode()),
            .required("couldChange", \.couldChange, .list(change, count: 0...100)),
            .required("reason", \.reason, text)
        )
    }

    private static func caution(_ text: Codec<Sentence>, _ name: String) -> Codec<CaseCaution> {
        .object(
            name,
            CaseCaution.init(code:text:source:status:evidence:),
            .required("code", \.code, .openCode()),
            .required("text", \.text, text),
            .required("source", \.source, .note()),
            .required("status", \.status, .code),
            .required("evidence", \.evidence, .list(CasePlace.codec, count: 0...100_000))
        )
    }
}
