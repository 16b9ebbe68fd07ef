// Going through the rows of a binary COPY. Its fields have the form that a leaf has: a length of four bytes, most significant
// first, and so many bytes, with 0xFFFFFFFF for what is not there.
import Domain

/// The rows of a COPY in binary form, chunk after chunk; a row is never cut in two.
struct BinaryRows {
    private var isBegun = false

    /// The signature, flags and length of an extension with which a copy begins.
    static let head: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF] + Array("\r\n\0".utf8) + [UInt8](repeating: 0, count: 8)

    /// The place of the first row in a chunk.
    ///
    /// - Throws: `LeafFault` where the first chunk does not begin as a copy does.
    mutating func begin(_ chunk: [UInt8]) throws(LeafFault) -> Int {
        guard !isBegun else { return 0 }
        isBegun = true
        guard chunk.starts(with: BinaryRows.head) else { throw LeafFault(column: "head") }
        return BinaryRows.head.count
    }
}

/// The fields of one row, one after the other.
struct BinaryRow {
    private let bytes: [UInt8]
    /// The place behind the field that was taken last.
    private(set) var index: Int
    private var fieldsLeft: Int

    /// A row that begins at a place; nil at the end of the copy.
    ///
    /// - Throws: `LeafFault` where the bytes end before.
    init?(_ bytes: [UInt8], at start: Int) throws(LeafFault) {
        guard start + 2 <= bytes.count else { throw LeafFault(column: "row") }
        let count = Int(bytes[start]) << 8 | Int(bytes[start + 1])
        guard count != 0xFFFF else { return nil }
        self.bytes = bytes
        index = start + 2
        fieldsLeft = count
    }

    /// Whether all fields were taken.
    var isOver: Bool { fieldsLeft == 0 }

    /// Where the bytes of the next field lie; an empty range at the end of its length where it has no value.
    ///
    /// - Parameter column: its name, which only a fault needs.
    /// - Returns: the place, and whether there is a value.
    /// - Throws: `LeafFault` where the row has no further field, or is broken off.
    mutating func next(_ column: @autoclosure () -> String) throws(LeafFault) -> (range: Range<Int>, isThere: Bool) {
        guard fieldsLeft > 0, index + 4 <= bytes.count else { throw LeafFault(column: column()) }
        fieldsLeft -= 1
        var length: UInt32 = 0
        for place in index..<index + 4 { length = length << 8 | UInt32(bytes[place]) }
        index += 4
        guard length != UInt32.max else { return (index..<index, false) }
        guard length <= bytes.count - index else { throw LeafFault(column: column()) }
        let start = index
        index += Int(length)
        return (start..<index, true)
    }

    /// The next field as an integer of eight bytes.
    ///
    /// - Throws: `LeafFault` where it is none.
    mutating func integer(_ bytes: [UInt8], _ column: String) throws(LeafFault) -> Int64 {
        let (range, _) = try next(column)
        guard range.count == 8 else { throw LeafFault(column: column) }
        return Int64(bitPattern: bytes[range].reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension Instant {
    /// From 1970 to 2000, from where PostgreSQL counts.
    private static let secondsOf2000: Int64 = 946_684_800

    /// An instant as PostgreSQL writes it; nil for its infinities, which are none.
    init?(microsecondsSince2000 count: Int64) {
        guard count != .min, count < Int64.max - Instant.secondsOf2000 * 1_000_000 else { return nil }
        self.init(microsecondsSince1970: count + Instant.secondsOf2000 * 1_000_000)
    }
}

/// Parts of a field, each with its length in front.
struct BinaryParts {
    private let bytes: [UInt8]
    private var range: Range<Int>

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
    }

    /// Whether all of it was taken.
    var isOver: Bool { range.isEmpty }

    /// So many bytes; nil where there are fewer.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= range.count else { return nil }
        defer { range = range.lowerBound + count..<range.upperBound }
        return bytes[range.lowerBound..<range.lowerBound + count]
    }

    /// The next part: nil where the bytes are broken off, a nil inside where it has no value.
    mutating func next() -> ArraySlice<UInt8>?? {
        guard let length = take(4)?.reduce(0 as UInt32, { $0 << 8 | UInt32($1) }) else { return nil }
        guard length != UInt32.max else { return .some(nil) }
        return take(Int(length)).map { .some($0) }
    }
}
