// Reads the query of a URL strictly: what is doubtful is a fault, never a guess.
import Domain
import Pages

/// The names and values of one query, in order.
struct QueryText: Sendable {
    /// One `name=value`.
    struct Item: Hashable, Sendable {
        let name: String
        let value: String
    }

    private(set) var items: [Item] = []
    private(set) var faults: [ProblemFault] = []

    /// More than these are refused.
    static let itemsMax = 50
    /// As many fields may stand in a form: a nerve conduction study has hundreds.
    static let formItemsMax = 4_000

    /// Reads what stands after the `?`, or what a form sends in its body.
    init(_ query: String?, itemsMax: Int = QueryText.itemsMax) {
        guard let query, !query.isEmpty else { return }
        let pieces = query.utf8.split(separator: UInt8(ascii: "&"), maxSplits: itemsMax)
        guard pieces.count <= itemsMax else {
            report("", .tooMany, en: "The query holds too many parameters.", nl: "De query bevat te veel parameters.")
            return
        }
        var names: Set<String> = []
        for piece in pieces {
            let parts = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = QueryText.decoded(parts[0])
            let value = parts.count == 2 ? QueryText.decoded(parts[1]) : ""
            guard let name, let value else {
                report(
                    name ?? "",
                    .invalidUTF8,
                    en: "This is not valid percent-encoded UTF-8.",
                    nl: "Dit is geen geldige percentgecodeerde UTF-8."
                )
                continue
            }
            guard names.insert(name).inserted else {
                report(
                    name,
                    .duplicate,
                    en: "This parameter stands twice.",
                    nl: "Deze parameter staat er twee keer."
                )
                continue
            }
            items.append(Item(name: name, value: value))
        }
    }

    private mutating func report(_ name: String, _ code: FaultCode, en: String, nl: String) {
        faults.append(ProblemFault(.parameter(name), code, Localized(en: en, nl: nl)))
    }

    /// Percent-encoded UTF-8, `+` for a space; nil where it is neither, or holds a NUL.
    static func decoded(_ text: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index != text.endIndex {
            let byte = text[index]
            text.formIndex(after: &index)
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = hexDigit(text, &index), let low = hexDigit(text, &index) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Percent-encodes everything but unreserved characters.
    static func encoded(_ text: String) -> String { AddressText.encoded(text) }

    private static func hexDigit<Text: Collection<UInt8>>(_ text: Text, _ index: inout Text.Index) -> UInt8? {
        guard index != text.endIndex else { return nil }
        defer { text.formIndex(after: &index) }
        switch text[index] {
        case let digit where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit): return digit - UInt8(ascii: "0")
        case let digit where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit):
            return digit - UInt8(ascii: "a") + 10
        case let digit where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(digit):
            return digit - UInt8(ascii: "A") + 10
        default: return nil
        }
    }
}
