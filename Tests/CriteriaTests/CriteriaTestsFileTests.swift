// The file of tests beside a criteria file: read with its set, explained by line, and checked as one with it.
import Criteria
import Domain
import Testing

@Suite("Files of tests beside criteria files")
struct CriteriaTestsFileTests {
    private static let beside = """
        # Beside the small set.
        format: workup-criteria-tests/1
        criteria: small
        cases:
          base:
            format: workup-case/1
            workup: {protocol: mmn, openedOn: 2026-01-12}
        list:
          - name: nothing is known of an empty case
            expect: {category: undetermined, clauses: {K1: unknown}}
          - name: a course is enough for the first clause
            set: {/examinations: [{history: {course: slowlyProgressive}}]}
            expect: {category: probable, clauses: {K1: met}}
        """

    /// The small set without tests at its end.
    private static var rules: String {
        get throws {
            let text = SmallCriteria.text
            return String(text[..<(try #require(text.firstRange(of: "tests:\n")).lowerBound)])
        }
    }

    /// What a check finds, written as `tests 12:5 path code` or `rules 40 name`.
    private static func found(_ rules: String, _ tests: String?) -> [String] {
        CriteriaFileCheck(Array(rules.utf8), tests: tests.map { Array($0.utf8) }).found.map { found in
            let file = found.isInTests ? "tests" : "rules"
            return switch found.finding {
            case .fault(let fault): "\(file) \(fault.line):\(fault.column) \(fault.path) \(fault.code.rawValue)"
            case .failure(let failure): "\(file) \(failure.line) \(failure.name)"
            }
        }
    }

    @Test("the tests beside a set are read with their lines, and run")
    func reads() throws {
        let set = try CriteriaSetLoader.load(try Self.rules)
        #expect(set.tests.isEmpty)
        let tests = try CriteriaSetLoader.loadTests(Self.beside, of: set)
        #expect(tests.map(\.line) == [9, 11])
        let check = CriteriaFileCheck(Array(try Self.rules.utf8), tests: Array(Self.beside.utf8))
        #expect(check.found.isEmpty && check.testCount == 2)
    }

    @Test("tests at the end of the file and beside it are all run, and each failure names its file and line")
    func both() {
        let inside = SmallCriteria.text.replacing("category: undetermined", with: "category: definite")
        let beside = Self.beside.replacing("{K1: met}", with: "{K1: notMet}")
        #expect(
            Self.found(inside, beside) == [
                "rules 40 nothing is known of an empty case",
                "tests 11 a course is enough for the first clause",
            ]
        )
        #expect(CriteriaFileCheck(Array(SmallCriteria.text.utf8), tests: Array(Self.beside.utf8)).testCount == 3)
    }

    @Test("a set without tests is at fault; tests at its end will do")
    func none() throws {
        #expect(Self.found(try Self.rules, nil) == ["rules 1:1 /tests missing"])
        #expect(Self.found(SmallCriteria.text, nil).isEmpty)
        // Beside another fault, and not where the tests are at fault themselves.
        let faulty = try Self.rules.replacing("all: [half, compact]", with: "all: [half, compct]")
        let misspelt = "rules 12:30 /segments/block/rule/all/1 unknownReference"
        #expect(Self.found(faulty, nil) == ["rules 1:1 /tests missing", misspelt])
        #expect(Self.found(SmallCriteria.text.replacing("compact]", with: "compct]"), nil) == [misspelt])
    }

    @Test("a fault in the fields of a file of tests hides none of its cases and places")
    func behindFields() throws {
        let tests = Self.beside
            .replacing("category: probable", with: "category: perhaps")
            .replacing("    set: {/examinations: ", with: "    set: {/treatments/0/note: ")
            .replacing("{K1: unknown}", with: "{K9: unknown}")
            .replacing("openedOn: 2026-01-12", with: "openedOn: soon")
        #expect(
            Self.found(try Self.rules, tests) == [
                "tests 9:5 /list/0 badFormat",
                "tests 10:52 /list/0/expect/clauses/K9 unknownReference",
                "tests 11:5 /list/1 badFormat",
                "tests 12:31 /list/1/set/~1treatments~10~1note unknownReference",
                "tests 13:24 /list/1/expect/category unknownCode",
            ]
        )
    }

    @Test(
        "every fault of a file of tests is told by line",
        arguments: [
            ("criteria: small", "criteria: large", ["tests 3:11 /criteria contradiction"]),
            ("{K1: met}", "{K9: met}", ["tests 13:48 /list/1/expect/clauses/K9 unknownReference"]),
            ("workup-criteria-tests/1", "workup-criteria/1", ["tests 2:9 /format unknownCode"]),
            ("list:", "lists:", ["tests 2:1 /list missing", "tests 8:1 /lists unknownField"]),
            (
                "    set: {/examinations: ", "    set: {/treatments/0/note: ",
                [
                    "tests 12:31 /list/1/set/~1treatments~10~1note unknownReference"
                ]
            ),
            ("    set: {", "    from: other\n    set: {", ["tests 12:11 /list/1/from unknownReference"]),
        ]
    )
    func faults(_ passage: String, _ other: String, _ expected: [String]) throws {
        #expect(Self.beside.contains(passage))
        #expect(Self.found(try Self.rules, Self.beside.replacing(passage, with: other)) == expected)
    }

    @Test("where the rules are at fault, the tests are not run but their own faults are told too")
    func bothAtFault() throws {
        let rules = try Self.rules.replacing("all: [half, compact]", with: "all: [half, compct]")
        let tests = Self.beside.replacing("category: probable", with: "category: perhaps")
        #expect(
            Self.found(rules, tests) == [
                "rules 12:30 /segments/block/rule/all/1 unknownReference",
                "tests 13:24 /list/1/expect/category unknownCode",
            ]
        )
        // A clause cannot be missed in a set that could not be read.
        #expect(Self.found(rules, Self.beside.replacing("{K1: met}", with: "{K9: met}")).count == 1)
    }

