// What the samples of cerebrospinal fluid say: S2, L1 and U3.
package import Domain
package import FoundationEssentials

/// The samples of cerebrospinal fluid of a case.
package struct SpinalFluidFacts: Sendable, Hashable {
    private let samples: [CerebrospinalFluid]
    private let age: PatientAge

    init(_ samples: [CerebrospinalFluid], _ age: PatientAge) {
        self.samples = samples.map(\.withPossibleValues)
        self.age = age
    }

    /// Whether in some sample protein is above the laboratory's upper limit, or above another bound where none is given, and
    /// below a bound: S2 with 0.45 and 1 g/L (EFNS/PNS 2010, secondary).
    package func isProteinRaised(above otherwise: Decimal, below bound: Decimal) -> Judged {
        judged { sample in
            guard let protein = sample.proteinGramPerLitre else { return .unknown }
            let upper = sample.proteinUpperGramPerLitre ?? otherwise
            return Verdict(protein > upper && protein < bound)
        }
    }

    /// Whether the protein of the latest sample that states it is below a bound: L1 with 1 g/L (Utrecht 2000, secondary).
    package func isLatestProtein(below bound: Decimal) -> Judged {
        guard let latest = latestProtein else { return Judged(.unknown) }
        return Judged(Verdict(latest.value < bound), [latest.place])
    }

    /// The protein of the latest sample that states it.
    package var latestProtein: Stated<Decimal>? {
        guard let index = latest(where: { $0.proteinGramPerLitre != nil }) else { return nil }
        return samples[index].proteinGramPerLitre.map { Stated($0, at: CasePlace(.cerebrospinalFluids, index)) }
    }

    private func latest(where isMeant: (CerebrospinalFluid) -> Bool) -> Int? {
        FindingOrder.latest(of: samples, date: \.date, where: isMeant)
    }

    /// U3: in one sample at most so many leukocytes per microlitre, and protein above one bound under an age or above
    /// another from it: 10, 0.5 and 0.6 g/L, 50 years (EAN/PNS 2021, secondary). Where the age may lie on either side: met
    /// above the higher bound, not met at or below the lower, else unknown.
    package func isProteinRaisedWithFewCells(_ rule: CerebrospinalDissociation) -> Judged {
        judged { sample in
            let cells = Verdict(sample.leukocytesPerMicrolitre.map { $0 <= rule.leukocytesAtMost })
            return cells && isProteinRaised(sample, rule)
        }
    }

    /// The samples that leave U3 open: whether protein or cells are lacking, and whether the age decides about the protein.
    func openSamples(_ rule: CerebrospinalDissociation) -> [(isIncomplete: Bool, isOpenByAge: Bool)] {
        samples.compactMap { sample in
            let cells = Verdict(sample.leukocytesPerMicrolitre.map { $0 <= rule.leukocytesAtMost })
            let protein = isProteinRaised(sample, rule)
            guard (cells && protein) == .unknown else { return nil }
            let hasProtein = sample.proteinGramPerLitre != nil
            return (cells == .unknown || !hasProtein, hasProtein && protein == .unknown)
        }
    }

    /// A sample that a place of the case speaks of.
    func sample(at place: CasePlace) -> CerebrospinalFluid? {
        place.index.flatMap { samples.indices.contains($0) ? samples[$0] : nil }
    }

    /// Whether there is a sample, whatever was found in it.
    var isExamined: Bool { !samples.isEmpty }

    /// Whether the bound from an age counts for a sample.
    func isOld(_ sample: CerebrospinalFluid, _ rule: CerebrospinalDissociation) -> Verdict {
        age.isAtLeast(rule.ageYears, on: sample.date)
    }

    private func isProteinRaised(_ sample: CerebrospinalFluid, _ rule: CerebrospinalDissociation) -> Verdict {
        guard let protein = sample.proteinGramPerLitre else { return .unknown }
        let whenOld = Verdict(protein > rule.proteinAboveFromAge)
        let whenYoung = Verdict(protein > rule.proteinAboveUnderAge)
        switch isOld(sample, rule) {
        case .met: return whenOld
        case .notMet: return whenYoung
        case .unknown: return whenOld == whenYoung ? whenOld : .unknown
        }
    }

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
