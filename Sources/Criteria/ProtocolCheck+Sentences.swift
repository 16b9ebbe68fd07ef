// The sentences of the protocol check, in both languages.
import Domain

extension ProtocolCheck {
    enum Sentence {
        static let noPhase = Localized(en: "No phase has this code.", nl: "Geen fase heeft deze code.")
        static let noStep = Localized(en: "No step has this code.", nl: "Geen stap heeft deze code.")
        static let noOption = Localized(
            en: "The protocol has no option with this code.",
            nl: "Het protocol heeft geen optie met deze code."
        )
        static let noCaution = Localized(
            en: "The protocol has no caution with this code.",
            nl: "Het protocol heeft geen waarschuwing met deze code."
        )
        static let noSource = Localized(en: "No source has this id.", nl: "Geen bron heeft deze id.")
        static let noCriteriaSet = Localized(
            en: "No criteria set has this id.",
            nl: "Geen criteriaset heeft deze id."
        )
        static let setNotNamed = Localized(
            en: "The protocol does not name this criteria set.",
            nl: "Het protocol noemt deze criteriaset niet."
        )
        static let noTest = Localized(
            en: "The laboratory catalogue has no such code.",
            nl: "De laboratoriumcatalogus kent deze code niet."
        )
        static let secondTime = Localized(
            en: "This stands here for the second time.",
            nl: "Dit staat hier voor de tweede keer."
        )
        static let circle = Localized(
            en: "This step waits for itself, over the steps it waits for.",
            nl: "Deze stap wacht op zichzelf, via de stappen waarop zij wacht."
        )
        static let intervalWithoutPrerequisites = Localized(
            en: "The interval counts from prerequisites, but the step has none.",
            nl: "De termijn telt vanaf eerdere stappen, maar de stap heeft er geen."
        )
        static let houseIsUnchecked = Localized(
            en: "A house reading is always unchecked.",
            nl: "Een eigen lezing is altijd niet getoetst (unchecked)."
        )
        static let conditionMissing = Localized(
            en: "A conditional step needs a condition.",
            nl: "Een voorwaardelijke stap heeft een voorwaarde nodig."
        )
        static let conditionUnasked = Localized(
            en: "Only a conditional step has a condition.",
            nl: "Alleen een voorwaardelijke stap heeft een voorwaarde."
        )
        static let conditionOptions = Localized(
            en: "Options belong to the condition treatmentChosen, and only to it.",
            nl: "Opties horen bij de voorwaarde treatmentChosen, en alleen daarbij."
        )
        static let endBeforeStart = Localized(
            en: "The end lies before the beginning.",
            nl: "Het einde ligt vóór het begin."
        )
        static let conversionShare = Localized(
            en: "A share of the weekly IVIg belongs to a dose of phase conversion, and only to it.",
            nl: "Een deel van de wekelijkse IVIg hoort bij een dosis van fase conversion, en alleen daarbij."
        )
        static let atLeastOne = Localized(en: "This is 1 or more.", nl: "Dit is 1 of meer.")
        static let aboveHighest = Localized(
            en: "This lies above the highest rate.",
            nl: "Dit ligt boven de hoogste snelheid."
        )
        static let withdrawalDay = Localized(
            en: "A product withdrawn on a known day needs validTo.",
            nl: "Een product dat op een bekende dag uit de handel ging heeft validTo nodig."
        )
        static let withdrawalDayKnown = Localized(
            en: "With validTo the day is known: write dated.",
            nl: "Met validTo is de dag bekend: schrijf dated."
        )
        static let scaleDiffers = Localized(
            en: "The scale itself is defined otherwise.",
            nl: "De schaal zelf is anders gedefinieerd."
        )
        static let responseWithoutChange = Localized(
            en: "A measure counts for the response only with a minimal important change.",
            nl: "Een meting telt alleen mee voor het effect met een kleinste belangrijke verandering."
        )
    }
}
