// How findings, treatments and outcomes are laid out.
import Domain
import UseCases

extension RecordView {
    static let findings = RecordView(
        columns: [
            Column("id", en: "Finding", nl: "Bevinding"),
            Column("kind", en: "Kind", nl: "Soort", .label(FindingKind.self)),
            Column("body.performedOn", en: "Performed", nl: "Uitgevoerd"),
            Column("body.sampledOn", en: "Sampled", nl: "Afgenomen"),
            Column("body.performedBy", en: "By", nl: "Door"),
            Column("origin", en: "From elsewhere", nl: "Van elders"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
            Column("recordedAt", en: "Recorded", nl: "Vastgelegd", .instant),
            Column("recordedBy", en: "Recorded by", nl: "Vastgelegd door"),
        ],
        fields: [
            Column("id", en: "Finding", nl: "Bevinding"),
            Column("kind", en: "Kind", nl: "Soort", .label(FindingKind.self)),
            Column("version", en: "Version", nl: "Versie"),
            Column("status", en: "Status", nl: "Status", .findingStatus),
            Column("origin", en: "From elsewhere", nl: "Van elders"),
            Column("body", en: "Content", nl: "Inhoud"),
        ],
        sections: [
            Section(
                title: Localized(en: "Versions", nl: "Versies"),
                member: "versions",
                columns: [
                    Column("version", en: "Version", nl: "Versie", .rightAligned),
                    Column("status", en: "Status", nl: "Status", .findingStatus),
                    Column("reason", en: "Reason", nl: "Reden"),
                    Column("recordedAt", en: "Recorded", nl: "Vastgelegd", .instant),
                    Column("recordedBy", en: "Recorded by", nl: "Vastgelegd door"),
                ]
            )
        ],
        empty: Localized(en: "No findings recorded.", nl: "Geen bevindingen vastgelegd.")
    )

    static let courses = [
        Column("id", en: "Course", nl: "Kuur"),
        Column("option", en: "Treatment", nl: "Behandeling", .label(TreatmentOption.self)),
        Column("substance", en: "Substance", nl: "Middel"),
        Column("startedOn", en: "Started", nl: "Begonnen"),
        Column("endedOn", en: "Ended", nl: "Beëindigd"),
        Column("objectiveImprovement", en: "Improvement", nl: "Verbetering", .label(Sign.self)),
        Column("administrations", en: "Administrations", nl: "Toedieningen", .count),
        Column("version", en: "Version", nl: "Versie", .rightAligned),
    ]

    static let choices = [
        Column("chosenOn", en: "Chosen", nl: "Gekozen"),
        Column("option", en: "Treatment", nl: "Behandeling", .label(TreatmentOption.self)),
        Column("participants", en: "With", nl: "Met"),
        Column("patientPreference", en: "The patient prefers", nl: "Voorkeur van de patiënt"),
        Column("reason", en: "Reason", nl: "Reden"),
        Column("trial.goal", en: "Goal of the trial", nl: "Doel van de proefbehandeling"),
        Column("trial.measure", en: "Measured by", nl: "Gemeten met", .label(OutcomeMeasure.self)),
        Column("trial.judgedOn", en: "Judged on", nl: "Beoordeeld op"),
        Column("id", en: "Choice", nl: "Keuze"),
        Column("replaces", en: "Replaces", nl: "Vervangt"),
    ]

    static let outcomes = [
        Column("on", en: "On", nl: "Op"),
        Column("measure", en: "Measure", nl: "Meting", .label(OutcomeMeasure.self)),
        Column("side", en: "Side", nl: "Kant", .label(Side.self)),
        Column("value", en: "Value", nl: "Waarde", .rightAligned),
        Column("note", en: "Note", nl: "Notitie"),
        Column("id", en: "Outcome", nl: "Uitkomst"),
        Column("version", en: "Version", nl: "Versie", .rightAligned),
    ]

    static let treatments = RecordView(
        columns: courses,
        fields: [],
        sections: [
            Section(title: Localized(en: "Treatments", nl: "Behandelingen"), member: "treatments", columns: courses),
            Section(title: Localized(en: "Choices", nl: "Keuzes"), member: "choices", columns: choices),
            Section(title: Localized(en: "Outcomes", nl: "Uitkomsten"), member: "outcomes", columns: outcomes),
            Section(
                title: Localized(en: "Conditions", nl: "Aandoeningen"),
                member: "conditions",
                columns: conditions
            ),
        ],
        empty: Localized(en: "No treatments recorded.", nl: "Geen behandelingen vastgelegd.")
    )

    static let administrations = RecordView(
        columns: [
            Column("courseId", en: "Course", nl: "Kuur"),
            Column("option", en: "Treatment", nl: "Behandeling", .label(TreatmentOption.self)),
            Column("on", en: "On", nl: "Op"),
            Column("product", en: "Product", nl: "Product"),
            Column("lot", en: "Batch", nl: "Batch"),
            Column("grams", en: "Grams", nl: "Gram", .rightAligned),
            Column("bodyWeightKg", en: "Weight (kg)", nl: "Gewicht (kg)", .rightAligned),
            Column("details.manufacturer", en: "Maker", nl: "Fabrikant"),
            Column("details.expiresOn", en: "Expires", nl: "Houdbaar tot"),
            Column("details.startedAt", en: "Began", nl: "Begonnen", .instant),
            Column("details.endedAt", en: "Ended", nl: "Beëindigd", .instant),
            Column("details", named: "details.reactions", en: "Reactions", nl: "Reacties", .reactions),
            Column("note", en: "Note", nl: "Notitie"),
            Column("id", en: "Administration", nl: "Toediening"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
        ],
        empty: Localized(en: "No administrations recorded.", nl: "Geen toedieningen vastgelegd.")
    )

    static let lots = RecordView(
        columns: [
            Column("on", en: "On", nl: "Op"),
            Column("product", en: "Product", nl: "Product"),
            Column("productMatch", en: "The product asked for", nl: "Het gevraagde product", .productMatch),
            Column("lot", en: "Batch", nl: "Batch"),
            Column("grams", en: "Grams", nl: "Gram", .rightAligned),
            Column("familyName", en: "Family name", nl: "Achternaam"),
            Column("givenNames", en: "Given names", nl: "Voornamen"),
            Column("birthDate", en: "Born", nl: "Geboren"),
            Column("patientId", en: "Patient", nl: "Patiënt"),
            Column("mergedInto", en: "Merged into", nl: "Samengevoegd met"),
            Column("workupId", en: "Workup", nl: "Traject"),
        ],
        empty: Localized(en: "Nobody received this batch.", nl: "Niemand heeft deze batch gekregen.")
    )
}

extension Column.Style {
    /// How the product of an administration stands to the one asked for; empty where none was.
    fileprivate static let productMatch = Column.Style.custom(
        { match, language in
            let words: Localized? =
                switch match.string.flatMap(ProductMatch.init(rawValue:)) {
                case .same: Localized(en: "yes", nl: "ja")
                case .notRecorded: Localized(en: "not recorded: check", nl: "niet vastgelegd: nagaan")
                case .unclear: Localized(en: "unclear: check", nl: "onduidelijk: nagaan")
                case nil: nil
                }
            return words?[language] ?? ""
        },
        csv: { $0.string ?? "" }
    )

    /// The reactions of an administration's details: none is said, and nobody asked is left empty.
    fileprivate static let reactions = Column.Style.custom(
        { details, language in
            guard let all = details["reactions"]?.array else { return "" }
            guard !all.isEmpty else { return Localized(en: "none", nl: "geen")[language] }
            return all.map { reaction in
                let code = reaction["code"]?.string.flatMap(ReactionCode.init(rawValue:))?.label(language)
                let severity = reaction["severity"]?.string.flatMap(ReactionSeverity.init(rawValue:))?.label(language)
                let words = [code, severity, reaction["note"]?.string].compactMap { $0 }
                return words.joined(separator: ", ")
            }.joined(separator: "; ")
        },
        csv: { details in
            guard let all = details["reactions"]?.array else { return "" }
            guard !all.isEmpty else { return "none" }
            return all.compactMap { $0["code"]?.string }.joined(separator: ";")
        }
    )

    /// Whether a finding stands.
    fileprivate static let findingStatus = Column.Style.code { status in
        switch status {
        case "recorded": Localized(en: "recorded", nl: "vastgelegd")
        case "withdrawn": Localized(en: "withdrawn", nl: "ingetrokken")
        default: nil
        }
    }
}
