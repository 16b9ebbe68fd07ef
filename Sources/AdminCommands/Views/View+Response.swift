// How the response to treatment and response rates are laid out.
import Criteria
import Domain
import UseCases

extension RecordView {
    private static let measure = [
        Column("measure", en: "Measure", nl: "Meting", .label(OutcomeMeasure.self)),
        Column("side", en: "Side", nl: "Kant", .label(Side.self)),
    ]

    static let response = RecordView(
        columns: [
            Column("courseId", en: "Course", nl: "Kuur"),
            Column("option", en: "Treatment", nl: "Behandeling", .label(TreatmentOption.self)),
            Column("firstOn", en: "First given", nl: "Eerst gegeven"),
            Column("responder", en: "Response", nl: "Effect", .label(Sign.self)),
            Column("objectiveImprovement", en: "By the clinician", nl: "Volgens de arts", .label(Sign.self)),
            Column("wearingOff", en: "Wearing-off", nl: "Afnemend effect", .label(WearingOffAnswer.self)),
            Column("sentence", en: "Because", nl: "Omdat", .localized),
        ],
        fields: [Column("on", en: "Judged on", nl: "Beoordeeld op")],
        sections: [
            Section(
                title: Localized(en: "Courses", nl: "Behandelingen"),
                member: "courses",
                columns: [
                    Column("option", en: "Treatment", nl: "Behandeling", .label(TreatmentOption.self)),
                    Column("firstOn", en: "First given", nl: "Eerst gegeven"),
                    Column("responder", en: "Response", nl: "Effect", .label(Sign.self)),
                    Column("objectiveImprovement", en: "By the clinician", nl: "Volgens de arts", .label(Sign.self)),
                    Column("sentence", en: "Because", nl: "Omdat", .localized),
                    Column("wearingOff", en: "Wearing-off", nl: "Afnemend effect", .label(WearingOffAnswer.self)),
                    Column("wearingOffByMeasure", en: "By measure", nl: "Per meting", .sentenceInside),
                    Column("cautions", en: "Cautions", nl: "Let op", .raisedCaution),
                ]
            ),
            Section(
                title: Localized(en: "Deterioration", nl: "Verslechtering"),
                member: "deteriorations",
                columns: measure + [
                    Column("answer", en: "Answer", nl: "Antwoord", .label(Sign.self)),
                    Column("sentence", en: "Because", nl: "Omdat", .localized),
                ]
            ),
            Section(
                title: Localized(en: "Trials", nl: "Proefbehandelingen"),
                member: "trials",
                columns: [
                    Column("plan.goal", en: "Goal", nl: "Doel"),
                    Column("plan.measure", en: "Measure", nl: "Meting", .label(OutcomeMeasure.self)),
                    Column("plan.side", en: "Side", nl: "Kant", .label(Side.self)),
                    Column("plan.judgedOn", en: "Judged on", nl: "Beoordeeld op"),
                    Column("plan.stoppingRule.text", en: "Stopping rule", nl: "Stopregel"),
                    Column("sentence", en: "Shows", nl: "Uitkomst", .localized),
                ]
            ),
            Section(
                title: Localized(en: "By product", nl: "Per product"),
                member: "products",
                columns: [
                    Column("option", en: "Treatment", nl: "Behandeling", .label(TreatmentOption.self)),
                    Column("products", en: "Product", nl: "Product"),
                    Column(
                        "cycles",
                        en: "Cycles: best and last value",
                        nl: "Kuren: beste en laatste waarde",
                        .productCycle
                    ),
                    Column("reactions", en: "Reactions", nl: "Reacties", .notedReaction),
                ]
            ),
        ],
        empty: Localized(en: "No treatment to judge.", nl: "Geen behandeling om te beoordelen.")
    )

    static let responseRates = RecordView(
        columns: [
            Column("population", en: "Among", nl: "Bij", .localized),
            Column("rate.percent", en: "Percent", nl: "Procent", .rightAligned),
            Column("rate.present", en: "Responders", nl: "Met effect", .rightAligned),
            Column("rate.all", en: "Of", nl: "Van", .rightAligned),
            Column("source", en: "Source", nl: "Bron"),
            Column("status", en: "Status", nl: "Status", .label(CheckStatus.self)),
        ],
        empty: Localized(en: "No response rates.", nl: "Geen responspercentages.")
    )
}

extension Column.Style {
    /// The sentence of an answer in a list; what could not be judged is left out.
    fileprivate static let sentenceInside = Column.Style.custom { value, language in
        guard value["answer"]?.string != WearingOffAnswer.notEvaluable.rawValue else { return "" }
        return value["sentence"]?[language.rawValue]?.string ?? ""
    }

    /// A caution in its words.
    fileprivate static let raisedCaution = Column.Style.custom(
        { value, language in
            let words = [value[language.rawValue]?.string, value["detail"]?[language.rawValue]?.string]
            return words.compactMap { $0 }.joined(separator: " ")
        },
        csv: { $0["code"]?.string ?? "" }
    )

    /// `2026-01-05: grip, right 61, 52`.
    fileprivate static let productCycle = Column.Style.custom { cycle, language in
        let points = (cycle["points"]?.array ?? []).map { point in
            let measure = point["measure"]?.string.flatMap(OutcomeMeasure.init(rawValue:))
            let side = point["side"]?.string.flatMap(Side.init(rawValue:))
            let name = measure.map { OutcomeKey($0, side).label[language] } ?? ""
            let values = ["middle", "end"].map { point[$0]?["value"]?.text ?? "–" }
            return "\(name) \(values.joined(separator: ", "))"
        }
        let day = cycle["firstDay"]?.string ?? ""
        return points.isEmpty ? day : "\(day): \(points.joined(separator: "; "))"
    }

    fileprivate static let notedReaction = Column.Style.custom { noted, language in
        let reaction = noted["reaction"]
        let code = reaction?["code"]?.string.flatMap(ReactionCode.init(rawValue:))?.label(language)
        return [noted["on"]?.string, code, reaction?["note"]?.string].compactMap { $0 }.joined(separator: " ")
    }
}
