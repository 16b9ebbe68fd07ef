// Runs the YAML parser, and goes on past repeated keys so that they do not hide the faults after them.
import Domain
import Yams

/// Parses one YAML document.
///
/// The parser stops at the first mapping with a repeated key. The repetition is told, its key is overwritten with
/// private-use characters of the same length (so that no place moves), and the text is parsed again.
struct YAMLParse {
    /// What is wrong with the text.
    private(set) var faults: [RuleFileFault] = []
    private var lines: [[Unicode.Scalar]]

    /// So many repetitions are looked for; more is not a file that somebody wrote.
    private static let repetitionsMax = 50

    init(_ text: String) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    /// Whether a key was set aside because it stands in its mapping twice.
    static func isSetAside(_ key: String) -> Bool {
        key.unicodeScalars.first.map { (0xE000...0xF8FF).contains($0.value) } ?? false
    }

    /// The root node; nil where there is none to go on with, which `faults` explains.
    mutating func run() -> Node? {
        for attempt in 0...Self.repetitionsMax {
            do {
                guard let node = try Yams.compose(yaml: text, .basic) else {
                    add(.missing, YAMLPlace(line: 1, column: 1), en: "The file is empty.", nl: "Het bestand is leeg.")
                    return nil
                }
                return node
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                guard let name = names.first, setAside(name, after: context.mark, attempt) else {
                    addRepetition(YAMLPlace(context.mark))
                    return nil
                }
            } catch {
                addSyntax(error)
                return nil
            }
        }
        return nil
    }

    private var text: String {
        var text = ""
        for (index, line) in lines.enumerated() {
            if index > 0 { text.append("\n") }
            text.unicodeScalars.append(contentsOf: line)
        }
        return text
    }

    /// Overwrites the second key of this name in the mapping whose first one stands at `mark`.
    private mutating func setAside(_ name: String, after mark: Mark, _ attempt: Int) -> Bool {
        guard let filler = Unicode.Scalar(0xE000 + UInt32(attempt)), let place = repetition(of: name, after: mark)
        else {
            return false
        }
        addRepetition(YAMLPlace(line: place.line + 1, column: place.columns.lowerBound + 1))
        for column in place.columns { lines[place.line][column] = filler }
        return true
    }

    /// Where the second key of this name stands: a later line of the same block, or further on in the same line.
    private func repetition(of name: String, after mark: Mark) -> (line: Int, columns: Range<Int>)? {
        let forms = [name, "\"\(name)\"", "'\(name)'"].map { Array($0.unicodeScalars) }
        let column = mark.column - 1
        guard lines.indices.contains(mark.line - 1) else { return nil }
        let line = lines[mark.line - 1]
        for start in line.indices where start > column && (line[start - 1] == " " || line[start - 1] == ",") {
            let before = line[..<start].last { $0 != " " }
            guard before == ",", let columns = key(forms, in: line, at: start) else { continue }
            return (mark.line - 1, columns)
        }
        for index in mark.line..<max(mark.line, lines.count) {
            let line = lines[index]
            guard let first = line.firstIndex(where: { $0 != " " }), line[first] != "#" else { continue }
            if first < column { return nil }
            if first == column, let columns = key(forms, in: line, at: first) { return (index, columns) }
        }
        return nil
    }

    /// The columns of a key that stands at a column in one of its forms and is followed by a colon.
    private func key(_ forms: [[Unicode.Scalar]], in line: [Unicode.Scalar], at start: Int) -> Range<Int>? {
        for form in forms where line[start...].starts(with: form) {
            var rest = line[(start + form.count)...].drop { $0 == " " }
            guard rest.popFirst() == ":", rest.first == nil || rest.first == " " else { continue }
            return start..<(start + form.count)
        }
        return nil
    }

    private mutating func addRepetition(_ place: YAMLPlace) {
        add(
            .duplicateKey,
            place,
            en: "This key stands in its mapping for the second time.",
            nl: "Deze sleutel staat voor de tweede keer in hetzelfde blok."
        )
    }

    private mutating func addSyntax(_ error: any Error) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            add(.notYAML, YAMLPlace(mark), Self.sentence(problem))
        case YamlError.reader(let problem, let offset, _, _):
            add(.notYAML, place(ofByte: offset ?? 0), Self.sentence(problem))
        default:
            add(.notYAML, YAMLPlace(line: 1, column: 1), Self.sentence(""))
        }
    }

    private func place(ofByte offset: Int) -> YAMLPlace {
        let before = text.utf8.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return YAMLPlace(line: line, column: column)
    }

    /// The parser's complaint in words that help; what is not known here is told in general.
    private static func sentence(_ problem: String) -> Localized {
        switch problem {
        case "did not find expected key":
            Localized(
                en: "Not valid YAML: a key was expected here; check the indentation.",
                nl: "Geen geldige YAML: hier werd een sleutel verwacht; controleer het inspringen."
            )
        case "mapping values are not allowed in this context":
            Localized(
                en: "Not valid YAML: a colon does not fit here; put text that holds \": \" in quotes.",
                nl: "Geen geldige YAML: hier past geen dubbele punt; zet tekst met \": \" tussen aanhalingstekens."
            )
        case "could not find expected ':'":
            Localized(
                en: "Not valid YAML: a colon is missing after a key.",
                nl: "Geen geldige YAML: na een sleutel ontbreekt een dubbele punt."
            )
        case "did not find expected '-' indicator", "block sequence entries are not allowed in this context":
            Localized(
                en: "Not valid YAML: the list does not fit here; check the indentation of the dashes.",
                nl: "Geen geldige YAML: de lijst past hier niet; controleer het inspringen van de streepjes."
            )
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            Localized(
                en: "Not valid YAML: a bracket is not closed, or a comma is missing.",
                nl: "Geen geldige YAML: een haakje is niet gesloten of er ontbreekt een komma."
            )
        case "found unexpected end of stream":
            Localized(
                en: "Not valid YAML: a quotation is not closed.",
                nl: "Geen geldige YAML: een aanhalingsteken is niet gesloten."
            )
        case "but found another document", "did not find expected <document start>":
            Localized(
                en: "A rule file holds one document.",
                nl: "Een regelbestand bevat één document."
            )
        default:
            Localized(
                en: "Not valid YAML\(problem.isEmpty ? "" : ": \(problem)").",
                nl: "Geen geldige YAML: de opbouw klopt hier niet."
            )
        }
    }

    private mutating func add(_ code: FaultCode, _ place: YAMLPlace, en: String, nl: String) {
        add(code, place, Localized(en: en, nl: nl))
    }

    private mutating func add(_ code: FaultCode, _ place: YAMLPlace, _ message: Localized) {
        faults.append(RuleFileFault(line: place.line, column: place.column, path: "", code: code, message: message))
    }
}
