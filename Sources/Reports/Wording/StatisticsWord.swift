// The words of a team's statistics.
package import Domain

/// The words of statistics.
package enum StatisticsWord: String, ReportWord {
    case title, period, people, settled, medianToDiagnosis, medianToTreatment, responded, percentResponded
    case until, diagnosis, treatment, reached, before, notYet, quartiles, median, dayUnit, daysUnit
    case halfOfThem, medianMark, step, waitingFrom, longest, peopleUnit, missing, missingLead
    case category, notEvaluated, verdictCaption, diagnosisWords, diagnosisCaption, product, judged, percent
    case noProduct, productCaption, otherProducts, pending, centre, otherCentres, centreCaption, diagnosisDays
    case fewest
    case daysFromReferral
    case peopleAxis
    case restNotShown
    case mostOften, stepsNotShown
    case treatmentDays, nobodyYet, fewerThan, of, missingOf

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Statistics", nl: "Statistiek")
        case .period: Localized(en: "workups opened", nl: "trajecten geopend")
        case .people: Localized(en: "People", nl: "Personen")
        case .settled:
            Localized(
                en: "With a diagnosis or an answer of the criteria",
                nl: "Met een diagnose of een uitkomst van de criteria"
            )
        case .medianToDiagnosis: Localized(en: "Median time to diagnosis", nl: "Mediane tijd tot diagnose")
        case .medianToTreatment: Localized(en: "Median time to treatment", nl: "Mediane tijd tot behandeling")
        case .responded: Localized(en: "Responded to IVIg", nl: "Effect van IVIg")
        case .percentResponded: Localized(en: "Responded", nl: "Met effect")
        case .until: Localized(en: "From referral to", nl: "Van verwijzing tot")
        case .diagnosis: Localized(en: "the clinician's diagnosis", nl: "de diagnose van de arts")
        case .treatment: Localized(en: "the first administration", nl: "de eerste toediening")
        case .reached: Localized(en: "Reached", nl: "Bereikt")
        case .before: Localized(en: "Before referral", nl: "Al voor de verwijzing")
        case .notYet: Localized(en: "Not yet", nl: "Nog niet")
        case .quartiles: Localized(en: "Middle half, days", nl: "Middelste helft, dagen")
        case .median: Localized(en: "Median, days", nl: "Mediaan, dagen")
        case .dayUnit: Localized(en: "day", nl: "dag")
        case .daysUnit: Localized(en: "days", nl: "dagen")
        case .halfOfThem: Localized(en: "middle half of the people", nl: "middelste helft van de personen")
        case .medianMark: Localized(en: "median", nl: "mediaan")
        case .step: Localized(en: "Step", nl: "Stap")
        case .waitingFrom: Localized(en: "Days from request to result", nl: "Dagen van aanvraag tot uitslag")
        case .longest: Localized(en: "The longest median", nl: "De langste mediaan")
        case .peopleUnit: Localized(en: "people", nl: "personen")
        case .missing: Localized(en: "Steps without a result", nl: "Stappen zonder uitslag")
        case .missingLead: Localized(en: "Most often missing", nl: "Ontbreekt het vaakst")
        case .category: Localized(en: "Highest category today", nl: "Hoogste categorie vandaag")
        case .notEvaluated: Localized(en: "not evaluated", nl: "niet beoordeeld")
        case .verdictCaption: Localized(en: "Highest category of the criteria", nl: "Hoogste categorie van de criteria")
        case .diagnosisWords:
            Localized(en: "Diagnosis in the clinicians' words", nl: "Diagnose in de woorden van de artsen")
        case .diagnosisCaption: Localized(en: "The clinicians' own diagnoses", nl: "De eigen diagnoses van de artsen")
        case .product: Localized(en: "Begun with", nl: "Begonnen met")
        case .judged: Localized(en: "Judged", nl: "Beoordeeld")
        case .percent: Localized(en: "Percent", nl: "Procent")
        case .noProduct: Localized(en: "product not recorded", nl: "product niet vastgelegd")
        case .productCaption: Localized(en: "Response by product", nl: "Effect per product")
        case .otherProducts: Localized(en: "other products", nl: "andere producten")
        case .pending: Localized(en: "Response may still come", nl: "Effect kan nog komen")
        case .centre: Localized(en: "Centre", nl: "Centrum")
        case .otherCentres: Localized(en: "other centres", nl: "andere centra")
        case .centreCaption:
            Localized(
                en: "Figures by the centre that answers for the workup",
                nl: "Cijfers per centrum dat het traject behandelt"
            )
        case .diagnosisDays: Localized(en: "Median days to diagnosis", nl: "Mediane dagen tot diagnose")
        case .treatmentDays: Localized(en: "Median days to treatment", nl: "Mediane dagen tot behandeling")
        case .nobodyYet: Localized(en: "nobody yet", nl: "nog niemand")
        case .fewest:
            Localized(
                en: "The fewest people of whom a number is shown:",
                nl: "Het kleinste aantal personen waarvan een getal wordt getoond:"
            )
        case .daysFromReferral: Localized(en: "days from referral", nl: "dagen vanaf de verwijzing")
        case .peopleAxis: Localized(en: "people", nl: "personen")
        case .restNotShown: Localized(en: "rest not shown", nl: "rest niet getoond")
        case .mostOften: Localized(en: "Most often", nl: "Het vaakst")
        case .stepsNotShown:
            Localized(en: "Not shown, since the numbers are small:", nl: "Niet getoond, omdat de aantallen klein zijn:")
        case .fewerThan: Localized(en: "fewer than", nl: "minder dan")
        case .of: Localized(en: "of", nl: "van")
        case .missingOf: Localized(en: "of", nl: "van de")
        }
    }
}

