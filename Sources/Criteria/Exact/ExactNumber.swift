// A decimal as whole digits and a power of ten: what exact comparisons are made of, some fifty times faster than with
// `Decimal`.
import Domain
package import FoundationEssentials

/// An exact decimal: `digits · 10^exponent`.
package struct ExactNumber: Sendable, Hashable {
    /// The digits, with their sign.
    package let digits: Int128
    /// The power of ten of the last digit; never above zero.
    package let exponent: Int

    /// A number of digits and a power of ten of at most zero.
    init(digits: Int128, exponent: Int) {
        self.digits = digits
        self.exponent = exponent
    }

    /// A whole number.
    package init(_ value: Int) {
        self.init(digits: Int128(value), exponent: 0)
    }

    /// A decimal as it is; nil where its digits do not fit, which no measurement's do.
    package init?(_ value: Decimal) {
        if let known = DecimalDigits(value), known.exponent <= 0 {
            let digits = Int128(known.magnitude)
            self.init(digits: known.isNegative ? -digits : digits, exponent: known.exponent)
            return
        }
        var text = value.description
        guard let number = text.withUTF8({ ExactNumber(plainDigits: $0) }) else { return nil }
        self = number
    }

    /// Reads digits with an optional sign and point.
    private init?(plainDigits text: UnsafeBufferPointer<UInt8>) {
        var digits: Int128 = 0
        var exponent = 0
        var isFraction = false
        var isNegative = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < Self.digitsMax else { return nil }
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                if isFraction { exponent -= 1 }
            default: return nil
            }
        }
        self.init(digits: isNegative ? -digits : digits, exponent: exponent)
    }

    /// One more digit than this still fits.
    private static let digitsMax = Int128.max / 10 - 1

    /// The number as `Decimal`, for showing.
    package var decimal: Decimal {
        Decimal(
            sign: digits < 0 ? .minus : .plus,
            exponent: exponent,
            significand: UInt64(exactly: digits.magnitude).map { Decimal($0) } ?? Decimal.nan
        )
    }

    /// Whether the number lies below zero.
    package var isNegative: Bool { digits < 0 }

    /// Whether two numbers are the same, however they are written: 2 is 2.0.
    package func isEqual(to other: ExactNumber) -> Bool {
        let exponent = min(exponent, other.exponent)
        guard let mine = digits(at: exponent), let theirs = other.digits(at: exponent) else { return false }
        return mine == theirs
    }

    /// The digits at another, lower power of ten; nil where they do not fit.
    func digits(at exponent: Int) -> Int128? {
        var digits = digits
        var power = self.exponent
        while power > exponent {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            digits = product
            power -= 1
        }
        return digits
    }
}
