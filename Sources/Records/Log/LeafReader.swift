// Reading the bytes of a leaf back, for whoever holds a proof and no database.
import Domain
import FoundationEssentials

/// What a leaf says without the patient's salt.
package struct LeafContent: Sendable, Hashable {
    /// The clear fields that have a value, as text, by column, in the leaf's order.
    package let fields: [(column: String, text: String)]
    /// The commitment to the identifying fields.
    package let commitment: [UInt8]
    /// How many patients a list showed.
    package let subjectCount: Int

    /// Equal where all of it is.
    package static func == (left: Self, right: Self) -> Bool {
        left.commitment == right.commitment && left.subjectCount == right.subjectCount
            && left.fields.map(\.column) == right.fields.map(\.column)
            && left.fields.map(\.text) == right.fields.map(\.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(commitment)
        hasher.combine(subjectCount)
    }

    /// Reads the bytes of a leaf; nil where they are none of this version.
    package init?(_ bytes: [UInt8]) {
        guard bytes.first == LeafFormat.version else { return nil }
        var rest = bytes.dropFirst()
        var fields: [(column: String, text: String)] = []
        for field in LeafFormat.clear {
            guard let value = LeafContent.next(&rest) else { return nil }
            guard let value else { continue }
            guard let text = LeafContent.text(value, field.kind) else { return nil }
            fields.append((field.column, text))
        }
        guard let commitment = LeafContent.next(&rest), let commitment, commitment.count == Merkle.hashBytes,
            let subjects = LeafContent.next(&rest), rest.isEmpty
        else { return nil }
        self.fields = fields
        self.commitment = Array(commitment)
        subjectCount = (subjects?.count ?? 0) / Merkle.hashBytes
    }

    /// The next field: nil where the bytes are broken off, a nil inside where it has no value.
    private static func next(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>?? {
        guard rest.count >= 4 else { return nil }
        let length = rest.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        rest = rest.dropFirst(4)
        guard length != UInt32.max else { return .some(nil) }
        guard rest.count >= Int(length) else { return nil }
        defer { rest = rest.dropFirst(Int(length)) }
        return .some(rest.prefix(Int(length)))
    }

    private static func text(_ value: ArraySlice<UInt8>, _ kind: LeafFormat.Kind) -> String? {
        let number = { Int64(bitPattern: value.reduce(0) { $0 << 8 | UInt64($1) }) }
        switch kind {
        case .text: return String(validating: value, as: UTF8.self)
        case .list: return String(validating: value, as: UTF8.self)?.replacing("\u{1F}", with: ", ")
        case .uuid: return value.count == 16 ? ID<Never>(UUID(bytes: Array(value))).description : nil
        case .integer: return value.count == 8 ? String(number()) : nil
        case .instant: return value.count == 8 ? Instant(microsecondsSince1970: number()).description : nil
        case .flag: return value.count == 1 ? (value.first == 1 ? "true" : "false") : nil
        case .bytes: return Data(value).base64EncodedString()
        }
    }
}
