// The recall page: a batch number, its administrations, and the patients whom the reader may see.
package import Domain
import FoundationEssentials
package import Reports

/// The words of the recall page.
package enum BatchWord: String, ReportWord {
    case title, lead, batch, batchHint, product, productHint, find, none, others, audited, patient, born, given, amount
    case same, notRecorded, unclear, merged, match, patients, onePatient, administrations, oneAdministration, searched

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Who received a batch", nl: "Wie een batch kreeg")
        case .lead:
            Localized(
                en: "For a recall: every recorded administration of a batch, and to whom it was given.",
                nl: "Voor een terugroeping: elke vastgelegde toediening van een batch, en aan wie die is gegeven."
            )
        case .batch: Localized(en: "Batch", nl: "Batch")
        case .batchHint:
            Localized(
                en: "As it stands on the package; blanks, hyphens and capitals do not matter.",
                nl: "Zoals op de verpakking; spaties, streepjes en hoofdletters maken niet uit."
            )
        case .product: Localized(en: "Product", nl: "Product")
        case .productHint:
            Localized(
                en: "Leaves out only what is certainly another product.",
                nl: "Laat alleen weg wat zeker een ander product is."
            )
        case .find: Localized(en: "Find", nl: "Zoeken")
        case .none:
            Localized(
                en: "No administration of this batch is recorded that you may see.",
                nl: "Er is geen toediening van deze batch vastgelegd die u mag zien."
            )
        case .others:
            Localized(
                en: "patients beside these received this batch, and are not shared with you. Tell the administrator of "
                    + "the service, who can find all of them.",
                nl:
                    "andere patiënten kregen deze batch, en zijn niet met u gedeeld. Meld het de beheerder van de dienst, "
                    + "die hen allemaal kan vinden."
            )
        case .audited:
            Localized(
                en: "Each search, and whom it showed, is in the access log.",
                nl: "Elke zoekopdracht, en wie daarin stond, staat in het inzagelogboek."
            )
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .born: Localized(en: "Born", nl: "Geboren")
        case .given: Localized(en: "Given on", nl: "Toegediend op")
        case .amount: Localized(en: "Amount (g)", nl: "Hoeveelheid (g)")
        case .same: Localized(en: "the product asked for", nl: "het gevraagde product")
        case .notRecorded: Localized(en: "product not recorded", nl: "product niet vastgelegd")
        case .unclear: Localized(en: "may be the product asked for", nl: "kan het gevraagde product zijn")
        case .merged: Localized(en: "merged into another record", nl: "samengevoegd met een ander dossier")
        case .match: Localized(en: "As asked", nl: "Zoals gevraagd")
        case .patients: Localized(en: "patients", nl: "patiënten")
        case .onePatient: Localized(en: "patient", nl: "patiënt")
        case .administrations: Localized(en: "administrations", nl: "toedieningen")
        case .oneAdministration: Localized(en: "administration", nl: "toediening")
        case .searched: Localized(en: "Searched by", nl: "Gezocht door")
        }
    }
}

/// The recall page.
package struct BatchesPage: PageModel {
    /// Its words.
    package typealias Words = BatchWord
    /// The name of its template.
    package static let template = "batches"

    /// What was found.
    package struct Found: Sendable {
        let lines: [LotLine]
        let others: Int
        let at: Instant
        let by: String

        /// What was found.
        ///
        /// - Parameters:
        ///   - lines: the administrations.
        ///   - others: how many patients more received the batch whom the reader may not see.
        ///   - at: when it was asked.
        ///   - by: who asked.
        package init(lines: [LotLine], others: Int, at: Instant, by: String) {
            self.lines = lines
            self.others = others
            self.at = at
            self.by = by
        }
    }

    struct Line {
        let patient: String
        let address: String
        let born: String
        let on: String
        let product: String
        let lot: String
        let grams: String
        let match: String?
        let merged: String?
    }

    package let title: String
    let lot: String
    let product: String
    let heading: String?
    let count: String
    let lines: [Line]
    let hasLines: Bool
    let isAskedForProduct: Bool
    let others: String?
    let searched: String

    /// The address of the page for a batch.
    package static func address(_ lot: String) -> String { "/batches?lot=\(AddressText.encoded(lot))" }

    /// The recall page.
    ///
    /// - Parameters:
    ///   - lot: the batch that was asked for; nil where none was yet.
    ///   - product: the product, where it was asked for.
    ///   - found: what was found; nil where nothing was asked.
    ///   - wording: language and clock.
    package init(lot: String?, product: String?, _ found: Found?, _ wording: Wording) {
        title = wording(BatchWord.title)
        self.lot = lot ?? ""
        self.product = product ?? ""
        let all = found?.lines ?? []
        heading = found.flatMap { _ in lot.map { "\(wording(BatchWord.batch)) \($0)" } }
        let patients = Set(all.map(\.patientID)).count
        count =
            "\(wording.count(patients, one: BatchWord.onePatient, many: BatchWord.patients)), "
            + "\(wording.count(all.count, one: BatchWord.oneAdministration, many: BatchWord.administrations))."
        lines = all.map { Line($0, wording) }
        hasLines = !all.isEmpty
        isAskedForProduct = product != nil
        others = found.flatMap { $0.others > 0 ? "\($0.others) \(wording(BatchWord.others))" : nil }
        searched = found.map { "\(wording(BatchWord.searched)) \($0.by), \(wording.instant($0.at))." } ?? ""
    }
}

extension BatchesPage.Line {
    init(_ line: LotLine, _ wording: Wording) {
        patient = [line.familyName.uppercased(), line.givenNames.joined(separator: " ")].filter { !$0.isEmpty }
            .joined(separator: ", ")
        address = "/workups/\(line.workupID)/treatment"
        let unknown = wording(NothingWord.notRecorded)
        born = line.birthDate.map { wording.date($0) } ?? unknown
        on = wording.date(line.on)
        product = line.product ?? unknown
        lot = line.lot
        grams = line.grams.map { wording.number($0) } ?? unknown
        match = line.productMatch.flatMap { BatchWord(rawValue: $0) }.map { wording($0) }
        merged = line.mergedInto == nil ? nil : wording(BatchWord.merged)
    }
}
