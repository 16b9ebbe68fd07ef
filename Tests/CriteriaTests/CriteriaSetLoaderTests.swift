// The loader explains every fault of a criteria file by line and column, all at once, in both languages.
import Criteria
import Domain
import Testing

/// A small criteria file without a fault, and changes to it.
enum SmallCriteria {
    static let text = """
        format: workup-criteria/1
        id: small
        version: "1"
        effectiveFrom: 2026-01-01
        disease: mmn
        names: {en: Small, nl: Klein}
        sources:
          - {id: house, citation: Nobody, status: unchecked}
        segments:
          half: {rule: {areaReductionPercent: {atLeast: 50}}, source: house, status: unchecked}
          compact: {rule: {durationIncreasePercent: {atMost: 30}}, source: house, status: unchecked}
          block: {rule: {all: [half, compact]}, source: house, status: unchecked}
        block: {definite: block, probable: half}
        entries:
          E1: {rule: {someSegment: block}, source: house, status: unchecked}
        nerves:
          E3: {rule: {sensoryNormal: {peroneal: [sural]}}, source: house, status: unchecked}
        clauses:
          - id: K1
            names: {en: Progressive, nl: Progressief}
            rule: {course: {in: [slowlyProgressive]}}
            source: house
            status: unchecked
          - id: K2
            names: {en: Block, nl: Blok}
            rule: {nerves: {atLeast: 1, meet: {all: [E1, E3]}}}
            source: house
            status: unchecked
        terms:
          both: {rule: {all: [K1, K2]}, source: house, status: unchecked}
        categories:
          - {id: definite, rule: both, source: house, status: unchecked}
          - {id: probable, rule: {any: [K1, K2]}, source: house, status: unchecked}
        tests:
          cases:
            base:
              format: workup-case/1
              workup: {protocol: mmn, openedOn: 2026-01-12}
          list:
            - name: nothing is known of an empty case
              expect: {category: undetermined, clauses: {K1: unknown}}
        """

    /// The text with passages replaced; each must be there.
    static func changing(_ changes: [(passage: String, other: String)]) throws -> String {
        var text = text
        for change in changes {
            let range = try #require(text.firstRange(of: change.passage), "the passage is not in the text")
            text.replaceSubrange(range, with: change.other)
        }
        return text
    }

    static func faults(of text: String) -> [RuleFileFault] {
        do {
            _ = try CriteriaSetLoader.load(text)
            return []
        } catch {
            return error.all
        }
    }
}

/// Changes to the small file, and every fault they make, written as `line:column path code`.
struct FaultyCriteria: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let changes: [(passage: String, other: String)]
    let faults: [String]

    init(_ name: String, _ changes: [(passage: String, other: String)], _ faults: [String]) {
        testDescription = name
        self.changes = changes
        self.faults = faults
    }

    /// Holds the faults of the changed file against the expected ones, each told in both languages.
    func expectFaults() throws {
        let found = SmallCriteria.faults(of: try SmallCriteria.changing(changes))
        #expect(found.map { "\($0.line):\($0.column) \($0.path) \($0.code.rawValue)" } == faults)
        for fault in found {
            #expect(!fault.message.en.isEmpty && !fault.message.nl.isEmpty && fault.message.en != fault.message.nl)
        }
    }
}

@Suite("Criteria file loader")
struct CriteriaSetLoaderTests {
    @Test("a small file without a fault is read, with the weakest status of what a category uses")
    func reads() throws {
        let set = try CriteriaSetLoader.load(SmallCriteria.text)
        #expect(set.id == "small")
        #expect(set.clauses.map(\.id) == ["K1", "K2"])
        #expect(set.levels.map(\.category) == [.definite, .probable])
        #expect(set.tests.count == 1 && set.failures(of: set.tests).isEmpty)
        let checked = SmallCriteria.text.replacing("status: unchecked", with: "status: checked")
        #expect(try CriteriaSetLoader.load(checked).status == .checked)
        let range = try #require(checked.firstRange(of: "{atMost: 30}}, source: house, status: checked"))
        let weaker = checked.replacingSubrange(range, with: "{atMost: 30}}, source: house, status: secondary")
        #expect(try CriteriaSetLoader.load(weaker).levels.map(\.status) == [.secondary, .secondary])
    }

