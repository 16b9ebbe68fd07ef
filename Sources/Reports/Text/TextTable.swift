// Tables as plain text in a fixed number of columns: widths are shared out, words wrap, nothing is cut off.

/// A table of plain text.
struct TextTable {
    /// Headings and rows, all of the same number of cells unless a row spans.
    let columns: [ReportColumn]
    let rows: [ReportRow]
    /// The number of characters of a line.
    let width: Int

    /// The spaces between columns: two, or one where the words would not fit otherwise.
    private let gap: Int

    init(columns: [ReportColumn], rows: [ReportRow], width: Int) {
        self.columns = columns
        self.rows = rows
        self.width = width
        let least = TextTable.widths(columns, rows).least.reduce(0, +)
        gap = least + 2 * (columns.count - 1) <= width ? 2 : 1
    }

    /// The lines of the table: headings, a rule, rows.
    var lines: [String] {
        let widths = columnWidths
        var lines = self.line(columns.map(\.label), widths: widths)
        lines.append(widths.map { String(repeating: "-", count: $0) }.joined(separator: gapText))
        for row in rows {
            switch row {
            case .cells(let cells): lines += line(cells.map(\.text), widths: widths)
            case .group(let head): lines += TextLayout.wrap(head.text, width: width)
            case .span(let head, let body):
                let rest = widths.dropFirst().reduce(0, +) + gap * max(0, widths.count - 2)
                lines += pair(head.text, widths[0], body.text, max(rest, 10))
            }
        }
        return lines
    }

    private var gapText: String { String(repeating: " ", count: gap) }

    /// The natural widths where they fit; else the widest columns give way, none below its longest word.
    private var columnWidths: [Int] {
        let wanted = TextTable.widths(columns, rows)
        var natural = wanted.natural
        let room = width - gap * (columns.count - 1)
        var excess = natural.reduce(0, +) - room
        while excess > 0 {
            let candidates = natural.indices.filter { natural[$0] > wanted.least[$0] }
            guard let widest = candidates.max(by: { natural[$0] < natural[$1] }) else { break }
            natural[widest] -= 1
            excess -= 1
        }
        // Only very long words are left: they are broken.
        while excess > 0 {
            guard let widest = natural.indices.max(by: { natural[$0] < natural[$1] }), natural[widest] > 4 else {
                break
            }
            natural[widest] -= 1
            excess -= 1
        }
        return natural
    }

    /// What every column would like to have, and what it needs so that no word is broken.
    private static func widths(_ columns: [ReportColumn], _ rows: [ReportRow]) -> (natural: [Int], least: [Int]) {
        var natural = columns.map { TextLayout.width($0.label) }
        var least = columns.map { TextLayout.longestWord($0.label) }
        for row in rows {
            if case .span(let head, _) = row, !natural.isEmpty {
                natural[0] = max(natural[0], TextLayout.width(head.text))
                least[0] = max(least[0], TextLayout.longestWord(head.text))
            }
            guard case .cells(let cells) = row else { continue }
            for (index, cell) in cells.enumerated() where index < natural.count {
                natural[index] = max(natural[index], TextLayout.width(cell.text))
                // A date is read as one; the words for a missing one may break.
                let isWhole = columns[index].kind == .dates && cell.emphasis != .nothing
                least[index] = max(
                    least[index],
                    isWhole ? TextLayout.width(cell.text) : TextLayout.longestWord(cell.text)
                )
            }
        }
        return (natural, least)
    }

    private func line(_ texts: [String], widths: [Int]) -> [String] {
        let wrapped = zip(texts, widths).map { TextLayout.wrap($0, width: $1) }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { number in
            var line = ""
            for (index, cell) in wrapped.enumerated() {
                let part = number < cell.count ? cell[number] : ""
                let padding = String(repeating: " ", count: max(0, widths[index] - TextLayout.width(part)))
                if index > 0 { line += gapText }
                line += columns[index].kind == .figures ? padding + part : part + padding
            }
            return TextLayout.trimmingEnd(line)
        }
    }

    private func pair(_ head: String, _ headWidth: Int, _ body: String, _ bodyWidth: Int) -> [String] {
        let left = TextLayout.wrap(head, width: headWidth)
        let right = TextLayout.wrap(body, width: bodyWidth)
        return (0..<max(left.count, right.count)).map { number in
            let part = number < left.count ? left[number] : ""
            let padding = String(repeating: " ", count: max(0, headWidth - TextLayout.width(part)))
            return TextLayout.trimmingEnd(part + padding + gapText + (number < right.count ? right[number] : ""))
        }
    }
}
