// What of a recorded value counts: a value that the body cannot have counts as missing, here and nowhere else.
import Domain
import FoundationEssentials

extension Decimal {
    /// Whether the number is not below zero. Cheaper than comparing, since every value of every case is asked.
    var isNotNegative: Bool { !isSignMinus || isZero }
    /// Whether the number is above zero.
    var isAboveZero: Bool { !isSignMinus && !isZero }
}

extension Optional<Decimal> {
    /// The value where it is not below zero: amplitudes, areas, cells.
    var ifNotNegative: Decimal? { flatMap { $0.isNotNegative ? $0 : nil } }
    /// The value where it is above zero: latencies, durations, distances, velocities, protein.
    var ifAboveZero: Decimal? { flatMap { $0.isAboveZero ? $0 : nil } }
    /// Whether there is a value below zero.
    var isBelowZero: Bool { map { !$0.isNotNegative } ?? false }
    /// Whether there is a value that is not above zero.
    var isNotAboveZero: Bool { map { !$0.isAboveZero } ?? false }
}

extension MotorSite {
    /// Whether some measured value is one that cannot be.
    var hasImpossibleValue: Bool {
        latencyMs.isNotAboveZero || amplitudeMv.isBelowZero || areaMvMs.isBelowZero || durationMs.isNotAboveZero
            || distanceMm.isNotAboveZero
    }

    /// The site with what counts of its values.
    var withPossibleValues: MotorSite {
        guard hasImpossibleValue else { return self }
        return MotorSite(
            site: site,
            latencyMs: latencyMs.ifAboveZero,
            amplitudeMv: amplitudeMv.ifNotNegative,
            areaMvMs: areaMvMs.ifNotNegative,
            durationMs: durationMs.ifAboveZero,
            distanceMm: distanceMm.ifAboveZero,
            response: response,
            entrapmentSite: entrapmentSite,
            longSegment: longSegment
        )
    }
}

extension MotorConduction {
    /// Whether some measured value is one that cannot be.
    var hasImpossibleValue: Bool {
        sites.contains(where: \.hasImpossibleValue) || fWave?.minimalLatencyMs.isNotAboveZero ?? false
    }

    /// The entry with what counts of its values.
    var withPossibleValues: MotorConduction {
        guard hasImpossibleValue else { return self }
        return MotorConduction(
            nerve: nerve,
            side: side,
            muscle: muscle,
            limits: limits,
            sites: sites.map(\.withPossibleValues),
            fWave: fWave.map {
                FWave(
                    minimalLatencyMs: $0.minimalLatencyMs.ifAboveZero,
                    persistencePercent: $0.persistencePercent,
                    absent: $0.absent
                )
            }
        )
    }
}

extension ConductionSegment {
    /// The segment with what counts of its values.
    var withPossibleValues: ConductionSegment {
        guard distal.hasImpossibleValue || proximal.hasImpossibleValue else { return self }
        return ConductionSegment(
            nerve: nerve,
            side: side,
            muscle: muscle,
            distal: distal.withPossibleValues,
            proximal: proximal.withPossibleValues
        )
    }
}

extension SensoryConduction {
    /// The entry with what counts of its values.
    var withPossibleValues: SensoryConduction {
        guard amplitudeUv.isBelowZero || velocityMps.isNotAboveZero || latencyMs.isNotAboveZero else { return self }
        // An absent response may be written with zeros, which say the same.
        guard response != .absent else { return self }
        return SensoryConduction(
            nerve: nerve,
            side: side,
            site: site,
            segment: segment,
            amplitudeUv: amplitudeUv.ifNotNegative,
            velocityMps: velocityMps.ifAboveZero,
            latencyMs: latencyMs.ifAboveZero,
            statedResponse: statedResponse,
            limits: limits
        )
    }
}

extension CerebrospinalFluid {
    /// The sample with what counts of its values.
    var withPossibleValues: CerebrospinalFluid {
        guard proteinGramPerLitre.isNotAboveZero || leukocytesPerMicrolitre.isBelowZero else { return self }
        return CerebrospinalFluid(
            origin: origin,
            sampledOn: sampledOn,
            proteinGramPerLitre: proteinGramPerLitre.ifAboveZero,
            proteinUpperGramPerLitre: proteinUpperGramPerLitre,
            leukocytesPerMicrolitre: leukocytesPerMicrolitre.ifNotNegative
        )
    }
}

extension History {
    /// The duration where it is one.
    var possibleDurationMonths: Decimal? { durationMonths.ifNotNegative }
}

extension UltrasoundMeasurement {
    /// The cross-section where it is one.
    var possibleCrossSectionMm2: Decimal? { crossSectionMm2.isAboveZero ? crossSectionMm2 : nil }
}
