// The forms about who may see a patient: sharing and ending that, objecting and taking that back, deciding on a request.
package import Domain
import FoundationEssentials
import Reports

/// What somebody chooses from when they name who is to see a patient, or not to.
package struct AccessChoices: Sendable {
    let organisations: [FormOption]
    let teams: [FormOption]
    let people: [FormOption]

    /// What somebody chooses from, each by its kind and name, as `organisation:REG`.
    package init(organisations: [FormOption], teams: [FormOption], people: [FormOption]) {
        (self.organisations, self.teams, self.people) = (organisations, teams, people)
    }
}

/// Makes the forms about who may see a patient.
package enum AccessForms {
    /// What stands for everything of a patient.
    package static let record = "record"

    /// Sharing a workup or everything.
    ///
    /// - Parameters:
    ///   - subject: the patient with whoever has to do with them.
    ///   - choices: whom to share with.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say.
    package static func share(_ subject: AccessSubject, _ choices: AccessChoices, key: String) -> AskedForm {
        let wording = subject.wording
        let workups = subject.workups.map { line in
            FormOption(line.id, "\(wording(AccessScope.workup.label)): \(line.name(subject.protocols, wording))")
        }
        let fields = [
            FormField(
                "/grantee",
                .list(choices.organisations + choices.teams + choices.people, any: wording(AccessFormWord.choose)),
                label: wording(AccessFormWord.withWhom),
                isRequired: true
            ),
            FormField(
                "/what",
                .choice(workups + [FormOption(record, wording(AccessFormWord.everything))]),
                label: wording(AccessPageWord.what),
                isRequired: true,
                value: workups.first?.value ?? record
            ),
            FormField(
                "/until",
                .day,
                label: wording(AccessFormWord.lastDay),
                hint: wording(AccessFormWord.lastDayHint),
                value: subject.patient.today.addingDays(90).description
            ),
            FormField(
                "/reason",
                .area(rows: 3),
                label: wording(AccessFormWord.shareReason),
                hint: wording(AccessFormWord.patientReads),
                isRequired: true
            ),
        ]
        return asked(
            subject,
            wording(AccessPageWord.share),
            "/shares/new",
            fields,
            [wording(AccessFormWord.shareConsequence), wording(AccessFormWord.logged)],
            button: wording(AccessFormWord.doShare),
            key
        )
    }

    /// Ending what was shared.
    ///
    /// - Parameters:
    ///   - subject: the patient with whoever has to do with them.
    ///   - relation: what ends.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say.
    package static func end(_ subject: AccessSubject, _ relation: RelationDocument, key: String) -> AskedForm {
        let wording = subject.wording
        let who = subject.who(relation.granteeKind, relation.grantee)
        return asked(
            subject,
            "\(wording(AccessFormWord.endTitle)): \(who)",
            "/relations/\(relation.id)/end",
            [reason(AccessFormWord.endReason, wording)],
            ["\(who): \(subject.what(relation)). \(wording(AccessFormWord.endConsequence))"],
            button: wording(AccessFormWord.doEnd),
            key
        )
    }

    /// Recording whom a patient objects to.
    ///
    /// - Parameters:
    ///   - subject: the patient with whoever has to do with them.
    ///   - choices: to whom.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say.
    package static func object(_ subject: AccessSubject, _ choices: AccessChoices, key: String) -> AskedForm {
        let wording = subject.wording
        let fields = [
            FormField(
                "/grantee",
                .list(choices.organisations + choices.people, any: wording(AccessFormWord.choose)),
                label: wording(AccessFormWord.toWhom),
                isRequired: true
            ),
            FormField("/reason", .area(rows: 3), label: wording(AccessFormWord.objectReason)),
        ]
        return asked(
            subject,
            wording(AccessPageWord.object),
            "/objections/new",
            fields,
            [wording(AccessFormWord.objectConsequence), wording(AccessFormWord.objectOwn)],
            button: wording(AccessFormWord.doObject),
            key
        )
    }

    /// Taking an objection back, as the patient asks.
    ///
    /// - Parameters:
    ///   - subject: the patient with whoever has to do with them.
    ///   - objection: what is taken back.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say.
    package static func lift(_ subject: AccessSubject, _ objection: ObjectionDocument, key: String) -> AskedForm {
        let wording = subject.wording
        let who = subject.who(objection.granteeKind, objection.grantee)
        return asked(
            subject,
            "\(wording(AccessFormWord.liftTitle)): \(who)",
            "/objections/\(objection.id)/lift",
            [reason(AccessFormWord.liftReason, wording)],
            ["\(who): \(wording(AccessFormWord.liftConsequence))"],
            button: wording(AccessFormWord.doLift),
            key
        )
    }

    /// Deciding on what another organisation asks.
    ///
    /// - Parameters:
    ///   - subject: the patient with whoever has to do with them.
    ///   - request: the id of what is asked.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say; nil where nobody asks that any more.
    package static func decide(_ subject: AccessSubject, request: String, key: String) -> AskedForm? {
        guard let line = subject.requests.first(where: { $0.id.description == request && $0.isGranted == nil }) else {
            return nil
        }
        let wording = subject.wording
        let who = "\(subject.who(.organisation, line.organisation)), \(line.userName)"
        let options = [
            FormOption("person", wording(AccessFormWord.grantPerson), hint: wording(AccessFormWord.grantPersonHint)),
            FormOption(record, wording(AccessFormWord.grantRecord)), FormOption("none", wording(AccessFormWord.refuse)),
        ]
        let fields = [
            FormField("/scope", .choice(options), label: wording(AccessPageWord.decide), isRequired: true),
            reason(AccessFormWord.decideReason, wording),
        ]
        return asked(
            subject,
            "\(wording(AccessFormWord.decideTitle)): \(who)",
            "/access-requests/\(line.id)/decision",
            fields,
            [wording(AccessFormWord.logged)],
            lead: line.reason.map { "\(wording(AccessPageWord.reason)): \($0)" },
            button: wording(AccessFormWord.doDecide),
            key
        )
    }

    private static func reason(_ word: AccessFormWord, _ wording: Wording) -> FormField {
        FormField("/reason", .area(rows: 3), label: wording(word), isRequired: true)
    }

    private static func asked(
        _ subject: AccessSubject,
        _ title: String,
        _ path: String,
        _ fields: [FormField],
        _ consequences: [String],
        lead: String? = nil,
        button: String,
        _ key: String
    ) -> AskedForm {
        let wording = subject.wording
        var form = TeamForm(
            action: subject.patient.address(path),
            [FormGroup(nil, fields)],
            button: wording(CheckWord.next),
            key: key
        )
        form.cancelAddress = subject.patient.address("/access")
        return AskedForm(
            title: title,
            lead: lead,
            consequences: consequences,
            form,
            button: button,
            patient: WorkupFrame(subject.patient),
            wording.language
        )
    }
}

