// Draws counts and days as inline SVG: narrow, with the label above each row, so that it can be read on a telephone as well.
import Domain
import FoundationEssentials

extension FigureChart {
    /// The drawing as one `svg` element inside a `figure`.
    package var html: String {
        var writer = HTMLWriter(reservingBytes: 4 << 10)
        writer.figure(self)
        return writer.string
    }
}

extension HTMLWriter {
    /// Writes the drawing as one `svg` element inside a `figure`.
    mutating func figure(_ chart: FigureChart) {
        FigureDrawing(chart).draw(into: &self)
    }
}

/// The measures of the drawing, in units of its view box, and the pieces of it.
private struct FigureDrawing {
    private let chart: FigureChart
    private let scale: ValueScale

    private static let width = 350
    private static let right = 14
    private static let rowHeight = 40
    private static let axisHeight = 34
    private static let keyHeight = 20
    /// The width of a letter, roughly.
    private static let letterTenths = 62

    init(_ chart: FigureChart) {
        self.chart = chart
        scale = ValueScale([0, Decimal(chart.highest)], intervalsMax: 6)
    }

    /// The marks of the axis: people and days are whole, so a mark between them would mean nothing.
    private var marks: [Decimal] { scale.marks.filter { $0 == Decimal(Int($0.description) ?? -1) } }

    /// The keys in lines that are not too long.
    private var keyLines: [[FigureChart.Key]] {
        var lines: [[FigureChart.Key]] = []
        var used = 0
        for key in chart.keys {
            let width = keyWidth(key.label)
            if lines.isEmpty || used + width > FigureDrawing.width * 10 {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(key)
            used += width
        }
        return lines
    }

    private func keyWidth(_ label: String) -> Int { 220 + label.count * FigureDrawing.letterTenths + 120 }

    private var keysHeight: Int {
        (keyLines.count + (chart.dayKeys == nil ? 0 : 1)) * FigureDrawing.keyHeight
    }

    private var rowsTop: Int { keysHeight + (keysHeight == 0 ? 0 : 6) }
    private var axisTop: Int { rowsTop + chart.rows.count * FigureDrawing.rowHeight }

    func draw(into out: inout HTMLWriter) {
        out.markup("<figure class=\"chart figures\"><svg role=\"img\" aria-labelledby=\"")
        out.text("\(elementID("title")) \(elementID("summary"))")
        out.markup("\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        out.integer(FigureDrawing.width)
        out.markup(" ")
        out.integer(axisTop + FigureDrawing.axisHeight)
        out.markup(
            "\" font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" font-size=\"12\" fill=\"#000\">\n<title id=\""
        )
        out.text(elementID("title"))
        out.markup("\">")
        out.text(chart.title)
        out.markup("</title><desc id=\"")
        out.text(elementID("summary"))
        out.markup("\">")
        out.text(chart.summary)
        out.markup("</desc>\n")
        keys(into: &out)
        axis(into: &out)
        for (index, row) in chart.rows.enumerated() {
            self.row(row, top: rowsTop + index * FigureDrawing.rowHeight, into: &out)
        }
        out.markup("</svg></figure>\n")
    }

    /// Ids must differ between the drawings of a page: the drawing's own words make them so without a counter.
    private func elementID(_ part: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in (chart.title + chart.summary).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "figure-\(part)-\(String(hash, radix: 36))"
    }

    /// The place of a number on the axis, in tenths.
    private func x(_ value: Int) -> Int {
        10 + scale.tenths(Decimal(value), height: FigureDrawing.width - FigureDrawing.right - 1)
    }

    private func keys(into out: inout HTMLWriter) {
        for (line, keys) in keyLines.enumerated() {
            var left = 10
            let top = line * FigureDrawing.keyHeight * 10
            for key in keys {
                box(key.look, from: left, to: left + 180, top: top + 20, into: &out)
                out.label(key.label, left + 220, top + 120, anchor: "start")
                left += keyWidth(key.label)
            }
        }
        guard let words = chart.dayKeys else { return }
        let top = keyLines.count * FigureDrawing.keyHeight * 10
        out.rectangle(10, top + 20, 180, 100, FigureDrawing.halfLook)
        out.label(words.half, 230, top + 120, anchor: "start")
        let left = keyWidth(words.half) + 60
        out.mark(.diamond, left, top + 70, fill: "#000")
        out.label(words.median, left + 90, top + 120, anchor: "start")
    }

    private static let halfLook: StaticString = " fill=\"#c3d3e4\" stroke=\"#123f73\" stroke-width=\"1\""

    private func axis(into out: inout HTMLWriter) {
        for mark in marks {
            let place = x(Int(mark.description) ?? 0)
            out.line(place, rowsTop * 10, place, axisTop * 10 + 40, " stroke=\"#ccc\" stroke-width=\"0.8\"")
            out.label(mark.description, place, axisTop * 10 + 160, anchor: mark == marks.first ? "start" : "middle")
        }
        out.line(
            10,
            axisTop * 10,
            x(Int(scale.high.description) ?? 0),
            axisTop * 10,
            " stroke=\"#000\" stroke-width=\"1\""
        )
        out.label(chart.unit, 10, axisTop * 10 + 300, anchor: "start")
    }

    private func row(_ row: FigureChart.Row, top: Int, into out: inout HTMLWriter) {
        let y = top * 10
        out.label(shortened(row.label, beside: row.note), 10, y + 130, anchor: "start")
        out.label(row.note, (FigureDrawing.width - 2) * 10, y + 130, anchor: "end", bold: true)
        switch row.figure {
        case .parts(let parts):
            var before = 0
            for part in parts where part.count > 0 {
                box(part.look, from: x(before), to: x(before + part.count), top: y + 180, into: &out)
                before += part.count
            }
        case .days(let days):
            let (low, high) = (x(days.lowerQuartile), x(days.upperQuartile))
            out.rectangle(low, y + 180, max(high - low, 20), 100, FigureDrawing.halfLook)
            out.mark(.diamond, x(days.median), y + 230, fill: "#000")
        case .nothing: break
        }
    }

    /// A label as far as it fits beside what stands at the end of its line; the table has it whole.
    private func shortened(_ label: String, beside note: String) -> String {
        let room = (FigureDrawing.width * 10 - 20) / FigureDrawing.letterTenths - note.count - 3
        return label.count <= room ? label : label.prefix(max(1, room - 1)) + "…"
    }

    /// A part of a bar, with its shape in it where there is room.
    private func box(_ look: FigureChart.Look, from left: Int, to right: Int, top: Int, into out: inout HTMLWriter) {
        let width = right - left
        switch look {
        case .dark: out.rectangle(left, top, width, 100, " fill=\"#123f73\" stroke=\"#123f73\" stroke-width=\"1\"")
        case .ringed: out.rectangle(left, top, width, 100, " fill=\"#fff\" stroke=\"#123f73\" stroke-width=\"1\"")
        case .striped, .squared:
            out.rectangle(left, top, width, 100, " fill=\"#d5dde5\" stroke=\"#123f73\" stroke-width=\"1\"")
        }
        let middle = left + width / 2
        switch look {
        case .dark: break
        case .ringed: if width >= 80 { out.mark(.ring, middle, top + 50, fill: "#fff") }
        case .squared: if width >= 80 { out.mark(.square, middle, top + 50, fill: "#000") }
        case .striped:
            var place = left + 50
            while place < right {
                out.line(place, top, place, top + 100, " stroke=\"#123f73\" stroke-width=\"1\"")
                place += 50
            }
        }
    }
}
