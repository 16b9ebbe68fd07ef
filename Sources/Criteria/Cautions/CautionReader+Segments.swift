// Cautions that the segments of motor studies raise.
import Domain
import FoundationEssentials

extension CautionReader {
    /// Looks at the segments.
    mutating func readSegments() {
        guard !facts.conduction.motor.isEmpty else { return }
        readEarlyBlock()
        readCompleteBlock()
        readEntrapment()
        readUniformSlowing()
        readMartinGruber()
        readDistalAmplitude()
        readLatencyOrder()
    }

    // MARK: Block

    /// A loss of 30 % or more in a study that was certainly done less than 21 days after the onset.
    private mutating func readEarlyBlock() {
        guard let onset = facts.history.onsetDays else { return }
        let isEarly = file.nerveConductionStudies.map { study in
            study.origin.performedOn.map {
                $0.lastDay < onset.lowerBound.addingDays(21) && $0.lastDay >= onset.lowerBound
            } ?? false
        }
        guard isEarly.contains(true) else { return }
        var losses: [SegmentMeasures] = []
        var places: [CasePlace] = []
        for entry in facts.conduction.motor where isEarly[entry.place.index ?? 0] {
            for segment in entry.entry.segments {
                let measures = SegmentMeasures(segment)
                let reductions = [measures.areaReduction, measures.amplitudeReduction]
                guard reductions.contains(where: { $0?.isAtLeast(percent: 30) ?? false }) else { continue }
                losses.append(measures)
                places.append(entry.place)
            }
        }
        guard !losses.isEmpty else { return }
        raise(
            .earlyPseudoBlock,
            Sentence(
                en:
                    "Studied less than 21 days after the onset, response is lost over: {0}. Early block may be axonal; repeat the study after 3 weeks.",
                nl:
                    "Bij onderzoek minder dan 21 dagen na het begin is er verlies van respons over: {0}. Een vroeg blok kan axonaal zijn; herhaal het onderzoek na 3 weken.",
                .sentences(losses.map(Sentence.loss))
            ),
            (places + facts.history.onsetEvidence).distinct
        )
    }

    /// A proximal response that is absent where the distal one is present.
    private mutating func readCompleteBlock() {
        var names: [Sentence] = []
        var places: [CasePlace] = []
        for entry in facts.conduction.motor {
            let sites = entry.entry.sites
            for index in sites.indices.dropFirst() where sites[index].isAbsent && !sites[index - 1].isAbsent {
                let (nerve, side) = (entry.entry.nerve, entry.entry.side)
                names.append(Sentence(.segment(nerve, side, sites[index - 1].site, sites[index].site)))
                places.append(entry.place)
            }
        }
        guard !names.isEmpty else { return }
        raise(
            .completeBlockCheckStimulus,
            Sentence(
                en:
                    "No response proximally although there is one distally: {0}. Check supramaximal stimulation and the site.",
                nl:
                    "Proximaal geen respons terwijl die er distaal wel is: {0}. Controleer de supramaximale prikkel en de plaats.",
                .sentences(names)
            ),
            places.distinct
        )
    }

    /// Area losses of half or more that all lie at sites of entrapment. Where some other segment's area is not known, that
    /// is open.
    private mutating func readEntrapment() {
        var names: [Sentence] = []
        var places: [CasePlace] = []
        // A percentage shown as 49.9 or less is no half; from there on the exact areas decide.
        guard segments.contains(where: { ($0.areaReductionPercent ?? 0) > 49 }) else { return }
        for entry in facts.conduction.motor {
            for segment in entry.entry.segments where !segment.distal.isAbsent {
                let measures = SegmentMeasures(segment)
                guard let reduction = measures.areaReduction else {
                    if segment.isEntrapment { continue }
                    return
                }
                guard reduction.isAtLeast(percent: 50) else { continue }
                guard segment.isEntrapment else { return }
                names.append(.loss(measures))
                places.append(entry.place)
            }
        }
        guard !names.isEmpty else { return }
        raise(
            .entrapmentOnly,
            Sentence(
                en:
                    "Area is lost by half or more only at sites of entrapment: {0}. Think of compression or hereditary neuropathy with liability to pressure palsies (HNPP).",
                nl:
                    "Alleen op beknellingsplaatsen gaat de helft of meer van de oppervlakte verloren: {0}. Denk aan compressie of hereditaire drukneuropathie (HNPP).",
                .sentences(names)
            ),
            places.distinct
        )
    }

