// Identifiers.
package import FoundationEssentials

extension UUID: PostgreSQLCodable {
    /// `uuid`
    package static var postgreSQLType: PostgreSQLType { .uuid }

    /// Sends 32 lower-case hexadecimal digits.
    package func encode(into writer: inout ParameterWriter) {
        withUnsafeBytes(of: uuid) { bytes in
            for byte in bytes { writer.appendHexadecimal(byte) }
        }
    }

    /// Reads the hyphenated form.
    package init(decoding cell: borrowing Cell) throws {
        let text = try cell.bytes(expecting: "uuid")
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let digits = withUnsafeMutableBytes(of: &value) { target in
            var digits = 0
            for byte in text where byte != UInt8(ascii: "-") {
                guard digits < 32, let nibble = hexadecimalValue(byte) else { return -1 }
                target[digits / 2] = target[digits / 2] << 4 | nibble
                digits += 1
            }
            return digits
        }
        guard digits == 32 else { throw CellFault(expected: "uuid", reason: "is not an identifier") }
        self.init(uuid: value)
    }
}

extension ParameterWriter {
    /// Appends a byte as two lower-case hexadecimal digits.
    mutating func appendHexadecimal(_ byte: UInt8) {
        append(hexadecimalDigit(byte >> 4))
        append(hexadecimalDigit(byte & 15))
    }
}

private func hexadecimalDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
}

/// The value of one hexadecimal digit; nil for another byte.
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
