// The strict reader and the writer.
import Domain
import FoundationEssentials
import Testing

@Suite("JSON")
struct JSONTests {
    func faults(_ text: String, limits: JSONLimits = .standard) -> [Fault] {
        faults(Array(text.utf8), limits: limits)
    }

    func faults(_ bytes: [UInt8], limits: JSONLimits = .standard) -> [Fault] {
        do throws(Faults) {
            _ = try JSONReader.read(bytes, limits: limits)
            return []
        } catch {
            return error.all
        }
    }

    @Test(
        "a text that is read and written is the same text, without its spaces",
        arguments: [
            "null", "true", "false", "0", "-0", "1.50", "-12.5e-3", "\"\"", "[]", "{}",
            #"{"b":1,"a":[true,null,{"c":"d"}]}"#, #""é😀\"\\\n\t\r""#, #""\u0001""#,
            "12345678901234567890123456789012345678",
        ]
    )
    func sameText(text: String) throws {
        #expect(try JSONReader.read(Array(text.utf8)).text == text)
        #expect(try JSONReader.read(Array(" \n\t\(text)\r ".utf8)).text == text)
    }

    @Test(
        "what is no JSON is told by line and column, and an input without anything is called empty",
        arguments: [
            ("hello", "This is not JSON at line 1, column 1.", "Dit is geen JSON op regel 1, kolom 1."),
            ("{\n  \"é😀\": oops}", "This is not JSON at line 2, column 9.", "Dit is geen JSON op regel 2, kolom 9."),
            ("{\"a\": 1}\n}", "This is not JSON at line 2, column 1.", "Dit is geen JSON op regel 2, kolom 1."),
            ("{\"a\": 1", "The JSON text ends too early.", "De JSON-tekst houdt te vroeg op."),
            ("", "The input is empty.", "De invoer is leeg."),
            (" \r\n\t", "The input is empty.", "De invoer is leeg."),
        ]
    )
    func syntax(text: String, english: String, dutch: String) {
        let found = faults(text)
        #expect(found.map(\.message) == [Localized(en: english, nl: dutch)])
        #expect(found.map(\.code) == [.syntax])
    }

    @Test("escapes are read")
    func escapes() throws {
        let value = try JSONReader.read(Array(#""\u00e9\ud83d\ude00\/\b\f""#.utf8))
        #expect(value.string == "é😀/\u{8}\u{c}")
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", " ", "{", "[", "[1,]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "01", "1.", ".5", "+1", "1e", "1e+",
            "-", "nul",
            "truex", "\"abc", "\"a\u{1}b\"", #""\x""#, #""\u12g4""#, "[1 2]", "{\"a\":1}}", "NaN", "Infinity", "'a'",
            "\u{FEFF}{}",
            "// comment\n1", "[1]x", "\"\\", "\"\\u12",
        ]
    )
    func notJSON(text: String) {
        #expect(faults(text).map(\.code) == [.syntax])
    }

    @Test(
        "a mark before the text is told as what it is",
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x7B, 0x7D], "byte order mark (BOM). Save it as UTF-8 without BOM"),
            ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16. Save it as UTF-8"), ([0xFE, 0xFF, 0x00, 0x7B], "UTF-16"),
        ] as [([UInt8], String)]
    )
    func marks(bytes: [UInt8], words: String) throws {
        let fault = try #require(faults(bytes).first)
        #expect(fault.code == .syntax)
        #expect(fault.message.en.contains(words))
        #expect(fault.message.nl.contains("zonder"))
    }

