// A result of the blood panel.
package import FoundationEssentials

/// The laboratory's own reading of a value.
package enum LaboratoryBand: String, Code {
    case normal
    case low
    case high
    case abnormal

    package var label: Localized {
        switch self {
        case .normal: Localized(en: "normal", nl: "normaal")
        case .low: Localized(en: "low", nl: "verlaagd")
        case .high: Localized(en: "high", nl: "verhoogd")
        case .abnormal: Localized(en: "abnormal", nl: "afwijkend")
        }
    }
}

/// A laboratory result. Codes outside the catalogue are kept, but no rule reads them.
package struct LaboratoryResult: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// What was measured, such as `ck`.
    package let code: String
    /// The value.
    package let value: Decimal?
    /// Its unit.
    package let unit: String?
    /// The laboratory's reading.
    package let band: LaboratoryBand?

    /// A result.
    package init(
        origin: FindingOrigin,
        code: String,
        value: Decimal? = nil,
        unit: String? = nil,
        band: LaboratoryBand? = nil
    ) {
        self.origin = origin
        self.code = code
        self.value = value
        self.unit = unit
        self.band = band
    }

    /// The catalogue's entry of the code, if it has one.
    package var test: LaboratoryTest? { LaboratoryTest(rawValue: code) }

    /// What was measured, in words, or the code as recorded.
    package func label(_ language: Language) -> String { test?.label(language) ?? code }

    /// The JSON form.
    package static let codec: Codec<LaboratoryResult> = .object(
        "LaboratoryResult",
        LaboratoryResult.init(origin:code:value:unit:band:),
        .inlined(\.origin, FindingOrigin.codec),
        .required("code", \.code, .openCode()),
        .optional("value", \.value, .decimal(-1_000_000...1_000_000_000)),
        .optional("unit", \.unit, .text(max: 40)),
        .optional("band", \.band, .code)
    )
}
