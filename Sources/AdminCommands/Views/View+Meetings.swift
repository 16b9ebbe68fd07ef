// How meetings are laid out.
import Domain

extension RecordView {
    private static let head = [
        Column("id", en: "Meeting", nl: "Overleg"),
        Column("startsAt", en: "Starts", nl: "Begint", .instant),
        Column("status", en: "Status", nl: "Status", .label(MeetingStatus.self)),
        Column("organisation", en: "Organisation", nl: "Organisatie"),
        Column("place", en: "Place", nl: "Plaats"),
        Column("chair", en: "Chair", nl: "Voorzitter"),
        Column("coordinator", en: "Coordinator", nl: "Coördinator"),
        Column("version", en: "Version", nl: "Versie", .rightAligned),
    ]

    static let meetings = RecordView(
        columns: head,
        empty: Localized(en: "No meetings planned.", nl: "Geen besprekingen gepland.")
    )

    static let meeting = RecordView(
        columns: head,
        fields: head.map { $0.below("meeting") } + [
            Column("meeting.attendance", en: "Attendance", nl: "Aanwezig", .attendance),
            Column("meeting.signedAt", en: "Signed", nl: "Ondertekend", .instant),
            Column("meeting.signedBy", en: "Signed by", nl: "Ondertekend door"),
        ],
        sections: [
            Section(
                title: Localized(en: "Cases", nl: "Casussen"),
                member: "cases",
                columns: [
                    Column("position", en: "No", nl: "Nr", .rightAligned),
                    Column("id", en: "Case", nl: "Casus"),
                    Column("workupId", en: "Workup", nl: "Traject"),
                    Column("status", en: "Status", nl: "Status", .label(MeetingCaseStatus.self)),
                    Column("question", en: "Question", nl: "Vraag"),
                    Column("presenter", en: "Presenter", nl: "Inbrenger"),
                    Column("decision", en: "Decision", nl: "Besluit"),
                    Column("dissent", en: "Dissent", nl: "Afwijkende mening"),
                    Column("patientPreference", en: "The patient prefers", nl: "Voorkeur van de patiënt"),
                    Column("actions", en: "Actions", nl: "Acties", .actions),
                    Column("version", en: "Version", nl: "Versie", .rightAligned),
                ]
            )
        ],
        empty: meetings.empty
    )

    /// One line a case: what stands on the one page that goes round before a meeting.
    static let agenda = RecordView(
        columns: [
            Column("position", en: "No", nl: "Nr", .rightAligned),
            Column("question", en: "Question", nl: "Vraag"),
            Column("presenter", en: "Presenter", nl: "Inbrenger"),
            Column("status", en: "Status", nl: "Status", .label(MeetingCaseStatus.self)),
            Column("lateReason", en: "Added late because", nl: "Laat toegevoegd omdat"),
            Column("workupId", en: "Workup", nl: "Traject"),
            Column("id", en: "Case", nl: "Casus"),
        ],
        empty: Localized(en: "The agenda is empty.", nl: "De agenda is leeg.")
    )
}

extension Column.Style {
    fileprivate static let attendance = Column.Style.custom { value, _ in
        guard value["isPresent"] == .bool(true), let name = value["name"]?.string else { return "" }
        return "\(name) (\(value["role"]?.string ?? ""))"
    }

    fileprivate static let actions = Column.Style.custom { value, language in
        let state = value["state"]?.string.flatMap { MeetingActionState(rawValue: $0)?.label[language] } ?? ""
        return "\(value["what"]?.string ?? "") (\(value["owner"]?.string ?? ""), \(state))"
    }
}
