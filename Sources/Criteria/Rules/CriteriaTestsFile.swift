// The file of test cases beside a criteria file: `efns-pns-2010-mmn.tests.yaml` beside `efns-pns-2010-mmn.yaml`.
import Domain

/// A file of test cases with the tests unread.
struct CriteriaTestsFile: Sendable {
    let format: CriteriaTestsFileFormat
    /// The id of the set that the tests are about.
    let criteria: String
    let tests: RawCriteriaTests

    static let codec: Codec<CriteriaTestsFile> = .object(
        nil,
        CriteriaTestsFile.init(format:criteria:tests:),
        .required("format", \.format, .code),
        .required("criteria", \.criteria, .openCode()),
        .inlined(\.tests, RawCriteriaTests.codec)
    )

    /// The tests with their cases made.
    ///
    /// - Parameters:
    ///   - set: the set beside the file; nil where it could not be read, and only the tests themselves are looked at.
    ///   - tree: the file, which tells the lines.
    /// - Returns: the tests in the order of the file.
    /// - Throws: every fault of the file.
    func read(of set: CriteriaSet?, in tree: YAMLTree) throws(Faults) -> [CriteriaTest] {
        var (found, faults) = tests.read(clauses: set.map { Set($0.clauses.map(\.id)) }, at: "", in: tree)
        if let set, set.id != criteria {
            faults.append(
                Fault(
                    "/criteria",
                    .contradiction,
                    en: "The criteria file beside this one has another id: \(set.id).",
                    nl: "Het criteriabestand hiernaast heeft een andere id: \(set.id)."
                )
            )
        }
        guard faults.isEmpty else { throw Faults(faults) }
        return found
    }
}

/// The versions of the format of test files.
enum CriteriaTestsFileFormat: String, Code {
    case version1 = "workup-criteria-tests/1"

    var label: Localized {
        Localized(en: "tests of a criteria file, version 1", nl: "tests van een criteriabestand, versie 1")
    }
}
