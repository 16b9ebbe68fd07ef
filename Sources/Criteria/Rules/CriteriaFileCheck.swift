// Checks a criteria set as a whole: its file, the file of tests beside it, and what the tests come to.

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
    /// Whether the set has no tests at all, neither in its file nor beside it.
    package private(set) var carriesNoTests = false

    /// Checks a file and the tests beside it. Where the rules cannot be read, no test is run, but the file of tests is
    /// still looked at.
    package init(_ rules: [UInt8], tests: [UInt8]?) {
        var set: CriteriaSet?
        do {
            let loaded = try CriteriaSetLoader.load(rules)
            run(loaded.tests, of: loaded, isInTests: false)
            carriesNoTests = loaded.tests.isEmpty && tests == nil
            set = loaded
        } catch {
            found += error.all.map { (.fault($0), false) }
        }
        guard let tests else { return }
        do {
            let cases = try CriteriaSetLoader.loadTests(tests, of: set)
            if let set { run(cases, of: set, isInTests: true) }
        } catch {
            found += error.all.map { (.fault($0), true) }
        }
    }

    private mutating func run(_ tests: [CriteriaTest], of set: CriteriaSet, isInTests: Bool) {
        testCount += tests.count
        found += set.failures(of: tests).map { (.failure($0), isInTests) }
    }
}
