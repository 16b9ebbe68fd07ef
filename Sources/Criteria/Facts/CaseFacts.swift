// What a case says, read once for all criteria sets: the latest history, signs as they count, limits that count, tables.
package import Domain

/// The facts that the rules read, each with the findings it rests on.
///
/// A fact that nobody recorded is nil or unknown, never a negative one. A class, since all rules of all sets read the same
/// facts, and handing on one reference is cheap.
package final class CaseFacts: Sendable {
    /// The case.
    package let file: CaseFile
    /// The patient's age.
    package let age: PatientAge
    /// The history.
    package let history: HistoryFacts
    /// The signs as they count.
    package let signs: SignFacts
    /// The latest grades.
    package let strength: StrengthFacts
    /// The latest reflexes.
    package let reflexes: ReflexFacts
    /// The motor and sensory studies with their limits.
    package let conduction: ConductionFacts
    /// The latest blood tests.
    package let laboratory: LaboratoryFacts
    /// The samples of cerebrospinal fluid.
    package let spinalFluid: SpinalFluidFacts
    /// The images.
    package let imaging: ImagingFacts

    /// Reads a case.
    package init(_ file: CaseFile, normalLimits: NormalLimitsLibrary = .bundled) {
        self.file = file
        let examinations = ExaminationOrder(file.examinations)
        age = PatientAge(birthDate: file.patient?.birthDate, openedOn: file.workup.openedOn)
        history = HistoryFacts(examinations)
        signs = SignFacts(examinations)
        strength = StrengthFacts(examinations)
        reflexes = ReflexFacts(examinations)
        conduction = ConductionFacts(file.nerveConductionStudies, normalLimits)
        laboratory = LaboratoryFacts(file.laboratory)
        spinalFluid = SpinalFluidFacts(file.cerebrospinalFluids, age)
        imaging = ImagingFacts(file.imaging, age)
    }
}

// MARK: Facts that join several kinds of findings

extension CaseFacts {
    /// V6: whether the age at onset lies within bounds, ends included, in completed years (Utrecht 2000, secondary; partial
    /// dates and an onset reckoned from the duration House, unchecked).
    package func isAgeAtOnset(from lowest: Int, to highest: Int) -> Judged {
        guard let days = history.onsetDays, let years = age.years(on: days) else { return Judged(.unknown) }
        let verdict: Verdict =
            if years.lowerBound >= lowest, years.upperBound <= highest {
                .met
            } else if years.upperBound < lowest || years.lowerBound > highest {
                .notMet
            } else {
                .unknown
            }
        return Judged(verdict, [CasePlace(.patient)] + history.onsetEvidence)
    }

    /// The affected limbs, in the order of the body: those with a weak motor nerve or a grade below 5. Where there is none,
    /// nothing is known of which limbs are affected (section 4c, suffix `@`; House, unchecked).
    package var affectedLimbs: [Limb] {
        Limb.allCases.filter { limb in
            (history.motorNerves?.value ?? []).contains { $0.limb == limb }
                || strength.grades.contains { $0.isWeak && $0.limb == limb }
        }
    }

    /// S4 and U1: whether an objective improvement was seen on one of some options (case format section 5): met where some
    /// such course states it present, not met where such courses are recorded and each states it absent, else unknown.
    package func hasImproved(on options: Set<TreatmentOption>) -> Judged {
        let treatments = file.treatments
        return Judged(
            someOf: treatments.indices.lazy.filter { options.contains(treatments[$0].option) },
            at: { CasePlace(.treatments, $0) },
            { treatments[$0].objectiveImprovement.verdict }
        )
    }

    /// S1: whether IgM anti-GM1 is raised (case format section 5): met where the laboratory calls some result positive or
    /// strongly positive, not met where it calls all negative, else unknown.
    package var antiGM1IsRaised: Judged {
        let antibodies = file.antibodies
        return Judged(
            someOf: antibodies.indices.lazy.filter { antibodies[$0].isIgMAntiGM1 },
            at: { CasePlace(.antibodies, $0) },
            { index in
                switch antibodies[index].band {
                case .positive, .strongPositive: .met
                case .negative: .notMet
                case .borderline, nil: .unknown
                }
            }
        )
    }

    /// V10: whether another neuropathy is excluded: by the sign, else by the minimum panel (House, unchecked).
    package var hasNoOtherNeuropathy: Judged {
        guard signs[.otherNeuropathy] != nil else { return laboratory.isMinimumPanelNormal }
        return Judged(signs.isAbsent(.otherNeuropathy), signs.evidence(.otherNeuropathy))
    }

    /// V11: whether myopathy is excluded (House, unchecked): by the sign; else not met where some muscle under the needle
    /// has short units and early recruitment, else met where the latest creatine kinase is normal or muscles were examined
    /// and none can be such.
    package var hasNoMyopathy: Judged {
        if signs[.myopathy] != nil { return Judged(signs.isAbsent(.myopathy), signs.evidence(.myopathy)) }
        let myopathic = myopathicUnits
        if myopathic.verdict == .met { return Judged(.notMet, myopathic.evidence) }
        if let kinase = laboratory.latest(.ck), kinase.value.band == .normal { return Judged(.met, [kinase.place]) }
        return Judged(!myopathic.verdict, myopathic.evidence)
    }

    /// Whether some muscle under the needle has short units and early recruitment.
    private var myopathicUnits: Judged {
        let muscles = file.needleExaminations.enumerated().flatMap { index, examination in
            examination.muscles.enumerated().map {
                Stated($0.element, at: CasePlace(.needleExaminations, index, .muscles, $0.offset))
            }
        }
        return Judged(
            someOf: muscles,
            at: \.place,
            { muscle in
                Verdict(muscle.value.unitDuration.map { $0 == .decreased })
                    && Verdict(muscle.value.recruitment.map { $0 == .early })
            }
        )
    }
}
