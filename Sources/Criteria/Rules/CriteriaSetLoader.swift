// Loads criteria sets: those that come with the program, and any file beside them.
import Domain

/// Loads and checks criteria files.
package enum CriteriaSetLoader {
    /// Reads one set from UTF-8 bytes.
    ///
    /// - Throws: `ProtocolFaults`, which holds every fault with its line and column.
    package static func load(_ bytes: [UInt8]) throws(ProtocolFaults) -> CriteriaSet {
        try read(try RuleFileLoader.load(bytes, as: CriteriaFile.codec, check: faults(of:)))
    }

    /// Reads one set.
    ///
    /// - Throws: `ProtocolFaults`, which holds every fault with its line and column.
    package static func load(_ text: String) throws(ProtocolFaults) -> CriteriaSet {
        try read(try RuleFileLoader.load(text, as: CriteriaFile.codec, check: faults(of:)))
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

    /// The file names of the sets that come with the program, sorted.
    package static var bundledNames: [String] { EmbeddedTexts.names(in: "CriteriaSets") }

    /// The text of a criteria file that comes with the program.
    package static func bundledText(_ name: String) -> String? { EmbeddedTexts.all["CriteriaSets/\(name)"] }

    private static func faults(of json: JSONValue) -> [Fault] {
        guard let file = try? CriteriaFile.codec.decode(json) else { return [] }
        return CriteriaSetReader.read(file).faults
    }

    private static func read(_ file: CriteriaFile) throws(ProtocolFaults) -> CriteriaSet {
        let (set, faults) = CriteriaSetReader.read(file)
        guard let set else {
            throw ProtocolFaults(
                faults.map {
                    ProtocolFault(line: 1, column: 1, path: $0.pointer, code: $0.code, message: $0.message)
                }
            )
        }
        return set
    }
}
