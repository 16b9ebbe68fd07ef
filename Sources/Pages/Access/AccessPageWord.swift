// The words of the pages about who may see a patient.
package import Domain
import Reports

/// The words of the pages about who may see a patient.
package enum AccessPageWord: String, ReportWord {
    case oneCounts, manyCount, counting, past, who, what, why, since, until, by, openEnded, share, end, object, lift,
        decide
    case objections, noObjections, lifted, requests, outcome, reason, notTold, undecided, granted, refused, saved
    case registration, referral, workup, task, meeting, shared, emergency

    /// On what ground somebody sees a patient, as the team says it.
    static func of(_ ground: AccessGround) -> AccessPageWord {
        switch ground {
        case .registration: .registration
        case .referral: .referral
        case .workup: .workup
        case .task: .task
        case .meeting: .meeting
        case .share: .shared
        case .emergency: .emergency
        }
    }

    package var text: Localized { looking ?? deciding }

    private var looking: Localized? {
        switch self {
        case .oneCounts: Localized(en: "ground counts today", nl: "grond telt vandaag")
        case .manyCount: Localized(en: "grounds count today", nl: "gronden tellen vandaag")
        case .counting: Localized(en: "Who sees this patient now", nl: "Wie deze patiënt nu ziet")
        case .past: Localized(en: "Who saw this patient before", nl: "Wie deze patiënt eerder zag")
        case .who: Localized(en: "Who", nl: "Wie")
        case .what: Localized(en: "What", nl: "Wat")
        case .why: Localized(en: "Why", nl: "Waarom")
        case .since: Localized(en: "Since", nl: "Sinds")
        case .until: Localized(en: "Until", nl: "Tot")
        case .by: Localized(en: "by", nl: "door")
        case .openEnded: Localized(en: "no end set", nl: "geen einde bepaald")
        case .objections: Localized(en: "Whom the patient objects to", nl: "Tegen wie de patiënt bezwaar heeft")
        case .noObjections: Localized(en: "No objection stands.", nl: "Er staat geen bezwaar.")
        case .lifted: Localized(en: "Objections that were taken back", nl: "Bezwaren die zijn ingetrokken")
        case .requests: Localized(en: "What other organisations ask", nl: "Wat andere organisaties vragen")
        case .registration: Localized(en: "registered there", nl: "daar ingeschreven")
        case .referral: Localized(en: "referred the patient", nl: "verwees de patiënt")
        case .workup: Localized(en: "answers for the workup", nl: "verantwoordelijk voor het traject")
        case .task: Localized(en: "does a part of it", nl: "doet een deel ervan")
        case .meeting: Localized(en: "discusses the case", nl: "bespreekt de casus")
        case .shared: Localized(en: "it was shared", nl: "het is gedeeld")
        case .emergency: Localized(en: "emergency access", nl: "noodtoegang")
        default: nil
        }
    }

    private var deciding: Localized {
        switch self {
        case .share: Localized(en: "Share with others", nl: "Delen met anderen")
        case .end: Localized(en: "End", nl: "Beëindigen")
        case .object: Localized(en: "Record an objection", nl: "Bezwaar vastleggen")
        case .lift: Localized(en: "Take back", nl: "Intrekken")
        case .decide: Localized(en: "Decide", nl: "Beslissen")
        case .outcome: Localized(en: "Outcome", nl: "Uitkomst")
        case .reason: Localized(en: "Reason", nl: "Reden")
        case .notTold: Localized(en: "not told to you", nl: "niet aan u verteld")
        case .undecided: Localized(en: "not decided yet", nl: "nog niet beslist")
        case .granted: Localized(en: "granted", nl: "toegekend")
        case .refused: Localized(en: "refused", nl: "geweigerd")
        default: Localized(en: "It is saved, and counts at once.", nl: "Het is bewaard en telt meteen.")
        }
    }
}
