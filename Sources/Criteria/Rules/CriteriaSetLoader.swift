// Loads criteria sets and their test cases: those that come with the program, and any file beside them.
import Domain

/// Loads and checks criteria files.
///
/// A set is its file of rules, and a file of test cases beside it (`x.yaml`, `x.tests.yaml`). The tests are read only
/// by who runs them, so that what every start of the program reads is the rules alone. A file that has its tests at its
/// end is read as well.
package enum CriteriaSetLoader {
    /// Reads one set from UTF-8 bytes.
    ///
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func load(_ bytes: [UInt8]) throws(RuleFileFaults) -> CriteriaSet {
        try load(try RuleFileLoader.text(of: bytes))
    }

    /// Reads one set.
    ///
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func load(_ text: String) throws(RuleFileFaults) -> CriteriaSet {
        try RuleFileLoader.load(
            text,
            as: CriteriaFile.codec,
            behind: CriteriaFile.faults(behind:in:_:),
            make: CriteriaSetReader.read
        )
    }

    /// Whether a criteria file has tests at its end; nil where it cannot be read at all.
    static func carriesTests(_ bytes: [UInt8]) -> Bool? {
        guard let text = try? RuleFileLoader.text(of: bytes), YAMLScreening(text).faults.isEmpty else { return nil }
        return YAMLTree(text).root.map { $0["tests"] != nil }
    }

    /// Reads the test cases beside a set from UTF-8 bytes.
    ///
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func loadTests(_ bytes: [UInt8], of set: CriteriaSet?) throws(RuleFileFaults) -> [CriteriaTest] {
        try loadTests(try RuleFileLoader.text(of: bytes), of: set)
    }

    /// Reads the test cases beside a set.
    ///
    /// - Parameters:
    ///   - text: the file of tests.
    ///   - set: the set; nil where its own file is at fault, and only the tests themselves are looked at.
    /// - Returns: the tests in the order of the file.
    /// - Throws: `RuleFileFaults`, which holds every fault with its line and column.
    package static func loadTests(_ text: String, of set: CriteriaSet?) throws(RuleFileFaults) -> [CriteriaTest] {
        try RuleFileLoader.load(
            text,
            as: CriteriaTestsFile.codec,
            behind: { CriteriaTestsFile.faults(behind: $0, in: $1, of: set, $2) },
            make: { (file, tree) throws(Faults) in try file.read(of: set, in: tree) }
        )
    }

    /// The sets that come with the program, in the order of their file names, without their test cases.
    ///
    /// - Throws: `RuleFileFaults` where a file of the program itself is at fault, which a test rules out.
    package static func bundled() throws(RuleFileFaults) -> [CriteriaSet] {
        var sets: [CriteriaSet] = []
        for name in bundledNames {
            guard let text = bundledText(name) else { continue }
            sets.append(try load(text))
        }
        return sets
    }

    /// The endings of the names of criteria files.
    private static let endings = [".yaml", ".yml"]

    /// The name of the file of tests that belongs beside a criteria file, `x.tests.yaml` beside `x.yaml`; nil for a name
    /// that is not one of a criteria file. Capitals are kept.
    package static func testsName(beside name: String) -> String? {
        guard self.name(besideTests: name) == nil else { return nil }
        return endings.first(where: name.lowercased().hasSuffix).map { ending in
            "\(name.dropLast(ending.count)).tests\(name.suffix(ending.count))"
        }
    }

    /// The names that the file of tests may have, in the order in which they are looked for: with the capitals of the
    /// criteria file, or with none in the ending.
    package static func testsNames(beside name: String) -> [String] {
        guard let own = testsName(beside: name), let ending = endings.first(where: own.lowercased().hasSuffix) else {
            return []
        }
        let plain = "\(own.dropLast(ending.count))\(ending)"
        return own == plain ? [own] : [own, plain]
    }

    /// The name of the criteria file that a file of tests stands beside; nil for the name of any other file.
    package static func name(besideTests name: String) -> String? {
        endings.first { name.lowercased().hasSuffix(".tests\($0)") }.map { ending in
            "\(name.dropLast(ending.count + ".tests".count))\(name.suffix(ending.count))"
        }
    }

    /// The file names of the sets that come with the program, sorted.
    package static var bundledNames: [String] {
        EmbeddedTexts.names(in: "CriteriaSets").filter { name(besideTests: $0) == nil }
    }

    /// The text of a criteria file, or of a file of tests, that comes with the program.
    package static func bundledText(_ name: String) -> String? { EmbeddedTexts.all["CriteriaSets/\(name)"] }
}
