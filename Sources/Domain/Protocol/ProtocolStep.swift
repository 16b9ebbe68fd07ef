// A diagnostic step as a protocol describes it: why, when, by whom, after what, and what completes it.

/// How strongly a protocol asks for a step.
package enum StepRequirement: String, Code {
    case required
    case recommended
    case optional
    /// Asked for only while the step's condition holds.
    case conditional

    package var label: Localized {
        switch self {
        case .required: Localized(en: "required", nl: "verplicht")
        case .recommended: Localized(en: "recommended", nl: "aanbevolen")
        case .optional: Localized(en: "optional", nl: "optioneel")
        case .conditional: Localized(en: "conditional", nl: "voorwaardelijk")
        }
    }
}

/// One diagnostic step of a protocol.
package struct ProtocolStep: Sendable, Hashable {
    /// The stable name, such as `lumbarPuncture`.
    package let code: String
    /// The code of the phase it belongs to.
    package let phase: String
    /// What a person reads.
    package let names: ProtocolName
    /// What the step is for and what to ask or beware of, the purpose first.
    package let hints: [SourcedText]
    /// How strongly the step is asked for.
    package let requirement: StepRequirement
    /// When a conditional step is asked for; present if and only if the step is conditional.
    package let condition: StepCondition?
    /// What waits for this step besides other steps.
    package let gate: StepGate?
    /// The codes of the steps that come first.
    package let prerequisites: [String]
    /// The usual time until it is done; nil where none is usual.
    package let interval: StepInterval?
    /// Who does it, the usual one first.
    package let roles: [CareRole]
    /// What it asks of the patient: 0 nothing, 1 a little (blood), 2 unpleasant, 3 invasive.
    package let burden: Int
    /// What brings the result.
    package let completedBy: StepCompletion
    /// What to tick off before or while doing it.
    package let checklist: [ChecklistItem]
    /// Whether order, interval, roles and burden are taken from a source or chosen by this project.
    package let origin: StatementOrigin
    /// How far those were checked.
    package let status: CheckStatus

    /// A step of these parts.
    package init(
        code: String,
        phase: String,
        names: ProtocolName,
        hints: [SourcedText],
        requirement: StepRequirement,
        condition: StepCondition?,
        gate: StepGate?,
        prerequisites: [String],
        interval: StepInterval?,
        roles: [CareRole],
        burden: Int,
        completedBy: StepCompletion,
        checklist: [ChecklistItem],
        origin: StatementOrigin,
        status: CheckStatus
    ) {
        self.code = code
        self.phase = phase
        self.names = names
        self.hints = hints
        self.requirement = requirement
        self.condition = condition
        self.gate = gate
        self.prerequisites = prerequisites
        self.interval = interval
        self.roles = roles
        self.burden = burden
        self.completedBy = completedBy
        self.checklist = checklist
        self.origin = origin
        self.status = status
    }

    /// The things to check for safety before the step is done.
    package var safetyChecks: [ChecklistItem] {
        checklist.filter { $0.kind == .safety }
    }
}

/// What waits for a step besides other steps.
package enum StepGate: String, Code {
    /// No treatment that the step's condition names starts before it.
    case treatmentStart

    package var label: Localized {
        Localized(en: "before treatment starts", nl: "vóór de start van de behandeling")
    }
}

/// When a conditional step is asked for: words for a person, a code for the rules.
package struct StepCondition: Sendable, Hashable {
    /// What the rules ask.
    package let code: StepConditionCode
    /// The options that `treatmentChosen` speaks of; empty for the other codes.
    package let options: [TreatmentOption]
    /// Criteria sets whose own request also makes the step wanted.
    package let orWhenAsked: [String]
    /// The condition in words.
    package let text: Localized

    /// A condition in words and as a code.
    package init(code: StepConditionCode, options: [TreatmentOption], orWhenAsked: [String], text: Localized) {
        self.code = code
        self.options = options
        self.orWhenAsked = orWhenAsked
        self.text = text
    }
}

/// What makes a conditional step wanted, as a rule can ask it.
package enum StepConditionCode: String, Code {
    /// No criteria set of the protocol is at its highest category.
    case noSetAtHighestCategory
    /// Some criteria set of the protocol is below its highest category.
    case someSetBelowHighestCategory
    /// One of the named treatment options is chosen.
    case treatmentChosen
    /// A course of treatment runs.
    case courseRuns

    /// Whether the answers of criteria sets decide it.
    package var restsOnVerdict: Bool {
        switch self {
        case .noSetAtHighestCategory, .someSetBelowHighestCategory: true
        case .treatmentChosen, .courseRuns: false
        }
    }

    package var label: Localized {
        switch self {
        case .noSetAtHighestCategory:
            Localized(en: "no set at its highest category", nl: "geen set op de hoogste categorie")
        case .someSetBelowHighestCategory:
            Localized(en: "a set below its highest category", nl: "een set onder de hoogste categorie")
        case .treatmentChosen: Localized(en: "a treatment is chosen", nl: "een behandeling is gekozen")
        case .courseRuns: Localized(en: "a course runs", nl: "een behandeling loopt")
        }
    }
}

/// One line to tick off.
package struct ChecklistItem: Sendable, Hashable {
    /// Whether a line protects the patient or makes the result complete.
    package enum Kind: String, Code {
        case safety
        case content

        package var label: Localized {
            switch self {
            case .safety: Localized(en: "safety", nl: "veiligheid")
            case .content: Localized(en: "completeness", nl: "volledigheid")
            }
        }
    }

    /// The stable name within the step.
    package let code: String
    /// What the line is for.
    package let kind: Kind
    /// The line, with its source.
    package let statement: SourcedText
    /// The laboratory codes whose results answer the line; empty where a person ticks it.
    package let laboratory: [String]

    /// A line to tick off.
    package init(code: String, kind: Kind, statement: SourcedText, laboratory: [String]) {
        self.code = code
        self.kind = kind
        self.statement = statement
        self.laboratory = laboratory
    }
}
