// What the samples of cerebrospinal fluid say: S2, L1 and U3.
package import Domain
package import FoundationEssentials

/// The samples of cerebrospinal fluid of a case.
package struct SpinalFluidFacts: Sendable, Hashable {
    private let samples: [CerebrospinalFluid]
    private let age: PatientAge

    init(_ samples: [CerebrospinalFluid], _ age: PatientAge) {
        self.samples = samples
        self.age = age
    }

    /// The upper limit of protein where the laboratory gives none (case format section 5).
    private static let proteinUpperGramPerLitre = Decimal(sign: .plus, exponent: -2, significand: 45)

    /// S2: in some sample protein is above the laboratory's upper limit, 0.45 g/L where none is given, and below 1 g/L
    /// (EFNS/PNS 2010, secondary).
    package var proteinIsRaisedBelowOne: Judged {
        judged { sample in
            guard let protein = sample.proteinGramPerLitre else { return .unknown }
            let upper = sample.proteinUpperGramPerLitre ?? Self.proteinUpperGramPerLitre
            return Verdict(protein > upper && protein < 1)
        }
    }

    /// L1: the protein of the latest sample that states it is below 1 g/L (Utrecht 2000, secondary).
    package var latestProteinIsBelowOne: Judged {
        guard let latest = latestProtein else { return Judged(.unknown) }
        return Judged(Verdict(latest.value < 1), [latest.place])
    }

    /// The protein of the latest sample that states it.
    package var latestProtein: Stated<Decimal>? {
        guard let index = latest(where: { $0.proteinGramPerLitre != nil }) else { return nil }
        return samples[index].proteinGramPerLitre.map { Stated($0, at: CasePlace(.cerebrospinalFluids, index)) }
    }

    private func latest(where isMeant: (CerebrospinalFluid) -> Bool) -> Int? {
        FindingOrder.latest(of: samples, date: \.date, where: isMeant)
    }

    /// U3: in one sample at most 10 leukocytes per microlitre, and protein above 0.5 g/L under 50 years of age or above
    /// 0.6 g/L from 50 (EAN/PNS 2021, secondary). Where the age may lie on either side: met above 0.6, not met at or below
    /// 0.5, else unknown.
    package var proteinIsRaisedWithFewCells: Judged {
        judged { sample in
            let cells = Verdict(sample.leukocytesPerMicrolitre.map { $0 <= 10 })
            return cells && isProteinRaised(sample)
        }
    }

    private func isProteinRaised(_ sample: CerebrospinalFluid) -> Verdict {
        guard let protein = sample.proteinGramPerLitre else { return .unknown }
        if protein > Self.limitFrom50 { return .met }
        guard protein > Self.limitUnder50 else { return .notMet }
        return !age.isAtLeast(50, on: sample.date)
    }

    private static let limitUnder50 = Decimal(sign: .plus, exponent: -1, significand: 5)
    private static let limitFrom50 = Decimal(sign: .plus, exponent: -1, significand: 6)

    private func judged(_ rule: (CerebrospinalFluid) -> Verdict) -> Judged {
        Judged(
            someOf: samples.indices,
            at: { CasePlace(.cerebrospinalFluids, $0) },
            { rule(samples[$0]) }
        )
    }
}

extension CerebrospinalFluid {
    /// When the sample was taken, else when the finding was made.
    package var date: PartialDate? { sampledOn ?? origin.performedOn }
}