    static let faulty: [FaultyCriteria] = [
        .init(
            "names of rules that do not exist",
            [
                ("all: [half, compact]", "all: [half, compct]"),
                ("all: [E1, E3]", "all: [E1, E4]"),
            ],
            [
                "12:30 /segments/block/rule/all/1 unknownReference",
                "26:50 /clauses/1/rule/nerves/meet/all/1 unknownReference",
            ]
        ),
        .init(
            "names of another scope",
            [
                ("someSegment: block", "someSegment: E1"),
                ("rule: both,", "rule: half,"),
            ],
            [
                "15:28 /entries/E1/rule/someSegment unknownReference",
                "32:26 /categories/0/rule unknownReference",
            ]
        ),
        .init(
            "block rules that do not exist",
            [
                ("definite: block,", "definite: blck,"),
                ("probable: half}", "probable: hlf}"),
            ],
            [
                "13:19 /block/definite unknownReference",
                "13:35 /block/probable unknownReference",
            ]
        ),
        .init(
            "circles",
            [
                ("rule: {areaReductionPercent: {atLeast: 50}}", "rule: {not: block}")
            ],
            [
                "10:16 /segments/half/rule contradiction",
                "12:17 /segments/block/rule contradiction",
            ]
        ),
        .init(
            "a circle beside a name that does not exist",
            [
                ("rule: {areaReductionPercent: {atLeast: 50}}", "rule: {not: half}"),
                ("all: [half, compact]", "all: [half, compct]"),
            ],
            [
                "10:16 /segments/half/rule contradiction",
                "12:30 /segments/block/rule/all/1 unknownReference",
            ]
        ),
        .init(
            "a clause that asks for itself, and a term",
            [
                ("rule: {course: {in: [slowlyProgressive]}}", "rule: {not: K1}"),
                ("all: [K1, K2]", "not: both"),
            ],
            [
                "21:11 /clauses/0/rule contradiction",
                "30:16 /terms/both/rule contradiction",
            ]
        ),
        .init(
            "a clause that asks for itself of affected limbs, and two terms that ask for each other",
            [
                ("rule: {course: {in: [slowlyProgressive]}}", "rule: {within: {narrow: {limbs: affected}, rule: K1}}"),
                (
                    "  both: {rule: {all: [K1, K2]}, source: house, status: unchecked}",
                    "  both: {rule: {within: {narrow: {among: [median]}, rule: other}}, source: house, status: unchecked}\n  other: {rule: {within: {narrow: {among: [median]}, rule: both}}, source: house, status: unchecked}"
                ),
            ],
            [
                "21:54 /clauses/0/rule/within/rule contradiction",
                "30:59 /terms/both/rule/within/rule contradiction",
                "31:60 /terms/other/rule/within/rule contradiction",
            ]
        ),
        .init(
            "unknown questions",
            [
                ("areaReductionPercent: {", "areaLossPercent: {"),
                ("course: {in: [slowlyProgressive]}", "colour: red"),
            ],
            [
                "10:17 /segments/half/rule/areaLossPercent unknownField",
                "21:12 /clauses/0/rule/colour unknownField",
            ]
        ),
        .init(
            "a question of another scope",
            [
                ("someSegment: block", "course: {in: [acute]}"),
                ("sensoryNormal: {peroneal: [sural]}", "entrapment: true"),
            ],
            [
                "15:15 /entries/E1/rule/course unknownField",
                "17:15 /nerves/E3/rule/entrapment unknownField",
            ]
        ),
        .init(
            "unknown codes",
            [
                ("in: [slowlyProgressive]", "in: [slow]"),
                ("peroneal: [sural]", "peroneal: [surral]"),
            ],
            [
                "17:42 /nerves/E3/rule/sensoryNormal/peroneal/0 unknownCode",
                "21:26 /clauses/0/rule/course/in/0 unknownCode",
            ]
        ),
        .init(
            "unknown words beside a bound",
            [
                ("atLeast: 50", "over: 50"),
                ("peroneal: [sural]", "arm: [sural]"),
            ],
            [
                "10:40 /segments/half/rule/areaReductionPercent/over unknownField",
                "17:31 /nerves/E3/rule/sensoryNormal/arm unknownField",
            ]
        ),
        .init(
            "bounds that are no numbers, or two at once",
            [
                ("atLeast: 50", "atLeast: half"),
                ("{atMost: 30}", "{atMost: 30, below: 40}"),
            ],
            [
                "10:49 /segments/half/rule/areaReductionPercent/atLeast wrongType",
                "11:45 /segments/compact/rule/durationIncreasePercent badFormat",
            ]
        ),
        .init(
            "counts out of range",
            [
                ("atLeast: 1, meet", "atLeast: 0, meet"),
                ("any: [K1, K2]", "atLeast: 3, of: [K1, K2]"),
            ],
            [
                "26:30 /clauses/1/rule/nerves/atLeast outOfRange",
                "33:36 /categories/1/rule/atLeast outOfRange",
            ]
        ),
        .init(
            "more nerves than can be asked for, and a bound that is missing",
            [
                ("atLeast: 1, meet", "atLeast: 4, meet"),
                ("course: {in: [slowlyProgressive]}", "motorNerves: {among: [median]}"),
            ],
            [
                "21:25 /clauses/0/rule/motorNerves missing",
                "26:20 /clauses/1/rule/nerves outOfRange",
            ]
        ),
        .init(
            "rules that are no rules",
            [
                ("all: [half, compact]", "all: []"),
                ("any: [K1, K2]", "any: [K1], not: K2"),
            ],
            [
                "12:23 /segments/block/rule/all outOfRange",
                "33:26 /categories/1/rule badFormat",
            ]
        ),
        .init(
            "missing translations",
            [
                ("names: {en: Progressive, nl: Progressief}", "names: {en: Progressive}"),
                ("names: {en: Block, nl: Blok}", "names: {nl: Blok}"),
            ],
            [
                "20:5 /clauses/0/names/nl missingLanguage",
                "25:5 /clauses/1/names/en missingLanguage",
            ]
        ),
        .init(
            "unknown sources",
            [
                ("[half, compact]}, source: house", "[half, compact]}, source: home"),
                ("rule: both, source: house", "rule: both, source: thesis"),
            ],
            [
                "12:49 /segments/block/source unknownReference",
                "32:40 /categories/0/source unknownReference",
            ]
        ),
        .init(
            "clauses and categories that stand here twice",
            [
                ("- id: K2", "- id: K1"),
                ("id: probable, rule", "id: definite, rule"),
                ("all: [K1, K2]", "all: [K1]"),
                ("any: [K1, K2]", "any: [K1]"),
            ],
            [
                "24:9 /clauses/1/id duplicate",
                "33:10 /categories/1/id duplicate",
            ]
        ),
        .init(
            "a term with the name of a clause, and a nerve rule with that of an entry rule",
            [
                ("  both: {", "  K2: {"),
                ("  E3: {", "  E1: {"),
                ("all: [E1, E3]", "all: [E1]"),
                ("rule: both,", "rule: K1,"),
            ],
            [
                "17:7 /nerves/E1 duplicate",
                "24:9 /clauses/1/id duplicate",
            ]
        ),
        .init(
            "a status and a category that do not exist",
            [
                ("[half, compact]}, source: house, status: unchecked", "[half, compact]}, source: house, status: sure"),
                ("id: probable, rule", "id: perhaps, rule"),
            ],
            [
                "12:64 /segments/block/status unknownCode",
                "33:10 /categories/1/id unknownCode",
            ]
        ),
        .init(
            "fields that do not exist, and fields that are missing",
            [
                ("disease: mmn", "disease: mmn\ncolour: red"),
                (
                    "    rule: {course: {in: [slowlyProgressive]}}\n    source: house\n",
                    "    rule: {course: {in: [slowlyProgressive]}}\n"
                ),
            ],
            [
                "6:1 /colour unknownField",
                "20:5 /clauses/0/source missing",
            ]
        ),
        .init(
            "tests of a clause and a case that do not exist",
            [
                ("clauses: {K1: unknown}", "clauses: {K9: unknown}"),
                ("      expect", "      from: other\n      expect"),
            ],
            [
                "41:13 /tests/list/0/from unknownReference",
                "42:54 /tests/list/0/expect/clauses/K9 unknownReference",
            ]
        ),
        .init(
            "places that the case of a test does not have",
            [
                ("      expect", "      set: {/examinations/0/note: x}\n      remove: [/treatments]\n      expect")
            ],
            [
                "41:35 /tests/list/0/set/~1examinations~10~1note unknownReference",
                "42:15 /tests/list/0/remove unknownReference",
            ]
        ),
        .init(
            "an answer that there is not, and a case that is none",
            [
                ("undetermined, clauses", "perhaps, clauses")
            ],
            [
                "41:26 /tests/list/0/expect/category unknownCode"
            ]
        ),
        .init(
            "a case that does not fit the case format",
            [
                ("      workup: {protocol: mmn, openedOn: 2026-01-12}", "      workup: {protocol: mmn}")
            ],
            [
                "40:7 /tests/list/0 missing"
            ]
        ),
    ]

