// Faults of several kinds in one criteria file are told together, and each in words that help.
import Criteria
import Domain
import Testing

@Suite("Faults of criteria files together")
struct CriteriaFaultsTogetherTests {
    static let many: [FaultyCriteria] = [
        .init(
            "fields, bounds, names, sources and tests",
            [
                ("disease: mmn", "disease: mmn\ncolour: red"),
                ("atLeast: 50", "atLeast: half"),
                ("all: [half, compact]", "all: [half, compct]"),
                ("[E1, E3]}}}\n    source: house", "[E1, E4]}}}\n    source: home"),
                ("status: unchecked}\ncategories", "status: sure}\ncategories"),
                ("clauses: {K1: unknown}", "clauses: {K9: unknown}"),
            ],
            [
                "6:1 /colour unknownField",
                "11:49 /segments/half/rule/areaReductionPercent/atLeast wrongType",
                "13:30 /segments/block/rule/all/1 unknownReference",
                "27:50 /clauses/1/rule/nerves/meet/all/1 unknownReference",
                "28:13 /clauses/1/source unknownReference",
                "31:56 /terms/both/status unknownCode",
                "42:54 /tests/list/0/expect/clauses/K9 unknownReference",
            ]
        ),
        .init(
            "a clause without a readable id, whose name nobody can find, and another fault",
            [
                ("- id: K1", "- id: [K1]"),
                ("peroneal: [sural]", "peroneal: [surral]"),
            ],
            [
                "17:42 /nerves/E3/rule/sensoryNormal/peroneal/0 unknownCode",
                "19:9 /clauses/0/id wrongType",
            ]
        ),
        .init(
            "a misspelt list, whose names nobody can find, and another fault",
            [
                ("segments:\n", "segment:\n"),
                ("peroneal: [sural]", "peroneal: [surral]"),
            ],
            [
                "9:1 /segment unknownField",
                "17:42 /nerves/E3/rule/sensoryNormal/peroneal/0 unknownCode",
            ]
        ),
        .init(
            "faults beside each other in one question",
            [
                ("{in: [slowlyProgressive]}", "{in: [slow], unclear: [], or: 1}"),
                ("{atLeast: 1, meet: {all: [E1, E3]}}", "{atLeast: 0, meet: {all: [E1, E4]}, among: [medan]}"),
                ("{any: [K1, K2]}", "{atLeast: 0, of: [K1, K3]}"),
            ],
            [
                "21:26 /clauses/0/rule/course/in/0 unknownCode",
                "21:42 /clauses/0/rule/course/unclear outOfRange",
                "21:46 /clauses/0/rule/course/or unknownField",
                "26:30 /clauses/1/rule/nerves/atLeast outOfRange",
                "26:50 /clauses/1/rule/nerves/meet/all/1 unknownReference",
                "26:64 /clauses/1/rule/nerves/among/0 unknownCode",
                "33:36 /categories/1/rule/atLeast outOfRange",
                "33:48 /categories/1/rule/of/1 unknownReference",
            ]
        ),
    ]

    @Test("a fault of one kind hides none of another, and brings none that it explains", arguments: many)
    func allAtOnce(_ example: FaultyCriteria) throws {
        try example.expectFaults()
    }

    @Test("an empty list is said to be empty, with what is wanted in it")
    func emptyLists() throws {
        let faults = SmallCriteria.faults(
            of: try SmallCriteria.changing([
                ("all: [half, compact]", "all: []"), ("peroneal: [sural]", "peroneal: []"),
                ("in: [slowlyProgressive]", "in: slowlyProgressive"),
            ])
        )
        try #require(faults.count == 3)
        #expect(faults[0].message.en == "This list is empty; expected one or more rules.")
        #expect(faults[1].message.en.hasPrefix("This list is empty; expected one or more codes (median, "))
        #expect(faults[2].message.nl.hasPrefix("Verwacht: een lijst met codes ("))
    }

    @Test("a byte order mark is told as what it is")
    func byteOrderMark() {
        do {
            _ = try CriteriaSetLoader.load(Array(("\u{FEFF}" + SmallCriteria.text).utf8))
            Issue.record("it was read")
        } catch {
            #expect(error.all.map(\.message.en) == [JSONReader.byteOrderMark.en])
        }
    }
}
