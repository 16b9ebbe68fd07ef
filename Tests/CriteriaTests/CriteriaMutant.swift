// Rule files with one small error each, for the check that the files' own tests would find it.

/// One change to one line of a rule file.
struct CriteriaMutant: Sendable {
    /// What kind of error it is.
    enum Kind: Sendable {
        /// Which side of a bound counts, or a number.
        case bound
        /// A word that has an opposite, or a part that is left out.
        case word
    }

    let kind: Kind
    /// The line, from 1.
    let line: Int
    /// What stood there.
    let original: String
    /// What stands there now; empty for a line taken away.
    let changed: String

    /// All changes to the rules of a file: everything from its first rule on.
    static func all(of lines: [String]) -> [CriteriaMutant] {
        let rulesStart = lines.firstIndex { $0 == "segments:" || $0 == "clauses:" } ?? lines.endIndex
        return lines.indices[rulesStart...].flatMap { index -> [CriteriaMutant] in
            let line = lines[index]
            guard !isProse(line) else { return [] }
            var scanner = LineScanner(line)
            return scanner.changes().filter { $0.text != line }.map {
                CriteriaMutant(kind: $0.kind, line: index + 1, original: line, changed: $0.text)
            }
        }
    }

    /// The lines with the change made.
    func text(in lines: [String]) -> String {
        var lines = lines
        lines[line - 1] = changed
        return lines.joined(separator: "\n")
    }

    /// What the line has become, without its indentation.
    var outcome: String { changed.isEmpty ? "without \(Self.trimmed(original))" : Self.trimmed(changed) }

    /// The name of the rule that the line belongs to.
    func rule(in lines: [String]) -> String {
        let start = lines[..<line].last { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  #") } ?? ""
        let text = Self.trimmed(start)
        return text.hasPrefix("- id: ") ? String(text.dropFirst(6)) : String(text.prefix { $0 != ":" })
    }

    static func trimmed(_ line: String) -> String { String(line.drop { $0 == " " }) }

    /// Whether a line holds names, sources or comments, which no test can judge.
    private static func isProse(_ line: String) -> Bool {
        ["#", "names:", "en:", "nl:", "- id:", "source:", "status:"].contains { trimmed(line).hasPrefix($0) }
    }
}

/// Finds what can be changed about one line.
private struct LineScanner {
    typealias Change = (kind: CriteriaMutant.Kind, text: String)

    private let line: [UInt8]
    private var found: [Change] = []

    private static let opposites: [String: [String]] = [
        "all": ["any"], "any": ["all"],
        "absent": ["present", "notPresent"], "present": ["absent"], "notPresent": ["absent"],
        "weak": ["strong"], "strong": ["weak"],
        "twoLimbs": ["oneLimb"], "oneLimb": ["twoLimbs"],
        "allLimbs": ["legs"], "legs": ["allLimbs"], "affectedLimbs": ["allLimbs"],
        "true": ["false"], "false": ["true"],
    ]
    private static let comparisons: [String: String] = [
        "above": "atLeast", "atLeast": "above", "below": "atMost", "atMost": "below",
    ]

    init(_ line: String) { self.line = Array(line.utf8) }

    mutating func changes() -> [Change] {
        var index = 0
        while index < line.count {
            let byte = line[index]
            if isLetter(byte) {
                let end = line[index...].firstIndex { !isLetter($0) } ?? line.endIndex
                changeWord(index..<end)
                index = end
            } else if isDigit(byte), isValueStart(index) {
                let end = line[index...].firstIndex { !isDigit($0) && $0 != UInt8(ascii: ".") } ?? line.endIndex
                if isValueEnd(end) { changeNumber(index..<end) }
                index = end
            } else {
                if byte == UInt8(ascii: "[") { dropElements(of: index) }
                index += 1
            }
        }
        dropItem()
        return found
    }

    // MARK: Words and numbers

    private mutating func changeWord(_ range: Range<Int>) {
        let word = String(decoding: line[range], as: UTF8.self)
        let isKey = range.upperBound < line.count && line[range.upperBound] == UInt8(ascii: ":")
        if isKey, let other = Self.comparisons[word] { replace(range, with: other, .bound) }
        guard isKey || (isValueStart(range.lowerBound) && isValueEnd(range.upperBound)) else { return }
        for other in Self.opposites[word] ?? [] { replace(range, with: other, .word) }
    }

    /// One more and one less in the last digit.
    private mutating func changeNumber(_ range: Range<Int>) {
        let text = String(decoding: line[range], as: UTF8.self)
        let fraction = text.split(separator: ".").dropFirst().first.map(\.count) ?? 0
        guard let digits = Int(text.filter { $0 != "." }) else { return }
        for changed in [digits + 1, digits - 1] where changed >= 0 {
            var other = String(changed)
            if fraction > 0 {
                other = String(repeating: "0", count: max(0, fraction + 1 - other.count)) + other
                other.insert(".", at: other.index(other.endIndex, offsetBy: -fraction))
            }
            replace(range, with: other, .bound)
        }
    }

    // MARK: Parts

    /// Leaves out each element of the list that begins here.
    private mutating func dropElements(of start: Int) {
        var depth = 0
        var cuts: [Int] = [start]
        for index in start..<line.count {
            switch line[index] {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth == 1: cuts.append(index)
            default: break
            }
            if depth == 0 {
                cuts.append(index)
                break
            }
        }
        guard depth == 0, cuts.count > 2 else { return }
        for element in 1..<cuts.count {
            let isFirst = element == 1
            let range = isFirst ? cuts[0] + 1..<cuts[1] + 1 : cuts[element - 1]..<cuts[element]
            replace(range, with: "", .word)
        }
    }

    /// Takes away a line that is one element of a list.
    private mutating func dropItem() {
        let text = CriteriaMutant.trimmed(String(decoding: line, as: UTF8.self))
        guard text.hasPrefix("- "), !text.hasSuffix(":") else { return }
        found.append((.word, ""))
    }

    private mutating func replace(_ range: Range<Int>, with other: String, _ kind: CriteriaMutant.Kind) {
        let bytes = line[..<range.lowerBound] + Array(other.utf8) + line[range.upperBound...]
        found.append((kind, String(decoding: bytes, as: UTF8.self)))
    }

    // MARK: Characters

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether a value begins here: after a colon and a space.
    private func isValueStart(_ index: Int) -> Bool {
        index >= 2 && line[index - 1] == UInt8(ascii: " ") && line[index - 2] == UInt8(ascii: ":")
    }

    private func isValueEnd(_ index: Int) -> Bool {
        index == line.count || [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(line[index])
    }
}
