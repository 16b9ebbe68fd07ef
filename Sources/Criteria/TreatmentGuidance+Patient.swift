// The cautions on what the patient brings along: laboratory results, age and conditions.
import Domain
import FoundationEssentials

extension TreatmentGuidance {
    // MARK: Laboratory

    /// The latest result, with a reading, of a test by a day, and its place; a dated result is later than an undated one,
    /// and of two of one day the one recorded later counts. A result without a reading says nothing.
    func latest(_ test: LaboratoryTest, by day: LocalDate) -> (index: Int, band: LaboratoryBand)? {
        var latest: (index: Int, on: LocalDate?, band: LaboratoryBand)?
        for (index, result) in laboratory.enumerated() where result.test == test {
            guard let band = result.band else { continue }
            let on = result.origin.performedOn?.firstDay
            if let on, on > day { continue }
            if let before = latest?.on, on.map({ $0 < before }) ?? true { continue }
            latest = (index, on, band)
        }
        return latest.map { ($0.index, $0.band) }
    }

    /// Abnormal antibodies against IgA, or a low IgA while none were recorded (SmPC, checked). Antibodies that the laboratory
    /// calls high are abnormal too, and a result without a reading counts as not recorded (House).
    func hasIgaDeficiency(on day: LocalDate) -> Bool {
        switch latest(.antiIga, by: day)?.band {
        case .abnormal, .high: true
        case .normal, .low: false
        case nil: latest(.iga, by: day)?.band == .low
        }
    }

    /// The administrations at whose day IgA deficiency was known, and the course where it is known by now.
    func igaDeficiency(_ administrations: [Administration], on day: LocalDate) -> CautionMatch? {
        course(administrations, on: day) { hasIgaDeficiency(on: $0) }
    }

    // MARK: Risks

    /// A recorded condition, or diabetes by its laboratory test (SmPC, checked; that a high HbA1c stands for diabetes is
    /// House, unchecked). The label's age has no number, so a birth date alone says nothing here.
    func thrombosisRisk(_ administrations: [Administration], on day: LocalDate) -> CautionMatch? {
        let recorded = RecordedCondition.allCases.filter { $0.isThrombosisRisk && conditions.contains($0) }
        func hasDiabetes(_ day: LocalDate) -> Bool {
            switch latest(.hba1c, by: day)?.band {
            case .high, .abnormal: true
            case .normal, .low, nil: false
            }
        }
        guard let match = course(administrations, on: day, where: { !recorded.isEmpty || hasDiabetes($0) }) else {
            return nil
        }
        var items = recorded
        if items.isEmpty { items = [.diabetes] }
        return CautionMatch(
            course: match.administrations,
            detail: Localized(
                en: items.map(\.label.en).joined(separator: ", "),
                nl: items.map(\.label.nl).joined(separator: ", ")
            )
        )
    }

    /// A low egfr, or more than 65 years (SmPC, checked): older by a day counts.
    func renalRisk(_ administrations: [Administration], on day: LocalDate) -> CautionMatch? {
        course(administrations, on: day) { day in
            latest(.egfr, by: day)?.band == .low || birthDate.map { $0.lastDay.addingYears(65) < day } ?? false
        }
    }

    /// Cycles of 2 g/kg and more with blood group A, B or AB, recorded as `abnormal` since laboratory values are numbers
    /// (SmPC checked, the band House).
    func haemolysisRisk(_ cycles: [TreatmentCycle], on day: LocalDate) -> CautionMatch? {
        // A blood group does not change: whenever it was found, it held before.
        guard latest(.bloodGroup, by: .max)?.band == .abnormal else { return nil }
        let high = cycles.filter { $0.gramsPerKgAtLeast?.isAtLeast(percent: 200) ?? false }
        return CautionMatch(high.flatMap { $0.members.map(\.index) })
    }

    /// The course as a whole where a condition holds on the day of the question, with the administrations on whose day it
    /// held; nil where it held on none.
    private func course(
        _ administrations: [Administration],
        on day: LocalDate,
        where holds: (LocalDate) -> Bool
    ) -> CautionMatch? {
        let places = administrations.places { holds($0.on) }
        guard !places.isEmpty || holds(day) else { return nil }
        return CautionMatch(course: places)
    }

    /// The laboratory results that a caution rests on.
    func laboratoryPlaces(behind code: TreatmentCautionCode) -> [CasePlace] {
        let tests: [LaboratoryTest] =
            switch code {
            case .igaDeficiency: [.antiIga, .iga]
            case .renalRisk: [.egfr]
            case .haemolysisRisk: [.bloodGroup]
            case .thrombosisRisk: [.hba1c]
            default: []
            }
        return tests.compactMap { latest($0, by: .max) }.filter { $0.band != .normal }
            .map { CasePlace(.laboratory, $0.index) }
    }
}
