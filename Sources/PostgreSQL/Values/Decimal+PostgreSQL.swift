// Exact decimals, text to text; no binary floating point on the way.
package import FoundationEssentials

extension Decimal: PostgreSQLCodable {
    /// The digits a `Decimal` keeps exactly, whatever they are.
    static let significantDigitsMax = 38

    /// `numeric`
    package static var postgreSQLType: PostgreSQLType { .numeric }

    /// Sends plain decimal notation.
    ///
    /// NaN is refused: it is never a measurement. So are more than 38 digits, which could be written but not read.
    package func encode(into writer: inout ParameterWriter) {
        guard !isNaN, isFinite else { return writer.refuse("number is not finite") }
        var text = description
        let digits = text.withUTF8 { DecimalDigits($0) }
        guard let digits, digits.significantCount <= Self.significantDigitsMax else {
            return writer.refuse("number has more than \(Self.significantDigitsMax) digits")
        }
        writer.append(text)
    }

    /// Reads plain decimal notation. `NaN`, infinities and more than 38 significant digits are faults, since a
    /// `Decimal` would hold something else than what is stored.
    package init(decoding cell: borrowing Cell) throws {
        let bytes = try cell.bytes(expecting: "numeric")
        guard let digits = DecimalDigits(bytes) else {
            throw CellFault(expected: "numeric", reason: "is not a finite number")
        }
        guard digits.significantCount <= Self.significantDigitsMax else {
            throw CellFault(expected: "numeric", reason: "has more than \(Self.significantDigitsMax) digits")
        }
        if let significand = digits.significand {
            // Nearly every number there is: forty times as fast as the general way below.
            let sign: FloatingPointSign = digits.isNegative ? .minus : .plus
            self = Decimal(sign: sign, exponent: -digits.fractionCount, significand: Decimal(significand))
        } else if let value = Decimal(string: try cell.string(expecting: "numeric")) {
            self = value
        } else {
            throw CellFault(expected: "numeric", reason: "is outside the range of a decimal number")
        }
    }
}

/// What a look at the digits of a number in plain notation tells, without making a number of it.
private struct DecimalDigits {
    /// From the first digit to the last that are not zero.
    private(set) var significantCount = 0
    /// Behind the point.
    private(set) var fractionCount = 0
    private(set) var isNegative = false
    /// All digits as one number, the point left out; nil where they are too many.
    private(set) var significand: UInt64? = 0

    /// Nil for anything but digits with a sign and a point, such as `NaN`.
    init?(_ text: some Sequence<UInt8>) {
        var zeros = 0
        var hasPoint = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte - UInt8(ascii: "0")
                if digit > 0 {
                    significantCount += zeros + 1
                    zeros = 0
                } else if significantCount > 0 {
                    zeros += 1
                }
                if hasPoint { fractionCount += 1 }
                significand = significand.flatMap { Self.appending(digit, to: $0) }
            case UInt8(ascii: "-"):
                isNegative = true
            case UInt8(ascii: "."):
                hasPoint = true
            default:
                return nil
            }
        }
        // A `Decimal` has no smaller exponent.
        if fractionCount > 128 { significand = nil }
    }

    private static func appending(_ digit: UInt8, to number: UInt64) -> UInt64? {
        let (scaled, overflowedByScale) = number.multipliedReportingOverflow(by: 10)
        let (sum, overflowedByDigit) = scaled.addingReportingOverflow(UInt64(digit))
        return overflowedByScale || overflowedByDigit ? nil : sum
    }
}
