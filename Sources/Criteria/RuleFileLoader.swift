// Reads the rule files of the program, whatever they hold: YAML in, a value or every fault of the file out.
import Domain

/// Reads a YAML file by a codec.
///
/// A file is screened, parsed and read by the codec; then what needs more than one field is checked on the tree, so that
/// it is looked at also where some field could not be read. All faults are told at once, each with line and column; only
/// a text that is no YAML, or that the screening refuses, is not looked into any further.
enum RuleFileLoader {
    /// Reads a file from UTF-8 bytes.
    static func load<Value>(
        _ bytes: [UInt8],
        as codec: Codec<Value>,
        check: (JSONValue) -> [Fault] = { _ in [] }
    ) throws(RuleFileFaults) -> Value {
        try load(try text(of: bytes), as: codec, check: check)
    }

    /// Reads a file from text.
    static func load<Value>(
        _ text: String,
        as codec: Codec<Value>,
        check: (JSONValue) -> [Fault] = { _ in [] }
    ) throws(RuleFileFaults) -> Value {
        try load(text, as: codec, check: check) { (value, _) throws(Faults) in value }
    }

    /// Reads a file from text, and makes something of it that may find more faults; it is made only of a file that the
    /// codec could read. Where it could not, `behind` finds the other faults of the file beside those found. The tree tells
    /// on which line something stands.
    static func load<Value, Made>(
        _ text: String,
        as codec: Codec<Value>,
        check: (JSONValue) -> [Fault] = { _ in [] },
        behind: ([Fault], JSONValue, YAMLTree) -> [Fault] = { _, _, _ in [] },
        make: (Value, YAMLTree) throws(Faults) -> Made
    ) throws(RuleFileFaults) -> Made {
        let screening = YAMLScreening(text)
        guard screening.faults.isEmpty else { throw RuleFileFaults(screening.faults) }
        let tree = YAMLTree(text)
        guard let root = tree.root else { throw RuleFileFaults(tree.faults) }
        var faults = tree.faults
        var made: Made?
        do throws(Faults) {
            let value: Value
            do throws(Faults) {
                value = try codec.decode(root)
            } catch {
                throw Faults(error.all + behind(error.all, root, tree))
            }
            made = try make(value, tree)
        } catch {
            faults += error.all.map { place($0, in: tree) }
        }
        faults += check(root).map { place($0, in: tree) }
        guard faults.isEmpty, let made else { throw RuleFileFaults(faults) }
        return made
    }

    /// The text of a file.
    static func text(of bytes: [UInt8]) throws(RuleFileFaults) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        throw RuleFileFaults([
            RuleFileFault(
                line: 1 + bytes.prefix(validPrefixCount(of: bytes)).count { $0 == UInt8(ascii: "\n") },
                column: 1,
                path: "",
                code: .invalidUTF8,
                message: Localized(en: "The file is not UTF-8.", nl: "Het bestand is geen UTF-8.")
            )
        ])
    }

    private static func place(_ fault: Fault, in tree: YAMLTree) -> RuleFileFault {
        let isAboutKey = fault.code == .unknownField
        let place = tree.place(of: fault.pointer, preferringKey: isAboutKey)
        let (code, message) = reworded(fault)
        return RuleFileFault(line: place.line, column: place.column, path: fault.pointer, code: code, message: message)
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
