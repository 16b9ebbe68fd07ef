// Layouts: words for people, codes and plain values in CSV, and titles that are told apart.
import Domain
import Foundation
import Testing

@testable import AdminCommands

@Suite("Views")
struct RecordViewTests {
    private static let views: [(name: String, view: RecordView)] = [
        ("patients", .patients), ("worklist", .worklist), ("patientWorkups", .patientWorkups), ("workup", .workup),
        ("steps", .steps), ("step", .step), ("findings", .findings), ("administrations", .administrations),
        ("lots", .lots), ("outcomes", .outcomeList), ("conditions", .conditionList), ("response", .response),
        ("responseRates", .responseRates), ("meetings", .meetings),
        ("meeting", .meeting),
        ("agenda", .agenda), ("organisations", .organisations), ("users", .users), ("tokens", .tokens),
        ("protocols", .protocols), ("carePath", .carePath), ("treatmentOptions", .treatmentOptions),
        ("auditEvents", .auditEvents),
    ]

    @Test("no two columns of CSV have one title, and every title is in both languages")
    func titles() {
        for (name, view) in Self.views {
            let titles = view.columns.filter { !$0.isInWordsOnly }.map(\.name)
            #expect(Set(titles).count == titles.count, "\(name)")
            for column in view.columns + view.fields + view.sections.flatMap(\.columns) {
                #expect(!column.title.en.isEmpty && !column.title.nl.isEmpty)
            }
        }
    }

    private let patient = JSONValue.object(
        ("id", "p1"),
        ("familyName", "=Jansen"),
        ("givenNames", .array(["Anna", "Maria"])),
        ("sex", "female"),
        (
            "identifiers",
            .array([
                .object(("system", "bsn"), ("value", "111222333")), .object(("system", "mrn:UMC"), ("value", "12")),
            ])
        )
    )

    @Test("people read words, and a national number is masked but for its end")
    func words() {
        let text = RecordView.patients.single(patient, .nl, columnsMax: nil)
        #expect(text.contains("vrouw"))
        #expect(text.contains("••••••333"))
        #expect(!text.contains("111222"))
        #expect(text.contains("Anna, Maria"))
        #expect(!text.contains("Samengevoegd"))
    }

    @Test("CSV has codes and whole numbers, and is safe to open")
    func codes() {
        let lines = RecordView.patients.csv([patient]).split(separator: "\r\n")
        #expect(lines.first == "id,version,familyName,givenNames,birthDate,sex,identifiers,mergedInto,mergedFrom")
        #expect(lines.last == "p1,,'=Jansen,\"Anna;Maria\",,female,\"bsn=111222333;mrn:UMC=12\",,")
    }

    @Test("a column without any value is left out of a table")
    func emptyColumns() {
        let table = RecordView.patients.table([patient], .en, columnsMax: nil)
        #expect(!table.contains("Merged into"))
        #expect(table.contains("Family name"))
    }

    private static func line(_ category: String?, _ sets: [(set: String, category: String, status: String)])
        -> JSONValue
    {
        .object(
            ("category", category.map { .string($0) } ?? .null),
            (
                "criteria",
                .array(
                    sets.map { set in
                        .object(
                            ("criteria", .string(set.set)),
                            ("category", .string(set.category)),
                            ("status", .string(set.status))
                        )
                    }
                )
            )
        )
    }

    @Test("an answer is marked unless its rules were read in the source, in both languages")
    func marks() {
        let line = Self.line(
            "probable",
            [("one", "probable", "unchecked"), ("two", "notMet", "secondary"), ("three", "notMet", "checked")]
        )
        let english = RecordView.worklist.table([line], .en, columnsMax: nil)
        #expect(english.contains("one: probable (unchecked), two: criteria not met (secondary source), three: "))
        #expect(english.contains("three: criteria not met") && !english.contains("not met (checked)"))
        // The highest answer stands before the answers of the sets.
        #expect(english.split(separator: "\n").last?.hasPrefix("probable (unchecked)  ") == true, "\(english)")
        let dutch = RecordView.worklist.table([line], .nl, columnsMax: nil)
        #expect(dutch.contains("one: waarschijnlijk (niet getoetst)") && dutch.contains("(secundaire bron)"))
        let codes = RecordView.worklist.csv([line])
        #expect(codes.contains("probable,\"one=probable:unchecked;two=notMet:secondary;three=notMet:checked\","))
    }

