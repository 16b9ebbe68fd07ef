// What can be read of a criteria file, or of a file of tests, that is at fault: so that one kind of fault hides no other.
import Domain

extension CriteriaFile {
    /// The faults of rules, names, sources and tests in a file whose fields are at fault; those that the faults found explain
    /// are left out.
    static func faults(behind found: [Fault], in root: JSONValue, _ tree: YAMLTree) -> [Fault] {
        guard let file = CriteriaFile(sketching: root) else { return [] }
        // A list under a misspelt name is one whose names are not known.
        let hasStrangers = found.contains { $0.code == .unknownField && $0.pointer.count { $0 == "/" } == 1 }
        let named = hasAllNames(root, hasStrangers: hasStrangers)
        let sources = root["sources"]?.array?.allSatisfy { $0["id"]?.string != nil } ?? false
        return CriteriaSetReader.faults(of: file, tree).filter { fault in
            if fault.code == .unknownReference {
                guard fault.pointer.hasSuffix("/source") ? sources : named else { return false }
            }
            return !fault.isExplained(by: found)
        }
    }

    /// A file with what can be read of it; what cannot is left empty.
    private init?(sketching root: JSONValue) {
        guard let day = LocalDate(year: 2000, month: 1, day: 1) else { return nil }
        let ids = (root["sources"]?.array ?? []).compactMap { $0["id"]?.string } + [""]
        let head = CriteriaHead(
            format: .version1,
            id: "",
            version: "",
            effectiveFrom: day,
            disease: .mmn,
            names: Localized(same: ""),
            signedOffBy: [],
            note: nil,
            sources: ids.map { CriteriaSource(id: $0, citation: "", doi: nil, status: .unchecked) },
            accuracy: []
        )
        let block = root["block"].flatMap { block in
            block["definite"]?.string.flatMap { definite in
                block["probable"]?.string.map { RawBlock(definite: definite, probable: $0) }
            }
        }
        self.init(
            head: head,
            segments: Self.rules(root["segments"]),
            block: block,
            entries: Self.rules(root["entries"]),
            nerves: Self.rules(root["nerves"]),
            clauses: (root["clauses"]?.array ?? []).map { clause in
                RawClause(
                    id: clause["id"]?.string ?? "",
                    names: Localized(same: ""),
                    rule: clause["rule"] ?? .null,
                    source: clause["source"]?.string ?? "",
                    status: .unchecked
                )
            },
            terms: Self.rules(root["terms"]),
            categories: (root["categories"]?.array ?? []).map { level in
                RawLevel(
                    category: level["id"]?.string.flatMap(CriteriaCategory.init(rawValue:)) ?? .notMet,
                    rule: level["rule"] ?? .null,
                    source: level["source"]?.string ?? "",
                    status: .unchecked
                )
            },
            tests: root["tests"].map(RawCriteriaTests.init(sketching:))
        )
    }

    private static func rules(_ json: JSONValue?) -> [String: RawRule] {
        guard case .object(let members)? = json else { return [:] }
        return Dictionary(
            members.map { member in
                let rule = RawRule(
                    rule: member.value["rule"] ?? .null,
                    names: nil,
                    source: member.value["source"]?.string ?? "",
                    status: .unchecked
                )
                return (member.key, rule)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Whether every name that rules may use could be read: else nothing is said of names that are not found.
    private static func hasAllNames(_ root: JSONValue, hasStrangers: Bool) -> Bool {
        guard let clauses = root["clauses"]?.array, clauses.allSatisfy({ $0["id"]?.string != nil }) else {
            return false
        }
        return ["segments", "entries", "nerves", "terms"].allSatisfy { list in
            switch root[list] {
            case .object?: true
            case nil: !hasStrangers
            default: false
            }
        }
    }
}

extension CriteriaTestsFile {
    /// The faults of tests in a file whose fields are at fault; those that the faults found explain are left out.
    static func faults(
        behind found: [Fault],
        in root: JSONValue,
        of set: CriteriaSet?,
        _ tree: YAMLTree
    ) -> [Fault] {
        let tests = RawCriteriaTests(sketching: root)
        let clauses = set.map { Set($0.clauses.map(\.id)) }
        return tests.read(clauses: clauses, at: "", in: tree).faults.filter { !$0.isExplained(by: found) }
    }
}

extension RawCriteriaTests {
    /// Tests with what can be read of them.
    fileprivate init(sketching json: JSONValue) {
        var cases: [String: JSONValue] = [:]
        if case .object(let members)? = json["cases"] {
            for member in members { cases[member.key] = member.value }
        }
        self.init(
            cases: cases,
            tests: (json["list"]?.array ?? []).map { test in
                var changes: [String: JSONValue] = [:]
                if case .object(let members)? = test["set"] {
                    for member in members { changes[member.key] = member.value }
                }
                let expected = test["expect"].flatMap { try? CriteriaExpectation.codec.decode($0) }
                return RawTest(
                    name: "",
                    from: test["from"]?.string,
                    set: changes,
                    remove: (test["remove"]?.array ?? []).compactMap(\.string),
                    expectation: expected ?? .nothing
                )
            }
        )
    }
}

extension CriteriaExpectation {
    /// Nothing is expected.
    fileprivate static let nothing = CriteriaExpectation(
        category: nil,
        categories: [:],
        clauses: [:],
        blocks: nil,
        reachable: nil
    )
}

extension Fault {
    /// Whether a fault of the same place, or of one around it, was found already.
    fileprivate func isExplained(by found: [Fault]) -> Bool {
        found.contains { pointer == $0.pointer || pointer.hasPrefix($0.pointer + "/") }
    }
}