    @Test("where no file can stand beside a set, that it has no tests is no fault, but is said")
    func besideNothing() throws {
        func check(_ rules: String) -> CriteriaFileCheck {
            CriteriaFileCheck(Array(rules.utf8), tests: nil, isBesideNothing: true)
        }
        let rules = try Self.rules
        #expect(check(rules).found.isEmpty)
        #expect(check(rules).note?[.en].hasPrefix("The set has no test cases") == true)
        #expect(check(SmallCriteria.text).note == nil)
        #expect(check(SmallCriteria.text).testCount == 1)
        #expect(check(rules.replacing("clauses:", with: "clausen:")).found.isEmpty == false)
        #expect(CriteriaFileCheck(Array(rules.utf8), tests: nil).note == nil)
    }

    @Test("a file of tests is named after its set")
    func names() {
        #expect(CriteriaSetLoader.testsName(beside: "sets/x.yaml") == "sets/x.tests.yaml")
        #expect(CriteriaSetLoader.testsName(beside: "x.yml") == "x.tests.yml")
        #expect(CriteriaSetLoader.testsName(beside: "-") == nil)
        #expect(CriteriaSetLoader.testsName(beside: "x.tests.yaml") == nil)
        #expect(CriteriaSetLoader.name(besideTests: "x.tests.yaml") == "x.yaml")
        #expect(CriteriaSetLoader.testsName(beside: "X.YAML") == "X.tests.YAML")
        #expect(CriteriaSetLoader.testsName(beside: "X.Tests.Yaml") == nil)
        #expect(CriteriaSetLoader.testsNames(beside: "X.YAML") == ["X.tests.YAML", "X.tests.yaml"])
        #expect(CriteriaSetLoader.testsNames(beside: "X.yaml") == ["X.tests.yaml"])
        #expect(CriteriaSetLoader.testsNames(beside: "-").isEmpty)
        #expect(CriteriaSetLoader.name(besideTests: "X.Tests.YML") == "X.YML")
        #expect(CriteriaSetLoader.name(besideTests: "tests.yaml") == nil)
    }
}