/// The words of the forms about who may see a patient.
enum AccessFormWord: String, ReportWord {
    case choose, withWhom, everything, lastDay, lastDayHint, shareReason, patientReads, shareConsequence, logged,
        doShare
    case endTitle, endReason, endConsequence, doEnd, toWhom, objectReason, objectConsequence, objectOwn, doObject
    case liftTitle, liftReason, liftConsequence, doLift, decideTitle, grantPerson, grantPersonHint, grantRecord, refuse
    case decideReason, doDecide

    var text: Localized { sharing ?? others }

    private var sharing: Localized? {
        switch self {
        case .choose: Localized(en: "choose", nl: "kies")
        case .withWhom: Localized(en: "With whom", nl: "Met wie")
        case .everything: Localized(en: "Everything of this patient", nl: "Alles van deze patiënt")
        case .lastDay: Localized(en: "Up to and including", nl: "Tot en met")
        case .lastDayHint:
            Localized(
                en: "Such as 2026-11-21. Left open, it lasts until somebody ends it.",
                nl: "Zoals 2026-11-21. Open gelaten duurt het tot iemand het beëindigt."
            )
        case .shareReason: Localized(en: "Why they have to see it", nl: "Waarom zij het moeten zien")
        case .patientReads: Localized(en: "The patient can read this.", nl: "De patiënt kan dit lezen.")
        case .shareConsequence:
            Localized(
                en:
                    "They may read it at once and add findings to it. They decide on nothing, and give it on no longer than you say.",
                nl:
                    "Zij kunnen het meteen lezen en er bevindingen aan toevoegen. Zij besluiten niets, en delen niet langer dan u zegt."
            )
        case .logged:
            Localized(
                en: "It stands in the access log with your name and reason.",
                nl: "Het staat in het toegangslogboek, met uw naam en de reden."
            )
        case .doShare: Localized(en: "Share now", nl: "Nu delen")
        case .endTitle: Localized(en: "End who sees this patient", nl: "Beëindigen dat iemand deze patiënt ziet")
        case .endReason: Localized(en: "Why it ends", nl: "Waarom het eindigt")
        case .endConsequence:
            Localized(
                en: "That ends at once, with all that they gave on to others.",
                nl: "Dat eindigt meteen, met alles wat zij aan anderen doorgaven."
            )
        case .doEnd: Localized(en: "End it now", nl: "Nu beëindigen")
        default: nil
        }
    }

