// How patients, workups and steps are laid out.
import Domain

extension Column.Style {
    /// A code shown by its label.
    static func label<C: Code>(_ type: C.Type) -> Column.Style {
        .code { C(rawValue: $0)?.label }
    }

    /// A patient's number; for people a national one is masked but for its last three digits.
    static let identifier = Column.Style.custom(
        { value, language in
            // A number that can not be read as one of its kind is shown as it is.
            guard let system = value["system"]?.string.flatMap({ IdentifierSystem($0) }),
                let number = value["value"]?.string,
                let identifier = try? PatientIdentifier(system: system, value: number)
            else { return value["value"]?.string ?? "" }
            return "\(system.label(language)) \(identifier.masked)"
        },
        csv: { value in "\(value["system"]?.string ?? "")=\(value["value"]?.string ?? "")" }
    )
}

extension RecordView {
    static let patients = RecordView(
        columns: [
            Column("id", en: "Patient", nl: "Patiënt"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
            Column("familyName", en: "Family name", nl: "Achternaam"),
            Column("givenNames", en: "Given names", nl: "Voornamen"),
            Column("birthDate", en: "Born", nl: "Geboren"),
            Column("sex", en: "Sex", nl: "Geslacht", .label(Sex.self)),
            Column("identifiers", en: "Numbers", nl: "Nummers", .identifier),
            Column("mergedInto", en: "Merged into", nl: "Samengevoegd met"),
            Column("mergedFrom", en: "Merged from", nl: "Samengevoegd uit"),
        ],
        empty: Localized(en: "No patients found.", nl: "Geen patiënten gevonden.")
    )

    static let worklist = RecordView(
        columns: [
            Column("workupId", en: "Workup", nl: "Traject"),
            Column("patient.familyName", en: "Family name", nl: "Achternaam"),
            Column("patient.givenNames", en: "Given names", nl: "Voornamen"),
            Column("patient.identifier", en: "Number", nl: "Nummer", .identifier),
            Column("protocol", en: "Protocol", nl: "Protocol"),
            Column("status", en: "Status", nl: "Status", .label(WorkupStatus.self)),
            Column("organisation", en: "Organisation", nl: "Organisatie"),
            Column("nextStep.code", en: "Next step", nl: "Volgende stap", .step),
            Column("nextStep.state", en: "State", nl: "Stand", .label(StepState.self)),
            Column("nextStep.dueOn", en: "Due", nl: "Uiterlijk"),
            Column("nextStep.isOverdue", en: "Overdue", nl: "Te laat"),
            Column("nextStep.waitingDays", en: "Days waiting", nl: "Dagen wachtend", .rightAligned),
            Column("", named: "category", en: "Criteria", nl: "Criteria", .highestAnswer),
            Column("criteria", en: "Per set", nl: "Per set", .answer),
            Column("missing", en: "Missing", nl: "Ontbreekt", .step),
            Column("doneStepCount", en: "Done", nl: "Klaar", .rightAligned),
            Column("stepCount", en: "Steps", nl: "Stappen", .rightAligned),
        ],
        empty: Localized(en: "No workups match.", nl: "Geen trajecten gevonden.")
    )

    static let patientWorkups = RecordView(
        columns: [
            Column("id", en: "Workup", nl: "Traject"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
            Column("protocol", en: "Protocol", nl: "Protocol"),
            Column("status", en: "Status", nl: "Status", .label(WorkupStatus.self)),
            Column("openedOn", en: "Opened", nl: "Geopend"),
            Column("question", en: "Question", nl: "Vraag"),
        ],
        empty: Localized(en: "The patient has no workups.", nl: "De patiënt heeft geen trajecten.")
    )

    static let workup = RecordView(
        columns: patientWorkups.columns,
        fields: [
            Column("id", en: "Workup", nl: "Traject"),
            Column("version", en: "Version", nl: "Versie"),
            Column("asOf", en: "As known at", nl: "Zoals bekend op", .instant),
            Column("patient.id", en: "Patient", nl: "Patiënt"),
            Column("patient.familyName", en: "Family name", nl: "Achternaam"),
            Column("patient.givenNames", en: "Given names", nl: "Voornamen"),
            Column("patient.birthDate", en: "Born", nl: "Geboren"),
            Column("patient.sex", en: "Sex", nl: "Geslacht", .label(Sex.self)),
            Column("patient.identifiers", en: "Numbers", nl: "Nummers", .identifier),
            Column("protocol", en: "Protocol", nl: "Protocol"),
            Column("protocolVersion", en: "Protocol version", nl: "Protocolversie"),
            Column("status", en: "Status", nl: "Status", .label(WorkupStatus.self)),
            Column("openedOn", en: "Opened", nl: "Geopend"),
            Column("organisation", en: "Organisation", nl: "Organisatie"),
            Column("assignee.name", en: "Followed by", nl: "Behandelaar"),
            Column("referredBy", en: "Referred by", nl: "Verwezen door"),
            Column("question", en: "Question", nl: "Vraag"),
            Column("diagnosis.text", en: "Diagnosis", nl: "Diagnose"),
            Column("diagnosis.statedBy", en: "Stated by", nl: "Gesteld door"),
            Column("diagnosis.statedOn", en: "Stated on", nl: "Gesteld op"),
            Column("closedOn", en: "Closed", nl: "Afgesloten"),
            Column("closeReason", en: "Reason", nl: "Reden"),
        ],
        sections: evaluationSections(below: "evaluation.") + [
            Section(title: Localized(en: "Steps", nl: "Stappen"), member: "steps", columns: steps.columns),
            Section(title: Localized(en: "Findings", nl: "Bevindingen"), member: "findings", columns: findings.columns),
            Section(title: Localized(en: "Treatments", nl: "Behandelingen"), member: "treatments", columns: courses),
            Section(title: Localized(en: "Choices", nl: "Keuzes"), member: "choices", columns: choices),
            Section(title: Localized(en: "Outcomes", nl: "Uitkomsten"), member: "outcomes", columns: outcomes),
            Section(
                title: Localized(en: "Conditions", nl: "Aandoeningen"),
                member: "conditions",
                columns: conditions
            ),
            Section(
                title: Localized(en: "Meetings", nl: "Besprekingen"),
                member: "meetings",
                columns: [
                    Column("meeting.id", en: "Meeting", nl: "Overleg"),
                    Column("meeting.startsAt", en: "Starts", nl: "Begint", .instant),
                    Column("case.status", en: "Status", nl: "Status", .label(MeetingCaseStatus.self)),
                    Column("case.decision", en: "Decision", nl: "Besluit"),
                ]
            ),
        ],
        empty: patientWorkups.empty
    )

    static let steps = RecordView(
        columns: [
            Column("code", en: "Code", nl: "Code"),
            Column("code", en: "Step", nl: "Stap", .step, isInWordsOnly: true),
            Column("requirement", en: "Requirement", nl: "Vereiste", .label(StepRequirement.self)),
            Column("state", en: "State", nl: "Stand", .label(StepState.self)),
            Column("stateSince", en: "Since", nl: "Sinds"),
            Column("dueOn", en: "Due", nl: "Uiterlijk"),
            Column("isOverdue", en: "Overdue", nl: "Te laat"),
            Column("scheduledOn", en: "Scheduled", nl: "Gepland op"),
            Column("performedOn", en: "Performed", nl: "Uitgevoerd"),
            Column("assignee.name", en: "Who", nl: "Wie"),
            Column("cannotStartYet", en: "Waits for", nl: "Wacht op", .step),
            Column("reason", en: "Reason", nl: "Reden"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
        ],
        empty: Localized(en: "The workup has no steps.", nl: "Het traject heeft geen stappen.")
    )

    /// One step, with every state it went through.
    static let step = RecordView(
        columns: steps.columns,
        fields: stepFields.map { $0.below("step") },
        sections: [
            Section(
                title: Localized(en: "History", nl: "Geschiedenis"),
                member: "history",
                columns: [
                    Column("version", en: "Version", nl: "Versie", .rightAligned),
                    Column("state", en: "State", nl: "Stand", .label(StepState.self)),
                    Column("stateSince", en: "Since", nl: "Sinds"),
                    Column("scheduledOn", en: "Scheduled", nl: "Gepland op"),
                    Column("performedOn", en: "Performed", nl: "Uitgevoerd"),
                    Column("reason", en: "Reason", nl: "Reden"),
                    Column("overrideReason", en: "Begun early because", nl: "Eerder begonnen omdat"),
                    Column("recordedAt", en: "Recorded", nl: "Vastgelegd", .instant),
                    Column("recordedBy", en: "Recorded by", nl: "Vastgelegd door"),
                ]
            )
        ],
        empty: steps.empty
    )

    private static let stepFields = [
        Column("code", en: "Code", nl: "Code"),
        Column("code", en: "Step", nl: "Stap", .step, isInWordsOnly: true),
        Column("version", en: "Version", nl: "Versie"),
        Column("requirement", en: "Requirement", nl: "Vereiste", .label(StepRequirement.self)),
        Column("state", en: "State", nl: "Stand", .label(StepState.self)),
        Column("stateSince", en: "Since", nl: "Sinds"),
        Column("dueOn", en: "Due", nl: "Uiterlijk"),
        Column("isOverdue", en: "Overdue", nl: "Te laat"),
        Column("scheduledOn", en: "Scheduled", nl: "Gepland op"),
        Column("performedOn", en: "Performed", nl: "Uitgevoerd"),
        Column("assignee.name", en: "Who", nl: "Wie"),
        Column("organisation", en: "Organisation", nl: "Organisatie"),
        Column("cannotStartYet", en: "Waits for", nl: "Wacht op", .step),
        Column("overrideReason", en: "Begun early because", nl: "Eerder begonnen omdat"),
        Column("reason", en: "Reason", nl: "Reden"),
        Column("note", en: "Note", nl: "Notitie"),
        Column("origin", en: "From elsewhere", nl: "Van elders"),
        Column("findingId", en: "Finding", nl: "Bevinding"),
    ]
}
