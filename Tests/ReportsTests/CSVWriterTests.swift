// CSV by RFC 4180, and nothing that a spreadsheet would run.

import Testing

@testable import Reports

@Suite("CSV writer")
struct CSVWriterTests {
    @Test(
        "text is quoted where it must be",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("", ""),
            (" a", "\" a\""), ("a;b", "\"a;b\""), ("\"", "\"\"\"\""),
        ]
    )
    func quoting(text: String, cell: String) {
        #expect(CSVWriter.line([.text(text)]) == cell + "\r\n")
    }

    @Test(
        "a formula is defused",
        arguments: [
            "=1+1", "+1", "-1+1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u{FF1D}1", "|cmd", "%x",
        ]
    )
    func formulas(text: String) {
        let line = CSVWriter.line([.text(text)])
        #expect(line.hasPrefix("'") || line.hasPrefix("\"'"))
    }

    @Test("a negative number stays a number")
    func numbers() {
        #expect(CSVWriter.line([.number("-1.5"), .text("x")]) == "-1.5,x\r\n")
    }
}
