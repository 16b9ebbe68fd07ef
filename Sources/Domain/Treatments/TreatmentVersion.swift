// One version of an administration or of a measurement, as the record tells how it came to what it says now.
package import FoundationEssentials

/// What a version is one of.
package enum TreatmentVersionKind: String, Sendable, Hashable, CaseIterable {
    case administration, outcome
}

/// One version of an administration or of a measured outcome.
package struct TreatmentVersion: Sendable, Hashable {
    package let kind: TreatmentVersionKind
    /// What all versions of the same administration or measurement have in common.
    package let id: ID<TreatmentVersion>
    package let version: Int
    /// Whether it was taken back by this version.
    package let isWithdrawn: Bool
    /// The course of an administration.
    package let courseID: ID<Treatment>?
    /// The day on which it was given or measured.
    package let on: LocalDate
    package let product: String?
    package let lot: String?
    package let grams: Decimal?
    package let bodyWeightKg: Decimal?
    package let measure: OutcomeMeasure?
    package let side: Side?
    package let value: Decimal?
    package let note: String?
    package let reason: String?
    package let recordedAt: Instant
    package let recordedBy: String?

    private init(
        kind: TreatmentVersionKind,
        id: ID<TreatmentVersion>,
        version: Int,
        isWithdrawn: Bool,
        courseID: ID<Treatment>?,
        on day: LocalDate,
        product: String?,
        lot: String?,
        grams: Decimal?,
        bodyWeightKg: Decimal?,
        measure: OutcomeMeasure?,
        side: Side?,
        value: Decimal?,
        note: String?,
        reason: String?,
        recordedAt: Instant,
        recordedBy: String?
    ) {
        self.kind = kind
        self.id = id
        self.version = version
        self.isWithdrawn = isWithdrawn
        self.courseID = courseID
        on = day
        self.product = product
        self.lot = lot
        self.grams = grams
        self.bodyWeightKg = bodyWeightKg
        self.measure = measure
        self.side = side
        self.value = value
        self.note = note
        self.reason = reason
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }

    /// The JSON of a version, as the database puts it together.
    package static let codec: Codec<TreatmentVersion> = .object(
        "TreatmentVersion",
        TreatmentVersion.init(
            kind:
            id:
            version:
            isWithdrawn:
            courseID:
            on:
            product:
            lot:
            grams:
            bodyWeightKg:
            measure:
            side:
            value:
            note:
            reason:
            recordedAt:
            recordedBy:
        ),
        .required("kind", \.kind, kindCodec),
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("isWithdrawn", \.isWithdrawn, .bool),
        .optional("courseId", \.courseID, .id()),
        .required("on", \.on, .date),
        .optional("product", \.product, .text(max: 200)),
        .optional("lot", \.lot, .text(max: 100)),
        .optional("grams", \.grams, .positive(upTo: 10_000)),
        .optional("bodyWeightKg", \.bodyWeightKg, .positive(upTo: 1_000)),
        .optional("measure", \.measure, .code),
        .optional("side", \.side, .code),
        .optional("value", \.value, .decimal(0...1_000)),
        .optional("note", \.note, .note()),
        .optional("reason", \.reason, .note()),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200))
    )

    private static let kindCodec: Codec<TreatmentVersionKind> = .textual(
        schema: Schema(
            ("type", "string"),
            ("enum", .array(TreatmentVersionKind.allCases.map { .string($0.rawValue) }))
        ),
        expecting: Localized(en: "what it is a version of", nl: "waarvan het een versie is"),
        { TreatmentVersionKind(rawValue: $0) },
        text: { $0.rawValue }
    )
}
