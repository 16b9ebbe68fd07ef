// Puts a criteria set together from its file: names are resolved, circles refused, statuses gathered.
import Domain
import FoundationEssentials

/// Reads the rules of a file, finding every fault.
struct CriteriaSetReader {
    private let file: CriteriaFile
    private let tree: YAMLTree
    private var reader = RuleReader()
    private var tests: [CriteriaTest] = []
    private let segmentNames: [String]
    private let entryNames: [String]
    private let nerveNames: [String]
    private let patientNames: [String]

    init(_ file: CriteriaFile, _ tree: YAMLTree) {
        self.file = file
        self.tree = tree
        segmentNames = file.segments.keys.sorted()
        entryNames = file.entries.keys.sorted()
        nerveNames = file.nerves.keys.sorted()
        patientNames = file.clauses.map(\.id) + file.terms.keys.sorted()
    }

    /// The set that a file describes.
    ///
    /// - Throws: every fault of the file.
    static func read(_ file: CriteriaFile, _ tree: YAMLTree) throws(Faults) -> CriteriaSet {
        var reader = CriteriaSetReader(file, tree)
        let set = reader.read()
        guard reader.reader.faults.isEmpty else { throw Faults(reader.reader.faults) }
        return set
    }

    /// What is wrong with the rules of a file of which only a part could be read.
    static func faults(of file: CriteriaFile, _ tree: YAMLTree) -> [Fault] {
        var reader = CriteriaSetReader(file, tree)
        _ = reader.read()
        return reader.reader.faults
    }

    /// A rule that could not be read is put in as one without parts, so that the others are still looked at.
    private mutating func read() -> CriteriaSet {
        let segments = segmentNames.compactMap { name in
            file.segments[name].map { raw in
                named(name, raw, segmentRule(raw.rule, "/segments/\(name)/rule", &reader) ?? .all([]))
            }
        }
        let entries = entryNames.compactMap { name in
            file.entries[name].map { raw in
                named(name, raw, entryRule(raw.rule, "/entries/\(name)/rule", &reader) ?? .all([]))
            }
        }
        let nerves = nerveNames.compactMap { name in
            file.nerves[name].map { raw in
                named(name, raw, nerveRule(raw.rule, "/nerves/\(name)/rule", &reader) ?? .all([]))
            }
        }
        var patient = file.clauses.enumerated().map { index, clause in
            let rule = patientRule(clause.rule, "/clauses/\(index)/rule", .none, &reader, open: [clause.id])
            return PatientRule(
                named: NamedRule(
                    name: clause.id,
                    status: clause.status,
                    source: clause.source,
                    rule: rule ?? .all([])
                ),
                names: clause.names,
                isClause: true
            )
        }
        patient += file.terms.keys.sorted().compactMap { name in
            file.terms[name].map { raw in
                let rule = patientRule(raw.rule, "/terms/\(name)/rule", .none, &reader, open: [name])
                return PatientRule(named: named(name, raw, rule ?? .all([])), names: raw.names, isClause: false)
            }
        }
        let levels = file.categories.enumerated().compactMap { index, raw in
            patientRule(raw.rule, "/categories/\(index)/rule", .none, &reader, open: []).map { ($0, raw) }
        }
        checkNames()
        readTests()
        refuseCircles(segments.map(\.rule), "/segments", segmentNames)
        refuseCircles(entries.map(\.rule), "/entries", entryNames)
        refuseCircles(nerves.map(\.rule), "/nerves", nerveNames)
        refuseCircles(patient.map(\.named.rule), "", patientNames)
        guard reader.faults.isEmpty else { return set(segments, entries, nerves, patient, []) }
        let statuses = RuleStatuses(segments: segments, entries: entries, nerves: nerves, patient: patient)
        return set(
            segments,
            entries,
            nerves,
            patient,
            levels.map { rule, raw in
                CriteriaLevel(category: raw.category, rule: rule, status: min(raw.status, statuses.weakest(rule)))
            }
        )
    }

