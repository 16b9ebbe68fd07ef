// Values of conduction studies that cannot be, or hardly.
import Domain
import FoundationEssentials

extension WarningReader {
    /// Looks at the studies in the order of the file.
    mutating func readStudies() {
        guard !file.nerveConductionStudies.isEmpty else { return }
        for (index, study) in file.nerveConductionStudies.enumerated() {
            let pointer = "/nerveConductionStudies/\(index)"
            if let unknown = facts.conduction.unknownLimits.first(where: { $0.place.index == index }) {
                warn(
                    pointer + "/normalLimits",
                    en: "This set of limits is not known here: {0}. What the study leaves out has no limit.",
                    nl: "Deze set normaalwaarden is hier niet bekend: {0}. Wat het onderzoek weglaat heeft geen grens.",
                    .text(unknown.value)
                )
            }
            for (place, temperature) in study.skinTemperatures.enumerated()
            where temperature.celsius < 10 || temperature.celsius > 45 {
                doubt(temperature.celsius, .temperature, pointer + "/skinTemperatures/\(place)/celsius")
            }
            for (place, entry) in study.motor.enumerated() where entry.hasImpossibleValue {
                readImpossible(entry, pointer + "/motor/\(place)")
            }
            for entry in numbers.entries where entry.place.index == index { read(entry) }
            for (place, entry) in study.sensory.enumerated() { read(entry, pointer + "/sensory/\(place)") }
        }
    }

    // MARK: Motor

    private mutating func readImpossible(_ entry: MotorConduction, _ pointer: String) {
        for (index, site) in entry.sites.enumerated() where site.hasImpossibleValue {
            let place = pointer + "/sites/\(index)"
            if site.latencyMs.isNotAboveZero { setAside(site.latencyMs, .latency, place + "/latencyMs") }
            if site.amplitudeMv.isBelowZero { setAside(site.amplitudeMv, .amplitude, place + "/amplitudeMv") }
            if site.areaMvMs.isBelowZero { setAside(site.areaMvMs, .area, place + "/areaMvMs") }
            if site.durationMs.isNotAboveZero { setAside(site.durationMs, .duration, place + "/durationMs") }
            if site.distanceMm.isNotAboveZero { setAside(site.distanceMm, .distance, place + "/distanceMm") }
        }
        guard let wave = entry.fWave else { return }
        if wave.minimalLatencyMs.isNotAboveZero {
            setAside(wave.minimalLatencyMs, .minimalFLatency, pointer + "/fWave/minimalLatencyMs")
        }
    }

    /// What is possible by its sign but hardly by its size; compared as whole digits, which is fast.
    private mutating func read(_ entry: EntryNumbers) {
        if let distal = entry.distal, entry.segments.isEmpty { read(distal, siteIndex: 0, of: entry) }
        // The segment that begins at the nearest site further distal with a latency.
        var before: SegmentNumbers?
        for (index, segment) in entry.segments.enumerated() {
            if index == 0 { read(segment.distal, siteIndex: 0, of: entry) }
            if segment.distal.latency != nil { before = segment }
            read(segment.proximal, siteIndex: index + 1, of: entry)
            readLatency(of: segment.proximal, after: before?.distal, siteIndex: index + 1, of: entry)
            read(segment, proximalIndex: index + 1, of: entry)
            readAbsence(of: segment.distal, siteIndex: index, of: entry)
        }
        if let latency = entry.fLatency, latency.isAbove(200) {
            doubt(entry.fWave?.minimalLatencyMs, .minimalFLatency, entry.place.pointer + "/fWave/minimalLatencyMs")
        }
        if let persistence = entry.fWave?.persistencePercent, persistence.isSignMinus || persistence > 100 {
            doubt(persistence, .persistence, entry.place.pointer + "/fWave/persistencePercent")
        }
    }

    private mutating func read(_ site: SiteNumbers, siteIndex: Int, of entry: EntryNumbers) {
        if let latency = site.latency, latency.isAbove(100) {
            doubt(latency.decimal, .latency, entry.pointer(siteIndex, "latencyMs"))
        }
        if let amplitude = site.amplitude, amplitude.isAbove(50) {
            doubt(amplitude.decimal, .amplitude, entry.pointer(siteIndex, "amplitudeMv"))
        }
        if let duration = site.duration, duration.isAbove(100) {
            doubt(duration.decimal, .duration, entry.pointer(siteIndex, "durationMs"))
        }
        if let distance = site.distance, distance.isAbove(1_500) {
            doubt(distance.decimal, .distance, entry.pointer(siteIndex, "distanceMm"))
        }
        guard let area = site.area, let amplitude = site.amplitude, let duration = site.duration,
            area.isAboveProduct(of: amplitude, duration)
        else { return }
        warn(
            entry.pointer(siteIndex, "areaMvMs"),
            en:
                "An area of {0} mV·ms is hardly possible with an amplitude of {1} mV and a duration of {2} ms: it is used as it was recorded. Check the entry.",
            nl:
                "Een oppervlakte van {0} mV·ms is nauwelijks mogelijk bij een amplitude van {1} mV en een duur van {2} ms: die wordt gebruikt zoals vastgelegd. Controleer de invoer.",
            .number(area.decimal),
            .number(amplitude.decimal),
            .number(duration.decimal)
        )
    }

