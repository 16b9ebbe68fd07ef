// What a rule may ask of a patient: history, signs, counts of nerves, other findings.
package import Domain
package import FoundationEssentials

/// How many of something: at least, or exactly.
package enum CountBound: Sendable, Hashable {
    case atLeast(Int)
    case exactly(Int)

    /// Whether a count satisfies it.
    func allows(_ count: Int) -> Bool {
        switch self {
        case .atLeast(let bound): count >= bound
        case .exactly(let bound): count == bound
        }
    }
}

/// Motor nerves that must exist, each different from the others.
package struct NerveCount: Sendable, Hashable {
    /// What each of the nerves must satisfy: one rule per nerve.
    package let slots: [Rule<NerveLeaf>]
    /// The nerves that count; nil for all motor nerves.
    package let among: [Nerve]?
    /// Whether only nerves of affected limbs count.
    package let isOfAffectedLimbs: Bool
}

/// In how many limbs sensory loss must be.
package enum SensoryLossExtent: String, Sendable, Hashable, CaseIterable {
    case twoLimbs
    case oneLimb
}

/// In which limbs reflexes must be reduced or absent.
package enum ReflexExtent: String, Sendable, Hashable, CaseIterable {
    case allLimbs
    case legs
    case affectedLimbs
}

/// What a rule asks of sensory studies that must be normal.
package struct SensoryNormality: Sendable, Hashable {
    /// How many nerves (nerve and side) must have been studied.
    package let nervesMin: Int
    /// The nerves each of which must have been studied, on either side.
    package let each: [Nerve]
}

/// The numbers of the rule for sensory demyelination.
package struct SensoryDemyelination: Sendable, Hashable {
    package let among: [Nerve]
    package let nerveNamesMin: Int
    package let velocityPercentBelow: ExactNumber
    package let velocityPercentBelowWhenLowAmplitude: ExactNumber
    package let amplitudePercentAbove: ExactNumber
}

/// The numbers of the rule for protein without cells in cerebrospinal fluid.
package struct CerebrospinalDissociation: Sendable, Hashable {
    package let leukocytesAtMost: Decimal
    package let proteinAboveUnderAge: Decimal
    package let proteinAboveFromAge: Decimal
    package let ageYears: Int

    /// The numbers of a rule.
    package init(
        leukocytesAtMost: Decimal,
        proteinAboveUnderAge: Decimal,
        proteinAboveFromAge: Decimal,
        ageYears: Int
    ) {
        self.leukocytesAtMost = leukocytesAtMost
        self.proteinAboveUnderAge = proteinAboveUnderAge
        self.proteinAboveFromAge = proteinAboveFromAge
        self.ageYears = ageYears
    }
}

/// What must be excluded by a sign or by tests.
package enum ExcludedCause: String, Sendable, Hashable, CaseIterable {
    case otherNeuropathy
    case myopathy
}

/// A question about a patient.
package enum PatientLeaf: Sendable, Hashable {
    /// Whether a sign is absent.
    case absent(SignCode)
    /// Whether a sign is present.
    case present(SignCode)
    /// Not met where a sign is present; a sign that was not examined does not count against it.
    case notPresent(SignCode)
    /// Whether the course is one of these; of some other courses nothing can be said.
    case course([Course], unclear: [Course])
    /// Whether the illness lasts longer than so many months.
    case durationLonger(months: Int)
    /// Whether the illness lasts at least so many weeks.
    case durationAtLeast(weeks: Int)
    /// Whether weakness is spread in one of these ways.
    case distribution([WeaknessDistribution])
    /// Whether these limbs are affected most.
    case limbPredominance([LimbPredominance])
    /// Whether the illness began between two ages, in completed years.
    case ageAtOnset(ClosedRange<Int>)
    /// Whether fewer of the eight regions than this are weak.
    case weakRegionsBelow(Int)
    /// How many motor nerves are weak; nil: of all.
    case motorNerves(CountBound, among: [Nerve]?)
    /// In how many limbs motor nerves are weak.
    case motorNerveLimbs(CountBound)
    /// Whether sensation is lost in so many limbs.
    case sensoryLoss(SensoryLossExtent)
    /// Whether reflexes are reduced or absent.
    case reflexesReduced(ReflexExtent)
    /// Whether a group of muscles is weak.
    case weak(MuscleGroup)
    /// Whether a group of muscles is strong.
    case strong(MuscleGroup)
    /// Whether no grade is below 5; no grades at all count as none.
    case noWeakGrade
    /// Whether another cause is excluded.
    case excluded(ExcludedCause)
    /// Whether IgM against GM1 is raised.
    case antiGM1Raised
    /// Whether protein in cerebrospinal fluid is above the laboratory's limit (else this one) and below a bound.
    case proteinRaised(aboveElse: Decimal, below: Decimal)
    /// Whether the latest protein in cerebrospinal fluid is below a bound.
    case proteinBelow(Decimal)
    /// Whether protein is raised without cells.
    case dissociation(CerebrospinalDissociation)
    /// Whether the brachial plexus is abnormal on MRI.
    case plexusMriAbnormal
    /// Whether ultrasound shows enlarged nerves.
    case ultrasoundEnlarged
    /// Whether some treatment of these brought objective improvement.
    case improvement([TreatmentOption])
    /// Whether there are nerves that satisfy rules.
    case nerves(NerveCount)
    /// Whether each of these nerves was studied and every entry of them satisfies a rule.
    case everyEntry(among: [Nerve], Rule<EntryLeaf>)
    /// Whether sensory conduction is normal throughout.
    case sensoryNormal(SensoryNormality)
    /// Whether so many sensory nerves are abnormal.
    case sensoryAbnormal(atLeast: Int, isOfAffectedLimbs: Bool)
    /// Whether sensory conduction shows demyelination or spares the sural nerve.
    case sensoryDemyelination(SensoryDemyelination)
}
