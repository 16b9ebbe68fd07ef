// The keys of every word a report prints of itself. Codes of findings carry their own labels in Domain.
package import Domain

/// A closed set of words of one part of the report; the raw value is the code that the JSON report shows.
package protocol ReportWord: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The word in both languages.
    var text: Localized { get }
}

/// Every set of words, so that a test can walk them all.
package enum ReportWords {
    /// The words of all parts of the report, each with its code.
    package static var all: [(code: String, text: Localized)] {
        words(FrameWord.self) + words(SectionTitle.self) + words(NothingWord.self) + words(ClinicWord.self)
            + words(ConductionWord.self) + words(TestWord.self) + words(StepWord.self) + words(TreatmentWord.self)
            + words(ChartWord.self) + words(ResponseWord.self) + words(MeetingWord.self) + words(CriteriaWord.self)
            + words(BriefWord.self) + words(SheetWord.self) + words(LetterWord.self) + words(AccessWord.self)
            + words(BannerWord.self)
            + words(AccessEventWord.self) + words(RecordWord.self)
            + words(StatisticsWord.self) + words(StatisticsSentence.self)
    }

    /// The words of one set, each with the name of the set and its code.
    ///
    /// - Parameter type: the set.
    /// - Returns: its words, in order.
    package static func words<Word: ReportWord>(_ type: Word.Type) -> [(code: String, text: Localized)] {
        type.allCases.map { ("\(type).\($0.rawValue)", $0.text) }
    }
}

/// The kinds of nothing: each is a word of its own, never an empty cell.
package enum NothingWord: String, ReportWord {
    case notDone, notExamined, notAssessable, notNeeded, notRecorded, notMeasured, notPublished, none, notDecided

    package var text: Localized {
        switch self {
        case .notDone: Localized(en: "not done", nl: "niet gedaan")
        case .notExamined: Localized(en: "not examined", nl: "niet onderzocht")
        case .notAssessable: Localized(en: "not assessable", nl: "niet te beoordelen")
        case .notNeeded: Localized(en: "not needed", nl: "niet nodig")
        case .notRecorded: Localized(en: "not recorded", nl: "niet vastgelegd")
        case .notMeasured: Localized(en: "not measured", nl: "niet gemeten")
        case .notPublished: Localized(en: "not published", nl: "niet gepubliceerd")
        case .none: Localized(en: "none", nl: "geen")
        case .notDecided: Localized(en: "not decided", nl: "niet besloten")
        }
    }
}

