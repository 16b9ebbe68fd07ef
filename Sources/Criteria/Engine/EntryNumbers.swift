// The numbers of one motor entry as rules compare them, worked out once for all sets.
import Domain
import FoundationEssentials

/// A motor entry with its segments.
///
/// Source: clinical reference section 0: the distal values are those of the first site other than the palm; for the median,
/// ulnar, peroneal and tibial nerves a latency or duration counts only at the wrist or ankle.
final class EntryNumbers: Sendable {
    let place: CasePlace
    let nerveSide: NerveSide
    /// The muscle recorded from, as written.
    let muscle: String?
    let segments: [SegmentNumbers]
    let distal: SiteNumbers?
    let amplitudeLimit: ExactNumber?
    let latencyLimit: ExactNumber?
    let fWave: FWave?
    let fLatency: ExactNumber?
    let fLimit: ExactNumber?
    let filterHz: ExactNumber?
    /// Whether anything was recorded: an entry without sites and F-wave is no study of its nerve.
    let isStudied: Bool

    init(_ facts: MotorFacts, filterHz: ExactNumber?) {
        let entry = facts.entry
        place = facts.place
        nerveSide = entry.nerveSide
        muscle = entry.muscle?.text
        self.filterHz = filterHz
        let sites = entry.sites.map(SiteNumbers.init(_:))
        let amplitudeLimit = facts.amplitudeLowerMv.flatMap(ExactNumber.init(_:))
        self.amplitudeLimit = amplitudeLimit
        segments = entry.segments.enumerated().map { index, segment in
            SegmentNumbers(
                segment,
                sites[index],
                sites[index + 1],
                amplitudeLimit: amplitudeLimit,
                velocityLimit: facts.velocityLowerMps(of: segment).flatMap(ExactNumber.init(_:))
            )
        }
        distal = sites.first { $0.site != .palm }
        latencyLimit = facts.latencyUpperMs.flatMap(ExactNumber.init(_:))
        fWave = entry.fWave
        fLatency = entry.fWave?.minimalLatencyMs.flatMap(ExactNumber.init(_:))
        fLimit = facts.fWaveUpperMs.flatMap(ExactNumber.init(_:))
        isStudied = !entry.sites.isEmpty || entry.fWave != nil
    }

    /// Whether latency and duration of the distal site count.
    var hasUsualDistalSite: Bool {
        guard let distal else { return true }
        return switch nerveSide.nerve {
        case .median, .ulnar, .peroneal, .tibial: distal.site == .wrist || distal.site == .ankle
        default: true
        }
    }

    /// Whether a duration or a filter still to be recorded may tell more of the distal duration.
    var lacksDuration: Bool { hasUsualDistalSite && (distal?.duration == nil || filterHz == nil) }

    /// A number of the entry.
    func measure(_ quantity: EntryQuantity) -> Measure {
        switch quantity {
        case .distalAmplitudeMv:
            isDistalAbsent ? .standing(.below) : distal?.amplitude.map { .number($0) } ?? .missing
        case .distalAmplitudePercentOfLimit:
            isDistalAbsent ? .standing(.below) : .percent(of: distal?.amplitude, limit: amplitudeLimit)
        case .distalLatencyPercentOfLimit:
            if isDistalAbsent {
                .none
            } else if hasUsualDistalSite {
                .percent(of: distal?.latency, limit: latencyLimit)
            } else {
                .undefined
            }
        case .fLatencyPercentOfLimit:
            fWave?.isAbsent == true ? .none : .percent(of: fLatency, limit: fLimit)
        }
    }

    /// Whether there was no response at the distal site.
    var isDistalAbsent: Bool { distal?.isAbsent ?? false }

    /// Whether the distal duration lies above the cut-off of nerve and filter.
    ///
    /// Without a filter, or with one that the table lacks: met above the highest cut-off, not met at or below the lowest,
    /// else unknown (clinical reference section 4b).
    func isDurationAbove(_ rows: [DurationCutOffs]) -> Verdict {
        if isDistalAbsent { return .notMet }
        guard hasUsualDistalSite, let duration = distal?.duration else { return .unknown }
        func isAbove(_ row: DurationCutOffs) -> Bool? {
            row.milliseconds[nerveSide.nerve].flatMap { ExactRatio(duration, over: $0) }
                .map { $0.compared(times: 1, to: ExactNumber(1)) == .above }
        }
        if let filterHz, let row = rows.first(where: { $0.filterHz.isEqual(to: filterHz) }) {
            return Verdict(isAbove(row))
        }
        let answers = rows.map(isAbove)
        if answers.contains(nil) { return .unknown }
        if answers.allSatisfy({ $0 == true }) { return .met }
        return answers.allSatisfy { $0 == false } ? .notMet : .unknown
    }
}
