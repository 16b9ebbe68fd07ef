// Reads rule trees out of a criteria file: how they are joined here, what the leaves ask in the readers of each scope.
import Domain
import FoundationEssentials

/// Reads rules and gathers every fault with its pointer.
struct RuleReader {
    /// What is wrong so far.
    private(set) var faults: [Fault] = []

    // MARK: Faults

    mutating func report(_ pointer: String, _ code: FaultCode, en: String, nl: String) {
        faults.append(Fault(pointer, code, en: en, nl: nl))
    }

    mutating func report(_ pointer: String, _ code: FaultCode, _ message: Localized) {
        faults.append(Fault(pointer, code, message))
    }

    /// Takes back the faults from a place of the list on.
    mutating func takeFaults(from index: Int) -> [Fault] {
        defer { faults.removeSubrange(index...) }
        return Array(faults[index...])
    }

    mutating func unknownName(_ pointer: String) {
        report(
            pointer,
            .unknownReference,
            en: "No rule of this name can be used here.",
            nl: "Een regel met deze naam kan hier niet worden gebruikt."
        )
    }

    // MARK: Trees

    /// Reads one rule: `names` finds the rules that may be used by name, `leaf` reads a question of the scope out of its
    /// word, what it is asked with, and where that stands.
    mutating func rule<Leaf>(
        _ json: JSONValue,
        at pointer: String,
        names: (String, String, inout RuleReader) -> Rule<Leaf>?,
        leaf: (String, JSONValue, String, inout RuleReader) -> Rule<Leaf>?
    ) -> Rule<Leaf>? {
        switch json {
        case .string(let name): return names(name, pointer, &self)
        case .object(let members):
            guard let first = members.first else { break }
            let inside = "\(pointer)/\(first.key)"
            if first.key == "atLeast", members.count == 2, members[1].key == "of" {
                let (number, found) = (
                    count(first.value, at: inside),
                    rules(members[1].value, at: "\(pointer)/of", names: names, leaf: leaf)
                )
                guard let count = number, let parts = found else { return nil }
                guard count <= parts.count else {
                    report(
                        inside,
                        .outOfRange,
                        en: "There are only \(parts.count) parts.",
                        nl: "Er zijn maar \(parts.count) delen."
                    )
                    return nil
                }
                return .atLeast(count, parts)
            }
            guard members.count == 1 else { break }
            switch first.key {
            case "all": return rules(first.value, at: inside, names: names, leaf: leaf).map { .all($0) }
            case "any": return rules(first.value, at: inside, names: names, leaf: leaf).map { .any($0) }
            case "not": return rule(first.value, at: inside, names: names, leaf: leaf).map { .not($0) }
            case "unlessRefuted":
                return rule(first.value, at: inside, names: names, leaf: leaf).map { .unlessRefuted($0) }
            default: return leaf(first.key, first.value, inside, &self)
            }
        case .null, .bool, .number, .array: break
        }
        report(
            pointer,
            .badFormat,
            en: "Expected the name of a rule, or one question with one answer, such as {all: […]}.",
            nl: "Verwacht: de naam van een regel, of één vraag met één antwoord, zoals {all: […]}."
        )
        return nil
    }

    private mutating func rules<Leaf>(
        _ json: JSONValue,
        at pointer: String,
        names: (String, String, inout RuleReader) -> Rule<Leaf>?,
        leaf: (String, JSONValue, String, inout RuleReader) -> Rule<Leaf>?
    ) -> [Rule<Leaf>]? {
        guard let elements = list(json, at: pointer, of: Self.rules) else { return nil }
        let read = elements.enumerated().map { index, element in
            rule(element, at: "\(pointer)/\(index)", names: names, leaf: leaf)
        }
        let found = read.compactMap { $0 }
        return found.count == read.count ? found : nil
    }

    // MARK: Values

    /// What lists of rules hold.
    static let rules = Localized(en: "rules", nl: "regels")

    /// A list with at least one element; `wanted` says of what.
    mutating func list(_ json: JSONValue, at pointer: String, of wanted: Localized) -> [JSONValue]? {
        guard case .array(let elements) = json else {
            report(
                pointer,
                .wrongType,
                en: "Expected a list of \(wanted.en).",
                nl: "Verwacht: een lijst met \(wanted.nl)."
            )
            return nil
        }
        guard !elements.isEmpty else {
            report(
                pointer,
                .outOfRange,
                en: "This list is empty; expected one or more \(wanted.en).",
                nl: "Deze lijst is leeg; verwacht: een of meer \(wanted.nl)."
            )
            return nil
        }
        return elements
    }

