// A table of a report as a page shows it: on a narrow screen its rows become label and value, one below the other.
import Reports

/// A table as a page shows it; the partial `datatable` writes it.
struct ShownTable {
    struct Column {
        let label: String
        let isFigure: Bool
    }

    struct Cell {
        let label: String
        let text: String
        let isFigure: Bool
        let isNothing: Bool
    }

    struct Row {
        let heading: String
        let isNothing: Bool
        let cells: [Cell]
    }

    let caption: String
    /// Whether the heading above says the same: then only screen readers need it.
    var isCaptionHidden: Bool
    let isNarrow: Bool
    let corner: String
    let columns: [Column]
    let rows: [Row]

    /// A table of a report that has rows of cells alone.
    init(_ table: ReportTable, isCaptionHidden: Bool = false) {
        let columns = table.columns.dropFirst()
        caption = table.caption
        self.isCaptionHidden = isCaptionHidden
        isNarrow = columns.count == 1
        corner = table.columns.first?.label ?? ""
        self.columns = columns.map { Column(label: $0.label, isFigure: $0.kind == .figures) }
        rows = table.rows.compactMap { row in
            guard case .cells(let cells) = row, let head = cells.first else { return nil }
            return Row(
                heading: head.text,
                isNothing: head.emphasis == .nothing,
                cells: zip(columns, cells.dropFirst()).map { column, cell in
                    Cell(
                        label: column.label,
                        text: cell.text,
                        isFigure: column.kind == .figures,
                        isNothing: cell.emphasis == .nothing
                    )
                }
            )
        }
    }
}
