// One line of the answer to the recall question: which administration of a batch, and to whom.
package import FoundationEssentials

/// An administration of a batch, as the recall question finds it.
package struct LotLine: Sendable, Hashable {
    package let patientID: ID<Patient>
    package let workupID: ID<Workup>
    package let administrationID: ID<Administration>
    package let familyName: String
    package let givenNames: [String]
    package let birthDate: PartialDate?
    package let on: LocalDate
    package let product: String?
    package let lot: String
    package let grams: Decimal?
    /// The record that the patient's was merged into.
    package let mergedInto: ID<Patient>?
    /// How its product stands to the one that was asked for: `same`, `notRecorded` or `unclear`; nil where none was.
    package let productMatch: String?

    private init(
        patientID: ID<Patient>,
        workupID: ID<Workup>,
        administrationID: ID<Administration>,
        familyName: String,
        givenNames: [String],
        birthDate: PartialDate?,
        on day: LocalDate,
        product: String?,
        lot: String,
        grams: Decimal?,
        mergedInto: ID<Patient>?,
        productMatch: String?
    ) {
        self.patientID = patientID
        self.workupID = workupID
        self.administrationID = administrationID
        self.familyName = familyName
        self.givenNames = givenNames
        self.birthDate = birthDate
        on = day
        self.product = product
        self.lot = lot
        self.grams = grams
        self.mergedInto = mergedInto
        self.productMatch = productMatch
    }

    /// The JSON of a line.
    package static let codec: Codec<LotLine> = .object(
        "LotLine",
        LotLine.init(
            patientID:
            workupID:
            administrationID:
            familyName:
            givenNames:
            birthDate:
            on:
            product:
            lot:
            grams:
            mergedInto:
            productMatch:
        ),
        .required("patientId", \.patientID, .id()),
        .required("workupId", \.workupID, .id()),
        .required("administrationId", \.administrationID, .id()),
        .required("familyName", \.familyName, .text(max: 200)),
        .list("givenNames", \.givenNames, .text(max: 200), max: 50),
        .optional("birthDate", \.birthDate, .partialDate),
        .required("on", \.on, .date),
        .optional("product", \.product, .text(max: 200)),
        .required("lot", \.lot, .text(max: 100)),
        .optional("grams", \.grams, .positive(upTo: 10_000)),
        .optional("mergedInto", \.mergedInto, .id()),
        .optional("productMatch", \.productMatch, .text(max: 40))
    )
}
