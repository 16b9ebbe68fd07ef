// Looks at the text of a rule file before any YAML parser does: bounds, and features these files do without.
import Domain

/// Refuses text that is too large, or that uses what can make a small file expand without end.
///
/// Anchors and aliases are what turns a kilobyte of YAML into a gigabyte of nodes, and tags can name types; no rule
/// file needs either. The test is deliberately coarse: a `&`, `*` or `!` that begins a word is refused wherever it
/// stands, in text too, so that no cleverness of quoting gets past it.
struct YAMLScreening {
    /// Larger files are not rule files.
    static let bytesMax = 256 << 10
    /// Deeper indentation is not a rule file either; it bounds the depth of blocks.
    static let indentMax = 40
    /// Beyond these, no more faults of this kind are listed.
    private static let faultsMax = 50

    /// What was found.
    private(set) var faults: [RuleFileFault] = []

    /// Looks through a text.
    init(_ text: String) {
        guard text.utf8.count <= Self.bytesMax else {
            add(
                1,
                1,
                .tooLarge,
                en: "The file is larger than \(Self.bytesMax >> 10) KiB.",
                nl: "Het bestand is groter dan \(Self.bytesMax >> 10) KiB."
            )
            return
        }
        var line = 1
        var column = 0
        var previous: Unicode.Scalar = "\n"
        var isIndent = true
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex, faults.count < Self.faultsMax {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            column += 1
            check(scalar, after: previous, before: index < scalars.endIndex ? scalars[index] : "\n", line, column)
            if isIndent, scalar != " ", scalar != "-", scalar != "?", scalar != ":" { isIndent = false }
            if isIndent, column > Self.indentMax {
                isIndent = false
                add(line, column, .tooDeep, en: "Indented too deep.", nl: "Te diep ingesprongen.")
            }
            if scalar == "\n" { (line, column, isIndent) = (line + 1, 0, true) }
            previous = scalar
        }
    }

    private mutating func check(
        _ scalar: Unicode.Scalar,
        after previous: Unicode.Scalar,
        before next: Unicode.Scalar,
        _ line: Int,
        _ column: Int
    ) {
        switch scalar {
        case "\t":
            add(
                line,
                column,
                .yamlFeature,
                en: "Tab characters are not used here; indent with spaces.",
                nl: "Tabtekens worden hier niet gebruikt; spring in met spaties."
            )
        case "&", "*", "!":
            let beginsWord = " \n[{,:".unicodeScalars.contains(previous)
            guard beginsWord, !" \n".unicodeScalars.contains(next) else { return }
            add(
                line,
                column,
                .yamlFeature,
                en:
                    "Anchors (&), aliases (*) and tags (!) are not used here; in text, put a space after the character.",
                nl:
                    "Ankers (&), aliassen (*) en tags (!) worden hier niet gebruikt; zet in tekst een spatie na het teken."
            )
        case "\n": break
        case "\u{FEFF}" where line == 1 && column == 1: add(line, column, .controlCharacter, JSONReader.byteOrderMark)
        case _ where isForbidden(scalar):
            add(
                line,
                column,
                .controlCharacter,
                en: "Control and private-use characters are not allowed.",
                nl: "Besturingstekens en tekens voor privégebruik zijn niet toegestaan."
            )
        default: break
        }
    }

    /// Private-use characters are refused because `YAMLTree` uses them to set a repeated key aside.
    private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029, 0xE000...0xF8FF, 0xFEFF, 0xFFFE...0xFFFF, 0xF0000...: true
        default: false
        }
    }

    private mutating func add(_ line: Int, _ column: Int, _ code: FaultCode, en: String, nl: String) {
        add(line, column, code, Localized(en: en, nl: nl))
    }

    private mutating func add(_ line: Int, _ column: Int, _ code: FaultCode, _ message: Localized) {
        faults.append(RuleFileFault(line: line, column: column, path: "", code: code, message: message))
    }
}