    @Test("every fault is told with its line, column, path and kind, in both languages", arguments: faulty)
    func explains(_ example: FaultyCriteria) throws {
        try example.expectFaults()
    }

    @Test("a test of the file that comes to something else is told with what came")
    func failingTest() throws {
        let text = try SmallCriteria.changing([
            ("clauses: {K1: unknown}", "clauses: {K1: met}, blocks: [definite], reachable: []"),
            ("category: undetermined", "category: definite, categories: {definite: met, possible: met}"),
        ])
        let set = try CriteriaSetLoader.load(text)
        let failures = set.failures(of: set.tests)
        #expect(failures.map(\.line) == [40])
        #expect(failures.map(\.name) == ["nothing is known of an empty case"])
        #expect(
            failures.first?.differences == [
                "category: definite, came undetermined",
                "definite: met, came unknown",
                "possible: met, came no such category",
                "K1: met, came unknown",
                "blocks: definite, came ",
                "reachable: , came definite probable",
            ]
        )
    }

    @Test("bytes that are not UTF-8 are a fault, with their line")
    func invalidUTF8() {
        do {
            _ = try CriteriaSetLoader.load(Array("id: x\nversion: ".utf8) + [0xFF, 0x0A])
            Issue.record("it was read")
        } catch {
            #expect(error.all.map(\.code) == [.invalidUTF8])
            #expect(error.all.first?.line == 2)
        }
    }

    @Test("cutting a file off anywhere never stops the program")
    func truncation() {
        let bytes = Array(SmallCriteria.text.utf8)
        for end in stride(from: 0, to: bytes.count, by: 7) {
            do {
                _ = try CriteriaSetLoader.load(Array(bytes[..<end]))
            } catch {
                #expect(error.all.allSatisfy { $0.line >= 1 && $0.column >= 1 })
            }
        }
    }
}

extension String {
    fileprivate func replacingSubrange(_ range: Range<String.Index>, with other: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: other)
        return copy
    }
}
