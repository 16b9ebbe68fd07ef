// Taking a line of a COPY apart, and turning the text of a column into the bytes that a leaf has for it.
import Domain

/// The columns of one line of a COPY in text form.
struct CopyLine {
    enum Column: Equatable {
        /// The line has no further column.
        case missing
        case null
        /// The text is in the buffer.
        case text
    }

    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var isAtEnd = false

    /// A line with or without its end.
    init(_ line: ArraySlice<UInt8>) {
        bytes = line.last == 0x0A ? line.dropLast() : line
        index = bytes.startIndex
    }

    /// Takes the next column into a buffer, its escapes undone.
    mutating func next(_ buffer: inout [UInt8]) -> Column {
        guard !isAtEnd else { return .missing }
        buffer.removeAll(keepingCapacity: true)
        let start = index
        while index < bytes.endIndex, bytes[index] != 0x09 {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
                buffer.append(byte)
                continue
            }
            buffer.append(CopyLine.unescaped(bytes[index]))
            index += 1
        }
        let isNull = index - start == 2 && bytes[start] == UInt8(ascii: "\\") && bytes[start + 1] == UInt8(ascii: "N")
        if index < bytes.endIndex { index += 1 } else { isAtEnd = true }
        return isNull ? .null : .text
    }

    private static func unescaped(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        default: byte
        }
    }
}

/// The canonical bytes of values.
enum CanonicalValue {
    /// Turns the text of a value into its canonical bytes, in place; false where it is no value of the kind.
    static func make(_ kind: LeafFormat.Kind, _ value: inout [UInt8]) -> Bool {
        switch kind {
        case .text, .list: return true
        case .uuid:
            guard value.count == 36 else { return false }
            value.removeAll { $0 == UInt8(ascii: "-") }
            guard value.count == 32, let bytes = Hexadecimal.bytes(value[...]) else { return false }
            value = bytes
        case .bytes:
            guard value.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "x")]),
                let bytes = Hexadecimal.bytes(value.dropFirst(2))
            else { return false }
            value = bytes
        case .flag:
            guard value.count == 1, value[0] == UInt8(ascii: "t") || value[0] == UInt8(ascii: "f") else { return false }
            value[0] = value[0] == UInt8(ascii: "t") ? 1 : 0
        case .integer:
            guard let number = integer(value[...]) else { return false }
            set(number, &value)
        case .instant:
            guard let microseconds = microseconds(value) else { return false }
            set(microseconds, &value)
        }
        return true
    }

    private static func set(_ number: Int64, _ value: inout [UInt8]) {
        let pattern = UInt64(bitPattern: number)
        value.removeAll(keepingCapacity: true)
        for shift in stride(from: 56, through: 0, by: -8) { value.append(UInt8(truncatingIfNeeded: pattern >> shift)) }
    }

    /// A whole number of at most 18 digits: those of the log are no larger.
    private static func integer(_ text: ArraySlice<UInt8>) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text
        guard (1...18).contains(digits.count) else { return nil }
        var number: Int64 = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            number = number * 10 + Int64(digit & 15)
        }
        return isNegative ? -number : number
    }

    /// Reads `2026-03-02 09:00:00.25+00`, as a session in UTC writes it.
    private static func microseconds(_ text: [UInt8]) -> Int64? {
        guard text.count >= 22, text.count <= 29, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: " "), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text.suffix(3) == [UInt8(ascii: "+"), 0x30, 0x30],
            let year = integer(text[0..<4]), let month = integer(text[5..<7]), let day = integer(text[8..<10]),
            let hour = integer(text[11..<13]), let minute = integer(text[14..<16]), let second = integer(text[17..<19])
        else { return nil }
        var fraction: Int64 = 0
        let decimals = text[19..<text.count - 3]
        if !decimals.isEmpty {
            guard decimals.first == UInt8(ascii: "."), decimals.count <= 7,
                let digits = integer(decimals.dropFirst())
            else { return nil }
            fraction = digits
            for _ in decimals.count..<7 { fraction *= 10 }
        }
        // Days from a civil date, with years that begin in March so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return ((days * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000 + fraction
    }
}

/// Bytes and their hexadecimal text.
enum Hexadecimal {
    /// The bytes of a text of an even number of digits; nil for anything else.
    static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var index = text.startIndex
        while index < text.endIndex {
            guard let high = digit(text[index]), let low = digit(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte & 15
        case 0x41...0x46, 0x61...0x66: (byte & 15) + 9
        default: nil
        }
    }
}
