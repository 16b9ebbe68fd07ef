// Places in the server's log and its time lines: every restore leaves one, and only what lies on the way can be replayed.

/// A place in the server's log.
package struct LogPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    private let bytes: UInt64

    /// Each segment has 16 MB, as `initdb` makes them.
    private static let segmentBits: UInt64 = 24

    /// Reads `0/8000028`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let high = Self.half(parts[0]), let low = Self.half(parts[1]) else { return nil }
        bytes = high << 32 | low
    }

    /// Where a segment begins, by its name: time line, high and low part, eight digits each.
    package init?(segment name: String) {
        guard name.utf8.count == 24, Self.half(name.prefix(8)) != nil,
            let high = Self.half(name.dropFirst(8).prefix(8)), let low = Self.half(name.dropFirst(16))
        else { return nil }
        bytes = high << 32 | low << Self.segmentBits
    }

    /// Four bytes in hexadecimal digits, without a sign.
    private static func half(_ text: Substring) -> UInt64? {
        guard (1...8).contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else { return nil }
        return UInt64(text, radix: 16)
    }

    /// The number of the segment, counted from the beginning.
    package var segment: UInt64 { bytes >> Self.segmentBits }

    /// As PostgreSQL writes it.
    package var description: String {
        "\(String(bytes >> 32, radix: 16, uppercase: true))/\(String(bytes & 0xFFFF_FFFF, radix: 16, uppercase: true))"
    }

    /// The order of writing.
    package static func < (left: LogPlace, right: LogPlace) -> Bool {
        left.bytes < right.bytes
    }
}

/// The way by which a time line came about: each one before it, and where that was left.
package struct TimelineHistory: Sendable, Hashable {
    /// A time line on the way.
    package struct Step: Sendable, Hashable {
        /// Its number.
        package let timeline: UInt32
        /// Where it was left.
        package let end: LogPlace
    }

    /// The time line.
    package let timeline: UInt32
    /// The oldest first; none for the first time line.
    package let steps: [Step]

    /// Reads the file that PostgreSQL writes where a time line begins; empty for the first one.
    package init(_ text: String, of timeline: UInt32) {
        self.timeline = timeline
        steps = text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t")
            guard parts.count >= 2, let number = UInt32(parts[0]), let end = LogPlace(String(parts[1])) else {
                return nil
            }
            return Step(timeline: number, end: end)
        }
    }

    /// Whether a place of a time line lies on the way.
    package func leads(through place: LogPlace, of other: UInt32) -> Bool {
        other == timeline || steps.contains { $0.timeline == other && place <= $0.end }
    }

    /// The name of the file for a time line.
    package static func fileName(_ timeline: UInt32) -> String {
        let digits = String(timeline, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits + ".history"
    }
}
