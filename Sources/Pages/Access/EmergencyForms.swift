// Breaking the glass: which patient, why it cannot wait, and what happens when it is done.
import Domain
package import Reports

/// Makes the form of an emergency.
package enum EmergencyForms {
    /// Where it is.
    package static let address = "/emergency-access"

    /// The form, which is checked before the glass breaks.
    ///
    /// - Parameters:
    ///   - organisation: the reader's own, whose numbers stand first.
    ///   - organisations: code and name of all, by whose numbers somebody may be known.
    ///   - hours: for how long it opens.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form with what its pages say.
    package static func asked(
        organisation: String?,
        organisations: [FormOption],
        hours: Int,
        key: String,
        _ wording: Wording
    ) -> AskedForm {
        let fields =
            NumberFields.fields(organisation: organisation, organisations: organisations, wording) + [
                FormField(
                    "/reason",
                    .area(rows: 3),
                    label: wording(EmergencyWord.reason),
                    hint: wording(EmergencyWord.reasonHint),
                    isRequired: true
                )
            ]
        var form = TeamForm(action: address, [FormGroup(nil, fields)], button: wording(CheckWord.next), key: key)
        form.cancelAddress = "/patients"
        let told = [
            "\(wording(EmergencyWord.hours)) \(hours) \(wording(EmergencyWord.hoursEnd))",
            wording(EmergencyWord.told), wording(EmergencyWord.reviewed), wording(EmergencyWord.care),
        ]
        return AskedForm(
            title: wording(PatientPageWord.emergency),
            lead: wording(EmergencyWord.lead),
            notes: told,
            consequences: told,
            form,
            button: wording(EmergencyWord.open),
            patient: nil,
            wording.language
        )
    }

    /// The button that takes a number along that found nobody.
    static func taking(_ values: [String: String], key: String, _ wording: Wording) -> TeamForm {
        var form = TeamForm(
            action: address,
            [],
            button: wording(PatientPageWord.emergencyWithNumber),
            key: "\(key)-emergency"
        )
        form.given = [
            TeamForm.Given("/identifier/system", values["=/identifier/system"] ?? ""),
            TeamForm.Given("/identifier/value", values["/identifier/value"] ?? ""),
            TeamForm.Given(FormCheckPage.confirmed, "change"),
        ]
        return form
    }
}

/// The words of an emergency.
enum EmergencyWord: String, ReportWord {
    case lead, reason, reasonHint, hours, hoursEnd, told, reviewed, care, open

    var text: Localized {
        switch self {
        case .lead:
            Localized(
                en:
                    "For care that cannot wait. You open the record of one patient, who can look this up like every look.",
                nl:
                    "Voor zorg die niet kan wachten. U opent het dossier van één patiënt, die dit kan nazien zoals elke inzage."
            )
        case .reason: Localized(en: "Why this cannot wait", nl: "Waarom dit niet kan wachten")
        case .reasonHint:
            Localized(
                en: "A sentence in your own words, such as what happened and what you have to know.",
                nl: "Een zin in uw eigen woorden, zoals wat er gebeurd is en wat u moet weten."
            )
        case .hours:
            Localized(en: "You see everything of this patient for", nl: "U ziet alles van deze patiënt gedurende")
        case .hoursEnd:
            Localized(
                en: "hours, also where the patient objects. Then it closes by itself.",
                nl: "uur, ook waar de patiënt bezwaar maakte. Daarna sluit het vanzelf."
            )
        case .told:
            Localized(
                en: "The privacy officer is told at once, with your name and the time.",
                nl: "De functionaris gegevensbescherming krijgt meteen bericht, met uw naam en het tijdstip."
            )
        case .reviewed:
            Localized(
                en: "Every emergency is reviewed: somebody reads your reason and what you looked at.",
                nl: "Elke noodtoegang wordt beoordeeld: iemand leest uw reden en wat u bekeek."
            )
        case .care:
            Localized(
                en: "It is for care alone. Sharing, merging and deciding on the workup are left to others.",
                nl: "Het is alleen voor de zorg. Delen, samenvoegen en besluiten over het traject blijven aan anderen."
            )
        case .open: Localized(en: "Open the record now", nl: "Dossier nu openen")
        }
    }
}
