// Reads protocol files: YAML in, a `CareProtocol` or every fault of the file out.
package import Domain

/// Loads and checks protocol files.
///
/// A file is screened, parsed and read by the codec of `CareProtocol`; then what needs more than one field is checked
/// on the tree, so that references are looked at also where some field could not be read. All faults are told at once.
package enum ProtocolLoader {
    /// Reads one protocol from UTF-8 bytes.
    ///
    /// - Throws: `ProtocolFaults`, which holds every fault with its line and column.
    package static func load(_ bytes: [UInt8]) throws(ProtocolFaults) -> CareProtocol {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ProtocolFaults([
                ProtocolFault(
                    line: 1 + bytes.prefix(validPrefixCount(of: bytes)).count { $0 == UInt8(ascii: "\n") },
                    column: 1,
                    path: "",
                    code: .invalidUTF8,
                    message: Localized(en: "The file is not UTF-8.", nl: "Het bestand is geen UTF-8.")
                )
            ])
        }
        return try load(text)
    }

    /// Reads one protocol.
    ///
    /// - Throws: `ProtocolFaults`, which holds every fault with its line and column.
    package static func load(_ text: String) throws(ProtocolFaults) -> CareProtocol {
        let screening = YAMLScreening(text)
        guard screening.faults.isEmpty else { throw ProtocolFaults(screening.faults) }
        let tree = YAMLTree(text)
        guard let root = tree.root else { throw ProtocolFaults(tree.faults) }
        var faults = tree.faults
        var loaded: CareProtocol?
        do {
            loaded = try CareProtocol.codec.decode(root)
        } catch {
            faults += error.all.map { place($0, in: tree) }
        }
        var check = ProtocolCheck(root)
        check.run()
        faults += check.faults.map { place($0, in: tree) }
        guard faults.isEmpty, let loaded else { throw ProtocolFaults(faults) }
        return loaded
    }

    /// The protocols that come with the program, by code.
    ///
    /// - Throws: `ProtocolFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundled() throws(ProtocolFaults) -> [CareProtocol] {
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

    private static func place(_ fault: Fault, in tree: YAMLTree) -> ProtocolFault {
        let isAboutKey = fault.code == .unknownField
        let place = tree.place(of: fault.pointer, preferringKey: isAboutKey)
        let (code, message) = reworded(fault)
        return ProtocolFault(line: place.line, column: place.column, path: fault.pointer, code: code, message: message)
    }

    /// A missing `en` or `nl` is a missing translation, and says so.
    private static func reworded(_ fault: Fault) -> (FaultCode, Localized) {
        guard fault.code == .missing else { return (fault.code, fault.message) }
        if fault.pointer.hasSuffix("/en") {
            return (.missingLanguage, Localized(en: "The English text is missing.", nl: "De Engelse tekst ontbreekt."))
        }
        if fault.pointer.hasSuffix("/nl") {
            return (
                .missingLanguage, Localized(en: "The Dutch text is missing.", nl: "De Nederlandse tekst ontbreekt.")
            )
        }
        return (fault.code, fault.message)
    }

    /// The number of leading bytes that are UTF-8.
    private static func validPrefixCount(of bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var count = 0
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }
}
