// Words of a case report's first pages, which say in short what the annex has in whole.
package import Domain

/// The words of the part that a meeting reads first.
package enum BriefWord: String, ReportWord {
    case annex, annexFollows, annexLeftOut, table, tables
    case weakMuscles, fullStrength, muscles, reflexesChanged, reflexesNormal, signsPresent, signsAbsent, signsOpen
    case needleActive, needleUnits, needleQuiet, examined, withoutResult, latestOf
    case differsBy, couldBecome, blocks, block, otherSegments, sensoryNormal, sensoryOther, outsideLimits, noneOutside
    case bloodNormal, bloodAbnormal, bloodOpen, furtherSegments, noBlock, noBlockJudged, noneJudged, segments, upTo,
        andMore
    case series, baseline, best, latest, chosenAs, lastCycle, otherOptions, options, allSets, notThere, withoutDecision,
        on, also, furtherSegment, redFlags, statedOn, atEntrapment,
        leftOut, needleQuietIn, slowVelocity, withoutLimits

    package var text: Localized {
        switch self {
        case .annex: Localized(en: "Annex", nl: "Bijlage")
        case .annexFollows: Localized(en: "The annex follows", nl: "De bijlage volgt")
        case .annexLeftOut:
            Localized(en: "The annex stands in the whole case report", nl: "De bijlage staat in het hele casusverslag")
        case .table: Localized(en: "table", nl: "tabel")
        case .tables: Localized(en: "tables", nl: "tabellen")
        case .weakMuscles: Localized(en: "Weaker than MRC 5", nl: "Zwakker dan MRC 5")
        case .fullStrength: Localized(en: "MRC 5", nl: "MRC 5")
        case .muscles: Localized(en: "other muscles examined", nl: "andere onderzochte spieren")
        case .reflexesChanged: Localized(en: "Reflexes", nl: "Peesreflexen")
        case .reflexesNormal: Localized(en: "normal", nl: "normaal")
        case .signsPresent: Localized(en: "Present", nl: "Aanwezig")
        case .signsAbsent: Localized(en: "Absent", nl: "Afwezig")
        case .signsOpen: Localized(en: "Not examined or not assessable", nl: "Niet onderzocht of niet te beoordelen")
        case .needleActive: Localized(en: "spontaneous activity in", nl: "spontane activiteit in")
        case .needleUnits: Localized(en: "changed units or recruitment in", nl: "veranderde MUP's of rekrutering in")
        case .needleQuiet: Localized(en: "nothing abnormal", nl: "niets afwijkends")
        case .examined: Localized(en: "examined", nl: "onderzocht")
        case .withoutResult: Localized(en: "Without a result", nl: "Zonder uitslag")
        case .latestOf: Localized(en: "latest of", nl: "laatste van")
        case .differsBy: Localized(en: "The sets differ by", nl: "De sets verschillen door")
        case .couldBecome: Localized(en: "Could still change an answer", nl: "Kan een antwoord nog veranderen")
        case .blocks: Localized(en: "Segments with conduction block", nl: "Segmenten met geleidingsblok")
        case .block: Localized(en: "Block", nl: "Blok")
        case .otherSegments: Localized(en: "Other segments", nl: "Andere segmenten")
        case .sensoryNormal: Localized(en: "Sensory nerves normal", nl: "Sensibele zenuwen normaal")
        case .sensoryOther: Localized(en: "Other sensory nerves", nl: "Andere sensibele zenuwen")
        case .outsideLimits:
            Localized(
                en: "Distal motor values and F-waves outside limits",
                nl: "Distale motorische waarden en F-golven buiten de grenzen"
            )
        case .noneOutside: Localized(en: "none where limits are recorded", nl: "geen, waar grenzen zijn vastgelegd")
        case .bloodNormal: Localized(en: "Blood, normal", nl: "Bloed, normaal")
        case .bloodAbnormal: Localized(en: "Blood, not normal", nl: "Bloed, niet normaal")
        case .bloodOpen: Localized(en: "Blood, without a band", nl: "Bloed, zonder klasse")
        case .furtherSegments:
            Localized(en: "further segments with block: annex", nl: "verdere segmenten met blok: bijlage")
        case .noBlock:
            Localized(
                en: "No set finds conduction block in a segment.",
                nl: "Geen set vindt geleidingsblok in een segment."
            )
        case .noBlockJudged:
            Localized(
                en: "No set finds conduction block in a segment that can be judged.",
                nl: "Geen set vindt geleidingsblok in een segment dat te beoordelen is."
            )
        case .noneJudged:
            Localized(
                en: "Conduction block cannot be judged in any segment.",
                nl: "Geleidingsblok is in geen enkel segment te beoordelen."
            )
        case .segments: Localized(en: "Segments", nl: "Segmenten")
        case .upTo: Localized(en: "to", nl: "tot")
        case .andMore: Localized(en: "more in the annex", nl: "meer in de bijlage")
        case .series: Localized(en: "Measured", nl: "Gemeten")
        case .baseline: Localized(en: "Baseline", nl: "Uitgangswaarde")
        case .best: Localized(en: "Best since", nl: "Beste sindsdien")
        case .latest: Localized(en: "Latest", nl: "Laatste")
        case .chosenAs: Localized(en: "Chosen together", nl: "Samen gekozen")
        case .lastCycle: Localized(en: "Last cycle", nl: "Laatste kuur")
        case .otherOptions: Localized(en: "Other options", nl: "Andere opties")
        case .allSets: Localized(en: "all sets", nl: "alle sets")
        case .notThere: Localized(en: "Not recorded", nl: "Niet vastgelegd")
        case .also: Localized(en: "also", nl: "ook")
        case .furtherSegment:
            Localized(en: "further segment with block: annex", nl: "verder segment met blok: bijlage")
        case .on: Localized(en: "on", nl: "op")
        case .withoutDecision: Localized(en: "Meetings without a decision", nl: "Overleg zonder besluit")
        case .atEntrapment:
            Localized(
                en: "Not judged as block, since at an entrapment site",
                nl: "Niet als blok beoordeeld, want op een beknellingsplaats"
            )
        case .leftOut:
            Localized(en: "at an entrapment site, not judged", nl: "op een beknellingsplaats, niet beoordeeld")
        case .needleQuietIn: Localized(en: "nothing abnormal in", nl: "niets afwijkends in")
        case .slowVelocity:
            Localized(en: "Motor velocities (m/s) outside limits", nl: "Motorische snelheden (m/s) buiten de grenzen")
        case .withoutLimits:
            Localized(en: "no limits are recorded", nl: "er zijn geen normaalwaarden vastgelegd")
        case .statedOn: Localized(en: "stated on", nl: "genoteerd op")
        case .redFlags:
            Localized(en: "May point to another disease", nl: "Kan wijzen op een andere ziekte")
        case .options: Localized(en: "In the guideline", nl: "In de richtlijn")
        }
    }
}
