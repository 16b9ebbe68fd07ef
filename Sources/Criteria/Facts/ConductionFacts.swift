// The motor and sensory studies of a case with the limits that count for them, and the reading of sensory responses.
package import Domain
package import FoundationEssentials

/// One motor entry of a conduction study, with the limits that count for it.
///
/// Source: clinical reference section 6a, case format section 3: the study's own limits; what they leave out is taken
/// from the set that the study names; with neither there is no limit.
package struct MotorFacts: Sendable, Hashable {
    /// The entry with what counts of its values; one that cannot be counts as missing.
    package let entry: MotorConduction
    /// Where it stands.
    package let place: CasePlace
    /// The lowest normal distal amplitude.
    package let amplitudeLowerMv: Decimal?
    /// The highest normal distal latency; nil where the limit is of another site than the entry's distal one.
    package let latencyUpperMs: Decimal?
    /// The highest normal minimal F latency.
    package let fWaveUpperMs: Decimal?
    /// The study's own limit of velocity.
    private let ownVelocityLowerMps: Decimal?
    private let set: NormalLimits.Motor?

    init(_ entry: MotorConduction, at place: CasePlace, _ named: NormalLimits?) {
        let entry = entry.withPossibleValues
        let own = entry.limits
        let set = named?.motor(for: entry)
        self.entry = entry
        self.place = place
        self.set = set
        amplitudeLowerMv = own?.amplitudeLowerMv ?? set?.amplitudeLowerMv
        latencyUpperMs = own?.latencyUpperMs ?? set?.latencyUpper(of: entry.distalSite?.site)
        fWaveUpperMs = own?.fWaveUpperMs ?? set?.fWaveUpperMs
        ownVelocityLowerMps = own?.velocityLowerMps
    }

    /// The nerve with its side.
    package var nerveSide: NerveSide { entry.nerveSide }

    /// The lowest normal velocity of a segment of the entry: the laboratory's one number for the nerve, else the set's
    /// for the stretch.
    package func velocityLowerMps(of segment: ConductionSegment) -> Decimal? {
        ownVelocityLowerMps ?? set?.velocityLowerMps(from: segment.distal.site, to: segment.proximal.site)
    }
}

extension MotorConduction {
    /// The site whose values are the distal ones of the entry: the first other than the palm (section 0).
    package var distalSite: MotorSite? { sites.first { $0.site != .palm } }
}

extension NormalLimits.Motor {
    /// The highest normal latency at a site.
    fileprivate func latencyUpper(of site: StimulationSite?) -> Decimal? {
        latencySite == nil || latencySite == site ? latencyUpperMs : nil
    }
}

/// What a sensory response is, as stated or as derived.
package enum SensoryReading: Hashable, Sendable {
    case normal
    case abnormal
    case absent
    case unknown

    /// Whether it is normal.
    package var isNormal: Verdict {
        switch self {
        case .normal: .met
        case .abnormal, .absent: .notMet
        case .unknown: .unknown
        }
    }
}

/// One sensory entry of a conduction study, with the limits that count for it and its reading.
package struct SensoryFacts: Sendable, Hashable {
    /// The entry with what counts of its values; one that cannot be counts as missing.
    package let entry: SensoryConduction
    /// Where it stands.
    package let place: CasePlace
    /// The lowest normal amplitude.
    package let amplitudeLowerUv: Decimal?
    /// The highest normal latency of the peak.
    package let latencyUpperMs: Decimal?
    /// The lowest normal velocity.
    package let velocityLowerMps: Decimal?
    /// What the response is.
    package let reading: SensoryReading
    /// Whether the reading was derived from the limits; a stated one is never overridden.
    package let isDerived: Bool

    init(_ entry: SensoryConduction, at place: CasePlace, _ named: NormalLimits?) {
        let entry = entry.withPossibleValues
        let own = entry.limits
        let set = named?.sensory(for: entry)
        self.entry = entry
        self.place = place
        amplitudeLowerUv = own?.amplitudeLowerUv ?? set?.amplitudeLowerUv
        latencyUpperMs = own?.latencyUpperMs ?? set?.latencyUpperMs
        velocityLowerMps = own?.velocityLowerMps ?? set?.velocityLowerMps
        switch entry.response {
        case .normal: reading = .normal
        case .abnormal: reading = .abnormal
        case .absent: reading = .absent
        case .notStated:
            reading = Self.derived(
                amplitude: Self.passes(entry.amplitudeUv, amplitudeLowerUv) { $0 >= $1 },
                velocity: Self.passes(entry.velocityMps, velocityLowerMps) { $0 >= $1 },
                latency: Self.passes(entry.latencyMs, latencyUpperMs) { $0 <= $1 }
            )
        }
        isDerived = entry.response == .notStated && reading != .unknown
    }

    /// The nerve with its side.
    package var nerveSide: NerveSide { entry.nerveSide }

    /// Whether a value passes its limit; nil where one of them is missing.
    private static func passes(_ value: Decimal?, _ limit: Decimal?, _ isWithin: (Decimal, Decimal) -> Bool) -> Bool? {
        guard let value, let limit else { return nil }
        return isWithin(value, limit)
    }

    /// The reading of a response that the laboratory did not read (section 6a, House, unchecked): abnormal where a value
    /// is outside its limit, normal where the amplitude passes and nothing else fails, else unknown.
    private static func derived(amplitude: Bool?, velocity: Bool?, latency: Bool?) -> SensoryReading {
        if amplitude == false || velocity == false || latency == false { return .abnormal }
        return amplitude == true ? .normal : .unknown
    }
}

/// The conduction studies of a case.
package struct ConductionFacts: Sendable, Hashable {
    /// The motor entries of all studies, in the order of the file.
    package let motor: [MotorFacts]
    /// The sensory entries of all studies, in the order of the file.
    package let sensory: [SensoryFacts]
    /// The studies that name a set of limits that is not known, with its id.
    package let unknownLimits: [Stated<String>]

    /// Reads studies by their own limits and those that they name.
    package init(_ studies: [NerveConductionStudy], _ library: NormalLimitsLibrary = .bundled) {
        var motor: [MotorFacts] = []
        var sensory: [SensoryFacts] = []
        var unknownLimits: [Stated<String>] = []
        motor.reserveCapacity(studies.reduce(0) { $0 + $1.motor.count })
        sensory.reserveCapacity(studies.reduce(0) { $0 + $1.sensory.count })
        for (index, study) in studies.enumerated() {
            let named = study.normalLimits.flatMap { library[$0] }
            if let id = study.normalLimits, named == nil {
                unknownLimits.append(Stated(id, at: CasePlace(.nerveConductionStudies, index)))
            }
            for (entryIndex, entry) in study.motor.enumerated() {
                let place = CasePlace(.nerveConductionStudies, index, .motor, entryIndex)
                motor.append(MotorFacts(entry, at: place, named))
            }
            for (entryIndex, entry) in study.sensory.enumerated() {
                let place = CasePlace(.nerveConductionStudies, index, .sensory, entryIndex)
                sensory.append(SensoryFacts(entry, at: place, named))
            }
        }
        self.motor = motor
        self.sensory = sensory
        self.unknownLimits = unknownLimits
    }
}
