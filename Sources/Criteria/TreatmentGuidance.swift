// Which cautions of a protocol a choice, a course or an administration raises, from what is recorded.
package import Domain
import FoundationEssentials

/// Applies a protocol's treatment cautions.
///
/// Pure: courses, measurements, laboratory results and conditions in, cautions out. A caution is raised when its condition is
/// certainly met; what is not known raises none. Source: clinical reference section 8d.
package struct TreatmentGuidance: Sendable {
    /// The protocol whose options, cautions and products count.
    package let careProtocol: CareProtocol
    /// The courses recorded so far.
    package let treatments: [Treatment]
    /// The outcomes measured so far.
    package let outcomes: [OutcomeMeasurement]
    /// The laboratory results so far.
    package let laboratory: [LaboratoryResult]
    /// The conditions recorded of the patient; the case format has no place for them.
    package let conditions: Set<RecordedCondition>
    /// The patient's birth date, as far as it is known.
    package let birthDate: PartialDate?
    /// Whether the criteria say that this is motor CIDP.
    package let isMotorCidp: Bool
    /// Whether the case is one of MMN: by its protocol, or because a set for MMN has a category met (section 8d).
    package let isMmn: Bool

    /// The cautions of a protocol against what is recorded so far.
    package init(
        _ careProtocol: CareProtocol,
        treatments: [Treatment] = [],
        outcomes: [OutcomeMeasurement] = [],
        laboratory: [LaboratoryResult] = [],
        conditions: Set<RecordedCondition> = [],
        birthDate: PartialDate? = nil,
        isMotorCidp: Bool = false,
        meetsMmn: Bool = false
    ) {
        self.careProtocol = careProtocol
        self.treatments = treatments
        self.outcomes = outcomes
        self.laboratory = laboratory
        self.conditions = conditions
        self.birthDate = birthDate
        self.isMotorCidp = isMotorCidp
        isMmn = careProtocol.code == MmnCautions.protocolCode || meetsMmn
    }

    // MARK: A choice

    /// The cautions of choosing an option on a day, in the order in which the protocol lists them; then those of MMN that it
    /// does not list, where the case is one of MMN.
    package func cautions(choosing option: TreatmentOption, on day: LocalDate) -> [RaisedCaution] {
        raise(for: option) { code in match(code, choosing: option, on: day) }
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

    private func match(
        _ code: TreatmentCautionCode,
        choosing option: TreatmentOption,
        on day: LocalDate
    ) -> CautionMatch? {
        switch code {
        // Raised by the option itself, in the protocol that lists them with it and in every case of MMN. EFNS/PNS 2010,
        // Donaghy 1994, PMC3983019, PMC4409549: checked; off label: secondary.
        case .corticosteroidInMmn: CautionMatch(when: option == .corticosteroid)
        // jns.12455, secondary: where the clause on motor CIDP is met.
        case .corticosteroidInMotorCidp: CautionMatch(when: option == .corticosteroid && isMotorCidp)
        case .plasmaExchangeInMmn: CautionMatch(when: option == .plasmaExchange)
        case .cyclophosphamideToxicity: CautionMatch(when: option == .cyclophosphamide)
        case .immunosuppressantUnproven: CautionMatch(when: option == .immunosuppressant || option == .rituximab)
        case .scigOffLabelInMmn: CautionMatch(when: option == .scig)
        // Secondary: SCIg is for maintenance after an effect of IVIg.
        case .scigNotForInduction: CautionMatch(when: option == .scig && !hasCourse(of: .ivig, beginningBy: day))
        // House: measure before the first infusion.
        case .noBaseline:
            CautionMatch(when: option == .ivig && !hasCourse(of: .ivig, beginningBy: day) && !hasOutcome(before: day))
        case .igaDeficiency: CautionMatch(when: option.isImmunoglobulin && hasIgaDeficiency(on: day))
        case .thrombosisRisk: option.isImmunoglobulin ? thrombosisRisk([], on: day) : nil
        case .renalRisk: option.isImmunoglobulin ? renalRisk([], on: day) : nil
        case .noEffectSixMonths: option == .ivig ? noEffect(choosingOn: day) : nil
        // Asked of a course and its administrations, where product, dose or response are known.
        case .hyperprolinaemia, .maltoseGlucoseMeter, .haemolysisRisk, .doseAboveLabel, .productWithdrawn, .lotMissing,
            .productSwitched, .responseNotObjective:
            nil
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

    // MARK: A course and its administrations

    /// The cautions of a whole course as recorded, each with the administrations it is about.
    ///
    /// - Parameters:
    ///   - treatment: the course.
    ///   - day: the day of the question, for a course that still runs; nil asks as of its last administration.
    /// - Returns: the cautions in the order of the protocol.
    package func cautions(of treatment: Treatment, on day: LocalDate? = nil) -> [RaisedCaution] {
        let cycles = TreatmentCycle.all(of: treatment.administrations)
        return raise(for: treatment.option) { code in match(code, treatment, cycles, day) }
    }

    /// The cautions that one more administration of a course would raise, itself and its cycle considered.
    ///
    /// A caution of effect `refuses` means that it is not to be recorded.
    package func cautions(adding administration: Administration, to treatment: Treatment) -> [RaisedCaution] {
        let all = treatment.administrations + [administration]
        let added = all.count - 1
        let course = Treatment(course: treatment.course, administrations: all)
        return cautions(of: course, on: administration.on).filter { $0.administrations.contains(added) }
    }

    private func match(
        _ code: TreatmentCautionCode,
        _ treatment: Treatment,
        _ cycles: [TreatmentCycle],
        _ day: LocalDate?
    ) -> CautionMatch? {
        let asked = day ?? treatment.lastKnownDay
        return switch code {
        case .productWithdrawn: unavailableProducts(treatment)
        case .lotMissing: CautionMatch(treatment.administrations.places { $0.lot == nil })
        case .maltoseGlucoseMeter: products(of: treatment, with: .maltose)
        case .hyperprolinaemia:
            conditions.contains(.hyperprolinaemia) ? products(of: treatment, with: .proline) : nil
        case .doseAboveLabel: doseAboveLabel(cycles)
        case .productSwitched: productSwitched(treatment, cycles)
        case .noBaseline: missingBaseline(treatment)
        case .igaDeficiency: asked.flatMap { igaDeficiency(treatment.administrations, on: $0) }
        case .thrombosisRisk: asked.flatMap { thrombosisRisk(treatment.administrations, on: $0) }
        case .renalRisk: asked.flatMap { renalRisk(treatment.administrations, on: $0) }
        case .haemolysisRisk: asked.flatMap { haemolysisRisk(cycles, on: $0) }
        case .noEffectSixMonths: asked.flatMap { noEffect(treatment, on: $0) }
        case .responseNotObjective: responseNotObjective(treatment)
        // Raised by the choice of the option, not by what is given.
        case .corticosteroidInMmn, .plasmaExchangeInMmn, .cyclophosphamideToxicity, .immunosuppressantUnproven,
            .corticosteroidInMotorCidp, .scigNotForInduction, .scigOffLabelInMmn:
            nil
        }
    }

    private func raise(
        for option: TreatmentOption,
        _ match: (TreatmentCautionCode) -> CautionMatch?
    ) -> [RaisedCaution] {
        let listed = careProtocol.option(option)?.cautions ?? []
        // A protocol of another disease has no reason to list what speaks against an option in MMN.
        let ofMmn = isMmn ? MmnCautions.codes(of: option).filter { !listed.contains($0) } : []
        return (listed + ofMmn).compactMap { code in
            guard let match = match(code), let words = careProtocol.caution(code) ?? MmnCautions.words(code) else {
                return nil
            }
            return RaisedCaution(
                code: code,
                effect: words.effect,
                text: words.statement.text,
                detail: match.detail,
                source: words.statement.source,
                status: min(words.statement.status, match.status ?? .checked),
                administrations: match.administrations
            )
        }
    }
}

/// That a caution stands, for which administrations, and what more there is to say.
struct CautionMatch {
    /// The places of the administrations; empty for a choice or a course as a whole.
    let administrations: [Int]
    let detail: Localized?
    /// How far the fact behind it was checked, where that is less than the caution itself.
    let status: CheckStatus?

    /// A caution about a choice or a course as a whole, with the administrations it bears on, if any.
    init(course administrations: [Int] = [], detail: Localized? = nil) {
        self.administrations = administrations.sorted()
        self.detail = detail
        status = nil
    }

    /// A caution about a choice; nil where it does not stand.
    init?(when condition: Bool) {
        guard condition else { return nil }
        self.init()
    }

    /// A caution about administrations; nil where there are none.
    init?(_ administrations: [Int], detail: Localized? = nil, status: CheckStatus? = nil) {
        guard !administrations.isEmpty else { return nil }
        self.administrations = administrations.sorted()
        self.detail = detail
        self.status = status
    }
}

extension [Administration] {
    /// The places of the administrations that meet a condition.
    func places(where condition: (Administration) -> Bool) -> [Int] {
        indices.filter { condition(self[$0]) }
    }
}

extension Treatment {
    /// The last day that the course speaks of: its last administration, else the day it began, as far as that is known.
    var lastKnownDay: LocalDate? {
        administrations.map(\.on).max() ?? startedOn?.lastDay
    }
}
