// One field of a result row, as the codecs see it.

/// The bytes of one field; they live as long as the result they stand in.
package struct Cell: ~Copyable {
    /// The text form; nil stands for NULL. No pointer into it may outlive the call that received the cell.
    package let text: UnsafeRawBufferPointer?
    /// Keeps the bytes alive for codecs that hand them on uncopied.
    let owner: ResultHandle?

    init(text: UnsafeRawBufferPointer?, owner: ResultHandle?) {
        self.text = text
        self.owner = owner
    }

    /// Whether the field is NULL.
    package var isNull: Bool { text == nil }

    /// The bytes of a field that must not be NULL.
    /// - Throws: `CellFault` on NULL.
    package func bytes(expecting expected: String) throws(CellFault) -> UnsafeRawBufferPointer {
        guard let text else { throw CellFault(expected: expected, reason: "is null") }
        return text
    }

    /// The field as checked UTF-8.
    /// - Throws: `CellFault` on NULL or broken UTF-8.
    package func string(expecting expected: String) throws(CellFault) -> String {
        let bytes = try bytes(expecting: expected)
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw CellFault(expected: expected, reason: "is not UTF-8")
        }
        return string
    }
}

/// Why a field could not be read. It never holds the field's value.
package struct CellFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was to be read.
    package let expected: String
    /// What was wrong, without the value.
    package let reason: String

    /// Describes a fault.
    package init(expected: String, reason: String) {
        self.expected = expected
        self.reason = reason
    }

    /// For example `integer: is null`.
    package var description: String { "\(expected): \(reason)" }
}