    private var others: Localized {
        switch self {
        case .toWhom: Localized(en: "To whom the patient objects", nl: "Tegen wie de patiënt bezwaar heeft")
        case .objectReason: Localized(en: "What the patient says of it", nl: "Wat de patiënt erover zegt")
        case .objectConsequence:
            Localized(
                en:
                    "They no longer see this patient, whatever connects them, from now on. An emergency is the one exception.",
                nl:
                    "Zij zien deze patiënt vanaf nu niet meer, wat hen ook verbindt. Noodtoegang is de enige uitzondering."
            )
        case .objectOwn:
            Localized(
                en:
                    "Is it you or your own organisation, then you will not see the patient either. Who treats the patient "
                    + "is told to the privacy officer.",
                nl:
                    "Bent u het zelf of is het uw eigen organisatie, dan ziet u de patiënt ook niet meer. Gaat het om wie "
                    + "behandelt, dan krijgt de functionaris gegevensbescherming bericht."
            )
        case .doObject: Localized(en: "Record this objection", nl: "Dit bezwaar vastleggen")
        case .liftTitle: Localized(en: "Take back the objection to", nl: "Bezwaar intrekken tegen")
        case .liftReason:
            Localized(
                en: "What the patient says of it, or why it was wrong",
                nl: "Wat de patiënt zegt, of wat er mis was"
            )
        case .liftConsequence:
            Localized(
                en: "they see the patient again where something connects them.",
                nl: "zij zien de patiënt weer, waar iets hen verbindt."
            )
        case .doLift: Localized(en: "Take this objection back", nl: "Dit bezwaar intrekken")
        case .decideTitle: Localized(en: "A request to see this patient", nl: "Een verzoek om deze patiënt te zien")
        case .grantPerson: Localized(en: "Show who the patient is", nl: "Tonen wie de patiënt is")
        case .grantPersonHint:
            Localized(
                en: "Name, birth date and numbers; nothing of the care.",
                nl: "Naam, geboortedatum en nummers; niets van de zorg."
            )
        case .grantRecord: Localized(en: "Show everything of this patient", nl: "Alles van deze patiënt tonen")
        case .refuse: Localized(en: "Refuse", nl: "Weigeren")
        case .decideReason: Localized(en: "Why", nl: "Waarom")
        default: Localized(en: "Decide so", nl: "Zo beslissen")
        }
    }
}