    /// A latency that is not above the one recorded further distal, whether or not sites without one lie between.
    private mutating func readLatency(
        of site: SiteNumbers,
        after distal: SiteNumbers?,
        siteIndex: Int,
        of entry: EntryNumbers
    ) {
        guard let distal, let from = distal.latency, let to = site.latency, !to.isAbove(from) else { return }
        warn(
            entry.pointer(siteIndex, "latencyMs"),
            en:
                "The proximal latency of {0} ms is not above the distal one of {1} ms ({2}): no velocity is computed. Check the entry.",
            nl:
                "De proximale latentie van {0} ms is niet hoger dan de distale van {1} ms ({2}): er wordt geen geleidingssnelheid berekend. Controleer de invoer.",
            .number(to.decimal),
            .number(from.decimal),
            .words(distal.site.label)
        )
    }

    /// An absent response although one was recorded further proximal: what passes there would have to be seen here, too.
    private mutating func readAbsence(of site: SiteNumbers, siteIndex: Int, of entry: EntryNumbers) {
        guard site.isAbsent,
            let further = entry.segments[siteIndex...].first(where: { $0.proximal.isRecorded })?.proximal
        else { return }
        warn(
            entry.pointer(siteIndex, "response"),
            en:
                "No response at this site ({0}) is hardly possible where there is one further proximal ({1}): it is used as it was recorded. Check stimulus and entry.",
            nl:
                "Geen respons op deze plaats ({0}) is nauwelijks mogelijk als die er verder proximaal wel is ({1}): dit wordt gebruikt zoals vastgelegd. Controleer prikkel en invoer.",
            .words(site.site.label),
            .words(further.site.label)
        )
    }

    private mutating func read(_ segment: SegmentNumbers, proximalIndex: Int, of entry: EntryNumbers) {
        if let velocity = segment.velocity, velocity.compared(times: 1, to: ExactNumber(120)) == .above {
            doubt(velocity.valueForDisplay, .velocity, entry.pointer(proximalIndex, "distanceMm"))
        }
    }

    // MARK: Sensory

    private mutating func read(_ entry: SensoryConduction, _ pointer: @autoclosure () -> String) {
        if entry.response != .absent {
            if entry.amplitudeUv.isBelowZero {
                setAside(entry.amplitudeUv, .sensoryAmplitude, pointer() + "/amplitudeUv")
            }
            if entry.velocityMps.isNotAboveZero { setAside(entry.velocityMps, .velocity, pointer() + "/velocityMps") }
            if entry.latencyMs.isNotAboveZero { setAside(entry.latencyMs, .latency, pointer() + "/latencyMs") }
        }
        if let amplitude = entry.amplitudeUv, amplitude > 500 {
            doubt(amplitude, .sensoryAmplitude, pointer() + "/amplitudeUv")
        }
        if let velocity = entry.velocityMps, velocity > 120 { doubt(velocity, .velocity, pointer() + "/velocityMps") }
        if let latency = entry.latencyMs, latency > 50 { doubt(latency, .latency, pointer() + "/latencyMs") }
    }
}

extension EntryNumbers {
    /// The pointer to a value of a site.
    fileprivate func pointer(_ siteIndex: Int, _ field: String) -> String {
        "\(place.pointer)/sites/\(siteIndex)/\(field)"
    }
}

extension SiteNumbers {
    /// Whether a response was recorded: one of 0 mV is none.
    fileprivate var isRecorded: Bool { !isAbsent && [amplitude, area].contains { $0?.isAbove(0) ?? false } }
}

extension ExactNumber {
    /// Whether the number is above a whole number.
    fileprivate func isAbove(_ bound: Int) -> Bool { isAbove(ExactNumber(bound)) }

    /// Whether the number is above another; false where one has more digits than can be compared, which no measurement has.
    fileprivate func isAbove(_ other: ExactNumber) -> Bool {
        let lowest = min(exponent, other.exponent)
        guard let own = digits(at: lowest), let bound = other.digits(at: lowest) else { return false }
        return own > bound
    }

    /// Whether the number is above the product of two others; false where that has too many digits.
    fileprivate func isAboveProduct(of first: ExactNumber, _ second: ExactNumber) -> Bool {
        let (product, overflow) = first.digits.multipliedReportingOverflow(by: second.digits)
        guard !overflow else { return false }
        return isAbove(ExactNumber(digits: product, exponent: first.exponent + second.exponent))
    }
}
