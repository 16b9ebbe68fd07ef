// Ids: a UUID that remembers what it names, written in lower case.
package import FoundationEssentials

/// The id of one `Noun`: two ids of different nouns can not be mixed up.
///
/// Ids are made by the environment, never here; this type only reads, keeps and writes them.
package struct ID<Noun>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The id as a UUID.
    package let uuid: UUID

    /// Wraps a UUID that the caller knows to name a `Noun`.
    package init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Reads the 36-character form with hyphens, in either case; nil for anything else.
    package init?(_ text: String) {
        guard let uuid = UUID(plainly: text) else { return nil }
        self.uuid = uuid
    }

    /// The 36-character form in lower case.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = uuid.uuid
        return withUnsafeBytes(of: bytes) { bytes in
            String(unsafeUninitializedCapacity: 36) { buffer in
                var end = 0
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        buffer[end] = UInt8(ascii: "-")
                        end += 1
                    }
                    buffer[end] = digits[Int(byte >> 4)]
                    buffer[end + 1] = digits[Int(byte & 15)]
                    end += 2
                }
                return end
            }
        }
    }

    /// Orders by bytes, so that ids of version 7 sort by the moment they were made.
    package static func < (left: Self, right: Self) -> Bool {
        withUnsafeBytes(of: left.uuid.uuid) { left in
            withUnsafeBytes(of: right.uuid.uuid) { right in
                left.lexicographicallyPrecedes(right)
            }
        }
    }
}

extension UUID {
    /// Reads the 36-character form with hyphens, in either case; nil for anything else. Foundation's own reader also takes
    /// blanks in the place of digits.
    package init?(plainly text: String) {
        var place = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): guard [8, 13, 18, 23].contains(place) else { return nil }
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"):
                break
            default: return nil
            }
            place += 1
        }
        guard place == 36 else { return nil }
        self.init(uuidString: text)
    }
}
