// The shapes of the chart as SVG elements; places are in tenths of a unit.

/// The shapes that stand for something in the chart.
enum ChartMark {
    case disc, square, diamond, triangle, ring, band
}

extension HTMLWriter {
    /// Writes tenths as a number with at most one decimal.
    mutating func tenths(_ value: Int) {
        if value < 0 { markup("-") }
        let (units, rest) = abs(value).quotientAndRemainder(dividingBy: 10)
        integer(units)
        if rest != 0 {
            markup(".")
            integer(rest)
        }
    }

    private mutating func place(_ name: StaticString, _ value: Int) {
        markup(" ")
        markup(name)
        markup("=\"")
        tenths(value)
        markup("\"")
    }

    /// Writes a straight line.
    mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ look: StaticString) {
        markup("<line")
        place("x1", x1)
        place("y1", y1)
        place("x2", x2)
        place("y2", y2)
        markup(look)
        markup("/>\n")
    }

    /// Writes a rectangle.
    mutating func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ look: StaticString) {
        markup("<rect")
        place("x", x)
        place("y", y)
        place("width", width)
        place("height", height)
        markup(look)
        markup("/>\n")
    }

    /// Writes a line through points.
    mutating func polyline(_ points: [(x: Int, y: Int)], _ look: StaticString) {
        guard points.count > 1 else { return }
        markup("<polyline points=\"")
        for (index, point) in points.enumerated() {
            if index > 0 { markup(" ") }
            tenths(point.x)
            markup(",")
            tenths(point.y)
        }
        markup("\"")
        markup(look)
        markup("/>\n")
    }

    /// Writes a label.
    mutating func label(_ words: String, _ x: Int, _ y: Int, anchor: StaticString, bold: Bool = false) {
        markup("<text")
        place("x", x)
        place("y", y)
        markup(" text-anchor=\"")
        markup(anchor)
        markup(bold ? "\" font-weight=\"bold\">" : "\">")
        text(words)
        markup("</text>\n")
    }

    /// Writes a mark with its middle at a place.
    mutating func mark(_ mark: ChartMark, _ x: Int, _ y: Int, fill: StaticString) {
        switch mark {
        case .disc, .ring:
            markup("<circle")
            place("cx", x)
            place("cy", y)
            place("r", mark == .disc ? 30 : 25)
        case .square:
            markup("<rect")
            place("x", x - 27)
            place("y", y - 27)
            place("width", 54)
            place("height", 54)
        case .band:
            markup("<rect")
            place("x", x - 40)
            place("y", y - 35)
            place("width", 80)
            place("height", 70)
        case .diamond: polygon([(x, y - 45), (x + 45, y), (x, y + 45), (x - 45, y)])
        case .triangle: polygon([(x - 40, y - 35), (x + 40, y - 35), (x, y + 40)])
        }
        markup(" fill=\"")
        markup(fill)
        markup("\" stroke=\"#000\" stroke-width=\"0.8\"/>\n")
    }

    private mutating func polygon(_ corners: [(x: Int, y: Int)]) {
        markup("<polygon points=\"")
        for (index, corner) in corners.enumerated() {
            if index > 0 { markup(" ") }
            tenths(corner.x)
            markup(",")
            tenths(corner.y)
        }
        markup("\"")
    }
}