    // MARK: Velocity

    /// Three or more arm nerves, all with free velocities below 38 m/s that differ by 10 m/s at most, and no block.
    ///
    /// House: no block means that no set calls a segment blocked, and that of each free arm segment a set says so or the
    /// amplitude is known to fall by less than 30 %.
    private mutating func readUniformSlowing() {
        var velocities: [ExactRatio] = []
        var nerves: [NerveSide] = []
        var places: [CasePlace] = []
        for entry in facts.conduction.motor where entry.entry.nerve.region == .arm {
            for segment in entry.entry.segments where !segment.isEntrapment {
                let measures = SegmentMeasures(segment)
                guard let velocity = measures.velocityMps else { continue }
                guard velocity.isBelow(38) else { return }
                velocities.append(velocity)
                if !nerves.contains(entry.nerveSide) { nerves.append(entry.nerveSide) }
                places.append(entry.place)
            }
        }
        guard nerves.count >= 3, isWithoutBlock,
            velocities.allSatisfy({ fast in velocities.allSatisfy { fast.exceeds($0, byAtMost: 10) } })
        else { return }
        raise(
            .uniformSlowing,
            Sentence(
                en:
                    "Velocity is below 38 m/s and alike, within 10 m/s, in {0} arm nerves ({1}), without block: think of hereditary neuropathy (CMT1A).",
                nl:
                    "De geleidingssnelheid is in {0} armzenuwen ({1}) lager dan 38 m/s en gelijkmatig, binnen 10 m/s, zonder blok: denk aan een erfelijke neuropathie (CMT1A).",
                .text(String(nerves.count)),
                .list(nerves.map { .nerve($0.nerve, $0.side) })
            ),
            places.distinct
        )
    }

    private var isWithoutBlock: Bool {
        segments.allSatisfy { segment in
            if segment.blocks.contains(where: { $0.answer == .definite || $0.answer == .probable }) { return false }
            guard !segment.isEntrapment, segment.nerve.region == .arm else { return true }
            return segment.blocks.contains { $0.answer == .noBlock }
                || segment.amplitudeReductionPercent.map { $0 < 30 } ?? false
        }
    }

    /// Ulnar amplitude that falls by 20 % or more from wrist to below the elbow, and on the same side median amplitude that is
    /// higher at the elbow than at the wrist.
    private mutating func readMartinGruber() {
        for side in Side.allCases {
            guard
                let median = facts.conduction.motor.first(where: { entry in
                    guard entry.entry.nerve == .median, entry.entry.side == side,
                        let wrist = entry.entry.amplitude(at: .wrist), let elbow = entry.entry.amplitude(at: .elbow)
                    else { return false }
                    return elbow > wrist
                }),
                let ulnar = facts.conduction.motor.first(where: { entry in
                    entry.entry.nerve == .ulnar && entry.entry.side == side && entry.entry.losesAFifthInForearm
                })
            else { continue }
            raise(
                .martinGruberPossible,
                Sentence(
                    en:
                        "In the {0} ulnar amplitude falls by 20 % or more in the forearm ({1} to {2} mV) and median amplitude is higher at the elbow than at the wrist ({3} and {4} mV). Exclude an anastomosis (Martin-Gruber) before calling it a block.",
                    nl:
                        "In de {0} daalt de amplitude van de n. ulnaris over de onderarm met 20 % of meer ({1} naar {2} mV) en die van de n. medianus is bij de elleboog hoger dan bij de pols ({3} en {4} mV). Sluit een anastomose (Martin-Gruber) uit voordat dit een blok heet.",
                    .words(Limb.arm(side).label),
                    .amplitude(ulnar.entry, at: .wrist),
                    .amplitude(ulnar.entry, at: .belowElbow),
                    .amplitude(median.entry, at: .elbow),
                    .amplitude(median.entry, at: .wrist)
                ),
                [ulnar.place, median.place].sorted()
            )
        }
    }

