// Words of the letters to the regional hospital and the general practitioner.
package import Domain

/// The words of the letters that are no facts of their own.
package enum LetterWord: String, ReportWord {
    case toHospital, toPractitioner, to, from, date, practitioner, hospital, centre, dear, dearColleague
    case diagnosis, noDiagnosis, diagnosisOfMeeting, noHospital, stillOpen, criteriaAnswers, notDiagnosis, blocked,
        notBlocked
    case notJudged, segments, onlyEntrapment, noSegment, notSigned
    case centreDoes, hospitalDoes, nothingHere, steps, actions, infusions, runningCautions
    case what, who, when, meeting, review, noNextSteps, responsible, follows, callAt, telephone, message
    case greeting, question

    package var text: Localized {
        switch self {
        case .toHospital: Localized(en: "Letter to the regional hospital", nl: "Brief aan het streekziekenhuis")
        case .toPractitioner: Localized(en: "Letter to the general practitioner", nl: "Brief aan de huisarts")
        case .to: Localized(en: "To", nl: "Aan")
        case .from: Localized(en: "From", nl: "Van")
        case .date: Localized(en: "Date", nl: "Datum")
        case .practitioner:
            Localized(en: "the general practitioner of this patient", nl: "de huisarts van deze patiënt")
        case .hospital: Localized(en: "the regional hospital", nl: "het streekziekenhuis")
        case .centre: Localized(en: "the neuromuscular centre", nl: "het spierziektencentrum")
        case .dear: Localized(en: "Dear", nl: "Geachte")
        case .dearColleague: Localized(en: "Dear colleague,", nl: "Geachte collega,")
        case .diagnosis:
            Localized(en: "Diagnosis, in the clinician's own words", nl: "Diagnose, in eigen woorden van de arts")
        case .noDiagnosis: Localized(en: "No diagnosis is stated yet.", nl: "Er is nog geen diagnose gesteld.")
        case .diagnosisOfMeeting:
            Localized(
                en: "None is stated beside that of the meeting, below.",
                nl: "Geen, naast die van het overleg hieronder."
            )
        case .noHospital:
            Localized(
                en: "no hospital was chosen for this letter, and the record does not name one alone",
                nl: "voor deze brief is geen ziekenhuis gekozen, en het dossier noemt er niet precies één"
            )
        case .stillOpen: Localized(en: "Still open", nl: "Nog open")
        case .criteriaAnswers:
            Localized(en: "Answers of the published criteria", nl: "Antwoorden van de gepubliceerde criteria")
        case .notDiagnosis:
            Localized(en: "An answer of criteria is no diagnosis.", nl: "Een antwoord van criteria is geen diagnose.")
        case .blocked:
            Localized(en: "Conduction block by at least one set", nl: "Geleidingsblok volgens minstens één set")
        case .notBlocked: Localized(en: "in no segment", nl: "in geen segment")
        case .notJudged: Localized(en: "cannot be judged in", nl: "niet te beoordelen in")
        case .onlyEntrapment:
            Localized(
                en: "cannot be judged: only segments at entrapment sites were studied",
                nl: "niet te beoordelen: alleen segmenten op beknellingsplaatsen zijn onderzocht"
            )
        case .noSegment:
            Localized(
                en: "conduction was studied, and no set judged a segment of it",
                nl: "de geleiding is onderzocht, en geen set beoordeelde er een segment van"
            )
        case .notSigned:
            Localized(
                en: "These minutes are not signed yet, and can still change.",
                nl: "Dit verslag is nog niet ondertekend en kan nog wijzigen."
            )
        case .segments: Localized(en: "segments", nl: "segmenten")
        case .centreDoes: Localized(en: "The centre does", nl: "Het centrum doet")
        case .hospitalDoes: Localized(en: "You do", nl: "U doet")
        case .nothingHere: Localized(en: "nothing is recorded", nl: "niets vastgelegd")
        case .steps: Localized(en: "tests and steps", nl: "onderzoeken en stappen")
        case .actions: Localized(en: "agreed at the meeting", nl: "afgesproken in het overleg")
        case .infusions: Localized(en: "treatment", nl: "behandeling")
        case .runningCautions: Localized(en: "Cautions raised in this case", nl: "Aandachtspunten bij deze casus")
        case .what: Localized(en: "What", nl: "Wat")
        case .who: Localized(en: "Who", nl: "Wie")
        case .when: Localized(en: "When", nl: "Wanneer")
        case .meeting: Localized(en: "Multidisciplinary meeting", nl: "Multidisciplinair overleg")
        case .review: Localized(en: "Review", nl: "Beoordeling")
        case .noNextSteps: Localized(en: "No next step is recorded.", nl: "Er is geen volgende stap vastgelegd.")
        case .responsible: Localized(en: "Responsible clinician", nl: "Hoofdbehandelaar")
        case .follows: Localized(en: "Follows the workup", nl: "Volgt het traject")
        case .callAt: Localized(en: "Call", nl: "Bel")
        case .telephone: Localized(en: "Telephone", nl: "Telefoon")
        case .message: Localized(en: "Message", nl: "Bericht")
        case .greeting: Localized(en: "Kind regards,", nl: "Met vriendelijke groet,")
        case .question: Localized(en: "Question of the workup", nl: "Vraag van het traject")
        }
    }
}