/// The titles of the sections, in the order of the report.
package enum SectionTitle: String, ReportWord {
    case question, identification, examination, conduction, needle, laboratory, imaging
    case criteria, steps, treatment, outcome, options, decision, actions, attendance, closing, agenda
    case summary, tests
    case sheetDisease, sheetKnown, sheetTests, sheetTreatment, sheetProducts, sheetAnaesthesia, sheetCentre, sheetHelp
    case sheetAbout, letterHead, letterMessage, letterAbout, letterDivision, letterPrecautions, letterNext
    case letterContact, letterClosing
    case accessSummary, accessLooks, accessRights, recordContents, recordDetails, recordSharing
    case statisticsShort, statisticsTimes, statisticsWaiting, statisticsMissing, statisticsVerdicts, statisticsResponse
    case statisticsCentres, statisticsAbout

    package var text: Localized {
        switch self {
        case .question: Localized(en: "Question", nl: "Vraagstelling")
        case .identification: Localized(en: "Identification", nl: "Identificatie")
        case .examination: Localized(en: "History and examination", nl: "Anamnese en onderzoek")
        case .conduction: Localized(en: "Nerve conduction", nl: "Zenuwgeleiding")
        case .needle: Localized(en: "Needle EMG", nl: "Naald-EMG")
        case .laboratory: Localized(en: "Laboratory, antibodies and CSF", nl: "Laboratorium, antistoffen en liquor")
        case .imaging: Localized(en: "Imaging", nl: "Beeldvorming")
        case .criteria: Localized(en: "Criteria sets", nl: "Criteria")
        case .steps: Localized(en: "Steps done and not done", nl: "Stappen gedaan en niet gedaan")
        case .treatment: Localized(en: "Treatment so far", nl: "Behandeling tot nu toe")
        case .outcome: Localized(en: "Outcome against administrations", nl: "Effectmetingen naast toedieningen")
        case .options: Localized(en: "Options of the protocol", nl: "Opties van het protocol")
        case .decision: Localized(en: "Decision", nl: "Besluit")
        case .actions: Localized(en: "Actions", nl: "Acties")
        case .attendance: Localized(en: "Attendance", nl: "Aanwezigheid")
        case .agenda: Localized(en: "Agenda", nl: "Agenda")
        case .summary: Localized(en: "Summary", nl: "Samenvatting")
        case .tests: Localized(en: "Laboratory, CSF and imaging", nl: "Laboratorium, liquor en beeldvorming")
        case .sheetDisease: Localized(en: "What is MMN?", nl: "Wat is MMN?")
        case .sheetKnown: Localized(en: "What is known about you", nl: "Wat er over u bekend is")
        case .sheetTests: Localized(en: "Which tests there are, and why", nl: "Welke onderzoeken er zijn, en waarom")
        case .sheetTreatment: Localized(en: "Treatments, and when", nl: "Behandelingen, en wanneer")
        case .sheetProducts: Localized(en: "Brands, and your batch card", nl: "Merken, en uw batchkaart")
        case .sheetAnaesthesia: Localized(en: "An operation or an anaesthetic", nl: "Een operatie of verdoving")
        case .sheetCentre: Localized(en: "Where you are treated", nl: "Waar u behandeld wordt")
        case .sheetHelp:
            Localized(
                en: "Fellow patients, aids and more information",
                nl: "Lotgenoten, hulpmiddelen en meer informatie"
            )
        case .sheetAbout: Localized(en: "About this sheet", nl: "Over dit blad")
        case .letterHead: Localized(en: "Letter", nl: "Brief")
        case .letterMessage: Localized(en: "From the sender", nl: "Van de afzender")
        case .letterAbout: Localized(en: "What it is about", nl: "Waar het over gaat")
        case .letterDivision: Localized(en: "Who does what", nl: "Wie doet wat")
        case .letterPrecautions: Localized(en: "What to watch", nl: "Waar op te letten")
        case .letterNext: Localized(en: "Next steps", nl: "Volgende stappen")
        case .letterContact: Localized(en: "Whom to call", nl: "Wie te bellen")
        case .letterClosing: Localized(en: "Closing", nl: "Afsluiting")
        case .closing: Localized(en: "About this report", nl: "Over dit verslag")
        case .accessSummary: Localized(en: "In short", nl: "In het kort")
        case .accessLooks: Localized(en: "Who did what, and when", nl: "Wie wat deed, en wanneer")
        case .accessRights: Localized(en: "What this overview is", nl: "Wat dit overzicht is")
        case .recordContents: Localized(en: "What this record holds", nl: "Wat er in dit dossier staat")
        case .recordDetails: Localized(en: "What else is recorded", nl: "Wat er verder is vastgelegd")
        case .statisticsShort: Localized(en: "In short", nl: "In het kort")
        case .statisticsTimes:
            Localized(en: "From referral to diagnosis and treatment", nl: "Van verwijzing tot diagnose en behandeling")
        case .statisticsWaiting: Localized(en: "Waiting for each step", nl: "Wachten op elke stap")
        case .statisticsMissing: Localized(en: "Steps most often missing", nl: "Stappen die het vaakst ontbreken")
        case .statisticsVerdicts: Localized(en: "Criteria and diagnoses", nl: "Criteria en diagnoses")
        case .statisticsResponse: Localized(en: "Response to immunoglobulin", nl: "Effect van immunoglobuline")
        case .statisticsCentres: Localized(en: "By centre", nl: "Per centrum")
        case .statisticsAbout: Localized(en: "How this was counted", nl: "Hoe dit is geteld")
        case .recordSharing: Localized(en: "With whom it is shared", nl: "Met wie het is gedeeld")
        }
    }
}
