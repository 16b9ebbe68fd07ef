// Asking to see a patient who is known at another hospital: by a number, with a reason, decided by those who see them.
package import Domain
package import Reports

/// Makes the form by which an organisation asks to see a patient.
package enum AskingForms {
    /// Where it is.
    package static let address = "/access-requests"

    /// The form, which is checked before it is sent.
    ///
    /// - Parameters:
    ///   - organisation: the reader's own, which asks.
    ///   - organisations: code and name of all, by whose numbers somebody may be known.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form with what its pages say.
    package static func asked(
        organisation: String?,
        organisations: [FormOption],
        key: String,
        _ wording: Wording
    ) -> AskedForm {
        let fields =
            NumberFields.fields(organisation: organisation, organisations: organisations, wording) + [
                FormField(
                    "/reason",
                    .area(rows: 3),
                    label: wording(AskingWord.reason),
                    hint: wording(AskingWord.reasonHint),
                    isRequired: true
                )
            ]
        var form = TeamForm(action: address, [FormGroup(nil, fields)], button: wording(CheckWord.next), key: key)
        form.cancelAddress = "/patients"
        let told = [wording(AskingWord.decided), wording(AskingWord.same), wording(AskingWord.bound)]
        return AskedForm(
            title: wording(AskingWord.title),
            lead: wording(AskingWord.lead),
            notes: told,
            consequences: told,
            form,
            button: wording(AskingWord.ask),
            patient: nil,
            wording.language
        )
    }
}

/// The words of asking.
package enum AskingWord: String, ReportWord {
    case title, lead, reason, reasonHint, decided, same, bound, ask, asked, link

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Ask to see a patient", nl: "Inzage in een patiënt vragen")
        case .lead:
            Localized(
                en: "For a patient of whom you have the number and whom another hospital sees.",
                nl: "Voor een patiënt van wie u het nummer hebt en die een ander ziekenhuis ziet."
            )
        case .reason: Localized(en: "Why you have to see them", nl: "Waarom u hen moet zien")
        case .reasonHint:
            Localized(
                en: "Those who decide read this, and the patient can.",
                nl: "Wie beslist leest dit, en de patiënt kan het lezen."
            )
        case .decided:
            Localized(
                en: "Whoever sees the patient decides. Once it is granted, the patient is found under this number.",
                nl: "Wie de patiënt ziet, beslist. Zodra het is toegekend, is de patiënt onder dit nummer te vinden."
            )
        case .same:
            Localized(
                en:
                    "The answer is the same whether there is such a patient or not: nobody learns from it who is known here.",
                nl: "Het antwoord is hetzelfde, of er zo'n patiënt is of niet: niemand leest eruit wie hier bekend is."
            )
        case .bound:
            Localized(
                en: "It is in the access log with your name. For care that cannot wait there is emergency access.",
                nl: "Het staat met uw naam in het toegangslogboek. Voor zorg die niet kan wachten is er noodtoegang."
            )
        case .ask: Localized(en: "Ask", nl: "Vragen")
        case .asked:
            Localized(
                en: "It was asked. If there is a patient with this number, those who see them decide.",
                nl: "Het is gevraagd. Als er een patiënt met dit nummer is, beslist wie die ziet."
            )
        case .link: Localized(en: "Known at another hospital?", nl: "Bekend bij een ander ziekenhuis?")
        }
    }
}
