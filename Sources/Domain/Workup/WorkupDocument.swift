// The one shape of a whole workup: what PostgreSQL assembles, the API streams and Swift decodes where it needs values.
package import FoundationEssentials

/// A whole workup as known at one instant: patient, steps, findings, treatments, outcomes, meetings.
///
/// `sql/functions/workup_document.sql` writes this shape; a test proves that nothing is lost between the two.
package struct WorkupDocument: Sendable, Hashable {
    package let id: ID<Workup>
    /// The version of the workup's own fields (question, assignee, diagnosis, open or closed), for `If-Match`.
    package let version: Int
    /// The instant the document speaks of; nil is now.
    package let asOf: Instant?
    /// The day that *overdue* and *waiting* were counted on.
    package let today: LocalDate
    package let protocolCode: String
    package let protocolVersion: Int
    package let status: WorkupStatus
    package let openedOn: LocalDate
    package let question: String?
    package let referredBy: String?
    /// The code of the organisation that answers for the workup.
    package let organisation: String
    package let assignee: PersonReference?
    package let closedOn: LocalDate?
    package let closeReason: String?
    /// The clinician's own conclusion; never set by the computer.
    package let diagnosis: Diagnosis?
    package let recordedAt: Instant
    package let recordedBy: String?
    package let source: CaseSource?
    package let patient: PatientDocument
    package let steps: [StepDocument]
    package let findings: [FindingDocument]
    package let treatments: [CourseDocument]
    package let choices: [ChoiceDocument]
    package let outcomes: [OutcomeDocument]
    /// What cautions on treatment ask about, as far as it was recorded.
    package let conditions: [ConditionDocument]
    package let meetings: [WorkupMeeting]
    /// Whether it shows only what is shared with the reader; nil where it shows everything.
    package let sharedInPart: Bool?
    /// What the criteria say; nil for a workup that was never evaluated, which is not the same as criteria not met.
    package let evaluation: EvaluationDocument?

    package init(
        id: ID<Workup>,
        version: Int,
        asOf: Instant? = nil,
        today: LocalDate,
        protocolCode: String,
        protocolVersion: Int,
        status: WorkupStatus,
        openedOn: LocalDate,
        question: String? = nil,
        referredBy: String? = nil,
        organisation: String,
        assignee: PersonReference? = nil,
        closedOn: LocalDate? = nil,
        closeReason: String? = nil,
        diagnosis: Diagnosis? = nil,
        recordedAt: Instant,
        recordedBy: String? = nil,
        source: CaseSource? = nil,
        patient: PatientDocument,
        steps: [StepDocument] = [],
        findings: [FindingDocument] = [],
        treatments: [CourseDocument] = [],
        choices: [ChoiceDocument] = [],
        outcomes: [OutcomeDocument] = [],
        conditions: [ConditionDocument] = [],
        meetings: [WorkupMeeting] = [],
        sharedInPart: Bool? = nil,
        evaluation: EvaluationDocument? = nil
    ) {
        self.id = id
        self.version = version
        self.asOf = asOf
        self.today = today
        self.protocolCode = protocolCode
        self.protocolVersion = protocolVersion
        self.status = status
        self.openedOn = openedOn
        self.question = question
        self.referredBy = referredBy
        self.organisation = organisation
        self.assignee = assignee
        self.closedOn = closedOn
        self.closeReason = closeReason
        self.diagnosis = diagnosis
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.source = source
        self.patient = patient
        self.steps = steps
        self.findings = findings
        self.treatments = treatments
        self.choices = choices
        self.outcomes = outcomes
        self.conditions = conditions
        self.meetings = meetings
        self.sharedInPart = sharedInPart
        self.evaluation = evaluation
    }
}

/// Names a workup in `ID<Workup>`.
package enum Workup {}

/// Whether a workup is being worked on.
package enum WorkupStatus: String, Code {
    case open, closed

    /// What a person reads.
    package var label: Localized {
        switch self {
        case .open: Localized(en: "Open", nl: "Lopend")
        case .closed: Localized(en: "Closed", nl: "Afgesloten")
        }
    }
}

/// A user where only who it is matters.
package struct PersonReference: Sendable, Hashable {
    package let id: ID<User>
    package let name: String

    package init(
        id: ID<User>,
        name: String
    ) {
        self.id = id
        self.name = name
    }
}