    // MARK: Single values

    /// A distal response of less than 1 mV.
    private mutating func readDistalAmplitude() {
        let low = facts.conduction.motor.filter { entry in entry.entry.distalSite?.amplitudeMv.map { $0 < 1 } ?? false }
        guard !low.isEmpty else { return }
        raise(
            .lowDistalAmplitude,
            Sentence(
                en: "The distal amplitude is below 1 mV: {0}. Slowing and block are unreliable there.",
                nl: "De distale amplitude is lager dan 1 mV: {0}. Vertraging en blok zijn daar onbetrouwbaar.",
                .sentences(
                    low.map { entry in
                        Sentence(
                            en: "{0} ({1} mV)",
                            nl: "{0} ({1} mV)",
                            .words(.nerve(entry.entry.nerve, entry.entry.side)),
                            entry.entry.distalSite.map { .amplitude(entry.entry, at: $0.site) } ?? .text("")
                        )
                    }
                )
            ),
            low.map(\.place)
        )
    }

    /// A latency that is not above that of the nearest site further distal that has one.
    private mutating func readLatencyOrder() {
        var names: [Sentence] = []
        var places: [CasePlace] = []
        for entry in facts.conduction.motor {
            var before: (site: StimulationSite, latencyMs: Decimal)?
            for site in entry.entry.sites {
                guard let proximal = site.latencyMs else { continue }
                defer { before = (site.site, proximal) }
                guard let before, proximal <= before.latencyMs else { continue }
                names.append(
                    Sentence(
                        en: "{0} ({1} and {2} ms)",
                        nl: "{0} ({1} en {2} ms)",
                        .words(
                            .segment(entry.entry.nerve, entry.entry.side, before.site, site.site)
                        ),
                        .number(before.latencyMs),
                        .number(proximal)
                    )
                )
                places.append(entry.place)
            }
        }
        guard !names.isEmpty else { return }
        raise(
            .latencyOrder,
            Sentence(
                en: "The proximal latency is not above the distal one: {0}. Check the entry.",
                nl: "De proximale latentie is niet hoger dan de distale: {0}. Controleer de invoer.",
                .sentences(names)
            ),
            places.distinct
        )
    }
}

extension MotorConduction {
    /// The amplitude at a site; nil where it was not recorded there.
    fileprivate func amplitude(at site: StimulationSite) -> Decimal? { sites.first { $0.site == site }?.amplitudeMv }

    /// Whether the amplitude falls by 20 % or more from the wrist to below the elbow; an absent response is a loss of all.
    fileprivate var losesAFifthInForearm: Bool {
        guard let wrist = sites.first(where: { $0.site == .wrist }),
            let elbow = sites.first(where: { $0.site == .belowElbow })
        else { return false }
        let segment = ConductionSegment(nerve: nerve, side: side, muscle: muscle, distal: wrist, proximal: elbow)
        return SegmentMeasures(segment).amplitudeReduction?.isAtLeast(percent: 20) ?? false
    }
}

extension Sentence.Part {
    fileprivate static func amplitude(_ entry: MotorConduction, at site: StimulationSite) -> Sentence.Part {
        entry.amplitude(at: site).map { .number($0) } ?? .text("0")
    }
}

extension ExactRatio {
    /// Whether the fraction exceeds another by no more than a whole number; false where that has too many digits to tell.
    func exceeds(_ other: ExactRatio, byAtMost bound: Int128) -> Bool {
        let (first, isFirstTooLong) = numerator.multipliedReportingOverflow(by: other.denominator)
        let (second, isSecondTooLong) = other.numerator.multipliedReportingOverflow(by: denominator)
        let (product, isProductTooLong) = denominator.multipliedReportingOverflow(by: other.denominator)
        let (allowed, isAllowedTooLong) = product.multipliedReportingOverflow(by: bound)
        let (difference, isDifferenceTooLong) = first.subtractingReportingOverflow(second)
        guard !isFirstTooLong, !isSecondTooLong, !isProductTooLong, !isAllowedTooLong, !isDifferenceTooLong else {
            return false
        }
        return difference <= allowed
    }
}
