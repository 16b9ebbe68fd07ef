// Raw bytes: `bytea`, and the documents of `json` and `jsonb` as they are.

/// The content of a `bytea`.
package struct Bytes: PostgreSQLEncodable, PostgreSQLDecodable, Hashable {
    /// The bytes.
    package let bytes: [UInt8]

    /// Wraps bytes.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// `bytea`
    package static var postgreSQLType: PostgreSQLType { .bytea }

    /// Sends the hexadecimal form.
    package func encode(into writer: inout ParameterWriter) {
        writer.append(UInt8(ascii: "\\"))
        writer.append(UInt8(ascii: "x"))
        for byte in bytes { writer.appendHexadecimal(byte) }
    }

    /// Reads the hexadecimal form, which every connection pins (`bytea_output`).
    package init(decoding cell: borrowing Cell) throws {
        let text = try cell.bytes(expecting: "bytea")
        guard text.count >= 2, text.count.isMultiple(of: 2),
            text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
        else { throw CellFault(expected: "bytea", reason: "is not in hexadecimal form") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2 - 1)
        for index in stride(from: 2, to: text.count, by: 2) {
            guard let high = hexadecimalValue(text[index]), let low = hexadecimalValue(text[index + 1]) else {
                throw CellFault(expected: "bytea", reason: "is not in hexadecimal form")
            }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }
}

/// A JSON document as UTF-8 bytes, neither parsed nor copied on its way out of a result.
///
/// A value read from a result keeps that result in memory, so that the bytes can go to the answer as they are.
package struct JSONBytes: PostgreSQLEncodable, PostgreSQLDecodable {
    private enum Storage: Sendable {
        case owned([UInt8])
        case inResult(ResultHandle, ByteRange)
    }

    /// An address inside a result that `ResultHandle` keeps alive; kept as numbers, since pointers are not `Sendable`.
    private struct ByteRange: Sendable {
        let address: UInt
        let count: Int
    }

    private let storage: Storage

    /// Wraps bytes that are JSON. The server checks them.
    package init(_ bytes: [UInt8]) { storage = .owned(bytes) }

    /// `jsonb`; a `json` column can be read as well.
    package static var postgreSQLType: PostgreSQLType { .jsonb }

    /// The number of bytes.
    package var count: Int {
        switch storage {
        case .owned(let bytes): bytes.count
        case .inResult(_, let range): range.count
        }
    }

    /// A copy of the bytes.
    package var bytes: [UInt8] {
        switch storage {
        case .owned(let bytes): bytes
        case .inResult: withUnsafeBytes { Array($0) }
        }
    }

    /// Lends the bytes without copying them.
    package func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch storage {
        case .owned(let bytes):
            let result: Swift.Result<Result, Failure> = bytes.withUnsafeBytes { buffer in
                do throws(Failure) { return .success(try body(buffer)) } catch { return .failure(error) }
            }
            return try result.get()
        case .inResult(let owner, let range):
            defer { withExtendedLifetime(owner) {} }
            return try body(
                UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: range.address), count: range.count)
            )
        }
    }

    /// Sends the document as text.
    package func encode(into writer: inout ParameterWriter) {
        withUnsafeBytes { writer.append(contentsOf: $0) }
    }

    /// Reads the document without copying it where it stands in a result of its own.
    package init(decoding cell: borrowing Cell) throws {
        let text = try cell.bytes(expecting: "jsonb")
        if let owner = cell.owner, let start = text.baseAddress {
            storage = .inResult(owner, ByteRange(address: UInt(bitPattern: start), count: text.count))
        } else {
            storage = .owned(Array(text))
        }
    }
}

extension JSONBytes: Equatable {
    /// Equal byte by byte.
    package static func == (left: JSONBytes, right: JSONBytes) -> Bool {
        left.withUnsafeBytes { first in right.withUnsafeBytes { second in first.elementsEqual(second) } }
    }
}

/// A JSON document that travels as `text`: out of the database, since a cast to `json` would read all of it once more; into
/// it, where the statement makes `json` of it and keeps it as written.
///
/// What comes out is not checked. It is for what was put together from documents that were checked when they were stored.
package struct JSONText: PostgreSQLEncodable, PostgreSQLDecodable, Equatable {
    private let document: JSONBytes

    /// Wraps bytes that are JSON.
    package init(_ bytes: [UInt8]) { document = JSONBytes(bytes) }

    /// A copy of the bytes.
    package var bytes: [UInt8] { document.bytes }

    /// `text`.
    package static var postgreSQLType: PostgreSQLType { .text }

    /// Sends the document as text.
    package func encode(into writer: inout ParameterWriter) { document.encode(into: &writer) }

    /// Reads the document without copying it where it stands in a result of its own.
    package init(decoding cell: borrowing Cell) throws {
        document = try JSONBytes(decoding: cell)
    }
}