/// A patient as known at one instant.
package struct PatientDocument: Sendable, Hashable {
    package let id: ID<Patient>
    package let version: Int
    package let familyName: String
    package let givenNames: [String]
    package let birthDate: PartialDate?
    package let sex: Sex
    package let identifiers: [PatientIdentifier]
    /// The record this one was found to be the same person as; that one leads.
    package let mergedInto: ID<Patient>?
    /// The records that were merged into this one.
    package let mergedFrom: [ID<Patient>]
    package let recordedAt: Instant

    package init(
        id: ID<Patient>,
        version: Int,
        familyName: String,
        givenNames: [String] = [],
        birthDate: PartialDate? = nil,
        sex: Sex,
        identifiers: [PatientIdentifier] = [],
        mergedInto: ID<Patient>? = nil,
        mergedFrom: [ID<Patient>] = [],
        recordedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.familyName = familyName
        self.givenNames = givenNames
        self.birthDate = birthDate
        self.sex = sex
        self.identifiers = identifiers
        self.mergedInto = mergedInto
        self.mergedFrom = mergedFrom
        self.recordedAt = recordedAt
    }
}

/// A step as known at one instant, with what is derived from the other steps and from the day.
package struct StepDocument: Sendable, Hashable {
    package let id: ID<Step>
    package let code: String
    package let version: Int
    package let requirement: StepRequirement
    package let state: StepState
    /// The day it entered this state.
    package let stateSince: LocalDate
    package let assignee: PersonReference?
    package let organisation: String?
    package let dueOn: LocalDate?
    package let scheduledOn: LocalDate?
    package let performedOn: PartialDate?
    /// Why it ended without a result, or why it was changed.
    package let reason: String?
    /// Why it was begun although a prerequisite was not met.
    package let overrideReason: String?
    package let note: String?
    /// Where a result from elsewhere came from.
    package let origin: String?
    package let findingID: ID<FindingRecord>?
    package let prerequisites: [String]
    /// The prerequisites that are not met, for a step still planned.
    package let cannotStartYet: [String]
    package let isOverdue: Bool
    package let waitingDays: Int?
    package let recordedAt: Instant
    package let recordedBy: String?

    package init(
        id: ID<Step>,
        code: String,
        version: Int,
        requirement: StepRequirement,
        state: StepState,
        stateSince: LocalDate,
        assignee: PersonReference? = nil,
        organisation: String? = nil,
        dueOn: LocalDate? = nil,
        scheduledOn: LocalDate? = nil,
        performedOn: PartialDate? = nil,
        reason: String? = nil,
        overrideReason: String? = nil,
        note: String? = nil,
        origin: String? = nil,
        findingID: ID<FindingRecord>? = nil,
        prerequisites: [String] = [],
        cannotStartYet: [String] = [],
        isOverdue: Bool,
        waitingDays: Int? = nil,
        recordedAt: Instant,
        recordedBy: String? = nil
    ) {
        self.id = id
        self.code = code
        self.version = version
        self.requirement = requirement
        self.state = state
        self.stateSince = stateSince
        self.assignee = assignee
        self.organisation = organisation
        self.dueOn = dueOn
        self.scheduledOn = scheduledOn
        self.performedOn = performedOn
        self.reason = reason
        self.overrideReason = overrideReason
        self.note = note
        self.origin = origin
        self.findingID = findingID
        self.prerequisites = prerequisites
        self.cannotStartYet = cannotStartYet
        self.isOverdue = isOverdue
        self.waitingDays = waitingDays
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }
}

/// Names a step in `ID<Step>`.
package enum Step {}

/// Names a recorded finding in `ID<FindingRecord>`.
package enum FindingRecord {}

/// The newest version of a finding at one instant.
package struct FindingDocument: Sendable, Hashable {
    package let id: ID<FindingRecord>
    package let version: Int
    /// The organisation or system a result from elsewhere came from.
    package let origin: String?
    /// Why it was corrected, from the second version on.
    package let reason: String?
    package let recordedAt: Instant
    package let recordedBy: String?
    package let finding: Finding

    package init(
        id: ID<FindingRecord>,
        version: Int,
        origin: String? = nil,
        reason: String? = nil,
        recordedAt: Instant,
        recordedBy: String? = nil,
        finding: Finding
    ) {
        self.id = id
        self.version = version
        self.origin = origin
        self.reason = reason
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.finding = finding
    }
}

