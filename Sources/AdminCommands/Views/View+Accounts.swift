// How organisations, users, tokens, protocols and the access log are laid out.
import Domain

extension RecordView {
    static let organisations = RecordView(
        columns: [
            Column("code", en: "Code", nl: "Code"),
            Column("name", en: "Name", nl: "Naam"),
            Column("kind", en: "Kind", nl: "Soort", .label(OrganisationKind.self)),
        ],
        empty: Localized(en: "No organisations yet.", nl: "Nog geen organisaties.")
    )

    static let users = RecordView(
        columns: [
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("name", en: "Name", nl: "Naam"),
            Column("role", en: "Role", nl: "Rol", .label(Role.self)),
            Column("organisation", en: "Organisation", nl: "Organisatie"),
            Column("hasPassword", en: "Password", nl: "Wachtwoord"),
            Column("hasSecondFactor", en: "Second factor", nl: "Tweede factor"),
            Column("disabledAt", en: "Disabled", nl: "Uitgeschakeld", .instant),
            Column("disabledReason", en: "Reason", nl: "Reden"),
            Column("id", en: "User", nl: "Gebruiker"),
        ],
        empty: Localized(en: "No users yet.", nl: "Nog geen gebruikers.")
    )

    static let managedUser = RecordView(
        columns: [
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("name", en: "Name", nl: "Naam"),
            Column("role", en: "Role", nl: "Rol", .label(Role.self)),
            Column("organisation", en: "Organisation", nl: "Organisatie"),
            Column("createdAt", en: "Since", nl: "Sinds", .instant),
            Column("passwordSetAt", en: "Password chosen", nl: "Wachtwoord gekozen", .instant),
            Column("secondFactorSetAt", en: "Second factor set up", nl: "Tweede factor ingesteld", .instant),
            Column("recoveryCodeCount", en: "Recovery codes left", nl: "Herstelcodes over", .rightAligned),
            Column("sessionCount", en: "Signed in now", nl: "Nu aangemeld", .rightAligned),
            Column("seenAt", en: "Last used", nl: "Laatst gebruikt", .instant),
            Column("disabledAt", en: "Disabled", nl: "Uitgeschakeld", .instant),
            Column("disabledReason", en: "Reason", nl: "Reden"),
        ],
        empty: users.empty
    )

    static let newUser = RecordView(
        columns: users.columns + [Column("setUpSecret", en: "Set-up secret", nl: "Geheim")],
        empty: users.empty
    )

    static let resetUser = RecordView(
        columns: [
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("setUpSecret", en: "Set-up secret", nl: "Geheim"),
            Column("setUpEndsAt", en: "Ends", nl: "Eindigt", .instant),
        ],
        empty: users.empty
    )

    static let tokens = RecordView(
        columns: [
            Column("id", en: "Token", nl: "Token"),
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("name", en: "For", nl: "Voor"),
            Column("createdAt", en: "Made", nl: "Gemaakt", .instant),
            Column("expiresAt", en: "Ends", nl: "Eindigt", .instant),
            Column("revokedAt", en: "Revoked", nl: "Ingetrokken", .instant),
            Column("scopes", en: "May", nl: "Mag"),
            Column("isFromBefore", en: "From before scopes", nl: "Van voor de bereiken"),
        ],
        empty: Localized(en: "No tokens yet.", nl: "Nog geen tokens.")
    )

    static let identities = RecordView(
        columns: [
            Column("login", en: "Login", nl: "Aanmeldnaam"),
            Column("issuer", en: "Issuer", nl: "Issuer"),
            Column("subject", en: "Subject", nl: "Subject"),
            Column("linkedAt", en: "Linked", nl: "Gekoppeld", .instant),
        ],
        empty: Localized(en: "No user is linked.", nl: "Er is geen gebruiker gekoppeld.")
    )

