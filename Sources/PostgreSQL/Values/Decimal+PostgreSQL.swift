// Exact decimals, text to text; no binary floating point on the way.
package import FoundationEssentials

extension Decimal: PostgreSQLCodable {
    /// The digits a `Decimal` keeps exactly, whatever they are.
    static let significantDigitsMax = 38

    /// `numeric`
    package static var postgreSQLType: PostgreSQLType { .numeric }

    /// Sends plain decimal notation. NaN is refused: it is never a measurement.
    package func encode(into writer: inout ParameterWriter) {
        guard !isNaN, isFinite else { return writer.refuse("number is not finite") }
        writer.append(description)
    }

    /// Reads plain decimal notation. `NaN`, infinities and more than 38 significant digits are faults, since a
    /// `Decimal` would hold something else than what is stored.
    package init(decoding cell: borrowing Cell) throws {
        let text = try cell.string(expecting: "numeric")
        var significant = 0
        var trailingZeros = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0"):
                if significant > 0 { trailingZeros += 1 }
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                significant += trailingZeros + 1
                trailingZeros = 0
            case UInt8(ascii: "-"), UInt8(ascii: "."):
                continue
            default:
                throw CellFault(expected: "numeric", reason: "is not a finite number")
            }
        }
        guard significant <= Self.significantDigitsMax, let value = Decimal(string: text) else {
            throw CellFault(expected: "numeric", reason: "has more than \(Self.significantDigitsMax) digits")
        }
        self = value
    }
}
