// Blood tests of one sample that are written down together; each of them becomes a finding of its own.
package import FoundationEssentials

/// The results of a blood panel.
package struct LaboratoryPanel: Hashable, Sendable {
    /// A line of the panel; one without value and reading was left open.
    package struct Line: Hashable, Sendable {
        /// What was measured, such as `ck`.
        package let code: String
        /// The value.
        package let value: Decimal?
        /// Its unit.
        package let unit: String?
        /// The laboratory's reading.
        package let band: LaboratoryBand?

        /// A line.
        package init(code: String, value: Decimal?, unit: String?, band: LaboratoryBand?) {
            self.code = code
            self.value = value
            self.unit = unit
            self.band = band
        }

        static let codec: Codec<Line> = .object(
            "LaboratoryPanelLine",
            Line.init(code:value:unit:band:),
            .required("code", \.code, .openCode()),
            .optional("value", \.value, .decimal(-1_000_000...1_000_000_000)),
            .optional("unit", \.unit, .text(max: 40)),
            .optional("band", \.band, .code)
        )
    }

    /// When, by whom and where; the same for all lines.
    package let circumstances: FindingOrigin?
    /// Where results from elsewhere came from.
    package let origin: String?
    /// The lines.
    package let lines: [Line]

    /// A panel.
    package init(circumstances: FindingOrigin?, origin: String?, lines: [Line]) {
        self.circumstances = circumstances
        self.origin = origin
        self.lines = lines
    }

    /// The findings that the panel holds: those of its lines that say something.
    package var findings: [Finding] {
        lines.filter { $0.value != nil || $0.band != nil }.map { line in
            .laboratory(
                LaboratoryResult(
                    origin: circumstances ?? FindingOrigin(),
                    code: line.code,
                    value: line.value,
                    unit: line.value == nil ? nil : line.unit,
                    band: line.band
                )
            )
        }
    }

    /// The JSON form. `body` holds what the body of each finding begins with.
    package static let codec: Codec<LaboratoryPanel> = .object(
        "LaboratoryPanel",
        LaboratoryPanel.init(circumstances:origin:lines:),
        .optional("body", \.circumstances, FindingOrigin.codec),
        .optional("origin", \.origin, .text(max: 200)),
        .list("results", \.lines, Line.codec, max: 200)
    )
}
