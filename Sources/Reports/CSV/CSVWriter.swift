// CSV as RFC 4180 has it, safe to open in a spreadsheet.

/// Renders rows of cells as CSV.
package enum CSVWriter {
    /// One cell; a number is never mistaken for a formula.
    package enum Cell: Sendable, Equatable {
        case text(String)
        /// Its digits, with a point.
        case number(String)
    }

    /// One line with its CRLF.
    package static func line(_ cells: [Cell]) -> String {
        cells.map { escaped($0) }.joined(separator: ",") + "\r\n"
    }

    private static func escaped(_ cell: Cell) -> String {
        switch cell {
        case .number(let digits): digits
        case .text(let text): quoted(defused(text))
        }
    }

    /// Text that a spreadsheet would run as a formula begins with an apostrophe instead.
    ///
    /// The signs are those of OWASP's list, also in their full-width forms, and also behind spaces, which some
    /// programs drop.
    private static func defused(_ text: String) -> String {
        guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\u{A0}" }) else { return text }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
            return "'" + text
        default: return text
        }
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains {
            $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == ";" || $0 == "\t"
        }
        guard needsQuotes || text.first == " " || text.last == " " else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
