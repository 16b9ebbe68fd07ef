// One panel of the outcome chart: axis, bands from baseline to an important change, lines and points.
import Domain
import FoundationEssentials

/// One scale of the chart.
struct PanelDrawing {
    let panel: OutcomePanel
    let top: Int
    let panelHeight: Int
    let days: DayScale
    let scale: ValueScale
    let decimalSign: String

    init(_ panel: OutcomePanel, top: Int, panelHeight: Int, days: DayScale, decimalSign: String) {
        self.panelHeight = panelHeight
        self.decimalSign = decimalSign
        self.panel = panel
        self.top = top
        self.days = days
        scale = ValueScale(
            panel.series.flatMap { series in
                series.points.map(\.value) + [series.baseline, series.importantChange].compactMap { $0 }
            },
            intervalsMax: max(2, panelHeight / 14)
        )
    }

    /// How a series looks: dash and shape tell them apart, colour only helps.
    private enum Look {
        case solid, dashed, dotted

        init(_ series: OutcomeSeries) {
            switch series.side {
            case .right: self = .solid
            case .left: self = .dashed
            case nil: self = .dotted
            }
        }

        var line: StaticString {
            switch self {
            case .solid: " fill=\"none\" stroke=\"#123f73\" stroke-width=\"1.6\""
            case .dashed: " fill=\"none\" stroke=\"#8a3b00\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\""
            case .dotted: " fill=\"none\" stroke=\"#222\" stroke-width=\"1.6\" stroke-dasharray=\"10 2 2 2\""
            }
        }

        var mark: ChartMark {
            switch self {
            case .solid: .disc
            case .dashed: .square
            case .dotted: .diamond
            }
        }

        var fill: StaticString {
            switch self {
            case .solid: "#123f73"
            case .dashed: "#fff"
            case .dotted: "#222"
            }
        }
    }

    func draw(into out: inout HTMLWriter) {
        head(into: &out)
        for series in panel.series { band(series, into: &out) }
        for mark in scale.marks {
            let y = height(mark)
            out.line(
                ChartDrawing.left * 10,
                y,
                days.left * 10 + days.width * 10,
                y,
                " stroke=\"#bbb\" stroke-width=\"0.5\""
            )
            out.label(label(mark), ChartDrawing.left * 10 - 50, y + 35, anchor: "end")
        }
        for series in panel.series { line(series, into: &out) }
    }

    private func label(_ mark: Decimal) -> String {
        mark.description.split(separator: ".").joined(separator: decimalSign)
    }

    /// The place of a value, in tenths of a unit from the top of the drawing.
    private func height(_ value: Decimal) -> Int {
        let base = (top + ChartDrawing.panelHead + panelHeight) * 10
        return base - scale.tenths(value, height: panelHeight)
    }

    /// The name of the scale, and each series with its line and shape.
    private func head(into out: inout HTMLWriter) {
        let y = top * 10 + 100
        out.label("\(panel.label), \(panel.better)", 0, y, anchor: "start", bold: true)
        guard panel.series.count > 1 || panel.series.first?.side != nil else { return }
        var x = (ChartDrawing.width - ChartDrawing.right) * 10
        for series in panel.series.reversed() {
            let look = Look(series)
            out.label(series.label, x, y, anchor: "end")
            x -= series.label.count * ChartDrawing.letterTenths + 60
            out.line(x - 240, y - 35, x, y - 35, look.line)
            out.mark(look.mark, x - 120, y - 35, fill: look.fill)
            x -= 240 + 140
        }
    }

    private func band(_ series: OutcomeSeries, into out: inout HTMLWriter) {
        guard let baseline = series.baseline, let change = series.importantChange else { return }
        let (one, other) = (height(baseline), height(change))
        out.rectangle(
            days.left * 10,
            min(one, other),
            days.width * 10,
            abs(one - other),
            " fill=\"#e4e4e4\" stroke=\"#777\" stroke-width=\"0.4\" stroke-dasharray=\"2 2\""
        )
    }

    private func line(_ series: OutcomeSeries, into out: inout HTMLWriter) {
        let look = Look(series)
        out.polyline(series.points.map { (days.tenths($0.on), height($0.value)) }, look.line)
        for point in series.points { out.mark(look.mark, days.tenths(point.on), height(point.value), fill: look.fill) }
    }
}
