// Words of the patient's sheet, plain enough to be read by everybody.
package import Domain

/// The words of the patient's sheet that are no facts of their own.
package enum SheetWord: String, ReportWord {
    case title, general, noLeaflet, ownWords, noDiagnosis, found, weak, weakNone, blocked, notBlocked, noneJudged,
        partlyJudged, pinched, notBlockedElsewhere, antibodiesFound, methodsDiffer, measuredOnly
    case antibodiesNotFound, done, open, notNeeded, notPossible, declined, cancelled, noneDone, chosen, preference
    case running, planned, lastTime, nextMeeting, nextReview, tells, contact, atHospital, telephone, ask, unknownStill
    case aboutIt, discussedOn, askConclusion, batchCaption, links, linksNone, from

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Information for you", nl: "Informatie voor u")
        case .general: Localized(en: "About MMN, for everybody", nl: "Over MMN, voor iedereen")
        case .noLeaflet:
            Localized(
                en: "There is no general text about your disease here yet. Ask your doctor or nurse.",
                nl: "Over uw ziekte staat hier nog geen algemene tekst. Vraag het uw arts of verpleegkundige."
            )
        case .ownWords:
            Localized(
                en: "Your doctor's diagnosis, in their own words",
                nl: "De diagnose van uw arts, in eigen woorden"
            )
        case .noDiagnosis:
            Localized(
                en: "Your doctors have not written down a diagnosis yet. Ask them what they think of.",
                nl: "Uw artsen hebben nog geen diagnose opgeschreven. Vraag hun waar zij aan denken."
            )
        case .found: Localized(en: "What was found", nl: "Wat er is gevonden")
        case .weak: Localized(en: "Muscles that were weaker than normal", nl: "Spieren die zwakker waren dan normaal")
        case .weakNone: Localized(en: "no weaker muscle found", nl: "geen zwakkere spier gevonden")
        case .blocked:
            Localized(
                en: "Nerves in which the signal became clearly weaker on its way",
                nl: "Zenuwen waarin het signaal onderweg duidelijk zwakker werd"
            )
        case .notBlocked: Localized(en: "no such place found", nl: "zo'n plaats is niet gevonden")
        case .noneJudged:
            Localized(en: "the test could not show this", nl: "het onderzoek kon dit niet laten zien")
        case .partlyJudged:
            Localized(
                en: "in some places the test could not show this",
                nl: "op sommige plaatsen kon het onderzoek dit niet tonen"
            )
        case .pinched:
            Localized(
                en: "at a place where nerves are often pinched; that is why this does not count",
                nl: "op een plaats waar zenuwen vaak bekneld raken; daarom telt dit niet mee"
            )
        case .notBlockedElsewhere:
            Localized(en: "no such place found elsewhere", nl: "elders is zo'n plaats niet gevonden")
        case .antibodiesFound: Localized(en: "Antibodies against GM1", nl: "Antistoffen tegen GM1")
        case .antibodiesNotFound: Localized(en: "not raised", nl: "niet verhoogd")
        case .methodsDiffer:
            Localized(
                en: "ways of measuring can differ; ask your doctor what this means",
                nl: "manieren van meten kunnen verschillen; vraag uw arts wat dit betekent"
            )
        case .measuredOnly:
            Localized(
                en: "measured, without a reading by the laboratory",
                nl: "gemeten, zonder oordeel van het laboratorium"
            )
        case .done: Localized(en: "Done", nl: "Gedaan")
        case .open: Localized(en: "Still to come", nl: "Komt nog")
        case .notNeeded: Localized(en: "Not needed", nl: "Niet nodig")
        case .notPossible: Localized(en: "Could not be done", nl: "Kon niet")
        case .declined: Localized(en: "You chose not to have", nl: "U koos ervoor dit niet te doen")
        case .cancelled: Localized(en: "Cancelled", nl: "Geannuleerd")
        case .noneDone: Localized(en: "nothing yet", nl: "nog niets")
        case .chosen: Localized(en: "Treatment chosen together", nl: "Samen gekozen behandeling")
        case .preference: Localized(en: "what you found important", nl: "wat u belangrijk vond")
        case .running: Localized(en: "You get", nl: "U krijgt")
        case .planned: Localized(en: "Planned for you", nl: "Voor u gepland")
        case .lastTime: Localized(en: "Last time", nl: "Laatste keer")
        case .nextMeeting:
            Localized(en: "Your doctors talk about you together on", nl: "Uw artsen overleggen over u op")
        case .nextReview:
            Localized(en: "Next time your treatment is looked at", nl: "Uw behandeling wordt weer bekeken op")
        case .tells: Localized(en: "Who tells you more", nl: "Wie u meer vertelt")
        case .contact: Localized(en: "Your contact", nl: "Uw contactpersoon")
        case .atHospital: Localized(en: "Hospital", nl: "Ziekenhuis")
        case .telephone: Localized(en: "Telephone", nl: "Telefoon")
        case .ask:
            Localized(
                en: "This sheet does not take the place of a talk. Ask your doctor or nurse what is not clear.",
                nl:
                    "Dit blad is geen vervanging van een gesprek. Vraag uw arts of verpleegkundige wat niet duidelijk is."
            )
        case .aboutIt: Localized(en: "About your disease", nl: "Over uw ziekte")
        case .discussedOn: Localized(en: "Your doctors discussed you together on", nl: "Uw artsen overlegden over u op")
        case .askConclusion: Localized(en: "Ask them what they concluded.", nl: "Vraag hun wat zij concludeerden.")
        case .unknownStill: Localized(en: "Not known yet", nl: "Nog niet bekend")
        case .batchCaption:
            Localized(en: "Your last treatments with immunoglobulin", nl: "Uw laatste kuren met immuunglobuline")
        case .links: Localized(en: "Where to find them", nl: "Waar u ze vindt")
        case .linksNone:
            Localized(
                en: "Your centre knows where fellow patients, aids and more information are to be found. Ask there.",
                nl: "Uw centrum weet waar lotgenoten, hulpmiddelen en meer informatie te vinden zijn. Vraag het daar."
            )
        case .from: Localized(en: "from", nl: "vanaf")
        }
    }
}
