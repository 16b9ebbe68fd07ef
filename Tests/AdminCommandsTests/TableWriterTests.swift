// Tables: aligned by width, whole when piped, cut on a terminal, harmless whatever the cells hold.
import Testing

@testable import AdminCommands

@Suite("Table writer")
struct TableWriterTests {
    private let headings = [
        TableWriter.Heading(title: "Name"), TableWriter.Heading(title: "Days", isRightAligned: true),
    ]

    @Test("columns are aligned, numbers on the right, nothing trails")
    func alignment() {
        let text = TableWriter(columnsMax: nil).render(headings, rows: [["Jansen", "4"], ["De Vries-Bakker", "112"]])
        #expect(
            text == """
                Name             Days
                ---------------  ----
                Jansen              4
                De Vries-Bakker   112

                """
        )
    }

    @Test("a piped table is never cut")
    func piped() {
        let long = String(repeating: "x", count: 500)
        #expect(TableWriter(columnsMax: nil).render(headings, rows: [[long, "1"]]).contains(long))
    }

    @Test("on a terminal every line fits, and what is cut shows an ellipsis", arguments: [20, 40, 80])
    func terminal(columns: Int) {
        let long = String(repeating: "x", count: 500)
        let lines = TableWriter(columnsMax: columns).render(headings, rows: [[long, "1"]]).split(separator: "\n")
        #expect(lines.allSatisfy { TerminalText.width(String($0)) <= columns })
        #expect(lines.last?.contains("…") == true)
    }

    @Test("a control character in a name cannot steer the terminal")
    func controls() {
        let text = TableWriter(columnsMax: nil).render(headings, rows: [["\u{1B}[2Jx\u{9B}y\nz\u{202E}w", "1"]])
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x9B) })
        #expect(text.split(separator: "\n").count == 3)
        #expect(!text.unicodeScalars.contains("\u{202E}"))
    }

    @Test(
        "widths follow what a terminal draws",
        arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("👩‍⚕️", 2), ("ﬁ", 1), ("", 0)]
    )
    func widths(text: String, width: Int) {
        #expect(TerminalText.width(text) == width)
    }

    @Test("a wide sign is not cut in half")
    func wideCut() {
        #expect(TerminalText.cut("日本語", to: 4) == "日…")
        #expect(TerminalText.cut("日本語", to: 6) == "日本語")
        #expect(TerminalText.cut("abc", to: 0).isEmpty)
    }

    @Test("pairs stand below each other")
    func pairs() {
        let text = TableWriter(columnsMax: nil).renderPairs([("Name", "Jansen"), ("Born", "1975-03-02")])
        #expect(text == "Name  Jansen\nBorn  1975-03-02\n")
    }
}