    static let protocols = RecordView(
        columns: [
            Column("code", en: "Code", nl: "Code"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
            Column("names", en: "Name", nl: "Naam", .localized),
            Column("isActive", en: "Active", nl: "Actief"),
            Column("openWorkupCount", en: "Open workups", nl: "Open trajecten", .rightAligned),
            Column("loadedAt", en: "Loaded", nl: "Geladen", .instant),
        ],
        empty: Localized(en: "No protocols loaded.", nl: "Geen protocollen geladen.")
    )

    static let carePath = RecordView(
        columns: protocols.columns,
        fields: [
            Column("code", en: "Code", nl: "Code"),
            Column("version", en: "Version", nl: "Versie"),
            Column("names", en: "Name", nl: "Naam", .localized),
            Column("summary", en: "Summary", nl: "Samenvatting", .localized),
            Column("effectiveFrom", en: "From", nl: "Vanaf"),
            Column("signedOffBy", en: "Signed off by", nl: "Goedgekeurd door"),
            Column("criteriaSets", en: "Criteria sets", nl: "Criteria"),
        ],
        sections: [
            Section(
                title: Localized(en: "Steps", nl: "Stappen"),
                member: "steps",
                columns: [
                    Column("code", en: "Code", nl: "Code"),
                    Column("names", en: "Step", nl: "Stap", .localized),
                    Column("requirement", en: "Requirement", nl: "Vereiste", .label(StepRequirement.self)),
                    Column("prerequisites", en: "After", nl: "Na"),
                    Column("interval.days", en: "Days", nl: "Dagen", .rightAligned),
                ]
            ),
            Section(
                title: Localized(en: "Treatment options", nl: "Behandelopties"),
                member: "options",
                columns: options
            ),
        ],
        empty: protocols.empty
    )

    static let options = options(below: "")
    static let treatmentOptions = RecordView(
        columns: options(below: "option.") + [
            Column("needsReason", en: "Takes a reason", nl: "Vraagt een reden"),
            Column("doses", en: "Usual dose", nl: "Gebruikelijke dosis", .dose),
            Column("conversion", en: "From IVIg", nl: "Vanuit IVIg", .conversion),
        ],
        empty: Localized(en: "The protocol has no treatment options.", nl: "Het protocol heeft geen behandelopties.")
    )

    private static func options(below name: String) -> [Column] {
        [
            Column(name + "code", en: "Code", nl: "Code"),
            Column(name + "names", en: "Treatment", nl: "Behandeling", .localized),
            Column(name + "position", en: "Position", nl: "Plaats", .label(OptionPosition.self)),
            Column(name + "guidance", en: "Guidance", nl: "Richtlijn", .localized),
            Column("cautions", en: "Cautions", nl: "Let op", .caution),
        ]
    }

    static let auditEvents = RecordView(
        columns: [
            Column("recordedAt", en: "When", nl: "Wanneer"),
            Column("userName", en: "Who", nl: "Wie"),
            Column("role", en: "Role", nl: "Rol", .label(Role.self)),
            Column("event", en: "What", nl: "Wat"),
            Column("outcome", en: "Outcome", nl: "Afloop", .rightAligned),
            Column("patientId", en: "Patient", nl: "Patiënt"),
            Column("objectType", en: "Of", nl: "Van"),
            Column("objectId", en: "Object", nl: "Object"),
            Column("purpose", en: "Purpose", nl: "Doel"),
            Column("reason", en: "Reason", nl: "Reden"),
            Column("requestId", en: "Request", nl: "Verzoek"),
        ],
        empty: Localized(en: "Nothing in the log matches.", nl: "Niets in het logboek voldoet.")
    )
}

extension Column.Style {
    /// An object with a text per language.
    static let localized = Column.Style.custom { value, language in
        (value[language.rawValue] ?? value["en"])?.string ?? value.string ?? ""
    }

    /// A usual dose for the weight, such as `start 143 g (28.6–71.5 g a day)`.
    fileprivate static let dose = Column.Style.custom { dose, language in
        let phase = dose["phase"]?.string.flatMap(DosePhase.init(rawValue:))?.label(language) ?? ""
        var text = "\(phase) \(amounts(dose["gramsPerCycle"])) g"
        if let perDay = dose["gramsPerDay"] {
            text += " (\(amounts(perDay)) g \(Localized(en: "a day", nl: "per dag")[language]))"
        }
        if let weeks = dose["everyWeeks"] {
            let words = Localized(en: "every \(amounts(weeks)) weeks", nl: "elke \(amounts(weeks)) weken")
            text += ", \(words[language])"
        }
        return text
    }

    /// What a move to SCIg comes to, such as `17.5 g a week from 2026-03-09`.
    fileprivate static let conversion = Column.Style.custom { conversion, language in
        let (grams, day) = (amounts(conversion["weeklyGrams"]), conversion["startsOn"]?.string ?? "")
        return Localized(en: "\(grams) g a week from \(day)", nl: "\(grams) g per week vanaf \(day)")[language]
    }

    /// `2–5`, or one number where both ends are the same.
    private static func amounts(_ range: JSONValue?) -> String {
        guard case .number(let from)? = range?["from"], case .number(let to)? = range?["to"] else { return "" }
        return from == to ? from.text : "\(from.text)–\(to.text)"
    }

    fileprivate static let caution = Column.Style.custom { value, language in
        let code = value.string ?? value["code"]?.string ?? ""
        return TreatmentCautionCode(rawValue: code)?.label[language] ?? code
    }
}
