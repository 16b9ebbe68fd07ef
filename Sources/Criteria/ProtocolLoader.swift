// Reads protocol files: YAML in, a `CareProtocol` or every fault of the file out.
package import Domain

/// Loads and checks protocol files.
///
/// A file is read by the codec of `CareProtocol`; then references and what else needs more than one field is checked.
/// All faults are told at once.
package enum ProtocolLoader {
    /// Reads one protocol from UTF-8 bytes.
    ///
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func load(_ bytes: [UInt8]) throws(RuleFileFaults) -> CareProtocol {
        try RuleFileLoader.load(bytes, as: CareProtocol.codec, check: faults(in:))
    }

    /// Reads one protocol.
    ///
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func load(_ text: String) throws(RuleFileFaults) -> CareProtocol {
        try RuleFileLoader.load(text, as: CareProtocol.codec, check: faults(in:))
    }

    private static func faults(in root: JSONValue) -> [Fault] {
        var check = ProtocolCheck(root)
        check.run()
        return check.faults
    }

    /// The protocols that come with the program, by code.
    ///
    /// - Throws: `RuleFileFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundled() throws(RuleFileFaults) -> [CareProtocol] {
        var protocols: [CareProtocol] = []
        for name in bundledNames {
            guard let text = bundledText(name) else { continue }
            protocols.append(try load(text))
        }
        return protocols
    }

    /// The file names of the protocols that come with the program, sorted.
    package static var bundledNames: [String] {
        EmbeddedTexts.names(in: "Protocols")
    }

    /// The text of a protocol file that comes with the program.
    package static func bundledText(_ name: String) -> String? {
        EmbeddedTexts.all["Protocols/\(name)"]
    }
}
