// From the fields of a form to JSON: pointers, rows that were left open, numbers as people write them, what changed.
import Domain
import Testing

@testable import Server

@Suite("A form as JSON")
struct FormDocumentTests {
    private static let schema = Schema(
        .object(
            ("type", "object"),
            (
                "properties",
                .object(
                    ("note", .object(("type", "string"))),
                    ("count", .object(("type", "integer"))),
                    ("isDone", .object(("type", "boolean"))),
                    ("people", .object(("type", "array"), ("items", .object(("type", "string"))))),
                    (
                        "rows",
                        .object(
                            ("type", "array"),
                            (
                                "items",
                                .object(
                                    ("type", "object"),
                                    (
                                        "properties",
                                        .object(
                                            ("muscle", .object(("type", "string"))),
                                            ("grade", .object(("type", "number")))
                                        )
                                    )
                                )
                            )
                        )
                    ),
                    (
                        "part",
                        .object(
                            ("type", "object"),
                            ("properties", .object(("value", .object(("type", .array(["number", "string"]))))))
                        )
                    )
                )
            )
        )
    )

    private func document(_ fields: (String, String)...) -> FormDocument {
        FormDocument(fields.map { FormDocument.Entry(name: $0.0, value: $0.1) }, schema: Self.schema)
    }

    @Test(
        "takes no number for another one: three digits behind a sign can be thousands, and words are none",
        arguments: [
            ("1.234", SchemaShape.Misread.thousandsOrDecimals(whole: "1", fraction: "234")),
            ("12,500", .thousandsOrDecimals(whole: "12", fraction: "500")), ("1234", nil), ("1,2340", nil),
            ("0.583", nil), ("12.5", nil), ("-3,25", nil), ("1234.567", nil), ("<5", .noNumber), ("12,", .noNumber),
            ("1 234", .noNumber), ("1.234,5", .noNumber),
        ]
    )
    func misread(_ text: String, _ expected: SchemaShape.Misread?) {
        let form = document(("/rows/0/grade", text))
        #expect(form.misreadNumbers["/rows/0/grade"] == expected)
        #expect(form.json.text.contains("\"grade\":\"") == (expected != nil), "it stays as it was typed")
    }

    @Test("three digits behind a sign are decimals where no thousand may stand")
    func decimals() {
        let number = JSONValue.object(("type", "number"), ("maximum", .number(JSONNumber(100))))
        let shape = SchemaShape(Schema(number))
        #expect(shape.misreadNumber("3.125") == nil && shape.value(of: "3.125").text == "3.125")
    }

    @Test("has each value in the place that the field's name points to, and as what belongs there")
    func scalars() {
        let form = document(("/note", " two\r\nlines "), ("/count", "07"), ("/isDone", "true"), ("/part/value", "x"))
        #expect(form.json.text == #"{"note":"two\nlines","count":7,"isDone":true,"part":{"value":"x"}}"#)
    }

    @Test(
        "takes numbers with a comma or a point and keeps every digit",
        arguments: [
            ("4,10", "4.10"), ("4.10", "4.10"), ("0,5", "0.5"), ("007", "7"), ("-1,5", "-1.5"), ("\u{2212}2", "-2"),
            ("+3", "3"), ("0", "0"), ("00,00", "0.00"),
        ]
    )
    func numbers(typed: String, read: String) {
        #expect(SchemaShape.number(typed)?.text == read)
    }

    @Test(
        "leaves what is no number, or one only by guessing, as it was typed",
        arguments: ["1.234,5", "1,2,3", "five", "", "-", ",5", "5,", "1e3", "1 000", "--1", "1,-5", "٤"]
    )
    func noNumbers(typed: String) {
        #expect(SchemaShape.number(typed) == nil)
    }

