// The immunoglobulin products a protocol knows: how they are given, what is special in them, when they may be given.
package import FoundationEssentials

/// How a product enters the body.
package enum ProductRoute: String, Code {
    case intravenous
    case subcutaneous

    package var label: Localized {
        switch self {
        case .intravenous: Localized(en: "intravenous", nl: "intraveneus")
        case .subcutaneous: Localized(en: "under the skin", nl: "onderhuids")
        }
    }
}

/// A constituent of a product that matters for some patients.
package enum ProductFlagCode: String, Code {
    case maltose
    case proline
    case hyaluronidase

    package var label: Localized {
        switch self {
        case .maltose: Localized(en: "contains maltose", nl: "bevat maltose")
        case .proline: Localized(en: "contains proline", nl: "bevat proline")
        case .hyaluronidase: Localized(en: "contains hyaluronidase", nl: "bevat hyaluronidase")
        }
    }
}

/// A constituent, with how far it was checked.
package struct ProductFlag: Sendable, Hashable {
    /// Which constituent it is.
    package let code: ProductFlagCode
    /// How far that was checked.
    package let status: CheckStatus

    /// A constituent.
    package init(code: ProductFlagCode, status: CheckStatus) {
        self.code = code
        self.status = status
    }
}

/// What is known of a product that is no longer to be had.
package enum ProductWithdrawal: String, Code {
    /// The day is not established; until a version of the protocol names it, every administration is refused.
    case dateUnknown
    /// The day is `validTo`.
    case dated

    package var label: Localized {
        switch self {
        case .dateUnknown: Localized(en: "withdrawn, date unknown", nl: "uit de handel, datum onbekend")
        case .dated: Localized(en: "withdrawn", nl: "uit de handel")
        }
    }
}

/// How fast a product may be infused, in millilitres per kilogram and hour.
package struct InfusionRate: Sendable, Hashable {
    /// The rate to begin with.
    package let from: Decimal?
    /// The rate that it usually rises to.
    package let to: Decimal?
    /// The highest rate of the label.
    package let max: Decimal

    /// A rate.
    package init(from: Decimal?, to: Decimal?, max: Decimal) {
        self.from = from
        self.to = to
        self.max = max
    }
}

/// One product.
package struct ProtocolProduct: Sendable, Hashable {
    /// The stable name.
    package let code: String
    /// The name on the package.
    package let name: String
    /// How it is given.
    package let route: ProductRoute
    /// What is special in it.
    package let flags: [ProductFlag]
    /// The first day it may be given; nil where no such day is known.
    package let validFrom: LocalDate?
    /// The last day it may be given; nil where no such day is known.
    package let validTo: LocalDate?
    /// Whether it is no longer to be had.
    package let withdrawn: ProductWithdrawal?
    /// What to know of it.
    package let note: Localized?
    /// The id of the source of flags and note.
    package let source: String
    /// How far flags, note and rate were checked.
    package let status: CheckStatus
    /// How fast it may be infused; nil where the protocol does not tell.
    package let rateMlPerKgPerHour: InfusionRate?
    /// The letters and digits of the name in lower case, made once: every administration is looked up by it.
    private let spelling: String

    /// A product.
    package init(
        code: String,
        name: String,
        route: ProductRoute,
        flags: [ProductFlag],
        validFrom: LocalDate?,
        validTo: LocalDate?,
        withdrawn: ProductWithdrawal?,
        note: Localized?,
        source: String,
        status: CheckStatus,
        rateMlPerKgPerHour: InfusionRate? = nil
    ) {
        self.code = code
        self.name = name
        self.route = route
        self.flags = flags
        self.validFrom = validFrom
        self.validTo = validTo
        self.withdrawn = withdrawn
        self.note = note
        self.source = source
        self.status = status
        self.rateMlPerKgPerHour = rateMlPerKgPerHour
        spelling = ProductSpelling.words(name).joined()
    }
}

extension ProtocolProduct {
    /// Whether a product may be given on a day.
    package enum Availability: Sendable, Hashable {
        case available
        case notBefore(LocalDate)
        case notAfter(LocalDate)
        /// Withdrawn on a day that nobody has entered.
        case withdrawalDateUnknown
    }

    /// Whether the product may be given on a day, as far as its validity is known.
    package func availability(on day: LocalDate) -> Availability {
        if withdrawn == .dateUnknown { return .withdrawalDateUnknown }
        if let validFrom, day < validFrom { return .notBefore(validFrom) }
        if let validTo, day > validTo { return .notAfter(validTo) }
        return .available
    }

    /// Whether the product has a constituent.
    package func has(_ flag: ProductFlagCode) -> Bool {
        flags.contains { $0.code == flag }
    }

    /// Whether a name that a person typed means this product: its words lead the typed ones, whatever the case,
    /// the spaces and the strength after it.
    package func isMeant(by typed: String) -> Bool {
        isMeant(by: ProductSpelling(typed))
    }

    /// Whether a name that a person typed names this product after its first word, as "Octagam, was Privigen" does the latter.
    package func isNamed(laterIn typed: String) -> Bool {
        let words = ProductSpelling.words(typed)
        return words.indices.dropFirst().contains { isMeant(by: ProductSpelling(words: words[$0...])) }
    }

    /// Whether the words of one written name lead those of another, whatever the case, the spaces and what follows.
    package static func leads(_ name: String, _ longer: String) -> Bool {
        guard let whole = ProductSpelling(name).beginnings.last else { return false }
        return ProductSpelling(longer).beginnings.contains(whole)
    }

    /// The same for a name that was taken apart already.
    func isMeant(by typed: ProductSpelling) -> Bool {
        typed.beginnings.contains(spelling)
    }
}

/// A typed name of a product, taken apart once to be held against many products.
struct ProductSpelling {
    /// The first word, the first two joined, and so on, in lower case.
    let beginnings: [String]

    init(_ typed: String) {
        self.init(words: Self.words(typed)[...])
    }

    init(words: ArraySlice<String>) {
        var beginnings: [String] = []
        for word in words { beginnings.append((beginnings.last ?? "") + word) }
        self.beginnings = beginnings
    }

    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
