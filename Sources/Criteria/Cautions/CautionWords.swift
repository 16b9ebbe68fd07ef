// Words that several cautions use: nerves, segments, days and results.
import Domain
import FoundationEssentials

extension Localized {
    /// A nerve with its side, such as "ulnar nerve left".
    static func nerve(_ nerve: Nerve, _ side: Side) -> Localized {
        Localized(en: "\(nerve.label.en) \(side.label.en)", nl: "\(nerve.label.nl) \(side.label.nl)")
    }

    /// A segment, such as "ulnar nerve left, wrist to below the elbow".
    static func segment(_ nerve: Nerve, _ side: Side, _ distal: StimulationSite, _ proximal: StimulationSite)
        -> Localized
    {
        let name = Localized.nerve(nerve, side)
        return Localized(
            en: "\(name.en), \(distal.label.en) to \(proximal.label.en)",
            nl: "\(name.nl), \(distal.label.nl) tot \(proximal.label.nl)"
        )
    }

    /// A muscle with its side, where it has one.
    static func muscle(_ name: MuscleName, _ side: Side?) -> Localized {
        guard let side else { return Localized(en: name.label(.en), nl: name.label(.nl)) }
        return Localized(en: "\(name.label(.en)) \(side.label.en)", nl: "\(name.label(.nl)) \(side.label.nl)")
    }

    /// A day or part of a date, or that none is known.
    static func date(_ date: PartialDate?) -> Localized {
        date.map { Localized(same: $0.description) } ?? Localized(en: "undated", nl: "zonder datum")
    }
}

extension Sentence {
    /// A segment with what it loses.
    static func loss(_ measures: SegmentMeasures) -> Sentence {
        let segment = measures.segment
        return Sentence(
            en: "{0} (area {1}, amplitude {2})",
            nl: "{0} (oppervlakte {1}, amplitude {2})",
            .words(.segment(segment.nerve, segment.side, segment.distal.site, segment.proximal.site)),
            .percent(measures.areaReductionPercent),
            .percent(measures.amplitudeReductionPercent)
        )
    }

    /// A laboratory result with its value and reading.
    static func result(_ result: LaboratoryResult) -> Sentence {
        Sentence(
            en: "{0} ({1}{2})",
            nl: "{0} ({1}{2})",
            .words(Localized(en: result.label(.en), nl: result.label(.nl))),
            result.value.map { .amount($0, "\(result.unit.map { " \($0)" } ?? ""), ") } ?? .text(""),
            .words(result.band?.label ?? Localized(en: "no reading", nl: "geen beoordeling"))
        )
    }
}

extension Sentence.Part {
    /// A loss in percent, or that it is not known.
    static func percent(_ value: Decimal?) -> Sentence.Part {
        value.map { .amount($0, " %") } ?? .words(Localized(en: "unknown", nl: "onbekend"))
    }
}