/// A course of treatment with its administrations.
package struct CourseDocument: Sendable, Hashable {
    package let id: ID<Treatment>
    package let version: Int
    package let recordedAt: Instant
    package let recordedBy: String?
    package let option: TreatmentOption
    package let substance: String?
    package let startedOn: PartialDate?
    package let endedOn: PartialDate?
    package let objectiveImprovement: Sign?
    package let note: String?
    package let performedBy: String?
    package let organisation: String?
    package let administrations: [AdministrationDocument]

    package init(
        id: ID<Treatment>,
        version: Int,
        recordedAt: Instant,
        recordedBy: String? = nil,
        option: TreatmentOption,
        substance: String? = nil,
        startedOn: PartialDate? = nil,
        endedOn: PartialDate? = nil,
        objectiveImprovement: Sign? = nil,
        note: String? = nil,
        performedBy: String? = nil,
        organisation: String? = nil,
        administrations: [AdministrationDocument] = []
    ) {
        self.id = id
        self.version = version
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.option = option
        self.substance = substance
        self.startedOn = startedOn
        self.endedOn = endedOn
        self.objectiveImprovement = objectiveImprovement
        self.note = note
        self.performedBy = performedBy
        self.organisation = organisation
        self.administrations = administrations
    }
}

/// One giving of a product, with the batch that a recall would name.
package struct AdministrationDocument: Sendable, Hashable {
    package let id: ID<Administration>
    package let version: Int
    package let recordedAt: Instant
    package let on: LocalDate
    package let product: String?
    package let lot: String?
    package let grams: Decimal?
    package let bodyWeightKg: Decimal?
    package let note: String?
    /// Maker, expiry, times, rates and reactions, where something of them was recorded.
    package let details: AdministrationDetails?

    package init(
        id: ID<Administration>,
        version: Int,
        recordedAt: Instant,
        on: LocalDate,
        product: String? = nil,
        lot: String? = nil,
        grams: Decimal? = nil,
        bodyWeightKg: Decimal? = nil,
        note: String? = nil,
        details: AdministrationDetails? = nil
    ) {
        self.id = id
        self.version = version
        self.recordedAt = recordedAt
        self.on = on
        self.product = product
        self.lot = lot
        self.grams = grams
        self.bodyWeightKg = bodyWeightKg
        self.note = note
        self.details = details
    }
}

/// What doctor, patient and team chose together.
package struct ChoiceDocument: Sendable, Hashable {
    package let id: ID<ChoiceDocument>
    /// The earlier choice that this one takes the place of.
    package let replaces: ID<ChoiceDocument>?
    package let option: TreatmentOption
    package let chosenOn: LocalDate
    package let participants: [String]
    package let patientPreference: String
    /// Why the choice departs from the guideline, where it does.
    package let reason: String?
    /// The codes of the cautions that stood when it was chosen.
    package let cautions: [String]
    package let courseID: ID<Treatment>?
    /// What the treatment has to show by when, where that was written down.
    package let trial: TrialPlan?
    package let recordedAt: Instant
    package let recordedBy: String?

    package init(
        id: ID<ChoiceDocument>,
        replaces: ID<ChoiceDocument>? = nil,
        option: TreatmentOption,
        chosenOn: LocalDate,
        participants: [String] = [],
        patientPreference: String,
        reason: String? = nil,
        cautions: [String] = [],
        courseID: ID<Treatment>? = nil,
        trial: TrialPlan? = nil,
        recordedAt: Instant,
        recordedBy: String? = nil
    ) {
        self.id = id
        self.replaces = replaces
        self.option = option
        self.chosenOn = chosenOn
        self.participants = participants
        self.patientPreference = patientPreference
        self.reason = reason
        self.cautions = cautions
        self.courseID = courseID
        self.trial = trial
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }
}

/// One measured outcome.
package struct OutcomeDocument: Sendable, Hashable {
    package let id: ID<OutcomeMeasurement>
    package let version: Int
    package let recordedAt: Instant
    package let on: LocalDate
    package let measure: OutcomeMeasure
    package let side: Side?
    package let value: Decimal
    package let note: String?

    package init(
        id: ID<OutcomeMeasurement>,
        version: Int,
        recordedAt: Instant,
        on: LocalDate,
        measure: OutcomeMeasure,
        side: Side? = nil,
        value: Decimal,
        note: String? = nil
    ) {
        self.id = id
        self.version = version
        self.recordedAt = recordedAt
        self.on = on
        self.measure = measure
        self.side = side
        self.value = value
        self.note = note
    }
}
