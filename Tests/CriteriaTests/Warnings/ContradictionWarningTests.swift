// Two values for one thing: named with both values and with the one that counts, which is the one that the rules read.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Warnings about contradictions")
struct ContradictionWarningTests {
    private static let engine = Result { () throws(RuleFileFaults) in try CriteriaEngine.bundled() }

    private func file(_ members: String) throws -> CaseFile {
        let text = #"""
            {"format": "workup-case/1", "workup": {"protocol": "mmn", "openedOn": "2026-01-12"}, \#(members)}
            """#
        return try CaseFile.read(Array(text.utf8))
    }

    private func warnings(_ members: String) throws -> [ValueWarning] {
        try Self.engine.get().evaluate(file(members)).warnings
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let members: String
        let pointer: String
        let en: String
        let nl: String
        /// The nearest case that says one thing only.
        let plausible: String
        var testDescription: String { name }
    }

    private static func examination(_ values: String) -> String { #""examinations": [{\#(values)}]"# }

    private static func strength(_ grades: (String, String, String)...) -> String {
        let entries = grades.map { #"{"muscle": "\#($0.0)", "side": "\#($0.1)", "grade": \#($0.2)}"# }
        return examination(#""strength": [\#(entries.joined(separator: ", "))]"#)
    }

    private static func reflexes(_ findings: (String, String, String)...) -> String {
        let entries = findings.map { #"{"tendon": "\#($0.0)", "side": "\#($0.1)", "finding": "\#($0.2)"}"# }
        return examination(#""reflexes": [\#(entries.joined(separator: ", "))]"#)
    }

    private static func weakness(_ distribution: String, _ more: String = "") -> String {
        examination(#""weakness": {"distribution": "\#(distribution)"\#(more)}"#)
    }

    private static func laboratory(_ results: String...) -> String {
        #""laboratory": [\#(results.joined(separator: ", "))]"#
    }

    private static func kinase(_ day: String, _ more: String) -> String {
        #"{"code": "ck", "performedOn": "\#(day)"\#(more)}"#
    }

    private static func fluids(_ first: String, _ second: String) -> String {
        #""cerebrospinalFluids": [{\#(first)}, {\#(second)}]"#
    }

    private static func protein(_ day: String, _ value: String) -> String {
        #""sampledOn": "\#(day)", "proteinGramPerLitre": \#(value)"#
    }

    private static func scores(_ measure: String, _ values: (String, String)..., side: String = "null") -> String {
        let entries = values.map {
            #"{"on": "\#($0.0)", "measure": "\#(measure)", "side": \#(side), "value": \#($0.1)}"#
        }
        return #""outcomes": [\#(entries.joined(separator: ", "))]"#
    }

    static let examples: [Example] = [
        Example(
            name: "a muscle graded twice",
            members: strength(("biceps", "left", "3"), ("deltoid", "left", "4"), ("biceps", "left", "4.5")),
            pointer: "/examinations/0/strength/0/grade",
            en: "(biceps left), 3 and 4.5: the later in the list, 4.5, counts",
            nl: "3 en 4,5: de laatste in de lijst, 4,5, telt",
            plausible: strength(("biceps", "left", "3"), ("biceps", "right", "4"), ("biceps", "left", "3"))
        ),
        Example(
            name: "a muscle of another name graded twice",
            members: strength(("tenth", "left", "3"), ("tenth", "left", "4")),
            pointer: "/examinations/0/strength/0/grade",
            en: "(tenth left), 3 and 4",
            nl: "tenth links",
            plausible: strength(("tenth", "left", "3"), ("eleventh", "left", "4"))
        ),
        Example(
            name: "a reflex found twice",
            members: reflexes(("knee", "left", "absent"), ("knee", "left", "normal")),
            pointer: "/examinations/0/reflexes/0/finding",
            en: "(knee reflex left), absent and normal: the later in the list, normal, counts",
            nl: "(kniepeesreflex links), afwezig en normaal: de laatste in de lijst, normaal, telt",
            plausible: reflexes(("knee", "left", "absent"), ("knee", "right", "normal"), ("ankle", "left", "normal"))
        ),
        Example(
            name: "a reflex found twice, and not examined once",
            members: reflexes(
                ("knee", "left", "absent"),
                ("knee", "left", "brisk"),
                ("knee", "left", "notExamined")
            ),
            pointer: "/examinations/0/reflexes/0/finding",
            en: "absent and brisk: the later in the list, brisk, counts",
            nl: "afwezig en levendig",
            plausible: reflexes(("knee", "left", "absent"), ("knee", "left", "notExamined"))
        ),
        Example(
            name: "no weakness beside weak nerves",
            members: weakness("none", #", "motorNerves": [{"nerve": "radial", "side": "right"}]"#),
            pointer: "/examinations/0/weakness/distribution",
            en: "there is no weakness, but these are recorded as weak: radial nerve right.",
            nl: "geen krachtsverlies, maar deze staan als zwak vermeld: n. radialis rechts.",
            plausible: weakness("none", #", "motorNerves": []"#)
        ),
        Example(
            name: "no weakness beside a weak muscle",
            members: examination(
                #""weakness": {"distribution": "none"}, "strength": [{"muscle": "biceps", "side": "left", "grade": 4.5}]"#
            ),
            pointer: "/examinations/0/weakness/distribution",
            en: "recorded as weak: biceps left 4.5.",
            nl: "als zwak vermeld: m. biceps brachii links 4,5.",
            plausible: examination(
                #""weakness": {"distribution": "none"}, "strength": [{"muscle": "biceps", "side": "left", "grade": 5}]"#
            )
        ),
        Example(
            name: "asymmetric weakness beside an empty list of nerves",
            members: weakness("multifocalAsymmetric", #", "motorNerves": []"#),
            pointer: "/examinations/0/weakness/motorNerves",
            en: "is multifocal, asymmetric, but the empty list",
            nl: "is multifocaal, asymmetrisch, maar de lege lijst",
            plausible: weakness("multifocalAsymmetric")
        ),
        Example(
            name: "a test read twice on one day",
            members: laboratory(
                kinase("2026-01-12", #", "band": "high""#),
                kinase("2026-01-12", #", "band": "normal""#)
            ),
            pointer: "/laboratory/0/band",
            en: "of one date (2026-01-12), high and normal: the later in the list, normal, counts",
            nl: "(2026-01-12), verhoogd en normaal: de laatste in de lijst, normaal, telt",
            plausible: laboratory(
                kinase("2026-01-12", #", "band": "high""#),
                kinase("2026-01-13", #", "band": "normal""#)
            )
        ),
        Example(
            name: "two proteins of one day",
            members: fluids(protein("2026-01-12", "1.2"), protein("2026-01-12", "0.4")),
            pointer: "/cerebrospinalFluids/0/proteinGramPerLitre",
            en: "1.2 and 0.4 g/L: where the latest counts, that is 0.4",
            nl: "1,2 en 0,4 g/L: waar de laatste telt, is dat 0,4",
            plausible: fluids(protein("2026-01-11", "1.2"), protein("2026-01-12", "0.4"))
        ),
        Example(
            name: "a score of one day twice",
            members: scores("mrcSum", ("2026-01-12", "52"), ("2026-01-12", "48")),
            pointer: "/outcomes/1/value",
            en: "on one day (2026-01-12), 48 and 52: the better one, 52, counts",
            nl: "op één dag (2026-01-12), 48 en 52: de betere, 52, telt",
            plausible: scores("mrcSum", ("2026-01-12", "52"), ("2026-01-13", "48"))
        ),
        Example(
            name: "a disability of one day twice",
            members: scores("incat", ("2026-01-12", "4"), ("2026-01-12", "2")),
            pointer: "/outcomes/0/value",
            en: "4 and 2: the better one, 2, counts",
            nl: "4 en 2: de betere, 2, telt",
            plausible: scores("gripJamar", ("2026-01-12", "40"), ("2026-01-12", "45"), side: #""left""#)
        ),
    ]

    @Test("two values for one thing are named with the one that counts, one value is not", arguments: examples)
    func warned(_ example: Example) throws {
        let found = try warnings(example.members)
        #expect(found.map(\.pointer) == [example.pointer])
        let message = try #require(found.first?.message)
        #expect(message.text(.en).contains(example.en), "\(message.text(.en))")
        #expect(message.text(.nl).contains(example.nl), "\(message.text(.nl))")
        for language in Language.allCases { #expect(!message.text(language).contains("{")) }
        #expect(try warnings(example.plausible).isEmpty)
    }

    @Test("each value that does not count is named beside the one that does")
    func eachOne() throws {
        let found = try warnings(
            Self.strength(("biceps", "left", "3"), ("biceps", "left", "5"), ("biceps", "left", "4"))
        )
        #expect(found.map(\.pointer) == ["/examinations/0/strength/0/grade", "/examinations/0/strength/1/grade"])
        #expect(found.allSatisfy { $0.message.text(.en).contains("the later in the list, 4, counts") })
    }

    @Test("a grade that does not count is no weakness beside a distribution of none")
    func countedOnly() throws {
        let found = try warnings(
            Self.examination(
                #"""
                "weakness": {"distribution": "none"}, "strength": [{"muscle": "biceps", "side": "left", "grade": 4},
                {"muscle": "biceps", "side": "left", "grade": 5}]
                """#
            )
        )
        #expect(found.map(\.pointer) == ["/examinations/0/strength/0/grade"])
    }

    @Test("values of different examinations contradict nothing: the latest counts")
    func laterExamination() throws {
        let members = #"""
            "examinations": [
              {"performedOn": "2026-01-12", "strength": [{"muscle": "biceps", "side": "left", "grade": 3}],
               "weakness": {"motorNerves": [{"nerve": "radial", "side": "right"}]}},
              {"performedOn": "2026-06-12", "strength": [{"muscle": "biceps", "side": "left", "grade": 5}],
               "weakness": {"distribution": "none"}}]
            """#
        #expect(try warnings(members).isEmpty)
    }

    @Test("the value that a warning says counts is the one that the rules read")
    func counts() throws {
        let grades = CaseFacts(try file(Self.strength(("biceps", "left", "3"), ("biceps", "left", "4")))).strength
            .grades
        #expect(grades.map(\.grade) == [4])
        let reflexes = CaseFacts(
            try file(
                Self.reflexes(("knee", "left", "absent"), ("knee", "left", "brisk"), ("knee", "left", "notExamined"))
            )
        ).reflexes
        #expect(reflexes.reflex(.knee, .left)?.value == .brisk)
        let bands = Self.laboratory(
            Self.kinase("2026-01-12", #", "band": "high""#),
            Self.kinase("2026-01-12", #", "band": "normal""#)
        )
        #expect(CaseFacts(try file(bands)).laboratory.band(.ck) == .normal)
        let samples = Self.fluids(Self.protein("2026-01-12", "1.2"), Self.protein("2026-01-12", "0.4"))
        #expect(CaseFacts(try file(samples)).spinalFluid.latestProtein?.value == 0.4)
    }

    /// Dates of two findings that need not be one day: none, or a year or month.
    static let otherDates: [(String?, String?)] = [
        (nil, nil), ("2026-01-12", nil), (nil, "2026-01-12"), ("2026", "2026"), ("2026-01", "2026-01"),
        ("2026", "2026-01-01"), ("2026-01-01", "2026"), ("2026-01-01", "2026-01"), ("2026", "2026-01"),
    ]

    @Test("findings without a full date in common contradict nothing", arguments: otherDates)
    func otherDate(_ first: String?, _ second: String?) throws {
        func dated(_ field: String, _ day: String?, _ value: String) -> String {
            (day.map { #""\#(field)": "\#($0)", "# } ?? "") + value
        }
        let code = #"{"code": "ck", "#
        let bands = Self.laboratory(
            code + dated("performedOn", first, #""band": "high"}"#),
            code + dated("performedOn", second, #""band": "normal"}"#)
        )
        #expect(try warnings(bands).isEmpty)
        let samples = Self.fluids(
            dated("sampledOn", first, #""proteinGramPerLitre": 1.2"#),
            dated("sampledOn", second, #""proteinGramPerLitre": 0.4"#)
        )
        #expect(try warnings(samples).isEmpty)
    }

    @Test("a reading beside a result without one is one reading", arguments: [true, false])
    func oneReading(_ isReadFirst: Bool) throws {
        let (read, unread) = (#", "band": "high""#, #", "value": 90"#)
        let results = Self.laboratory(
            Self.kinase("2026-01-12", isReadFirst ? read : unread),
            Self.kinase("2026-01-12", isReadFirst ? unread : read)
        )
        #expect(try warnings(results).isEmpty)
    }
}
