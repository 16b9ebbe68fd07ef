// What differs between two versions of a protocol: what came, what went, and what of the rest is another.

/// One thing in which two versions of a protocol differ.
package struct ProtocolDifference: Sendable, Hashable {
    /// What happened to it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case added, removed, changed
    }

    /// The part of the file that it stands in, such as `steps`.
    package let part: String
    /// What it is called there: a name, or else its code.
    package let name: Localized
    package let kind: Kind
    /// The fields that are another, as the file names them; empty where all of it came or went.
    package let fields: [String]

    /// Everything in which a version differs from another, in the order of the file. What the version says of itself is left out.
    ///
    /// - Parameters:
    ///   - old: the version before.
    ///   - new: the version after.
    /// - Returns: the differences; none where both say the same.
    package static func all(from old: CareProtocol, to new: CareProtocol) -> [ProtocolDifference] {
        let (before, after) = (tree(old), tree(new))
        return parts.flatMap { part in differences(part, before[part], after[part]) }
    }

    /// The parts of the file in its order.
    package static let parts = [
        "names", "summary", "effectiveFrom", "signedOffBy", "criteriaSets", "phases", "steps", "options", "cautions",
        "products", "outcomeMeasures", "sources",
    ]

    private static func tree(_ careProtocol: CareProtocol) -> JSONValue {
        // A document of our own reads as it was written.
        (try? JSONReader.read(CareProtocol.codec.encode(careProtocol), limits: .ownDocuments)) ?? .object()
    }

    private static func differences(_ part: String, _ old: JSONValue?, _ new: JSONValue?) -> [ProtocolDifference] {
        guard old != new else { return [] }
        let (before, after) = (old?.array ?? [], new?.array ?? [])
        guard !before.isEmpty || !after.isEmpty else {
            return [ProtocolDifference(part: part, name: Localized(same: ""), kind: .changed, fields: [])]
        }
        let was = Dictionary(before.map { (key($0), $0) }) { first, _ in first }
        let `is` = Dictionary(after.map { (key($0), $0) }) { first, _ in first }
        var found = after.compactMap { item -> ProtocolDifference? in
            guard let earlier = was[key(item)] else {
                return ProtocolDifference(part: part, name: name(item), kind: .added, fields: [])
            }
            guard earlier != item else { return nil }
            let fields = members(earlier, item).filter { earlier[$0] != item[$0] }
            return ProtocolDifference(part: part, name: name(item), kind: .changed, fields: fields)
        }
        found += before.filter { `is`[key($0)] == nil }.map {
            ProtocolDifference(part: part, name: name($0), kind: .removed, fields: [])
        }
        // The same items in another order.
        if found.isEmpty {
            found = [ProtocolDifference(part: part, name: Localized(same: ""), kind: .changed, fields: [])]
        }
        return found
    }

    private static func key(_ item: JSONValue) -> String {
        item.string ?? item["code"]?.string ?? item["id"]?.string ?? item["name"]?.string ?? item.text
    }

    private static func name(_ item: JSONValue) -> Localized {
        guard let en = item["names"]?["en"]?.string, let nl = item["names"]?["nl"]?.string else {
            return Localized(same: key(item))
        }
        return Localized(en: en, nl: nl)
    }

    private static func members(_ left: JSONValue, _ right: JSONValue) -> [String] {
        guard case .object(let first) = left, case .object(let second) = right else { return [] }
        var names: [String] = []
        for member in first + second where !names.contains(member.key) { names.append(member.key) }
        return names
    }
}
