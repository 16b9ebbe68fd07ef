// What the letters say as a fact, for a general practitioner or a hospital: nothing that its source does not say.
import Domain

/// The sentences of fact in the letters.
package enum LetterFact: String, SourcedSentences {
    case liveVaccines, measles, thrombosis, renal, haemolysis, meningitis, hypersensitivity, batch, corticosteroid,
        anaesthesia
    case criteriaAreNotTreatment

    /// The sentence with its source.
    package var sentence: SourcedSentence {
        switch self {
        case .liveVaccines:
            label(
                en: "Live vaccines have a reduced effect for 6 weeks to 3 months after immunoglobulin.",
                nl: "Levende vaccins hebben 6 weken tot 3 maanden na immuunglobuline een verminderd effect."
            )
        case .measles:
            SourcedSentence(
                en: "A measles vaccine can have a reduced effect for up to a year: check antibodies afterwards.",
                nl:
                    "Een mazelenvaccin kan tot een jaar een verminderd effect hebben: controleer daarna de antistoffen.",
                "SmPC",
                "8c",
                .unchecked
            )
        case .thrombosis:
            label(
                en:
                    "Immunoglobulin raises the risk of thrombosis (obesity, age, hypertension, diabetes, immobility, oestrogen).",
                nl:
                    "Immuunglobuline verhoogt het risico op trombose (obesitas, leeftijd, hypertensie, diabetes, immobiliteit, oestrogeen)."
            )
        case .renal:
            label(
                en:
                    "Renal failure is described, more so with impaired renal function, diabetes or an age over 65 years.",
                nl:
                    "Nierfalen is beschreven, vaker bij een gestoorde nierfunctie, diabetes of een leeftijd boven 65 jaar."
            )
        case .haemolysis:
            label(
                en: "Haemolysis is described with blood group A, B or AB.",
                nl: "Hemolyse is beschreven bij bloedgroep A, B of AB."
            )
        case .meningitis:
            SourcedSentence(
                en: "Aseptic meningitis can occur up to 2 days after an infusion, lung injury within 1 to 6 hours.",
                nl: "Aseptische meningitis kan tot 2 dagen na een infuus optreden, longschade binnen 1 tot 6 uur.",
                "SmPC",
                "8c",
                .unchecked
            )
        case .hypersensitivity:
            label(
                en:
                    "Contraindicated with hypersensitivity to immunoglobulin, and with IgA deficiency and antibodies against IgA.",
                nl:
                    "Gecontra-indiceerd bij overgevoeligheid voor immuunglobuline, en bij IgA-deficiëntie met antistoffen tegen IgA."
            )
        case .batch:
            SourcedSentence(
                en: "Product name and batch are recorded at every administration.",
                nl: "Productnaam en batch worden bij elke toediening vastgelegd.",
                "SmPC section 4.4 of Intratect and HyQvia",
                "8c",
                .checked
            )
        case .corticosteroid:
            SourcedSentence(
                en: "Corticosteroids are not recommended in MMN; weakness may increase.",
                nl: "Corticosteroïden worden bij MMN niet aanbevolen; de zwakte kan toenemen.",
                "guideline, Donaghy 1994",
                "8d, corticosteroidInMmn",
                .checked
            )
        case .anaesthesia:
            SourcedSentence(
                en: "MMN puts no restriction on spinal, epidural or general anaesthesia.",
                nl: "MMN geeft geen beperking voor spinale, epidurale of algehele anesthesie.",
                "spierziekten.nl",
                "8c",
                .checked
            )
        case .criteriaAreNotTreatment:
            SourcedSentence(
                en: "Criteria are not treatment rules: patients who do not fulfil them may respond to immunoglobulin.",
                nl: "Criteria zijn geen behandelregels: ook wie er niet aan voldoet kan op immuunglobuline reageren.",
                "PMC3204999, PMID 16924010",
                "5",
                .checked
            )
        }
    }

    private func label(en: String, nl: String) -> SourcedSentence {
        SourcedSentence(en: en, nl: nl, "SmPC", "8c", .checked)
    }
}
