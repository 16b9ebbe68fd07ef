// Sources that are no publication, in words: a publication is cited as it stands, in whatever language it has.

/// The words of sources that are no publication.
package enum SourceWords {
    /// What a person reads of a source as rules and cautions name it; nil for a publication.
    package static func words(of source: String) -> Localized? { all[source] }

    private static let all: [String: Localized] = [
        "house": Localized(en: "choice of this project", nl: "keuze van dit project"),
        "clinical reference, as commonly reported": Localized(
            en: "clinical reference, as commonly reported",
            nl: "klinische referentie, zoals gewoonlijk vermeld"
        ),
        "Choice of this project where the sources are silent": Localized(
            en: "Choice of this project where the sources are silent",
            nl: "Keuze van dit project waar de bronnen zwijgen"
        ),
        "Choice of this project where the source is silent": Localized(
            en: "Choice of this project where the source is silent",
            nl: "Keuze van dit project waar de bron zwijgt"
        ),
        "Choice of this project where the guideline leaves open": Localized(
            en: "Choice of this project where the guideline leaves it open",
            nl: "Keuze van dit project waar de richtlijn het openlaat"
        ),
        "Choice of this project where the guideline leaves open or the case format lacks the field": Localized(
            en: "Choice of this project where the guideline leaves it open or the case format lacks the field",
            nl: "Keuze van dit project waar de richtlijn het openlaat of het casusformaat het veld niet heeft"
        ),
        "Commonly quoted; the original was not read": Localized(
            en: "Commonly quoted; the original was not read",
            nl: "Vaak aangehaald; het origineel is niet gelezen"
        ),
        "Commonly quoted in clinical practice; the original was not read": Localized(
            en: "Commonly quoted in clinical practice; the original was not read",
            nl: "In de praktijk vaak aangehaald; het origineel is niet gelezen"
        ),
        "Read in a publication that reports the original": Localized(
            en: "Read in a publication that reports the original",
            nl: "Gelezen in een publicatie die het origineel weergeeft"
        ),
        "Two patient leaflets on MMN, and spierziekten.nl": Localized(
            en: "Two patient leaflets on MMN, and spierziekten.nl",
            nl: "Twee patiëntenfolders over MMN, en spierziekten.nl"
        ),
    ]
}