    @Test("leaves out rows in which nothing was filled in beside what the page gave, and finds their faults again")
    func rows() {
        let form = document(
            ("=/rows/0/muscle", "deltoid"),
            ("/rows/0/grade", ""),
            ("=/rows/1/muscle", "biceps"),
            ("/rows/1/grade", "4"),
            ("=/rows/10/muscle", "triceps"),
            ("/rows/10/grade", "weak")
        )
        #expect(
            form.json.text == #"{"rows":[{"muscle":"biceps","grade":4},{"muscle":"triceps","grade":"weak"}]}"#
        )
        #expect(form.field(of: "/rows/1/grade") == "/rows/10/grade")
        #expect(form.field(of: "/rows/0/muscle") == "=/rows/1/muscle")
        #expect(form.field(of: "/rows/0/unknown") != nil)
        #expect(form.field(of: "") == nil)
    }

    @Test("leaves out empty values and parts that hold nothing, and knows their fields")
    func empties() {
        let form = document(("/note", "  "), ("/part/value", ""), ("/count", "1"))
        #expect(form.json.text == #"{"count":1}"#)
        #expect(form.field(of: "/part") == "/part/value")
        #expect(form.field(of: "/part/value") == "/part/value")
        #expect(form.field(of: "/nothing") == nil)
    }

    @Test("takes every line of a text as one element where the field says so")
    func lines() {
        let form = document(("/people[]", "Ann \r\n\r\n Bob"))
        #expect(form.json.text == #"{"people":["Ann","Bob"]}"#)
        #expect(form.field(of: "/people/1") == "/people[]")
    }

    @Test("has only what changed where the form says what stood there, and tells what was emptied")
    func changes() {
        let form = document(
            ("~/note", "old"),
            ("/note", "old"),
            ("~/count", "1"),
            ("/count", "2"),
            ("~/isDone", "true"),
            ("/isDone", "")
        )
        #expect(form.json.text == #"{"count":2}"#)
        #expect(form.emptied == ["/isDone"])
    }

    @Test("passes over names that are no pointers, and over ones that go too deep")
    func names() {
        let deep = "/" + Array(repeating: "a", count: 13).joined(separator: "/")
        #expect(document(("key", "k"), (deep, "x"), ("", "y")).json.text == "{}")
    }

    @Test("takes single values of a list from fields of their own, and leaves out those that were left open")
    func ticks() {
        let form = document(("/people/0", ""), ("/people/2", "B"), ("/people/3", ""), ("/people/10", "C"))
        #expect(form.json.text == #"{"people":["B","C"]}"#)
        #expect(form.field(of: "/people/0") == "/people/2" && form.field(of: "/people/1") == "/people/10")
    }

    @Test("tells a list with nothing in it from one that was left open")
    func nothingInIt() {
        let rows = [("/rows/0/grade", ""), ("=/rows/0/muscle", "biceps")]
        #expect(FormDocument(rows.map { .init(name: $0.0, value: $0.1) }, schema: Self.schema).json.text == "{}")
        let none = document(("/rows", "[]"), ("/rows/0/grade", ""), ("/part", "{}"), ("/note", "[]"))
        #expect(none.json.text == #"{"rows":[],"part":{},"note":"[]"}"#)
        #expect(none.contradicted.isEmpty && none.field(of: "/rows") == "/rows")
        let both = document(("/rows", "[]"), ("/rows/0/grade", "3"), ("/part", "{}"), ("/part/value", "x"))
        #expect(both.json.text == #"{"rows":[{"grade":3}],"part":{"value":"x"}}"#)
        #expect(both.contradicted == ["/rows"])
        let unticked = document(("/rows", ""), ("/rows/0/grade", "3"))
        #expect(unticked.json.text == #"{"rows":[{"grade":3}]}"# && unticked.contradicted.isEmpty)
    }
}

@Suite("An address that a form brings back")
struct LocalAddressTests {
    @Test("leads on where it is one of ours", arguments: ["/", "/worklist?status=open", "/workups/1/steps/a"])
    func ours(text: String) {
        #expect(LocalAddress(text)?.text == text)
    }

    @Test(
        "leads nowhere where it could be another host's",
        arguments: [
            "", "worklist", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/\t/evil", "/é",
        ]
    )
    func others(text: String) {
        #expect(LocalAddress(text) == nil)
    }
}
