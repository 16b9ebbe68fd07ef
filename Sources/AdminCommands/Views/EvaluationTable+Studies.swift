// What the tables of a case say of its conduction studies beside the verdicts: how complete they are, which limbs were too
// cold, and what is computed of a study as a whole.
import Criteria
import Domain
import FoundationEssentials
import Reports

extension EvaluationTable {
    /// The tables of studies.
    static let studySections = [
        RecordView.Section(
            title: Localized(en: "Conduction studies", nl: "Zenuwgeleidingsonderzoeken"),
            member: "studies",
            columns: [
                Column("performedOn", en: "Study of", nl: "Onderzoek van"),
                Column("nerves", en: "Nerves", nl: "Zenuwen"),
                Column("missing", en: "Missing", nl: "Ontbreekt"),
                Column("tooCold", en: "Too cold", nl: "Te koud"),
            ]
        ),
        RecordView.Section(
            title: Localized(
                en: "Derived metrics (used by no criterion)",
                nl: "Afgeleide maten (door geen criterium gebruikt)"
            ),
            member: "derivedMetrics",
            columns: [
                Column("performedOn", en: "Study of", nl: "Onderzoek van"),
                Column("measure", en: "Measure", nl: "Maat", .label(DerivedMetrics.Measure.self)),
                Column("nerve", en: "Nerve", nl: "Zenuw", .label(Nerve.self)),
                Column("side", en: "Side", nl: "Zijde", .label(Side.self)),
                Column("muscle", en: "Muscle", nl: "Spier"),
                Column("value", en: "Value", nl: "Waarde", .rightAligned),
                Column("meaning", en: "Suggests", nl: "Wijst op", .label(DerivedMetrics.Meaning.self)),
            ]
        ),
    ]

    /// The rows of those tables.
    static func studyMembers(_ file: CaseFile, _ language: Language) -> [JSONMember] {
        let question = StudyCompleteness.Question(protocolCode: file.workup.protocolCode)
        let studies = file.nerveConductionStudies
        return [
            JSONMember("studies", .array(studies.map { study($0, question, language) })),
            JSONMember("derivedMetrics", .array(studies.flatMap { metrics($0, language) })),
        ]
    }

    private static func study(
        _ study: NerveConductionStudy,
        _ question: StudyCompleteness.Question?,
        _ language: Language
    ) -> JSONValue {
        let completeness = question.map { StudyCompleteness(study, for: $0) }
        let cold = ColdLimb.all(in: study, forCidpCriteria: question == .cidp).map { limb in
            JSONValue.string("\(limb.measured.limb.label(language)) (< \(limb.neededCelsius) °C)")
        }
        return .object(
            ("performedOn", day(of: study)),
            ("nerves", completeness.map { .string(meter($0, language)) } ?? .null),
            ("missing", completeness.map { .string(missing($0, language)) } ?? .null),
            ("tooCold", .array(cold))
        )
    }

    /// What is missing, or that nothing is.
    private static func missing(_ completeness: StudyCompleteness, _ language: Language) -> String {
        let items = completeness.missing.map { $0.label(language) }
        return items.isEmpty ? NothingWord.none.text[language] : items.joined(separator: ", ")
    }

    /// `Arm nerves stimulated up to Erb's point: right 1 of 5, left 0 of 5`.
    private static func meter(_ completeness: StudyCompleteness, _ language: Language) -> String {
        let asked = completeness.question.nerves.count
        let sides = [Side.right, .left].map { side in
            "\(side.label(language)) \(completeness.meter(side)) \(StepWord.ofSteps.text[language]) \(asked)"
        }
        let word: ConductionWord =
            switch completeness.question {
            case .mmn: .nervesToErb
            case .cidp: .nervesForCidp
            }
        return "\(word.text[language]): \(sides.joined(separator: ", "))"
    }

    private static func metrics(_ study: NerveConductionStudy, _ language: Language) -> [JSONValue] {
        DerivedMetrics(study).lines.map { line in
            .object(
                ("performedOn", day(of: study)),
                ("measure", .string(line.measure.rawValue)),
                ("nerve", line.nerve.map { .string($0.rawValue) } ?? .null),
                ("side", line.side.map { .string($0.rawValue) } ?? .null),
                ("muscle", line.muscle.map { .string($0.text) } ?? .null),
                (
                    "value",
                    .string(
                        [Localized(line.value)[language], line.measure.unit].compactMap { $0 }.joined(separator: " ")
                    )
                ),
                ("meaning", .string(line.meaning.rawValue))
            )
        }
    }

    private static func day(of study: NerveConductionStudy) -> JSONValue {
        study.origin.performedOn.map { .string($0.description) } ?? .null
    }
}