    private func set(
        _ segments: [NamedRule<SegmentLeaf>],
        _ entries: [NamedRule<EntryLeaf>],
        _ nerves: [NamedRule<NerveLeaf>],
        _ patient: [PatientRule],
        _ levels: [CriteriaLevel]
    ) -> CriteriaSet {
        let head = file.head
        return CriteriaSet(
            id: head.id,
            version: head.version,
            effectiveFrom: head.effectiveFrom,
            disease: head.disease,
            names: head.names,
            signedOffBy: head.signedOffBy,
            note: head.note,
            sources: head.sources,
            accuracy: head.accuracy,
            segments: segments,
            block: file.block.flatMap { block in
                guard let definite = segmentNames.firstIndex(of: block.definite),
                    let probable = segmentNames.firstIndex(of: block.probable)
                else { return nil }
                return BlockRules(definite: definite, probable: probable)
            },
            entries: entries,
            nerves: nerves,
            patient: patient,
            clauses: file.clauses.enumerated().map { CriteriaClause(id: $1.id, names: $1.names, index: $0) },
            levels: levels,
            tests: tests
        )
    }

    private func named<Leaf>(_ name: String, _ raw: CriteriaFile.RawRule, _ rule: Rule<Leaf>) -> NamedRule<Leaf> {
        NamedRule(name: name, status: raw.status, source: raw.source, rule: rule)
    }

    // MARK: Scopes

    private func segmentRule(_ json: JSONValue, _ pointer: String, _ reader: inout RuleReader) -> Rule<SegmentLeaf>? {
        reader.rule(
            json,
            at: pointer,
            names: { name, pointer, reader in
                Self.place(of: name, in: segmentNames, pointer, &reader).map { .named($0) }
            },
            leaf: { word, json, pointer, reader in reader.segmentLeaf(word, json, at: pointer) }
        )
    }

    private func entryRule(_ json: JSONValue, _ pointer: String, _ reader: inout RuleReader) -> Rule<EntryLeaf>? {
        reader.rule(
            json,
            at: pointer,
            names: { name, pointer, reader in
                Self.place(of: name, in: entryNames, pointer, &reader).map { .named($0) }
            },
            leaf: { word, json, pointer, reader in
                reader.entryLeaf(word, json, at: pointer) { segmentRule($0, $1, &$2) }
            }
        )
    }

    private func nerveRule(_ json: JSONValue, _ pointer: String, _ reader: inout RuleReader) -> Rule<NerveLeaf>? {
        reader.rule(
            json,
            at: pointer,
            names: { name, pointer, reader in
                if let index = nerveNames.firstIndex(of: name) { return .named(index) }
                return Self.place(of: name, in: entryNames, pointer, &reader).map { .leaf(.someEntry(.named($0))) }
            },
            leaf: { word, json, pointer, reader in reader.nerveLeaf(word, json, at: pointer) }
        )
    }

    /// Under a restriction names are read in place, since what they count differs there; `open` are the names that are
    /// being read.
    private func patientRule(
        _ json: JSONValue,
        _ pointer: String,
        _ restriction: RuleReader.Restriction,
        _ reader: inout RuleReader,
        open: [String]
    ) -> Rule<PatientLeaf>? {
        let isRestricted = restriction.among != nil || restriction.isOfAffectedLimbs
        return reader.rule(
            json,
            at: pointer,
            names: { name, pointer, reader in
                guard let index = Self.place(of: name, in: patientNames, pointer, &reader) else { return nil }
                guard isRestricted, let raw = rawPatientRule(name) else { return .named(index) }
                guard !open.contains(name), open.count < 10 else {
                    reader.report(pointer, .contradiction, Self.circle)
                    return nil
                }
                let known = reader.faults.count
                let rule = patientRule(raw, pointer, restriction, &reader, open: open + [name])
                // Faults of the rule are told where it stands; only a circle is of the one that names it, too.
                let found = reader.takeFaults(from: known)
                if found.contains(where: { $0.message == Self.circle }) {
                    reader.report(pointer, .contradiction, Self.circle)
                }
                return rule
            },
            leaf: { word, json, pointer, reader in
                reader.patientLeaf(
                    word,
                    json,
                    at: pointer,
                    restriction,
                    RuleReader.InnerRules(
                        nerve: { nerveRule($0, $1, &$2) },
                        entry: { entryRule($0, $1, &$2) },
                        within: { inner, pointer, restriction, reader in
                            patientRule(inner, pointer, restriction, &reader, open: open)
                        }
                    )
                )
            }
        )
    }

