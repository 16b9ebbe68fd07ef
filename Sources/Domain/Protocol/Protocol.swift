// The noun of a protocol: which steps lead from a question to a diagnosis and a treatment, and what is known of each.

/// One version of a diagnostic and treatment protocol, such as `mmn`.
///
/// A protocol is data: it comes from a YAML file, is kept as JSON with the version, and an open workup stays on the
/// version it was opened with. The value holds no state of any patient.
package struct CareProtocol: Sendable, Hashable {
    /// The stable name, such as `mmn`.
    package let code: String
    /// Counts up with every change; 1 is the first.
    package let version: Int
    /// What a person reads.
    package let names: ProtocolName
    /// What the protocol is about, in plain words.
    package let summary: Localized
    /// The first day on which a workup may be opened on this version.
    package let effectiveFrom: LocalDate
    /// The clinicians who signed this version off; empty means not validated for clinical decisions.
    package let signedOffBy: [ProtocolSignOff]
    /// The ids of the criteria sets that apply; the sets themselves are files of their own.
    package let criteriaSets: [String]
    /// What the texts of this protocol rest on.
    package let sources: [ProtocolSource]
    /// The groups in which steps are shown, in order.
    package let phases: [ProtocolPhase]
    /// The steps, in the order in which they are shown.
    package let steps: [ProtocolStep]
    /// The treatment options with their guidance.
    package let options: [ProtocolOption]
    /// The cautions that options refer to.
    package let cautions: [ProtocolCaution]
    /// The products that are known, with what is special about them.
    package let products: [ProtocolProduct]
    /// The scales on which the effect of treatment is measured.
    package let outcomeMeasures: [ProtocolOutcomeMeasure]

    /// The largest number of steps of a protocol; it bounds every walk over prerequisites.
    package static let stepCountMax = 64

    /// A protocol of these parts; whether they fit together is checked when a file is loaded.
    package init(
        code: String,
        version: Int,
        names: ProtocolName,
        summary: Localized,
        effectiveFrom: LocalDate,
        signedOffBy: [ProtocolSignOff],
        criteriaSets: [String],
        sources: [ProtocolSource],
        phases: [ProtocolPhase],
        steps: [ProtocolStep],
        options: [ProtocolOption],
        cautions: [ProtocolCaution],
        products: [ProtocolProduct],
        outcomeMeasures: [ProtocolOutcomeMeasure]
    ) {
        self.code = code
        self.version = version
        self.names = names
        self.summary = summary
        self.effectiveFrom = effectiveFrom
        self.signedOffBy = signedOffBy
        self.criteriaSets = criteriaSets
        self.sources = sources
        self.phases = phases
        self.steps = steps
        self.options = options
        self.cautions = cautions
        self.products = products
        self.outcomeMeasures = outcomeMeasures
    }
}

extension CareProtocol {
    /// The step of a code, where the protocol has one.
    package func step(_ code: String) -> ProtocolStep? {
        steps.first { $0.code == code }
    }

    /// The treatment option of a code, where the protocol has one.
    package func option(_ code: TreatmentOption) -> ProtocolOption? {
        options.first { $0.code == code }
    }

    /// The text, source and effect of a caution, where the protocol has it.
    package func caution(_ code: TreatmentCautionCode) -> ProtocolCaution? {
        cautions.first { $0.code == code }
    }

    /// The source of an id, where the protocol names it.
    package func source(_ id: String) -> ProtocolSource? {
        sources.first { $0.id == id }
    }

    /// The phase of a code, where the protocol has it.
    package func phase(_ code: String) -> ProtocolPhase? {
        phases.first { $0.code == code }
    }

    /// The outcome measure of a code, where the protocol has it.
    package func outcomeMeasure(_ code: OutcomeMeasure) -> ProtocolOutcomeMeasure? {
        outcomeMeasures.first { $0.code == code }
    }

    /// The product that a written name means, where the protocol knows it.
    ///
    /// Names are typed by people: case, spaces and a strength after the name (`IG VENA 50 g/L`) make no difference.
    package func product(named name: String) -> ProtocolProduct? {
        let spelling = ProductSpelling(name)
        return products.first { $0.isMeant(by: spelling) }
    }

    /// The steps that wait for this one, in the order of the protocol.
    package func dependents(of code: String) -> [ProtocolStep] {
        steps.filter { $0.prerequisites.contains(code) }
    }

    /// The steps that ought to be done before a treatment with this option starts.
    package func stepsBeforeTreatment(with option: TreatmentOption) -> [ProtocolStep] {
        steps.filter { step in
            guard step.gate == .treatmentStart else { return false }
            guard let options = step.condition?.options, !options.isEmpty else { return true }
            return options.contains(option)
        }
    }

    /// The steps that a recorded finding counts for.
    package func steps(completedBy finding: FindingFacts) -> [ProtocolStep] {
        steps.filter { $0.completedBy.accepts(finding) }
    }

    /// Whether the version may be used for clinical decisions: two neurologists have signed it off.
    package var isSignedOff: Bool {
        signedOffBy.count >= 2
    }
}
