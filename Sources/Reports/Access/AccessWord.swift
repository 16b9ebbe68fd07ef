// The words of the patient's own overview of access, plain enough for whoever reads it at home.
package import Domain

/// The words around the list.
package enum AccessWord: String, ReportWord {
    case title, period, beginning, actCount, peopleCount, emergencyCount, refusedCount, noActs, acts
    case when, who, organisation, what, ground, otherAct, refused, ownMachine, joinedRecord
    case emergency, treatment, administration, list, none
    case patientSummary, testResult, imaging, prescription
    case explanation, emergencyNote, question

    /// The word for a ground.
    init(_ ground: AccessLook.Ground) {
        switch ground {
        case .emergency: self = .emergency
        case .treatment: self = .treatment
        case .administration: self = .administration
        case .list: self = .list
        case .none: self = .none
        }
    }

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Who used your record", nl: "Wie uw dossier gebruikte")
        case .joinedRecord:
            Localized(
                en: "In the record that was joined to yours, number",
                nl: "In het dossier dat bij het uwe hoort, nummer"
            )
        case .period: Localized(en: "period", nl: "periode")
        case .beginning: Localized(en: "the beginning", nl: "het begin")
        case .actCount: Localized(en: "Times that your record was used", nl: "Keren dat uw dossier gebruikt is")
        case .peopleCount: Localized(en: "Different people", nl: "Verschillende mensen")
        case .emergencyCount:
            Localized(en: "Times by the emergency button", nl: "Keren met de noodknop")
        case .refusedCount: Localized(en: "Times that it was refused", nl: "Keren dat het geweigerd werd")
        case .noActs:
            Localized(
                en: "Nobody used your record in this period.",
                nl: "Niemand gebruikte uw dossier in deze periode."
            )
        case .acts: Localized(en: "Every use of your record", nl: "Elk gebruik van uw dossier")
        case .when: Localized(en: "When", nl: "Wanneer")
        case .who: Localized(en: "Who", nl: "Wie")
        case .organisation: Localized(en: "Where they work, and as what", nl: "Waar zij werken, en als wat")
        case .what: Localized(en: "What they did", nl: "Wat zij deden")
        case .ground: Localized(en: "Why they could", nl: "Waarom zij dat konden")
        case .otherAct:
            Localized(en: "Did something else with your record", nl: "Deed iets anders met uw dossier")
        case .refused:
            Localized(en: "This was refused: nothing was shown.", nl: "Dit werd geweigerd: er is niets getoond.")
        case .ownMachine:
            Localized(en: "the computer itself (technical management)", nl: "de computer zelf (technisch beheer)")
        case .emergency: Localized(en: "Emergency button", nl: "Noodknop")
        case .treatment: Localized(en: "Is involved in your care", nl: "Is betrokken bij uw zorg")
        case .administration: Localized(en: "Keeps records in order", nl: "Beheert dossiers")
        case .list:
            Localized(
                en: "Was on a list of patients with whom they have to do",
                nl: "Stond op een lijst van patiënten met wie zij te maken hebben"
            )
        case .none: Localized(en: "No involvement was noted", nl: "Betrokkenheid is niet vastgelegd")
        case .patientSummary: Localized(en: "who you are and how you are", nl: "wie u bent en hoe het gaat")
        case .testResult: Localized(en: "test results", nl: "uitslagen")
        case .imaging: Localized(en: "scans", nl: "beelden")
        case .prescription: Localized(en: "treatment", nl: "behandeling")
        case .explanation:
            Localized(
                en: "This overview comes from the access log of your record. The log keeps every use, also by the "
                    + "people who treat you, and nobody can change it unnoticed.",
                nl:
                    "Dit overzicht komt uit het toegangslogboek van uw dossier. Het logboek bewaart elk gebruik, ook dat "
                    + "van uw behandelaars, en niemand kan het ongemerkt wijzigen."
            )
        case .emergencyNote:
            Localized(
                en: "With the emergency button somebody can see a record for four hours when it cannot wait. They must "
                    + "say why, and it is always looked into afterwards.",
                nl:
                    "Met de noodknop kan iemand een dossier vier uur lang inzien als het niet kan wachten. Diegene moet "
                    + "zeggen waarom, en het wordt achteraf altijd bekeken."
            )
        case .question:
            Localized(
                en: "Is there a name you do not know, or a use you do not understand? Ask the privacy officer of your "
                    + "hospital. You may also object to a person or an organisation seeing your record.",
                nl: "Staat er een naam die u niet kent, of gebruik dat u niet begrijpt? Vraag het de functionaris "
                    + "gegevensbescherming van uw ziekenhuis. U kunt ook bezwaar maken tegen inzage door een persoon of "
                    + "organisatie."
            )
        }
    }
}