/// The sentences of statistics.
package enum StatisticsSentence: String, ReportWord {
    case nobody, noneShown, diagnosisNote, noneWaited, noneMissing, noneSettled, noDiagnosisWords, noRate, noneJudged,
        whoCounts
    case smallNumbers, quartileNote, timeNote, missingNote, rateNote, centreNote

    package var text: Localized {
        switch self {
        case .nobody:
            Localized(
                en: "No workup that you see in whole was opened in this period.",
                nl: "In deze periode is geen traject geopend dat u in zijn geheel ziet."
            )
        case .noneShown:
            Localized(
                en: "No category has as many people as can be shown.",
                nl: "Geen categorie heeft zoveel personen dat het getoond kan worden."
            )
        case .diagnosisNote:
            Localized(
                en:
                    "Only words that enough people share. Where too few have others, the least common words are left out too.",
                nl: """
                    Alleen woorden die voor genoeg personen gelijk zijn. Zijn het er te weinig die andere hebben, dan blijven \
                    ook de minst voorkomende woorden weg.
                    """
            )
        case .noneWaited:
            Localized(
                en: "For no step are there enough people with a request and a result to show days.",
                nl: "Voor geen enkele stap zijn er genoeg personen met een aanvraag en een uitslag om dagen te tonen."
            )
        case .noneMissing:
            Localized(
                en: "No step lacks a result in as many people as can be shown.",
                nl: "Bij geen stap ontbreekt de uitslag bij zoveel personen dat het getoond kan worden."
            )
        case .noneSettled:
            Localized(
                en: "Too few workups have a diagnosis or an answer of the criteria to show what was missing.",
                nl: "Te weinig trajecten hebben een diagnose of een uitkomst van de criteria om te tonen wat ontbrak."
            )
        case .noDiagnosisWords:
            Localized(
                en: "No diagnosis was written in the same words for as many people as can be shown.",
                nl: "Geen diagnose is voor zoveel personen in dezelfde woorden opgeschreven dat het getoond kan worden."
            )
        case .noRate:
            Localized(
                en: "Too few people could be judged to show a rate.",
                nl: "Te weinig personen konden worden beoordeeld om een percentage te tonen."
            )
        case .noneJudged:
            Localized(
                en: "In nobody could the response to IVIg be judged yet.",
                nl: "Bij niemand kon het effect van IVIg al worden beoordeeld."
            )
        case .whoCounts:
            Localized(
                en: """
                    Everybody counts once, by the first workup of this protocol that was opened in the period and that you \
                    may see in whole. A joined record counts as one person; whom you see only in an emergency does not count.
                    """,
                nl: """
                    Iedereen telt één keer, met het eerste traject van dit protocol dat in de periode is geopend en dat u in \
                    zijn geheel mag zien. Een samengevoegd dossier telt als één persoon; wie u alleen in een noodgeval ziet, \
                    telt niet mee.
                    """
            )
        case .smallNumbers:
            Localized(
                en: """
                    A number that could point at people is not shown. 'Not shown' means that the number, or another one that \
                    could be worked out from it, is smaller than the fewest people of whom a number is shown.
                    """,
                nl: """
                    Een getal dat naar personen kan wijzen, wordt niet getoond. 'Niet getoond' betekent dat het getal, of een \
                    ander getal dat eruit te berekenen is, kleiner is dan het kleinste aantal personen waarvan een getal \
                    wordt getoond.
                    """
            )
        case .quartileNote:
            Localized(
                en: """
                    Days are shown by nearest rank: each is a number of days that somebody really waited. A quarter of the \
                    people waited shorter than the middle half, and a quarter longer.
                    """,
                nl: """
                    Dagen zijn bepaald op rangorde: elk getal is een aantal dagen dat iemand echt wachtte. Een kwart van de \
                    personen wachtte korter dan de middelste helft, en een kwart langer.
                    """
            )
        case .timeNote:
            Localized(
                en: """
                    The referral is the day on which the workup was opened; the diagnosis is the clinician's own, by the day \
                    on which it was first stated; the treatment is the first recorded administration.
                    """,
                nl: """
                    De verwijzing is de dag waarop het traject is geopend; de diagnose is die van de arts zelf, op de dag dat \
                    hij voor het eerst is gesteld; de behandeling is de eerste vastgelegde toediening.
                    """
            )
        case .missingNote:
            Localized(
                en: "A step that was judged not to be needed is not missing.",
                nl: "Een stap die niet nodig werd gevonden, ontbreekt niet."
            )
        case .rateNote:
            Localized(
                en: """
                    By the measurements of the first course that could be judged (house rules, not checked yet). The rate is \
                    shown with both counts where enough people were judged.
                    """,
                nl: """
                    Volgens de metingen van de eerste behandeling die te beoordelen was (eigen regels, nog niet getoetst). Het \
                    percentage staat er met beide aantallen als genoeg personen zijn beoordeeld.
                    """
            )
        case .centreNote:
            Localized(
                en: """
                    Of a centre only how many people there are and the medians are shown: with more counts, small numbers \
                    could be worked out.
                    """,
                nl: """
                    Van een centrum staan er alleen het aantal personen en de medianen: met meer aantallen zouden kleine \
                    getallen te berekenen zijn.
                    """
            )
        }
    }
}
