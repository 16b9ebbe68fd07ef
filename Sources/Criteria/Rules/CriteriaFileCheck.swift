// Checks a criteria set as a whole: its file, the file of tests beside it, and what the tests come to.
package import Domain

/// Everything that is wrong with a criteria file and its tests.
package struct CriteriaFileCheck: Sendable {
    /// One thing that is wrong.
    package enum Finding: Sendable, Hashable {
        /// A file that does not hold what it should.
        case fault(RuleFileFault)
        /// A test that came to something else.
        case failure(CriteriaTestFailure)
    }

    /// What was found, and whether in the file of tests; in the order of the files and their lines.
    package private(set) var found: [(finding: Finding, isInTests: Bool)] = []
    /// The number of tests run.
    package private(set) var testCount = 0
    /// What is said of a set without tests where none can stand beside it, so that it is no fault; nil elsewhere.
    package private(set) var note: Localized?

    /// Checks a file and the tests beside it. Where the rules cannot be read, no test is run, but the file of tests is
    /// still looked at.
    ///
    /// - Parameters:
    ///   - rules: the criteria file.
    ///   - tests: the file of tests beside it; nil where there is none.
    ///   - isBesideNothing: whether none can stand beside it, as beside standard input.
    package init(_ rules: [UInt8], tests: [UInt8]?, isBesideNothing: Bool = false) {
        var set: CriteriaSet?
        do {
            let loaded = try CriteriaSetLoader.load(rules)
            run(loaded.tests, of: loaded, isInTests: false)
            set = loaded
        } catch {
            found += error.all.map { (.fault($0), false) }
        }
        if tests == nil, CriteriaSetLoader.carriesTests(rules) == false {
            if isBesideNothing {
                note = Self.noteWithoutTests
            } else {
                found.insert((.fault(Self.withoutTests), false), at: 0)
            }
        }
        guard let tests else { return }
        do {
            let cases = try CriteriaSetLoader.loadTests(tests, of: set)
            if let set { run(cases, of: set, isInTests: true) }
        } catch {
            found += error.all.map { (.fault($0), true) }
        }
    }

    /// Each file carries its own test cases: without any, nothing shows that the set answers as its source says.
    private static let withoutTests = RuleFileFault(
        line: 1,
        column: 1,
        path: "/tests",
        code: .missing,
        message: Localized(
            en:
                "The set has no test cases, so nothing shows that it answers as it should. Put them beside it, in a file of the same name that ends in .tests.yaml.",
            nl:
                "De set heeft geen testcasussen, dus niets laat zien dat die antwoordt zoals bedoeld. Zet ze ernaast, in een bestand met dezelfde naam dat eindigt op .tests.yaml."
        )
    )

    private static let noteWithoutTests = Localized(
        en:
            "The set has no test cases, and none can stand beside what is read from standard input: only its rules were checked.",
        nl:
            "De set heeft geen testcasussen, en naast standaardinvoer kunnen er geen staan: alleen de regels zijn gecontroleerd."
    )

    private mutating func run(_ tests: [CriteriaTest], of set: CriteriaSet, isInTests: Bool) {
        testCount += tests.count
        found += set.failures(of: tests).map { (.failure($0), isInTests) }
    }
}
