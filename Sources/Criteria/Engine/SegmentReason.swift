// Why a segment has its answer: the conditions that decided, with the numbers they were held against.
import Domain
import FoundationEssentials

extension SetEvaluator {
    /// The answer of the set about a segment in words: the set, the answer, and the conditions that decided.
    func reason(_ answer: BlockAnswer, entry: Int, segment: Int) -> Sentence {
        guard let rules = compiled.block else { return "" }
        let node = answer == .definite ? rules.definite : rules.probable
        var parts: [Sentence] = []
        explain(node, (entry, segment), &parts)
        return Sentence(
            en: "{0}: {1}: {2}",
            nl: "{0}: {1}: {2}",
            .words(set.names),
            .words(answer.label),
            .sentences(parts)
        )
    }

    private func explain(_ index: Int, _ place: (entry: Int, segment: Int), _ parts: inout [Sentence]) {
        func verdictOf(_ part: Int) -> Verdict { segmentVerdict(part, entry: place.entry, segment: place.segment) }
        let node = compiled.segments.nodes[index]
        let verdict = verdictOf(index)
        switch node.join {
        case .all:
            for part in compiled.segments.parts(of: node) {
                let partVerdict = verdictOf(Int(part))
                if verdict == .met || partVerdict == verdict { explain(Int(part), place, &parts) }
                // One failing condition is enough to say why.
                if verdict == .notMet, partVerdict == .notMet { return }
            }
        case .any, .atLeast:
            for part in compiled.segments.parts(of: node) {
                let partVerdict = verdictOf(Int(part))
                if verdict == .notMet || partVerdict == verdict { explain(Int(part), place, &parts) }
                if verdict == .met, partVerdict == .met { return }
            }
        case .not, .unlessRefuted:
            for part in compiled.segments.parts(of: node) { explain(Int(part), place, &parts) }
        case .leaf:
            let leaf = compiled.segments.leaves[Int(node.first)]
            let sentence = sentence(leaf, numbers.entries[place.entry].segments[place.segment])
            if !parts.contains(sentence) { parts.append(sentence) }
        }
    }

    private func sentence(_ leaf: SegmentLeaf, _ segment: SegmentNumbers) -> Sentence {
        switch leaf {
        case .nerve: Sentence(segment.nerve.label)
        case .entrapment:
            segment.isEntrapment
                ? Sentence(en: "entrapment site", nl: "beknellingsplaats")
                : Sentence(en: "no entrapment site", nl: "geen beknellingsplaats")
        case .long(let pairs):
            segment.isLong(including: pairs)
                ? Sentence(en: "long segment", nl: "lang segment")
                : Sentence(en: "not a long segment", nl: "geen lang segment")
        case .distalSite: Sentence(segment.distal.site.label)
        case .proximalSite: Sentence(segment.proximal.site.label)
        case .distanceRecorded:
            segment.proximal.distance == nil
                ? Sentence(en: "distance not recorded", nl: "afstand niet vastgelegd")
                : Sentence(en: "distance recorded", nl: "afstand vastgelegd")
        case .absentResponse:
            segment.distal.isAbsent || segment.proximal.isAbsent
                ? Sentence(en: "absent response", nl: "geen respons")
                : Sentence(en: "responses present", nl: "responsen aanwezig")
        case .quantity(let quantity, let threshold):
            Sentence(
                en: "{0} {1} ({2})",
                nl: "{0} {1} ({2})",
                .words(quantity.label),
                segment.measure(quantity).shown(quantity, compiled.segments.leaves),
                .words(threshold.words)
            )
        }
    }
}

extension SegmentQuantity {
    /// What a person reads.
    var label: Localized {
        switch self {
        case .areaReductionPercent: Localized(en: "area reduction", nl: "oppervlaktedaling")
        case .amplitudeReductionPercent: Localized(en: "amplitude reduction", nl: "amplitudedaling")
        case .durationIncreasePercent: Localized(en: "duration increase", nl: "duurtoename")
        case .distalAmplitudeMv: Localized(en: "distal amplitude", nl: "distale amplitude")
        case .distalAmplitudePercentOfLimit:
            Localized(en: "distal amplitude of lower limit", nl: "distale amplitude van ondergrens")
        case .velocityPercentOfLimit: Localized(en: "velocity of lower limit", nl: "snelheid van ondergrens")
        case .distanceMm: Localized(en: "distance", nl: "afstand")
        }
    }

    /// The unit behind a number.
    fileprivate var unit: String {
        switch self {
        case .areaReductionPercent, .amplitudeReductionPercent, .durationIncreasePercent,
            .distalAmplitudePercentOfLimit, .velocityPercentOfLimit:
            " %"
        case .distalAmplitudeMv: " mV"
        case .distanceMm: " mm"
        }
    }
}

extension Measure {
    /// The number as a person reads it, percentages with one decimal; with more where it would seem to lie at a threshold of
    /// the set, also at that of the other level of block: 49.98 % is not shown as 50 % where 50 % is asked elsewhere.
    fileprivate func shown(_ quantity: SegmentQuantity, _ leaves: [SegmentLeaf]) -> Sentence.Part {
        switch self {
        case .ratio(let ratio): Self.shown(ratio, quantity, leaves)
        case .number(let number): .amount(number.decimal, quantity.unit)
        case .standing, .none: .words(Localized(en: "absent response", nl: "geen respons"))
        case .missing: .words(Localized(en: "not recorded", nl: "niet vastgelegd"))
        case .undefined: .words(Localized(en: "cannot be computed", nl: "niet te berekenen"))
        }
    }

    private static func shown(_ ratio: ExactRatio, _ quantity: SegmentQuantity, _ leaves: [SegmentLeaf])
        -> Sentence.Part
    {
        guard let tenths = ratio.tenthsForDisplay(times: 100) else { return .text("?") }
        for case .quantity(quantity, let threshold) in leaves where tenths == threshold.tenths {
            guard ratio.compared(times: 100, to: threshold.number) != .equal,
                let exact = ratio.shown(times: 100, places: 1, beside: [threshold.value])
            else { continue }
            return .amount(exact, quantity.unit)
        }
        return .tenths(tenths, quantity.unit)
    }
}
