// Draws the outcome chart as inline SVG. Only presentation attributes, no style: the content security policy forbids
// those, and not every print engine applies the page's style sheet inside a drawing. Series differ in shape and dash,
// marks in shape, so that the drawing reads in grey.
import Domain
import FoundationEssentials

extension HTMLWriter {
    /// Writes the chart as one `svg` element inside a `figure`.
    mutating func chart(_ chart: OutcomeChart) {
        ChartDrawing(chart).draw(into: &self)
    }
}

/// The measures of the drawing, in units of its view box, and the pieces of it.
struct ChartDrawing {
    let chart: OutcomeChart
    let days: DayScale

    static let width = 720
    static let left = 44
    static let right = 12
    static let panelHead = 20
    static let panelGap = 6
    static let laneHeight = 52
    static let axisHeight = 20
    static let legendHeight = 16
    /// The width of a letter of the labels, roughly; labels that would overlap are left to the table.
    static let letterTenths = 54

    init(_ chart: OutcomeChart) {
        self.chart = chart
        days = DayScale(
            from: chart.from,
            to: chart.to,
            left: ChartDrawing.left,
            width: ChartDrawing.width - ChartDrawing.left - ChartDrawing.right
        )
    }

    /// Many panels share the page: those with few points are then low.
    private func panelHeight(_ panel: OutcomePanel) -> Int {
        guard chart.panels.count > 2 else { return 60 }
        return panel.series.contains { $0.points.count > 5 } ? 64 : 32
    }

    private func panelStep(_ panel: OutcomePanel) -> Int {
        ChartDrawing.panelHead + panelHeight(panel) + ChartDrawing.panelGap
    }

    var panelsHeight: Int { chart.panels.reduce(0) { $0 + panelStep($1) } }
    private var laneTop: Int { panelsHeight }
    private var axisTop: Int { panelsHeight + (chart.cycles.isEmpty ? 0 : ChartDrawing.laneHeight) }
    var height: Int { axisTop + ChartDrawing.axisHeight + ChartDrawing.legendHeight }

    func draw(into out: inout HTMLWriter) {
        out.markup("<figure class=\"chart\"><svg role=\"img\" aria-labelledby=\"")
        out.text(elementID("title"))
        out.markup(" ")
        out.text(elementID("summary"))
        out.markup("\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        out.integer(ChartDrawing.width)
        out.markup(" ")
        out.integer(height)
        out.markup(
            "\" font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" font-size=\"10\" fill=\"#000\">\n<title id=\""
        )
        out.text(elementID("title"))
        out.markup("\">")
        out.text(chart.title)
        out.markup("</title><desc id=\"")
        out.text(elementID("summary"))
        out.markup("\">")
        out.text(chart.summary)
        out.markup("</desc>\n")
        guides(into: &out)
        var top = 0
        for panel in chart.panels {
            PanelDrawing(
                panel,
                top: top,
                panelHeight: panelHeight(panel),
                days: days,
                decimalSign: chart.legend.decimalSign
            ).draw(into: &out)
            top += panelStep(panel)
        }
        lane(into: &out)
        axis(into: &out)
        legend(into: &out)
        out.markup("</svg></figure>\n")
    }

    /// Ids must differ between the charts of a pack: the chart's own words make them so without a counter.
    private func elementID(_ part: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in (chart.title + chart.summary).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "chart-\(part)-\(String(hash, radix: 36))"
    }

    /// Thin lines through all panels at the first day of every cycle.
    private func guides(into out: inout HTMLWriter) {
        for cycle in chart.cycles {
            out.line(
                days.tenths(cycle.first),
                ChartDrawing.panelHead * 10,
                days.tenths(cycle.first),
                laneTop * 10 + 80,
                " stroke=\"#999\" stroke-width=\"0.6\" stroke-dasharray=\"1 2\""
            )
        }
    }

    /// The cycles: a triangle each, a diamond where the product changed, a ring where the batch changed.
    private func lane(into out: inout HTMLWriter) {
        var freeFrom = 0
        var productFreeFrom = 0
        for (index, cycle) in chart.cycles.enumerated() {
            let x = days.tenths(cycle.first)
            let y = laneTop * 10 + 140
            out.mark(cycle.isProductChange ? .diamond : .triangle, x, y, fill: "#000")
            if cycle.isBatchChange { out.mark(.ring, x, y + 105, fill: "#fff") }
            let dose = chart.legend.doses[index]
            let half = dose.count * ChartDrawing.letterTenths / 2
            if x - half >= freeFrom {
                out.label(dose, x, y + 228, anchor: "middle")
                freeFrom = x + half + 40
            }
            guard index == 0 || cycle.isProductChange, let product = cycle.products.last else { continue }
            let productHalf = product.count * ChartDrawing.letterTenths / 2
            if x - productHalf >= productFreeFrom {
                out.label(product, x, y + 330, anchor: "middle", bold: true)
                productFreeFrom = x + productHalf + 40
            }
        }
    }

    private func axis(into out: inout HTMLWriter) {
        let y = axisTop * 10
        out.line(
            ChartDrawing.left * 10,
            y,
            (ChartDrawing.width - ChartDrawing.right) * 10,
            y,
            " stroke=\"#000\" stroke-width=\"1\""
        )
        for tick in chart.legend.ticks {
            let x = days.tenths(tick.on)
            out.line(x, y, x, y + 40, " stroke=\"#000\" stroke-width=\"1\"")
            out.label(tick.label, x + 20, y + 140, anchor: "start")
        }
    }

    /// What the marks mean, with the marks themselves.
    private func legend(into out: inout HTMLWriter) {
        let y = (axisTop + ChartDrawing.axisHeight) * 10 + 100
        var x = ChartDrawing.left * 10
        func entry(_ mark: ChartMark, _ words: String, fill: StaticString, into out: inout HTMLWriter) {
            out.mark(mark, x + 40, y - 35, fill: fill)
            out.label(words, x + 110, y, anchor: "start")
            x += 110 + words.count * ChartDrawing.letterTenths + 120
        }
        if !chart.cycles.isEmpty {
            entry(.triangle, chart.legend.infusion, fill: "#000", into: &out)
            if chart.cycles.contains(where: \.isProductChange) {
                entry(.diamond, chart.legend.productChange, fill: "#000", into: &out)
            }
            if chart.cycles.contains(where: \.isBatchChange) {
                entry(.ring, chart.legend.batchChange, fill: "#fff", into: &out)
            }
        }
        if chart.panels.contains(where: { $0.series.contains { $0.importantChange != nil } }) {
            entry(.band, chart.legend.importantChange, fill: "#e4e4e4", into: &out)
        }
    }
}
