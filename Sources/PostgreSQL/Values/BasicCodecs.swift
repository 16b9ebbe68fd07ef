// Text, truth values and integers.

extension String: PostgreSQLCodable {
    /// `text`
    package static var postgreSQLType: PostgreSQLType { .text }
    /// Sends UTF-8.
    package func encode(into writer: inout ParameterWriter) { writer.append(self) }
    /// Reads checked UTF-8.
    package init(decoding cell: borrowing Cell) throws { self = try cell.string(expecting: "text") }
}

extension Bool: PostgreSQLCodable {
    /// `boolean`
    package static var postgreSQLType: PostgreSQLType { .bool }
    /// Sends `t` or `f`.
    package func encode(into writer: inout ParameterWriter) {
        writer.append(self ? UInt8(ascii: "t") : UInt8(ascii: "f"))
    }
    /// Reads `t` or `f`.
    package init(decoding cell: borrowing Cell) throws {
        let bytes = try cell.bytes(expecting: "boolean")
        switch (bytes.count, bytes.first) {
        case (1, UInt8(ascii: "t")): self = true
        case (1, UInt8(ascii: "f")): self = false
        default: throw CellFault(expected: "boolean", reason: "is neither t nor f")
        }
    }
}

extension Int32: PostgreSQLCodable {
    /// `integer`
    package static var postgreSQLType: PostgreSQLType { .int4 }
    /// Sends decimal digits.
    package func encode(into writer: inout ParameterWriter) { writer.append(String(self)) }
    /// Reads decimal digits.
    package init(decoding cell: borrowing Cell) throws { self = try parseInteger(cell, expecting: "integer") }
}

extension Int64: PostgreSQLCodable {
    /// `bigint`
    package static var postgreSQLType: PostgreSQLType { .int8 }
    /// Sends decimal digits.
    package func encode(into writer: inout ParameterWriter) { writer.append(String(self)) }
    /// Reads decimal digits.
    package init(decoding cell: borrowing Cell) throws { self = try parseInteger(cell, expecting: "bigint") }
}

extension Int: PostgreSQLCodable {
    /// `bigint`
    package static var postgreSQLType: PostgreSQLType { .int8 }
    /// Sends decimal digits.
    package func encode(into writer: inout ParameterWriter) { writer.append(String(self)) }
    /// Reads decimal digits.
    package init(decoding cell: borrowing Cell) throws { self = try parseInteger(cell, expecting: "bigint") }
}

/// Reads an integer without making a string first; overflow is a fault.
private func parseInteger<Value: FixedWidthInteger>(
    _ cell: borrowing Cell,
    expecting expected: String
) throws(CellFault) -> Value {
    let bytes = try cell.bytes(expecting: expected)
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes[...]
    guard !digits.isEmpty else { throw CellFault(expected: expected, reason: "is empty") }
    var value: Value = 0
    for byte in digits {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
            throw CellFault(expected: expected, reason: "is not a whole number")
        }
        let digit = Value(byte - UInt8(ascii: "0"))
        let (scaled, overflowedByScale) = value.multipliedReportingOverflow(by: 10)
        // Built up on the negative side where needed: the smallest value has no positive counterpart.
        let (next, overflowedByDigit) =
            isNegative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
        guard !overflowedByScale, !overflowedByDigit else {
            throw CellFault(expected: expected, reason: "is out of range")
        }
        value = next
    }
    return value
}
