// Tables for people: aligned columns; plain and uncut when piped.

/// Renders rows of text as aligned columns.
struct TableWriter {
    /// One column: its title, and on which side its cells stand.
    struct Heading: Equatable {
        let title: String
        var isRightAligned = false
    }

    /// The width of the terminal to fit into; nil where the output is piped, which leaves every cell whole.
    let columnsMax: Int?

    /// Two spaces between columns, none after the last.
    private static let gap = "  "
    /// No column is made narrower than this to fit a terminal.
    private static let widthMin = 8

    /// The whole table with a line end on every line; only the headings where there are no rows.
    func render(_ headings: [Heading], rows: [[String]]) -> String {
        let cells = rows.map { row in row.map { TerminalText.plain($0) } }
        var widths = headings.enumerated().map { index, heading in
            cells.reduce(TerminalText.width(heading.title)) { widest, row in
                max(widest, index < row.count ? TerminalText.width(row[index]) : 0)
            }
        }
        if let columnsMax { shrink(&widths, to: columnsMax) }
        var text = line(headings.map(\.title), headings, widths)
        if !headings.isEmpty {
            text += line(widths.map { String(repeating: "-", count: $0) }, headings, widths)
        }
        for row in cells { text += line(row, headings, widths) }
        return text
    }

    /// Name and value pairs, one a line, values below each other.
    func renderPairs(_ pairs: [(name: String, value: String)]) -> String {
        let widest = pairs.reduce(0) { max($0, TerminalText.width($1.name)) }
        return pairs.reduce(into: "") { text, pair in
            let value = TerminalText.plain(pair.value)
            text += pad(pair.name, to: widest, isRightAligned: false) + TableWriter.gap + value
            text = trimmed(text) + "\n"
        }
    }

    /// Takes from the widest columns until the table fits or all are at their least.
    private func shrink(_ widths: inout [Int], to columnsMax: Int) {
        var excess = widths.reduce(0, +) + TableWriter.gap.count * max(0, widths.count - 1) - columnsMax
        while excess > 0 {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > TableWriter.widthMin
            else { return }
            // Down to the next widest, so that two long columns share the loss.
            let next = widths.enumerated().filter { $0.offset != widest }.map(\.element).max() ?? 0
            let step = min(excess, max(1, widths[widest] - max(next, TableWriter.widthMin)))
            widths[widest] -= step
            excess -= step
        }
    }

    private func line(_ cells: [String], _ headings: [Heading], _ widths: [Int]) -> String {
        let parts = headings.indices.map { index in
            let cell = index < cells.count ? TerminalText.cut(cells[index], to: widths[index]) : ""
            return pad(cell, to: widths[index], isRightAligned: headings[index].isRightAligned)
        }
        return trimmed(parts.joined(separator: TableWriter.gap)) + "\n"
    }

    private func pad(_ cell: String, to width: Int, isRightAligned: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - TerminalText.width(cell)))
        return isRightAligned ? space + cell : cell + space
    }

    private func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
