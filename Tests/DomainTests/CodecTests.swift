// The codec layer: reading with all faults, writing in order, JSON Schema.
import Domain
import FoundationEssentials
import Testing

/// A shape with every kind of field.
struct Sample: Hashable, Sendable {
    struct Place: Hashable, Sendable {
        let side: Side
        let level: Int?

        static let codec: Codec<Place> = .object(
            "Place",
            Place.init(side:level:),
            .required("side", \.side, .code),
            .optional("level", \.level, .integer(0...4))
        )
    }

    let name: String
    let place: Place
    let value: Decimal?
    let gone: Side?
    let sign: Sign
    let isKept: Bool
    let days: [LocalDate]
    let nested: [Place]

    static let codec: Codec<Sample> = .object(
        "Sample",
        Sample.init(name:place:value:gone:sign:isKept:days:nested:),
        .required("name", \.name, .text(max: 10)),
        .inlined(\.place, Place.codec),
        .optional("value", \.value, .decimal(0...100)),
        .nullable("gone", \.gone, .code),
        .defaulted("sign", \.sign, .code, .notExamined),
        .flag("isKept", \.isKept),
        .list("days", \.days, .date, max: 3),
        .list("nested", \.nested, Place.codec, max: 5)
    ).checked { sample, reading in
        if sample.name == "bad" {
            reading.report(.contradiction, at: "/value", en: "No value here.", nl: "Hier geen waarde.")
        }
    }
}

@Suite("Codecs")
struct CodecTests {
    func faults(_ text: String) -> [String] {
        do throws(Faults) {
            _ = try Sample.codec.decode(Array(text.utf8))
            return []
        } catch {
            return error.all.map { "\($0.pointer) \($0.code.rawValue)" }
        }
    }