    @Test("the highest answer has the mark of the set that was checked least of those that give it")
    func highestMark() {
        let both = Self.line("definite", [("one", "definite", "unchecked"), ("two", "definite", "checked")])
        let table = RecordView.worklist.table([both], .en, columnsMax: nil)
        #expect(table.split(separator: "\n").last?.hasPrefix("definite (unchecked)  ") == true, "\(table)")
        let checked = Self.line("definite", [("one", "definite", "checked"), ("two", "notMet", "unchecked")])
        let unmarked = RecordView.worklist.table([checked], .en, columnsMax: nil)
        #expect(unmarked.split(separator: "\n").last?.hasPrefix("definite  ") == true, "\(unmarked)")
        // A workup that was never evaluated has no answer to mark.
        let none = RecordView.worklist.table([Self.line(nil, [])], .en, columnsMax: nil)
        #expect(!none.contains("unchecked"))
    }

    private static func evaluation(_ answers: [(set: String, category: String)]) -> JSONValue {
        let sets = answers.map { answer -> JSONValue in
            .object(("criteria", .string(answer.set)), ("version", "1"), ("category", .string(answer.category)))
        }
        return .object(
            ("number", .integer(1)),
            ("evaluations", .array(sets)),
            (
                "cautions",
                .array([.object(("code", "x"), ("source", "house")), .object(("code", "y"), ("source", "PMID 1"))])
            )
        )
    }

    @Test("beside an answer stands what was published of it, and below them once what *not met* does not mean")
    func published() {
        let evaluation = Self.evaluation([
            ("efns-pns-2010-mmn", "definite"), ("aaem-2003-mmn", "notMet"), ("utrecht-2000-mmn", "notMet"),
            ("ean-pns-2021-cidp", "cidp"),
        ])
        let dutch = RecordView.evaluation.single(evaluation, .nl, columnsMax: nil)
        #expect(dutch.contains("47\u{A0}% / 98,5\u{A0}%"), "\(dutch)")
        #expect(dutch.contains("zeker 28\u{A0}% / 100\u{A0}%, waarschijnlijk 53\u{A0}% / 100\u{A0}%"), "\(dutch)")
        #expect(
            dutch.contains("niet gepubliceerd (de CIDP-criteria van 2010: 81,3\u{A0}% / 96,2\u{A0}%)"),
            "\(dutch)"
        )
        #expect(dutch.components(separatedBy: "Criteria zijn geen behandelregels").count == 2)
        let met = Self.evaluation([("efns-pns-2010-mmn", "definite"), ("ean-pns-2021-cidp", "notMet")])
        let english = RecordView.evaluation.single(met, .en, columnsMax: nil)
        #expect(!english.contains("not treatment rules"))
        // A workup's own document holds its evaluation.
        let workup = JSONValue.object(("id", "w1"), ("evaluation", evaluation))
        #expect(RecordView.workup.single(workup, .en, columnsMax: nil).contains("Criteria are not treatment rules"))
    }

    @Test("what is no publication is a source in words, in both languages")
    func sources() {
        let evaluation = Self.evaluation([])
        #expect(RecordView.evaluation.single(evaluation, .nl, columnsMax: nil).contains("keuze van dit project"))
        #expect(RecordView.evaluation.single(evaluation, .en, columnsMax: nil).contains("PMID 1"))
    }

    @Test("what a workup lacks but no step brings has a name too")
    func patientDetails() {
        let line = JSONValue.object(("missing", .array(["lumbarPuncture", "patientDetails"])))
        let table = RecordView.worklist.table([line], .nl, columnsMax: nil)
        #expect(table.contains("Lumbaalpunctie (ruggenprik), Patiëntgegevens"))
        #expect(RecordView.worklist.csv([line]).contains("lumbarPuncture;patientDetails"))
    }

    @Test("numbers have the decimal sign of the language for people, and of JSON in CSV")
    func numbers() throws {
        let line = JSONValue.object(("value", .decimal(try #require(Decimal(string: "7.5")))))
        let view = RecordView(columns: [Column("value", en: "Value", nl: "Waarde")], empty: Localized(same: ""))
        #expect(view.table([line], .nl, columnsMax: nil).contains("7,5"))
        #expect(view.table([line], .en, columnsMax: nil).contains("7.5"))
        #expect(view.csv([line]).contains("7.5"))
    }

    @Test("an unknown code is shown as it is")
    func unknownCode() {
        let step = JSONValue.object(("code", "localStep"), ("state", "planned"))
        let table = RecordView.steps.table([step], .en, columnsMax: nil)
        #expect(table.contains("localStep"))
        #expect(table.contains(StepState.planned.label(.en)))
    }
}