    @Test("every duplicate key, NUL, lone surrogate and inexact number is told by its pointer")
    func allAtOnce() {
        let text = #"""
            {"a": {"b": 1, "b": 2}, "c/d": ["\u0000", "\ud800", "\udc00x", 123456789012345678901234567890123456789],
             "a": 1, "~": 1e400}
            """#
        let found = faults(text).map { "\($0.pointer) \($0.code.rawValue)" }
        #expect(
            found == [
                "/a/b duplicateKey", "/c~1d/0 nulCharacter", "/c~1d/1 loneSurrogate", "/c~1d/2 loneSurrogate",
                "/c~1d/3 inexactNumber", "/a duplicateKey", "/~0 inexactNumber",
            ]
        )
    }

    @Test("duplicate keys are found in large objects too")
    func manyKeys() {
        let members = (0..<200).map { "\"k\($0)\":\($0)" }
        #expect(faults("{" + members.joined(separator: ",") + "}").isEmpty)
        #expect(faults("{" + (members + ["\"k7\":0"]).joined(separator: ",") + "}").map(\.pointer) == ["/k7"])
        #expect(faults("{" + (members + ["\"k199\":0"]).joined(separator: ",") + "}").map(\.pointer) == ["/k199"])
    }

    @Test(
        "invalid UTF-8 is refused",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) {
        #expect(faults(bytes).map(\.code) == [.invalidUTF8])
    }

    @Test("size, depth and number of values are bounded")
    func limits() {
        let small = JSONLimits(bytesMax: 20, depthMax: 3, valueCountMax: 5)
        #expect(faults("[[[1]]]", limits: small).isEmpty)
        #expect(faults("[[[[1]]]]", limits: small).map(\.code) == [.tooDeep])
        #expect(faults("[1,2,3,4]", limits: small).isEmpty)
        #expect(faults("[1,2,3,4,5]", limits: small).map(\.code) == [.tooMany])
        #expect(faults("[1,2,                  3]", limits: small).map(\.code) == [.tooLarge])
    }

    @Test("a hundred thousand levels are refused, not run into the stack")
    func deep() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(faults(bytes).map(\.code) == [.tooDeep])
        #expect(faults(bytes, limits: .ownDocuments).map(\.code) == [.tooDeep])
        let objects = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
        #expect(faults(objects).map(\.code) == [.tooDeep])
    }

    @Test(
        "numbers are exact decimals",
        arguments: [
            ("16.8", "16.8"), ("1.50", "1.5"), ("-0", "0"), ("1e3", "1000"), ("12.5e-3", "0.0125"),
            ("100.005", "100.005"),
            ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
            ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
            ("99999999999999999999999999999999999999e-20", "999999999999999999.99999999999999999999"),
            (
                "1200000000000000000000000000000000000000000000000000",
                "1200000000000000000000000000000000000000000000000000"
            ),
            ("0e999999999", "0"), ("0.000", "0"), ("10203040506070809010.5", "10203040506070809010.5"),
        ]
    )
    func decimals(text: String, plain: String) throws {
        guard case .number(let number) = try JSONReader.read(Array(text.utf8)) else {
            Issue.record("no number")
            return
        }
        #expect(number.decimal.description == plain)
        if let decimal = Decimal(string: text) { #expect(number.decimal == decimal) }
    }

    @Test(
        "numbers that can not be kept exactly are refused",
        arguments: [
            "1.23456789012345678901234567890123456789", "1e128", "1e-128", "1e400", "1e99999999999999999999",
            "100000000000000000000000000000000000001", "0.1e-127",
        ]
    )
    func inexact(text: String) {
        #expect(faults(text).map(\.code) == [.inexactNumber])
    }

    @Test("the ends of the exact range are read", arguments: ["1e127", "1e-127", "-9.9e126", "10e-128"])
    func endsOfRange(text: String) throws {
        guard case .number(let number) = try JSONReader.read(Array(text.utf8)) else {
            Issue.record("no number")
            return
        }
        let again = try JSONReader.read(Array(number.decimal.description.utf8))
        #expect(again == .decimal(number.decimal))
    }

    @Test("a long key does not make a long list of faults longer")
    func longKeys() {
        let key = String(repeating: "k/", count: 50_000)
        let found = faults("{\"\(key)\": [\(Array(repeating: #""\u0000""#, count: 300).joined(separator: ","))]}")
        #expect(found.count == 100)
        #expect(found.allSatisfy { $0.pointer.utf8.count < 300 })
    }

    @Test("faults never repeat a value")
    func noValues() {
        let fault = faults(#"{"secret": "hush\u0000"}"#)[0]
        #expect(fault.description == "/secret: Text may not hold the character U+0000.")
        #expect(fault.message[.nl] == "Tekst mag het teken U+0000 niet bevatten.")
    }
}
