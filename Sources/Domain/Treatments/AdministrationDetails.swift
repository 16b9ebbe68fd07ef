// What is kept of an administration beyond the case format: maker, expiry, times, rates and reactions.
package import FoundationEssentials

/// A reaction to an administration.
///
/// The warnings of the summaries of product characteristics (clinical reference section 8c, checked) and the common
/// complaints at infusion; anything else is `other` with a note.
package enum ReactionCode: String, Code {
    case headache
    case feverOrChills
    case nausea
    case rash
    case bloodPressureChange
    case fatigue
    case localReaction
    case hypersensitivity
    case asepticMeningitis
    case thrombosis
    case renalFailure
    case haemolysis
    case lungInjury
    case other

    package var label: Localized {
        switch self {
        case .headache: Localized(en: "headache", nl: "hoofdpijn")
        case .feverOrChills: Localized(en: "fever or chills", nl: "koorts of rillingen")
        case .nausea: Localized(en: "nausea or vomiting", nl: "misselijkheid of braken")
        case .rash: Localized(en: "rash or itch", nl: "huiduitslag of jeuk")
        case .bloodPressureChange: Localized(en: "change of blood pressure", nl: "verandering van de bloeddruk")
        case .fatigue: Localized(en: "fatigue", nl: "vermoeidheid")
        case .localReaction: Localized(en: "reaction at the site", nl: "reactie op de plaats van toediening")
        case .hypersensitivity: Localized(en: "hypersensitivity", nl: "overgevoeligheid")
        case .asepticMeningitis: Localized(en: "aseptic meningitis", nl: "aseptische meningitis")
        case .thrombosis: Localized(en: "thrombosis", nl: "trombose")
        case .renalFailure: Localized(en: "renal failure", nl: "nierinsufficiëntie")
        case .haemolysis: Localized(en: "haemolysis", nl: "hemolyse")
        case .lungInjury: Localized(en: "acute lung injury", nl: "acute longschade")
        case .other: Localized(en: "other", nl: "anders")
        }
    }
}

/// How severe a reaction was.
package enum ReactionSeverity: String, Code {
    case mild
    case moderate
    case severe

    package var label: Localized {
        switch self {
        case .mild: Localized(en: "mild", nl: "licht")
        case .moderate: Localized(en: "moderate", nl: "matig")
        case .severe: Localized(en: "severe", nl: "ernstig")
        }
    }
}

/// One reaction to an administration.
package struct AdministrationReaction: Hashable, Sendable {
    /// What it was.
    package let code: ReactionCode
    /// How severe it was; nil where that was not judged.
    package let severity: ReactionSeverity?
    /// Free words about it; needed where the code is `other`.
    package let note: String?

    /// A reaction.
    package init(code: ReactionCode, severity: ReactionSeverity? = nil, note: String? = nil) {
        self.code = code
        self.severity = severity
        self.note = note
    }

    /// The JSON form.
    package static let codec: Codec<AdministrationReaction> = .object(
        "AdministrationReaction",
        AdministrationReaction.init(code:severity:note:),
        .required("code", \.code, .code),
        .optional("severity", \.severity, .code),
        .optional("note", \.note, .note())
    ).checked { reaction, reading in
        guard reaction.code == .other, reaction.note == nil else { return }
        reading.report(
            .missing,
            at: "/note",
            en: "Another reaction needs a note that says which.",
            nl: "Bij een andere reactie hoort een notitie die zegt welke."
        )
    }
}

/// What is kept of an administration beside day, product, batch, grams and weight, so that it can be traced.
///
/// Source: clinical reference section 8c (checked, House for the list of fields). The case format has no place for it, so
/// it stays in the record. `reactions` is nil where nobody asked and empty where there were none: a question that was
/// not asked is not a no.
package struct AdministrationDetails: Hashable, Sendable {
    /// Who made the product.
    package let manufacturer: String?
    /// Until when the batch may be used, as printed: often only a month.
    package let expiresOn: PartialDate?
    /// When the infusion began.
    package let startedAt: Instant?
    /// When it ended.
    package let endedAt: Instant?
    /// The rates of the infusion, in the order in which they were set.
    package let ratesMlPerKgPerHour: [Decimal]
    /// The reactions; nil where nobody asked, empty where there were none.
    package let reactions: [AdministrationReaction]?

    /// What is kept of an administration.
    package init(
        manufacturer: String? = nil,
        expiresOn: PartialDate? = nil,
        startedAt: Instant? = nil,
        endedAt: Instant? = nil,
        ratesMlPerKgPerHour: [Decimal] = [],
        reactions: [AdministrationReaction]? = nil
    ) {
        self.manufacturer = manufacturer
        self.expiresOn = expiresOn
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ratesMlPerKgPerHour = ratesMlPerKgPerHour
        self.reactions = reactions
    }

    /// Whether it says nothing at all.
    package var isEmpty: Bool { self == AdministrationDetails() }

    /// Whether the batch had certainly expired on a day; the day of expiry itself is still good.
    package func isExpired(on day: LocalDate) -> Bool {
        expiresOn.map { $0.lastDay < day } ?? false
    }

    /// The JSON form. An end before the start is a fault.
    package static let codec: Codec<AdministrationDetails> = .object(
        "AdministrationDetails",
        AdministrationDetails.init(manufacturer:expiresOn:startedAt:endedAt:ratesMlPerKgPerHour:reactions:),
        .optional("manufacturer", \.manufacturer, .text(max: 200)),
        .optional("expiresOn", \.expiresOn, .partialDate),
        .optional("startedAt", \.startedAt, .instant),
        .optional("endedAt", \.endedAt, .instant),
        .list("ratesMlPerKgPerHour", \.ratesMlPerKgPerHour, .positive(upTo: 100), max: 50),
        .optional("reactions", \.reactions, .list(AdministrationReaction.codec, count: 0...50))
    ).checked { details, reading in
        guard let start = details.startedAt, let end = details.endedAt,
            end.microsecondsSince1970 < start.microsecondsSince1970
        else { return }
        reading.report(
            .contradiction,
            at: "/endedAt",
            en: "The end lies before the start.",
            nl: "Het einde ligt vóór het begin."
        )
    }
}
