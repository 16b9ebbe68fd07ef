// The test cases of a criteria set: cases with the answers they must get, in a file beside the rules or at their end.
import Domain
import FoundationEssentials

/// What a test case must come to; what is left out is not asked.
package struct CriteriaExpectation: Sendable, Hashable {
    /// The answer of the set.
    let category: CriteriaCategory?
    /// The verdicts of categories, by id.
    let categories: [String: Verdict]
    /// The verdicts of clauses, by id.
    let clauses: [String: Verdict]
    /// The block of each segment, in the order of the case.
    let blocks: [BlockAnswer]?
    /// The categories that can still be reached.
    let reachable: [CriteriaCategory]?

    static let codec: Codec<CriteriaExpectation> = .object(
        nil,
        CriteriaExpectation.init(category:categories:clauses:blocks:reachable:),
        .optional("category", \.category, .code),
        .defaulted("categories", \.categories, .byName(.code), [:]),
        .defaulted("clauses", \.clauses, .byName(.code), [:]),
        .optional("blocks", \.blocks, .list(.code, count: 0...1_000)),
        .optional("reachable", \.reachable, .list(.code, count: 0...10))
    )
}

/// A test case of a criteria set.
package struct CriteriaTest: Sendable, Hashable {
    /// What it shows, in English.
    package let name: String
    /// The line of its file on which it stands, from 1.
    package let line: Int
    /// The case.
    let file: CaseFile
    /// What it must come to.
    let expectation: CriteriaExpectation
}

/// The test cases of a file as written: a case, and what each test changes about it.
struct RawCriteriaTests: Sendable {
    /// One test as written.
    struct RawTest: Sendable {
        let name: String
        /// The name of the case it begins with; `base` where it is left out.
        let from: String?
        /// What is put at which pointer.
        let set: [String: JSONValue]
        /// The pointers of what is taken away.
        let remove: [String]
        let expectation: CriteriaExpectation

        static let codec: Codec<RawTest> = .object(
            nil,
            RawTest.init(name:from:set:remove:expectation:),
            .required("name", \.name, .note()),
            .optional("from", \.from, .openCode()),
            .defaulted("set", \.set, .byName(.json), [:]),
            .list("remove", \.remove, .note(), max: 100),
            .required("expect", \.expectation, CriteriaExpectation.codec)
        )
    }

    let cases: [String: JSONValue]
    let tests: [RawTest]

    static let codec: Codec<RawCriteriaTests> = .object(
        nil,
        RawCriteriaTests.init(cases:tests:),
        .required("cases", \.cases, .byName(.json)),
        .required("list", \.tests, .list(RawTest.codec, count: 1...1_000))
    )

    /// The tests with their cases made.
    ///
    /// - Parameters:
    ///   - clauses: the ids that expectations may name; nil where they are not known, and nothing is said of them.
    ///   - place: the pointer of the tests in their file.
    ///   - tree: the file, which tells the lines.
    /// - Returns: the tests, and what is wrong with them.
    func read(
        clauses: Set<String>?,
        at place: String,
        in tree: YAMLTree
    ) -> (tests: [CriteriaTest], faults: [Fault]) {
        var found: [CriteriaTest] = []
        var faults: [Fault] = []
        for (index, raw) in tests.enumerated() {
            let pointer = "\(place)/list/\(index)"
            for id in raw.expectation.clauses.keys where clauses?.contains(id) == false {
                faults.append(
                    Fault(
                        "\(pointer)/expect/clauses/\(id)",
                        .unknownReference,
                        en: "There is no clause of this id.",
                        nl: "Er is geen voorwaarde met deze id."
                    )
                )
            }
            guard var json = cases[raw.from ?? "base"] else {
                faults.append(
                    Fault(
                        "\(pointer)/from",
                        .unknownReference,
                        en: "There is no case of this name.",
                        nl: "Er is geen casus met deze naam."
                    )
                )
                continue
            }
            for place in raw.remove where !json.change(place, to: nil) {
                faults.append(Self.noPlace("\(pointer)/remove"))
            }
            for (place, value) in raw.set.sorted(by: { $0.key < $1.key }) where !json.change(place, to: value) {
                faults.append(Self.noPlace("\(pointer)/set/\(JSONValue.escaped(place))"))
            }
            do {
                let file = try CaseFile.codec.decode(json)
                let line = tree.place(of: pointer, preferringKey: false).line
                found.append(CriteriaTest(name: raw.name, line: line, file: file, expectation: raw.expectation))
            } catch {
                faults += error.all.map { Fault(pointer, $0.code, $0.message.prefixed($0.pointer)) }
            }
        }
        return (found, faults)
    }

    private static func noPlace(_ pointer: String) -> Fault {
        Fault(
            pointer,
            .unknownReference,
            en: "The case has no such place.",
            nl: "De casus heeft zo'n plaats niet."
        )
    }
}

extension Localized {
    /// The sentence with the place it is about before it.
    fileprivate func prefixed(_ pointer: String) -> Localized {
        Localized(en: "\(pointer): \(en)", nl: "\(pointer): \(nl)")
    }
}

extension JSONValue {
    /// A key as it stands in a pointer.
    fileprivate static func escaped(_ key: String) -> String {
        key.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    /// Puts a value at an RFC 6901 pointer, or takes away what stands there; false where there is no such place. A key
    /// that an object lacks is added, and so is the element after the last of a list.
    fileprivate mutating func change(_ pointer: String, to value: JSONValue?) -> Bool {
        guard pointer.hasPrefix("/") else { return false }
        let keys = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
        return change(keys[...], to: value)
    }

    private mutating func change(_ keys: ArraySlice<String>, to value: JSONValue?) -> Bool {
        guard let key = keys.first else { return false }
        let isLast = keys.count == 1
        switch self {
        case .object(var members):
            if let index = members.firstIndex(where: { $0.key == key }) {
                if isLast {
                    if let value { members[index] = JSONMember(key, value) } else { members.remove(at: index) }
                } else {
                    var inner = members[index].value
                    guard inner.change(keys.dropFirst(), to: value) else { return false }
                    members[index] = JSONMember(key, inner)
                }
            } else {
                guard isLast, let value else { return false }
                members.append(JSONMember(key, value))
            }
            self = .object(members)
        case .array(var elements):
            guard let index = Int(key), index >= 0, index <= elements.count else { return false }
            if index == elements.count {
                guard isLast, let value else { return false }
                elements.append(value)
            } else if isLast {
                if let value { elements[index] = value } else { elements.remove(at: index) }
            } else {
                guard elements[index].change(keys.dropFirst(), to: value) else { return false }
            }
            self = .array(elements)
        case .null, .bool, .number, .string: return false
        }
        return true
    }
}
