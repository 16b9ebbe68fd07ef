// Which cautions of a protocol a choice, a course or an administration raises, from what is recorded of treatment.
package import Domain
import FoundationEssentials

/// Applies a protocol's treatment cautions.
///
/// Pure: courses and measurements in, cautions out. A caution is raised when its condition is certainly met; what is
/// not known raises none. Only what treatment records tell, and the two laboratory results on IgA, is asked here; cautions
/// that need other results, verdicts of criteria sets or a response belong to the evaluation.
package struct TreatmentGuidance: Sendable {
    /// The protocol whose options, cautions and products count.
    package let careProtocol: CareProtocol
    /// The courses recorded so far.
    package let treatments: [Treatment]
    /// The outcomes measured so far.
    package let outcomes: [OutcomeMeasurement]
    /// The laboratory results so far.
    package let laboratory: [LaboratoryResult]

    /// The cautions of a protocol against what is recorded of treatment, and of IgA, so far.
    package init(
        _ careProtocol: CareProtocol,
        treatments: [Treatment] = [],
        outcomes: [OutcomeMeasurement] = [],
        laboratory: [LaboratoryResult] = []
    ) {
        self.careProtocol = careProtocol
        self.treatments = treatments
        self.outcomes = outcomes
        self.laboratory = laboratory
    }

    // MARK: A choice

    /// The cautions of choosing an option on a day, in the order in which the protocol lists them.
    package func cautions(choosing option: TreatmentOption, on day: LocalDate) -> [RaisedCaution] {
        raise(for: option) { code in
            isRaised(code, choosing: option, on: day) ? Match() : nil
        }
    }

    /// Whether the choice departs from what the guideline places first, so that a reason is recorded with it: the
    /// option is discouraged, not in the protocol at all, or raises a caution that needs a reason.
    ///
    /// Source: design (a reason where the choice departs from the guideline) and section 8d, marked `*`.
    package func needsReason(choosing option: TreatmentOption, on day: LocalDate) -> Bool {
        guard let entry = careProtocol.option(option) else { return true }
        if entry.position.departsFromGuideline { return true }
        return cautions(choosing: option, on: day).contains { $0.effect == .needsReason }
    }

    private func isRaised(_ code: TreatmentCautionCode, choosing option: TreatmentOption, on day: LocalDate) -> Bool {
        switch code {
        // Raised by the option itself, in the protocol that lists them with it. EFNS/PNS 2010, Donaghy 1994,
        // PMC3983019, PMC4409549: checked; off label: secondary.
        case .corticosteroidInMmn: option == .corticosteroid
        case .plasmaExchangeInMmn: option == .plasmaExchange
        case .cyclophosphamideToxicity: option == .cyclophosphamide
        case .immunosuppressantUnproven: option == .immunosuppressant || option == .rituximab
        case .scigOffLabelInMmn: option == .scig
        // Secondary: SCIg is for maintenance after an effect of IVIg.
        case .scigNotForInduction: option == .scig && !hasCourse(of: .ivig, beginningBy: day)
        // House: measure before the first infusion.
        case .noBaseline: option == .ivig && !hasCourse(of: .ivig, beginningBy: day) && !hasOutcome(before: day)
        case .igaDeficiency: (option == .ivig || option == .scig) && hasIgaDeficiency
        // Asked at an administration, or by the evaluation.
        case .corticosteroidInMotorCidp, .hyperprolinaemia, .maltoseGlucoseMeter, .thrombosisRisk,
            .renalRisk, .haemolysisRisk, .doseAboveLabel, .noEffectSixMonths, .productWithdrawn, .lotMissing,
            .productSwitched, .responseNotObjective:
            false
        }
    }

    /// Whether a course may have begun by a day; a course without a date may have.
    private func hasCourse(of option: TreatmentOption, beginningBy day: LocalDate) -> Bool {
        treatments.contains { treatment in
            guard treatment.option == option else { return false }
            let first = treatment.administrations.map(\.on).min() ?? treatment.startedOn?.firstDay
            return first.map { $0 <= day } ?? true
        }
    }

    /// Whether anything was measured in the 90 days before a day, that day included: a measurement on the day of the
    /// first infusion is taken to precede it (House).
    private func hasOutcome(before day: LocalDate) -> Bool {
        outcomes.contains { (0...90).contains($0.on.days(until: day)) }
    }

    /// Antibodies against IgA, or a low IgA while those were not told (SmPC, checked).
    private var hasIgaDeficiency: Bool {
        switch latestBand(of: .antiIga) {
        case .abnormal: true
        case nil: latestBand(of: .iga) == .low
        case .normal, .low, .high: false
        }
    }

    /// The laboratory's reading of the latest result of a test that has one; a dated result is later than an undated,
    /// and of two of one day the one recorded later counts. A result without a reading says nothing.
    private func latestBand(of test: LaboratoryTest) -> LaboratoryBand? {
        var latest: LaboratoryResult?
        for result in laboratory where result.test == test && result.band != nil {
            if let before = latest?.origin.performedOn?.firstDay,
                result.origin.performedOn.map({ $0.firstDay < before }) ?? true
            {
                continue
            }
            latest = result
        }
        return latest?.band
    }

    // MARK: A course and its administrations

    /// The cautions of a whole course as recorded, each with the administrations it is about.
    package func cautions(of treatment: Treatment) -> [RaisedCaution] {
        let cycles = TreatmentCycle.all(of: treatment.administrations)
        return raise(for: treatment.option) { code in match(code, treatment, cycles) }
    }

    /// The cautions that one more administration of a course would raise, itself and its cycle considered.
    ///
    /// A caution of effect `refuses` means that it is not to be recorded.
    package func cautions(adding administration: Administration, to treatment: Treatment) -> [RaisedCaution] {
        let all = treatment.administrations + [administration]
        let added = all.count - 1
        return cautions(of: Treatment(course: treatment.course, administrations: all)).filter {
            $0.administrations.contains(added)
        }
    }

    private func match(
        _ code: TreatmentCautionCode,
        _ treatment: Treatment,
        _ cycles: [TreatmentCycle]
    ) -> Match? {
        switch code {
        case .productWithdrawn: unavailableProducts(treatment)
        case .lotMissing: Match(treatment.administrations.places { $0.lot == nil })
        case .maltoseGlucoseMeter: products(of: treatment, with: .maltose)
        case .doseAboveLabel: doseAboveLabel(cycles)
        case .productSwitched: productSwitched(cycles)
        case .noBaseline: missingBaseline(treatment, cycles)
        case .corticosteroidInMmn, .plasmaExchangeInMmn, .cyclophosphamideToxicity, .immunosuppressantUnproven,
            .corticosteroidInMotorCidp, .scigNotForInduction, .scigOffLabelInMmn, .igaDeficiency, .hyperprolinaemia,
            .thrombosisRisk, .renalRisk, .haemolysisRisk, .noEffectSixMonths, .responseNotObjective:
            nil
        }
    }

    /// Products outside their validity on the day of the administration (design; refused). A product whose day of
    /// withdrawal nobody has entered is refused on every day, and says so. A product that the protocol does not know is
    /// let pass: nothing is known against it.
    private func unavailableProducts(_ treatment: Treatment) -> Match? {
        var indices: [Int] = []
        var detail: Localized?
        for (index, administration) in treatment.administrations.enumerated() {
            guard let product = administration.product.flatMap(careProtocol.product(named:)) else { continue }
            let reason: Localized? =
                switch product.availability(on: administration.on) {
                case .available: nil
                case .notBefore(let first): Localized(en: "Available from \(first).", nl: "Beschikbaar vanaf \(first).")
                case .notAfter(let last):
                    Localized(en: "Available until \(last).", nl: "Beschikbaar tot en met \(last).")
                case .withdrawalDateUnknown: product.note ?? Self.withdrawalDateUnknown
                }
            guard let reason else { continue }
            indices.append(index)
            detail = detail ?? reason
        }
        return Match(indices, detail: detail)
    }

    private static let withdrawalDateUnknown = Localized(
        en: "Withdrawn on a day that is not established; it must be entered in the protocol before use.",
        nl: "Uit de handel op een dag die niet vaststaat; die moet vóór gebruik in het protocol worden ingevuld."
    )

    /// Administrations of a product with a constituent (summary of product characteristics, checked; the Octagam
    /// family unchecked).
    private func products(of treatment: Treatment, with flag: ProductFlagCode) -> Match? {
        Match(
            treatment.administrations.places {
                $0.product.flatMap(careProtocol.product(named:))?.has(flag) ?? false
            }
        )
    }

    /// Cycles above 2.2 g/kg: the label's 2 g/kg and 10 % for vial size (SmPC checked, the 10 % House). Where some
    /// weight is missing the sum is a lower bound, so being above it is certain and being below says nothing.
    private func doseAboveLabel(_ cycles: [TreatmentCycle]) -> Match? {
        let above = cycles.filter { $0.gramsPerKg?.isAbove(percent: 220) ?? false }
        return Match(above.flatMap { $0.members.map(\.index) })
    }

    /// Administrations of a product that the cycle before did not have.
    private func productSwitched(_ cycles: [TreatmentCycle]) -> Match? {
        Match(
            zip(cycles, cycles.dropFirst()).flatMap { before, after in
                after.switches(after: before, by: careProtocol).map(\.index)
            }
        )
    }

    /// A course of IVIg with nothing measured in the 90 days before its first administration (House); only for the
    /// first course, since later ones have the earlier measurements.
    private func missingBaseline(_ treatment: Treatment, _ cycles: [TreatmentCycle]) -> Match? {
        guard treatment.option == .ivig, let first = cycles.first else { return nil }
        let earlier = treatments.contains { other in
            other.option == .ivig && other.course != treatment.course
                && (other.administrations.map(\.on).min() ?? other.startedOn?.firstDay).map { $0 < first.firstDay }
                    ?? true
        }
        guard !earlier, !hasOutcome(before: first.firstDay) else { return nil }
        return Match([first.members[0].index])
    }

    // MARK: The words

    /// That a caution stands, for which administrations, and what more there is to say.
    private struct Match {
        let administrations: [Int]
        let detail: Localized?

        /// A caution about a choice.
        init() {
            administrations = []
            detail = nil
        }

        /// A caution about administrations; nil where there are none.
        init?(_ administrations: [Int], detail: Localized? = nil) {
            guard !administrations.isEmpty else { return nil }
            self.administrations = administrations.sorted()
            self.detail = detail
        }
    }

    private func raise(for option: TreatmentOption, _ match: (TreatmentCautionCode) -> Match?) -> [RaisedCaution] {
        (careProtocol.option(option)?.cautions ?? []).compactMap { code in
            guard let words = careProtocol.caution(code), let match = match(code) else { return nil }
            return RaisedCaution(
                code: code,
                effect: words.effect,
                text: words.statement.text,
                detail: match.detail,
                source: words.statement.source,
                status: words.statement.status,
                administrations: match.administrations
            )
        }
    }
}

extension [Administration] {
    /// The places of the administrations that meet a condition.
    fileprivate func places(where condition: (Administration) -> Bool) -> [Int] {
        indices.filter { condition(self[$0]) }
    }
}
