// A YAML text as a JSON tree, with the line and column of every value and key.
import Domain
import Yams

/// The place of a value or key.
struct YAMLPlace: Hashable {
    /// The line, from 1.
    let line: Int
    /// The column, from 1, in Unicode scalars.
    let column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}

/// Reads a screened YAML text into the tree that the codecs of `Domain` read.
///
/// Plain `true`, `false`, `null` and numbers have their JSON meaning; everything else, dates included, is text. So
/// `no` is a word and `1.10` a number, whatever other YAML readers make of them.
struct YAMLTree {
    /// The tree; nil where the text is not YAML.
    private(set) var root: JSONValue?
    /// What is wrong with the text itself.
    private(set) var faults: [RuleFileFault] = []
    private var values: [String: YAMLPlace] = [:]
    private var keys: [String: YAMLPlace] = [:]
    private var nodeCount = 0

    private static let nodeCountMax = 20_000
    private static let depthMax = 16

    /// Reads a text that `YAMLScreening` has let through.
    init(_ text: String) {
        var parse = YAMLParse(text)
        let node = parse.run()
        faults = parse.faults
        guard let node else { return }
        root = convert(node, at: "", depth: 0)
        if nodeCount > Self.nodeCountMax {
            root = nil
            add(.tooMany, at: "", en: "The file holds too many values.", nl: "Het bestand bevat te veel waarden.")
        }
    }

    /// The place of the value at a pointer, or of the nearest value around it.
    func place(of pointer: String, preferringKey: Bool) -> YAMLPlace {
        var pointer = pointer[...]
        var isExact = true
        while true {
            let path = String(pointer)
            // Around a missing field, its parent's own key says more than the parent's first field.
            if !isExact || preferringKey, let place = keys[path] { return place }
            if let place = values[path] { return place }
            guard let slash = pointer.lastIndex(of: "/") else { return YAMLPlace(line: 1, column: 1) }
            pointer = pointer[..<slash]
            isExact = false
        }
    }

    private mutating func convert(_ node: Node, at pointer: String, depth: Int) -> JSONValue? {
        nodeCount += 1
        values[pointer] = YAMLPlace(node.mark)
        guard nodeCount <= Self.nodeCountMax else { return nil }
        guard depth < Self.depthMax else {
            add(.tooDeep, at: pointer, en: "Nested too deep.", nl: "Te diep genest.")
            return nil
        }
        switch node {
        case .scalar(let scalar): return Self.value(of: scalar)
        case .sequence(let sequence):
            return .array(
                sequence.enumerated().map { convert($1, at: "\(pointer)/\($0)", depth: depth + 1) ?? .null }
            )
        case .mapping(let mapping): return convert(mapping, at: pointer, depth: depth)
        case .alias: return nil
        }
    }

    private mutating func convert(_ mapping: Node.Mapping, at pointer: String, depth: Int) -> JSONValue {
        var members: [JSONMember] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                faults.append(
                    fault(
                        .wrongType,
                        at: pointer,
                        YAMLPlace(key.mark),
                        en: "A key is a word.",
                        nl: "Een sleutel is een woord."
                    )
                )
                continue
            }
            if YAMLParse.isSetAside(scalar.string) { continue }
            let path = pointer + "/" + Self.escaped(scalar.string)
            keys[path] = YAMLPlace(key.mark)
            members.append(JSONMember(scalar.string, convert(value, at: path, depth: depth + 1) ?? .null))
        }
        return .object(members)
    }

    private static func value(of scalar: Node.Scalar) -> JSONValue {
        guard scalar.style == .plain else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        guard let first = scalar.string.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
            // Text that merely begins like a number is text: the reader of the field says whether it is welcome.
            case .number(let number)? = try? JSONReader.read(Array(scalar.string.utf8))
        else { return .string(scalar.string) }
        return .number(number)
    }

    private static func escaped(_ key: String) -> String {
        key.reduce(into: "") { text, character in
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
    }

    private mutating func add(_ code: FaultCode, at pointer: String, en: String, nl: String) {
        faults.append(fault(code, at: pointer, place(of: pointer, preferringKey: true), en: en, nl: nl))
    }

    private func fault(_ code: FaultCode, at pointer: String, _ place: YAMLPlace, en: String, nl: String)
        -> RuleFileFault
    {
        RuleFileFault(
            line: place.line,
            column: place.column,
            path: pointer,
            code: code,
            message: Localized(en: en, nl: nl)
        )
    }
}
