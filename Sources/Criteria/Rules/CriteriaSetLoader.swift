// Loads criteria sets: those that come with the program, and any file beside them.
import Domain

/// Loads and checks criteria files.
package enum CriteriaSetLoader {
    /// Reads one set from UTF-8 bytes.
    ///
    /// - Throws: `ProtocolFaults`, which holds every fault with its line and column.
    package static func load(_ bytes: [UInt8]) throws(ProtocolFaults) -> CriteriaSet {
        try load(try RuleFileLoader.text(of: bytes))
    }

    /// Reads one set.
    ///
    /// - Throws: `ProtocolFaults`, which holds every fault with its line and column.
    package static func load(_ text: String) throws(ProtocolFaults) -> CriteriaSet {
        try RuleFileLoader.load(text, as: CriteriaFile.codec, make: CriteriaSetReader.read)
    }

    /// The sets that come with the program, in the order of their file names.
    ///
    /// - Throws: `ProtocolFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundled() throws(ProtocolFaults) -> [CriteriaSet] {
        var sets: [CriteriaSet] = []
        for name in bundledNames {
            guard let text = bundledText(name) else { continue }
            sets.append(try load(text))
        }
        return sets
    }

    /// The sets that come with the program, without their test cases: what evaluating needs, read in a fraction of the
    /// time.
    ///
    /// - Throws: `ProtocolFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundledRules() throws(ProtocolFaults) -> [CriteriaSet] {
        var sets: [CriteriaSet] = []
        for name in bundledNames {
            guard let text = bundledText(name) else { continue }
            sets.append(try load(rules(of: text)))
        }
        return sets
    }

    /// The text of a criteria file up to its test cases, which come last.
    package static func rules(of text: String) -> String {
        text.firstRange(of: "\ntests:\n").map { String(text[...$0.lowerBound]) } ?? text
    }

    /// The file names of the sets that come with the program, sorted.
    package static var bundledNames: [String] { EmbeddedTexts.names(in: "CriteriaSets") }

    /// The text of a criteria file that comes with the program.
    package static func bundledText(_ name: String) -> String? { EmbeddedTexts.all["CriteriaSets/\(name)"] }
}