    @Test("what is read is written in the declared order, without what is absent")
    func roundTrip() throws {
        let text = #"""
            {"nested": [{"side": "left"}, {"level": 2.0, "side": "right"}], "name": "a", "side": "left", "isKept": true,
             "value": 16.80, "gone": null, "days": []}
            """#
        let sample = try Sample.codec.decode(Array(text.utf8))
        let written = Sample.codec.text(sample)
        #expect(
            written == #"""
                {"name":"a","side":"left","value":16.8,"sign":"notExamined","isKept":true,"nested":[{"side":"left"},{"side":"right","level":2}]}
                """#
        )
        #expect(try Sample.codec.decode(Array(written.utf8)) == sample)
    }

    @Test("all faults are told at once, each field once")
    func allFaults() {
        let text = #"""
            {"name": "", "side": "middle", "level": 7, "value": "1", "gone": 3, "sign": null, "isKept": 0,
             "days": ["2025-02-30", "2025-01-01", "x"], "nested": [{"level": 1}, {"side": "left", "odd": 1}, 4], "extra/field": 1}
            """#
        #expect(
            Set(faults(text)) == [
                "/extra~1field unknownField", "/name outOfRange", "/side unknownCode", "/level outOfRange",
                "/value wrongType",
                "/gone wrongType", "/sign wrongType", "/isKept wrongType", "/days/0 badFormat", "/days/2 badFormat",
                "/nested/0/side missing", "/nested/1/odd unknownField", "/nested/2 wrongType",
            ]
        )
        #expect(faults(text).count == 13)
    }

    /// A shape whose inlined part has a rule of its own.
    private struct Checked: Sendable {
        let place: Sample.Place
        let name: String
        let nested: [Sample.Place]

        static let codec: Codec<Checked> = .object(
            "Checked",
            Checked.init(place:name:nested:),
            .inlined(
                \.place,
                Sample.Place.codec.checked { place, reading in
                    guard place.level == 4 else { return }
                    reading.report(.contradiction, at: "/level", en: "Not that high.", nl: "Niet zo hoog.")
                }
            ),
            .required("name", \.name, .text(max: 10)),
            .list("nested", \.nested, Sample.Place.codec, max: 5)
        )
    }

    @Test("a rule of an inlined part that is broken hides no fault of the fields after it")
    func inlinedRule() throws {
        func faults(_ text: String) throws -> [String] {
            do throws(Faults) {
                _ = try Checked.codec.decode(Array(text.utf8))
                return []
            } catch {
                return error.all.map { "\($0.pointer) \($0.code.rawValue)" }
            }
        }
        let text = #"{"side": "left", "level": 4, "name": 1, "nested": [{"side": "up"}]}"#
        #expect(try faults(text) == ["/level contradiction", "/name wrongType", "/nested/0/side unknownCode"])
        #expect(try faults(#"{"side": "left", "level": 4}"#) == ["/level contradiction", "/name missing"])
        #expect(try faults(#"{"side": "left", "level": 9, "name": 1}"#) == ["/level outOfRange", "/name wrongType"])
        #expect(try faults(#"{"side": "left", "level": 3, "name": "a"}"#).isEmpty)
    }

    @Test("a rule across fields is asked although another field is at fault, and hidden faults are told at once")
    func hiddenFaults() {
        let text = #"{"name": "bad", "side": "left", "days": ["x"], "nested": [{"side": "left"}], "odd": 1}"#
        #expect(faults(text) == ["/odd unknownField", "/days/0 badFormat", "/value contradiction"])
        // A required field that is wrong leaves nothing to ask the rule of.
        #expect(faults(#"{"name": "bad", "side": "up"}"#) == ["/side unknownCode"])
        // What was left out is not told to be missing.
        #expect(faults(#"{"name": 1, "side": 2, "days": [1, 2]}"#).count == 4)
    }

    @Test("faults of text and of shape are told together, one for each place")
    func textAndShape() {
        let text = #"{"name": "a\u0000", "side": "left", "value": 1e999, "level": 9, "level": 1}"#
        #expect(
            Set(faults(text)) == [
                "/name nulCharacter", "/value inexactNumber", "/level duplicateKey",
            ]
        )
        #expect(faults(#"{"name": "\u0000", "side": 1}"#) == ["/name nulCharacter", "/side wrongType"])
    }

    @Test("required fields are named when they are missing")
    func missing() {
        #expect(faults("{}") == ["/name missing", "/side missing"])
        #expect(faults("[]") == [" wrongType"])
        #expect(faults(#"{"name": "bad", "side": "left"}"#) == ["/value contradiction"])
    }

    @Test(
        "bounds of decimals are exact",
        arguments: [
            ("0", true), ("100", true), ("100.0", true), ("1e2", true), ("100.0000000000000000000000000001", false),
            ("-0.1", false),
            ("-0", true), ("1e3", false), ("0.00000000000000000000000000000000001", true),
            ("99.999999999999999999999999999999999999", true), ("1e-100", true),
        ]
    )
    func bounds(number: String, isAllowed: Bool) {
        #expect(faults(#"{"name": "a", "side": "left", "value": \#(number)}"#).isEmpty == isAllowed)
    }

    @Test(
        "text is bounded, and free of control characters",
        arguments: [
            ("1234567890", true), ("12345678901", false), ("éééééééééé", true), ("a\u{85}b", false), ("a\u{7f}", false),
            ("a\\nb", false), ("a\\tb", false), ("a\u{a0}b", true),
        ]
    )
    func text(text: String, isAllowed: Bool) {
        #expect(faults(#"{"name": "\#(text)", "side": "left"}"#).isEmpty == isAllowed)
    }

    @Test("the schema comes from the same declaration")
    func schema() {
        let schema = Sample.codec.schema()
        #expect(schema.body.text == ##"{"$ref":"#/components/schemas/Sample"}"##)
        #expect(Set(schema.definitions.keys) == ["Sample", "Place"])
        #expect(
            schema.definitions["Place"]?.text == #"""
                {"type":"object","properties":{"side":{"type":"string","enum":["left","right"]},"level":{"type":"integer","minimum":0,"maximum":4}},"required":["side"],"additionalProperties":false}
                """#
        )
        let sample = schema.definitions["Sample"]
        #expect(sample?["required"]?.text == #"["name","side"]"#)
        #expect(
            sample?["properties"]?["nested"]?.text
                == ##"{"type":"array","items":{"$ref":"#/components/schemas/Place"},"maxItems":5}"##
        )
    }
}