    private func rawPatientRule(_ name: String) -> JSONValue? {
        file.clauses.first { $0.id == name }?.rule ?? file.terms[name]?.rule
    }

    private static func place(
        of name: String,
        in names: [String],
        _ pointer: String,
        _ reader: inout RuleReader
    ) -> Int? {
        if let index = names.firstIndex(of: name) { return index }
        reader.unknownName(pointer)
        return nil
    }

    // MARK: Checks

    private static let circle = Localized(en: "This rule asks for itself.", nl: "Deze regel vraagt naar zichzelf.")

    /// Names, sources, categories and block rules that do not fit.
    private mutating func checkNames() {
        for (index, clause) in file.clauses.enumerated()
        where file.clauses[..<index].contains(where: { $0.id == clause.id }) || file.terms[clause.id] != nil {
            reader.report(
                "/clauses/\(index)/id",
                .duplicate,
                en: "Another clause or term has this name.",
                nl: "Een andere voorwaarde of term heeft deze naam."
            )
        }
        for name in nerveNames where entryNames.contains(name) {
            reader.report(
                "/nerves/\(name)",
                .duplicate,
                en: "An entry rule has this name.",
                nl: "Een regel voor een onderzoek heeft deze naam."
            )
        }
        for (index, level) in file.categories.enumerated()
        where file.categories[..<index].contains(where: { $0.category == level.category }) {
            reader.report(
                "/categories/\(index)/id",
                .duplicate,
                en: "This category stands here twice.",
                nl: "Deze categorie staat er twee keer."
            )
        }
        if let block = file.block {
            for (key, name) in [("definite", block.definite), ("probable", block.probable)]
            where !segmentNames.contains(name) {
                reader.unknownName("/block/\(key)")
            }
        }
        checkSources()
    }

    private mutating func readTests() {
        guard let raw = file.tests else { return }
        let (tests, faults) = raw.read(clauses: Set(file.clauses.map(\.id)), at: "/tests", in: tree)
        self.tests = tests
        for fault in faults { reader.report(fault.pointer, fault.code, fault.message) }
    }

    private mutating func checkSources() {
        let known = Set(file.head.sources.map(\.id))
        var used = file.clauses.enumerated().map { ("/clauses/\($0)/source", $1.source) }
        used += file.categories.enumerated().map { ("/categories/\($0)/source", $1.source) }
        used += file.head.accuracy.enumerated().map { ("/accuracy/\($0)/source", $1.source) }
        for (list, rules) in [
            ("segments", file.segments), ("entries", file.entries), ("nerves", file.nerves), ("terms", file.terms),
        ] {
            used += rules.map { ("/\(list)/\($0)/source", $1.source) }
        }
        for (pointer, source) in used where !known.contains(source) {
            reader.report(
                pointer,
                .unknownReference,
                en: "No source of this id is listed.",
                nl: "Er staat geen bron met deze id in de lijst."
            )
        }
    }

    /// A rule that needs its own verdict has none.
    private mutating func refuseCircles<Leaf>(_ rules: [Rule<Leaf>], _ pointer: String, _ names: [String]) {
        for start in rules.indices {
            var open = [start]
            var seen: Set<Int> = []
            while let index = open.popLast() {
                rules[index].forEach { part in
                    guard case .named(let next) = part, seen.insert(next).inserted else { return }
                    open.append(next)
                }
            }
            guard seen.contains(start) else { continue }
            let name = names[start]
            let place = file.clauses.firstIndex { $0.id == name }.map { "/clauses/\($0)/rule" }
            reader.report(
                pointer.isEmpty ? place ?? "/terms/\(name)/rule" : "\(pointer)/\(name)/rule",
                .contradiction,
                Self.circle
            )
        }
    }
}
