// Where the values of one statement are written, in the text form that libpq sends.

/// Collects the parameters of one statement in a single buffer.
///
/// Each parameter ends in a NUL byte, as libpq wants it; that is also why a NUL inside text is refused here, before
/// anything is sent, instead of cutting the value short. It shows nothing of itself when printed.
package struct ParameterWriter: Sendable, CustomStringConvertible, CustomReflectable {
    /// Nothing but the type's name.
    package var description: String { "ParameterWriter(****)" }
    /// Nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }

    private(set) var bytes: [UInt8] = []
    /// Start of each parameter in `bytes`; nil stands for NULL.
    private(set) var offsets: [Int?] = []
    private(set) var refusal: Refusal?
    private var isNull = false
    private var startOfParameter = 0
    /// The columns written of a row of COPY.
    private var copyColumns = 0
    /// Whether what is written is an element of an array.
    private(set) var isInElement = false

    struct Refusal: Sendable, Equatable {
        let parameter: Int
        let reason: String
    }

    init() {}

    /// Makes the parameter NULL.
    package mutating func appendNull() { isNull = true }

    /// Appends text.
    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends one byte of text.
    package mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Appends bytes of text.
    package mutating func append(contentsOf text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    /// Appends bytes of text.
    package mutating func append(contentsOf text: UnsafeRawBufferPointer) { bytes.append(contentsOf: text) }

    /// Says that the value cannot be sent. The statement is then refused before it reaches the server.
    package mutating func refuse(_ reason: String) {
        if refusal == nil { refusal = Refusal(parameter: offsets.count + copyColumns + 1, reason: reason) }
    }

    /// Writes one parameter.
    mutating func write(_ value: some PostgreSQLEncodable) {
        startOfParameter = bytes.count
        isNull = false
        value.encode(into: &self)
        if isNull {
            bytes.removeSubrange(startOfParameter...)
            offsets.append(nil)
            return
        }
        if bytes[startOfParameter...].contains(0) { refuse("text holds a NUL character") }
        offsets.append(startOfParameter)
        bytes.append(0)
    }

    /// Writes one element of an array, quoted, in place.
    mutating func appendElement(_ value: some PostgreSQLEncodable) {
        let outerIsNull = isNull
        isInElement = true
        defer {
            isNull = outerIsNull
            isInElement = false
        }
        isNull = false
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        value.encode(into: &self)
        if isNull {
            bytes.removeSubrange((start - 1)...)
            bytes.append(contentsOf: "NULL".utf8)
            return
        }
        // Most elements need no escape: numbers, identifiers, dates, plain text.
        if bytes[start...].contains(where: Self.needsEscape) {
            let written = Array(bytes[start...])
            bytes.removeSubrange(start...)
            for byte in written {
                if Self.needsEscape(byte) { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes one field of a row in the text form of COPY, in place.
    mutating func writeCopyField(_ value: some PostgreSQLEncodable) {
        if copyColumns > 0 { bytes.append(UInt8(ascii: "\t")) }
        let start = bytes.count
        isNull = false
        value.encode(into: &self)
        if isNull {
            bytes.removeSubrange(start...)
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(UInt8(ascii: "N"))
        } else if bytes.withUnsafeBufferPointer({ CopyEscape.mayBeNeeded(in: $0, from: start) }) {
            escapeCopyField(from: start)
        }
        copyColumns += 1
    }

    private mutating func escapeCopyField(from start: Int) {
        let written = Array(bytes[start...])
        bytes.removeSubrange(start...)
        for byte in written {
            if byte == 0, refusal == nil {
                refusal = Refusal(parameter: copyColumns + 1, reason: "text holds a NUL character")
            }
            if CopyEscape.mark(of: byte) != nil { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(CopyEscape.mark(of: byte) ?? byte)
        }
    }

    /// Ends a row of COPY.
    mutating func endCopyRow() {
        bytes.append(UInt8(ascii: "\n"))
        if refusal == nil { copyColumns = 0 }
    }

    /// Whether the rows of COPY written so far have to be dealt with before the next.
    var endsCopyChunk: Bool { bytes.count >= StreamBounds.pieceBytesMax || refusal != nil }

    /// Takes the rows written so far.
    mutating func takeCopyRows() -> [UInt8] {
        defer {
            bytes = []
            bytes.reserveCapacity(StreamBounds.pieceBytesMax + 4_096)
        }
        return bytes
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}

/// What stands behind a backslash in the text form of COPY.
private enum CopyEscape {
    /// Whether any byte may need one, or is a NUL; without a branch per byte.
    static func mayBeNeeded(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var found: UInt8 = 0
        for index in start..<bytes.count {
            let byte = bytes[index]
            found |= (byte <= 13 ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
        }
        return found != 0
    }

    static func mark(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        default: nil
        }
    }
}