    /// The members of a mapping that have one of the allowed keys. Others are told, and passed over, so that they hide nothing
    /// of what stands beside them.
    mutating func mapping(_ json: JSONValue, at pointer: String, keys: Set<String>) -> [String: JSONValue]? {
        guard case .object(let members) = json else {
            report(pointer, .wrongType, en: "Expected a mapping.", nl: "Verwacht: een blok met sleutels.")
            return nil
        }
        for member in members where !keys.contains(member.key) {
            let list = keys.sorted().joined(separator: ", ")
            report(
                "\(pointer)/\(member.key)",
                .unknownField,
                en: "Expected one of: \(list).",
                nl: "Verwacht een van: \(list)."
            )
        }
        let known = members.filter { keys.contains($0.key) }.map { ($0.key, $0.value) }
        return Dictionary(known, uniquingKeysWith: { $1 })
    }

    /// A code of a closed set.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ json: JSONValue,
        at pointer: String,
        among allowed: [Word] = Array(Word.allCases)
    ) -> Word? {
        if let text = json.string, let word = allowed.first(where: { $0.rawValue == text }) { return word }
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        report(pointer, .unknownCode, en: "Expected one of: \(list).", nl: "Verwacht een van: \(list).")
        return nil
    }

    /// A list of codes of a closed set.
    mutating func words<Word: RawRepresentable<String> & CaseIterable>(
        _ json: JSONValue,
        at pointer: String,
        among allowed: [Word] = Array(Word.allCases)
    ) -> [Word]? {
        let codes = allowed.map(\.rawValue).joined(separator: ", ")
        let wanted = Localized(en: "codes (\(codes))", nl: "codes (\(codes))")
        guard let elements = list(json, at: pointer, of: wanted) else { return nil }
        let read = elements.enumerated().map { word($1, at: "\(pointer)/\($0)", among: allowed) }
        let found: [Word] = read.compactMap { $0 }
        return found.count == read.count ? found : nil
    }

    /// A number of things, from 1 to 1,000.
    mutating func count(_ json: JSONValue?, at pointer: String) -> Int? {
        if case .number(let number)? = json, let value = number.integer, (1...1_000).contains(value) { return value }
        report(
            pointer,
            .outOfRange,
            en: "Expected a whole number from 1 to 1000.",
            nl: "Verwacht: een geheel getal van 1 tot en met 1000."
        )
        return nil
    }

    /// A number of at most twelve decimals.
    mutating func number(_ json: JSONValue?, at pointer: String) -> Decimal? {
        if case .number(let number)? = json, Threshold(.above, number.decimal) != nil { return number.decimal }
        report(pointer, .wrongType, en: "Expected a number.", nl: "Verwacht: een getal.")
        return nil
    }

    /// A number as whole digits.
    mutating func exactNumber(_ json: JSONValue?, at pointer: String) -> ExactNumber? {
        number(json, at: pointer).flatMap(ExactNumber.init(_:))
    }

    /// A bound, such as `{atLeast: 50}`.
    mutating func threshold(_ json: JSONValue, at pointer: String) -> Threshold? {
        let keys = Set(Threshold.Comparison.allCases.map(\.rawValue))
        let known = faults.count
        guard let members = mapping(json, at: pointer, keys: keys) else { return nil }
        // One bound under a wrong word is one fault.
        if members.isEmpty, faults.count > known { return nil }
        guard members.count == 1, let (key, value) = members.first,
            let comparison = Threshold.Comparison(rawValue: key)
        else {
            report(pointer, .badFormat, en: "Expected one bound.", nl: "Verwacht: één grens.")
            return nil
        }
        return number(value, at: "\(pointer)/\(key)").flatMap { Threshold(comparison, $0) }
    }

    /// How many: `{atLeast: 2}` or `{exactly: 1}`, beside other keys.
    mutating func countBound(_ members: [String: JSONValue], at pointer: String) -> CountBound? {
        switch (members["atLeast"], members["exactly"]) {
        case (let value?, nil): count(value, at: "\(pointer)/atLeast").map { .atLeast($0) }
        case (nil, let value?): count(value, at: "\(pointer)/exactly").map { .exactly($0) }
        default: missingBound(pointer)
        }
    }

    private mutating func missingBound(_ pointer: String) -> CountBound? {
        report(pointer, .missing, en: "Expected atLeast or exactly.", nl: "Verwacht: atLeast of exactly.")
        return nil
    }

    mutating func unknownQuestion(_ pointer: String) {
        report(
            pointer,
            .unknownField,
            en: "This question is not known here.",
            nl: "Deze vraag is hier niet bekend."
        )
    }
}
