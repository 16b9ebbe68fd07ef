// Reads PostgreSQL's ISO dates and times, byte by byte.

/// Takes `YYYY-MM-DD HH:MM:SS.ffffff+00 BC` apart.
struct DateTimeReader {
    private let text: UnsafeRawBufferPointer
    private let expected: String
    private var index = 0

    init(_ text: UnsafeRawBufferPointer, expected: String) {
        self.text = text
        self.expected = expected
    }

    /// Year (as written), month and day.
    mutating func day() throws(CellFault) -> (year: Int64, month: Int64, day: Int64) {
        let year = try number()
        try take(UInt8(ascii: "-"))
        let month = try number()
        try take(UInt8(ascii: "-"))
        return (year, month, try number())
    }

    /// The time of day in microseconds; the zone must be UTC.
    mutating func timeInUTC() throws(CellFault) -> Int64 {
        try take(UInt8(ascii: " "))
        let hour = try number()
        try take(UInt8(ascii: ":"))
        let minute = try number()
        try take(UInt8(ascii: ":"))
        let second = try number()
        var fraction: Int64 = 0
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            let start = index
            fraction = try number()
            guard index - start <= 6 else { throw fault }
            for _ in (index - start)..<6 { fraction *= 10 }
        }
        try take(UInt8(ascii: "+"))
        try take(UInt8(ascii: "0"))
        try take(UInt8(ascii: "0"))
        return ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    }

    /// The end, with or without ` BC`; says whether it was there.
    mutating func end() throws(CellFault) -> Bool {
        if index == text.count { return false }
        guard text[index...].elementsEqual(" BC".utf8) else { throw fault }
        return true
    }

    private mutating func number() throws(CellFault) -> Int64 {
        let start = index
        var value: Int64 = 0
        while index < text.count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") {
            guard index - start < 9 else { throw fault }
            value = value * 10 + Int64(text[index] - UInt8(ascii: "0"))
            index += 1
        }
        guard index > start else { throw fault }
        return value
    }

    private mutating func take(_ byte: UInt8) throws(CellFault) {
        guard index < text.count, text[index] == byte else { throw fault }
        index += 1
    }

    private var fault: CellFault { CellFault(expected: expected, reason: "is not in ISO form in UTC") }
}
