// How relations, objections and teams are laid out.
import Domain

extension RecordView {
    private static let relationColumns = [
        Column("grantee", en: "Who", nl: "Wie"),
        Column("granteeKind", en: "Kind", nl: "Soort", granteeKind),
        Column("scope", en: "Sees", nl: "Ziet", scope),
        Column("ground", en: "Ground", nl: "Grond", ground),
        Column("from", en: "From", nl: "Vanaf", .instant),
        Column("until", en: "Until", nl: "Tot", .instant),
        Column("isCounting", en: "Counts", nl: "Telt"),
        Column("workupId", en: "Workup", nl: "Traject"),
        Column("reason", en: "Reason", nl: "Reden"),
        Column("recordedBy", en: "By", nl: "Door"),
        Column("id", en: "Relation", nl: "Relatie"),
    ]

    private static let objectionColumns = [
        Column("grantee", en: "Who", nl: "Wie"),
        Column("granteeKind", en: "Kind", nl: "Soort", granteeKind),
        Column("from", en: "From", nl: "Vanaf", .instant),
        Column("until", en: "Lifted", nl: "Opgeheven", .instant),
        Column("reason", en: "Reason", nl: "Reden"),
        Column("recordedBy", en: "By", nl: "Door"),
        Column("id", en: "Objection", nl: "Bezwaar"),
    ]

    private static let requestColumns = [
        Column("organisation", en: "Who asks", nl: "Wie vraagt"),
        Column("userName", en: "Person", nl: "Persoon"),
        Column("reason", en: "Why", nl: "Waarom"),
        Column("requestedAt", en: "Since", nl: "Sinds", .instant),
        Column("isGranted", en: "Granted", nl: "Toegekend"),
        Column("decisionReason", en: "Reason", nl: "Reden"),
        Column("decidedBy", en: "By", nl: "Door"),
        Column("id", en: "Request", nl: "Verzoek"),
    ]

    /// What others ask to see, and nobody decided on.
    static let accessRequests = RecordView(
        columns: [
            Column("organisation", en: "Who asks", nl: "Wie vraagt"),
            Column("userName", en: "Person", nl: "Persoon"),
            Column("reason", en: "Why", nl: "Waarom"),
            Column("requestedAt", en: "Since", nl: "Sinds", .instant),
            Column("patient", en: "Patient", nl: "Patiënt", patientID),
            Column("id", en: "Request", nl: "Verzoek"),
        ],
        empty: Localized(en: "Nobody asks for access.", nl: "Niemand vraagt om toegang.")
    )

    private static let patientID = Column.Style.custom(
        { value, _ in value["id"]?.string ?? "" },
        csv: { value in value["id"]?.string ?? "" }
    )

    private static let noAccess = Localized(
        en: "Nobody has to do with this patient.",
        nl: "Niemand heeft met deze patiënt te maken."
    )

    /// Relations and objections as two tables.
    static let access = RecordView(
        columns: [],
        sections: [
            Section(
                title: Localized(en: "Who may see the patient", nl: "Wie de patiënt mag zien"),
                member: "relations",
                columns: relationColumns
            ),
            Section(
                title: Localized(en: "Whom the patient objects to", nl: "Tegen wie de patiënt bezwaar heeft"),
                member: "objections",
                columns: objectionColumns
            ),
            Section(
                title: Localized(en: "Who asks to see the patient", nl: "Wie de patiënt vraagt te zien"),
                member: "requests",
                columns: requestColumns
            ),
        ],
        empty: noAccess
    )

    /// Relations and objections in one list, for CSV.
    static let accessLines = RecordView(
        columns: [Column("kind", en: "Line", nl: "Regel")] + relationColumns,
        empty: noAccess
    )

    static let objection = RecordView(
        columns: [
            Column("organisation", en: "Organisation", nl: "Organisatie"),
            Column("user", en: "User", nl: "Gebruiker"),
            Column("reason", en: "Reason", nl: "Reden"),
            Column("from", en: "From", nl: "Vanaf", .instant),
            Column("id", en: "Objection", nl: "Bezwaar"),
        ],
        empty: noAccess
    )

    static let teams = RecordView(
        columns: [
            Column("organisation", en: "Organisation", nl: "Organisatie"),
            Column("code", en: "Code", nl: "Code"),
            Column("name", en: "Name", nl: "Naam"),
            Column("members", en: "Members", nl: "Leden", member),
        ],
        empty: Localized(en: "No teams yet.", nl: "Nog geen teams.")
    )

    static let teamMember = RecordView(
        columns: [Column("login", en: "Login", nl: "Aanmeldnaam")],
        empty: teams.empty
    )

    private static let member = Column.Style.custom(
        { value, _ in value["login"]?.string ?? "" },
        csv: { value in value["login"]?.string ?? "" }
    )

    private static let granteeKind = Column.Style.code { code in
        switch code {
        case "organisation": Localized(en: "organisation", nl: "organisatie")
        case "team": Localized(en: "team", nl: "team")
        case "user": Localized(en: "user", nl: "gebruiker")
        default: nil
        }
    }

    private static let scope = Column.Style.code { AccessScope(rawValue: $0)?.label }

    private static let ground = Column.Style.code { code in
        switch AccessGround(rawValue: code) {
        case .registration: Localized(en: "registered there", nl: "daar ingeschreven")
        case .referral: Localized(en: "referred", nl: "verwezen")
        case .workup: Localized(en: "answers for the workup", nl: "verantwoordelijk voor het traject")
        case .task: Localized(en: "has a task", nl: "heeft een taak")
        case .meeting: Localized(en: "discusses the case", nl: "bespreekt de casus")
        case .share: Localized(en: "shared", nl: "gedeeld")
        case .emergency: Localized(en: "emergency", nl: "noodgeval")
        case nil: nil
        }
    }
}
