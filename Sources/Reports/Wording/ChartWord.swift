// Words of the outcome chart and its table.
package import Domain

/// The words of the section on outcome.
package enum ChartWord: String, ReportWord {
    case chartTitle, measurement, measurements, cycle, cycles, infusion, productChange
    case batchChange, importantChange, table, date, noOutcomes, noAdministrations, and, days, day, after, smallestChange
    case notEstablished, percentOfBaseline, quoted, better, baseline, noBaseline
    case batches, batch

    package var text: Localized {
        switch self {
        case .chartTitle:
            Localized(en: "Outcome measurements and administrations", nl: "Effectmetingen en toedieningen")
        case .measurement: Localized(en: "measurement", nl: "meting")
        case .measurements: Localized(en: "measurements", nl: "metingen")
        case .cycle: Localized(en: "cycle", nl: "kuur")
        case .cycles: Localized(en: "cycles", nl: "kuren")
        case .infusion: Localized(en: "cycle with its dose", nl: "kuur met de dosis")
        case .productChange: Localized(en: "other product", nl: "ander product")
        case .batchChange: Localized(en: "other batch", nl: "andere batch")
        case .importantChange:
            Localized(
                en: "baseline to smallest important change",
                nl: "uitgangswaarde tot kleinste belangrijke verandering"
            )
        case .table: Localized(en: "The same data as a table", nl: "Dezelfde gegevens als tabel")
        case .date: Localized(en: "Date", nl: "Datum")
        case .noOutcomes: Localized(en: "No outcome has been measured.", nl: "Er is geen effectmeting vastgelegd.")
        case .noAdministrations:
            Localized(en: "No administrations are recorded.", nl: "Er zijn geen toedieningen vastgelegd.")
        case .and: Localized(en: "and", nl: "en")
        case .days: Localized(en: "days", nl: "dagen")
        case .day: Localized(en: "day", nl: "dag")
        case .after: Localized(en: "after the last cycle", nl: "na de vorige kuur")
        case .smallestChange: Localized(en: "smallest important change", nl: "kleinste belangrijke verandering")
        case .notEstablished: Localized(en: "not established", nl: "niet vastgesteld")
        case .percentOfBaseline: Localized(en: "% of baseline", nl: "% van de uitgangswaarde")
        case .quoted: Localized(en: "quoted", nl: "genoemd")
        case .better: Localized(en: "Direction", nl: "Richting")
        case .baseline: Localized(en: "baseline", nl: "uitgangswaarde")
        case .noBaseline:
            Localized(en: "none in the 90 days before treatment", nl: "geen in de 90 dagen vóór de behandeling")
        case .batches: Localized(en: "batches", nl: "batches")
        case .batch: Localized(en: "batch", nl: "batch")
        }
    }
}
