// A drawing of counts or days: rows with a label above each, as bars of parts or as the middle half with its median.
package import Domain

/// Rows of bars or of days.
package struct FigureChart: Sendable, Hashable {
    /// How a part of a bar looks: fill and shape tell parts apart, so that grey paper does as well.
    package enum Look: Int, Sendable, Hashable, CaseIterable {
        case dark, ringed, striped, squared
    }

    /// A part of a bar.
    package struct Part: Sendable, Hashable {
        let look: Look
        let count: Int
    }

    /// What a row shows.
    package enum Figure: Sendable, Hashable {
        case parts([Part])
        /// The middle half of the days, with their median.
        case days(DayFigures)
        /// Nothing to draw: the note says why.
        case nothing
    }

    /// A row.
    package struct Row: Sendable, Hashable {
        let label: String
        let figure: Figure
        /// What stands at its end.
        let note: String
    }

    /// What stands for what.
    package struct Key: Sendable, Hashable {
        let look: Look
        let label: String
    }

    let title: String
    let summary: String
    /// What the axis counts.
    let unit: String
    /// What the parts of bars are, where they have several.
    let keys: [Key]
    /// What the middle half and the median are, where rows show days.
    let dayKeys: DayKeys?
    let rows: [Row]

    /// The words for what a row of days shows.
    package struct DayKeys: Sendable, Hashable {
        let half: String
        let median: String
    }

    /// The end of the axis, at least one.
    var highest: Int {
        let ends = rows.map { row in
            switch row.figure {
            case .parts(let parts): parts.map(\.count).reduce(0, +)
            case .days(let days): days.upperQuartile
            case .nothing: 0
            }
        }
        return max(1, ends.max() ?? 1)
    }
}
