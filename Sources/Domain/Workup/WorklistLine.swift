// One line of the worklist: who, what the criteria say, what comes next, who does it and when.

/// One workup as the worklist shows it. `Records` writes this shape; a test holds real lines against the codec.
package struct WorklistLine: Sendable, Hashable {
    /// The patient, as far as the list tells.
    package struct Person: Sendable, Hashable {
        package let id: ID<Patient>
        package let familyName: String
        package let givenNames: [String]
        package let birthDate: PartialDate?
        package let sex: Sex
        /// A hospital number; nil where there is none.
        package let identifier: Number?

        static let codec: Codec<Person> = .object(
            "WorklistPatient",
            Person.init,
            .required("id", \.id, .id()),
            .required("familyName", \.familyName, .text(max: 200)),
            .required("givenNames", \.givenNames, .list(.text(max: 200), count: 0...100)),
            .optional("birthDate", \.birthDate, .partialDate),
            .required("sex", \.sex, .code),
            .optional("identifier", \.identifier, Number.codec)
        )
    }

    /// A number of the patient, as it stands in the record.
    package struct Number: Sendable, Hashable {
        package let system: IdentifierSystem
        package let value: String

        static let codec: Codec<Number> = .object(
            "WorklistIdentifier",
            Number.init,
            .required("system", \.system, IdentifierSystem.codec),
            .required("value", \.value, .text(max: 100))
        )
    }

    /// The open step to look at first.
    package struct Step: Sendable, Hashable {
        package let code: String
        package let state: StepState
        package let dueOn: LocalDate?
        /// Days in its present state.
        package let waitingDays: Int
        package let isOverdue: Bool
        /// Who does it, where somebody is named.
        package let assignee: PersonReference?
        /// The code of the organisation that does it, where one is named.
        package let organisation: String?

        static let codec: Codec<Step> = .object(
            "WorklistNextStep",
            Step.init,
            .required("code", \.code, .text(max: 100)),
            .required("state", \.state, .code),
            .optional("dueOn", \.dueOn, .date),
            .required("waitingDays", \.waitingDays, .integer(0...1_000_000)),
            .required("isOverdue", \.isOverdue, .bool),
            .optional("assignee", \.assignee, PersonReference.codec),
            .optional("organisation", \.organisation, .text(max: 32))
        )
    }

    /// What a set of criteria says.
    package struct Answer: Sendable, Hashable {
        package let criteria: String
        package let category: CriteriaCategory
        package let status: CheckStatus

        static let codec: Codec<Answer> = .object(
            "WorklistAnswer",
            Answer.init,
            .required("criteria", \.criteria, .text(max: 100)),
            .required("category", \.category, .code),
            .required("status", \.status, .code)
        )
    }

    /// The meeting planned next.
    package struct Meeting: Sendable, Hashable {
        package let id: ID<Domain.Meeting>
        package let startsAt: Instant

        static let codec: Codec<Meeting> = .object(
            "WorklistMeeting",
            Meeting.init,
            .required("id", \.id, .id()),
            .required("startsAt", \.startsAt, .instant)
        )
    }

    package let workupID: ID<Workup>
    package let version: Int
    package let status: WorkupStatus
    package let protocolCode: String
    package let protocolVersion: Int
    package let organisation: String
    package let openedOn: LocalDate
    package let question: String?
    /// Who follows the workup.
    package let assignee: PersonReference?
    package let patient: Person
    package let nextStep: Step?
    package let nextMeeting: Meeting?
    package let openSteps: [String]
    package let stepCount: Int
    package let doneStepCount: Int
    /// The highest answer of the protocol's sets; nil for a workup that was never evaluated.
    package let category: CriteriaCategory?
    package let criteria: [Answer]?
    /// The steps whose result the criteria lack.
    package let missing: [String]?
    /// Where the effect of a treatment that runs wears off, or may; nil where it does not, or nothing tells.
    package let wearingOff: WearingOffAnswer?

    /// The JSON of a line.
    package static let codec: Codec<WorklistLine> = .object(
        "WorklistLine",
        WorklistLine.init,
        .required("workupId", \.workupID, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("status", \.status, .code),
        .required("protocol", \.protocolCode, .text(max: 100)),
        .required("protocolVersion", \.protocolVersion, .integer(1...Int(Int32.max))),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("openedOn", \.openedOn, .date),
        .optional("question", \.question, .note()),
        .optional("assignee", \.assignee, PersonReference.codec),
        .required("patient", \.patient, Person.codec),
        .optional("nextStep", \.nextStep, Step.codec),
        .optional("nextMeeting", \.nextMeeting, Meeting.codec),
        .required("openSteps", \.openSteps, .list(.text(max: 100), count: 0...1_000)),
        .required("stepCount", \.stepCount, .integer(0...10_000)),
        .required("doneStepCount", \.doneStepCount, .integer(0...10_000)),
        .optional("category", \.category, .code),
        .optional("criteria", \.criteria, .list(Answer.codec, count: 0...100)),
        .optional("missing", \.missing, .list(.text(max: 100), count: 0...1_000)),
        .optional("wearingOff", \.wearingOff, .code)
    )

    /// The JSON of a page of lines.
    package static let pageCodec: Codec<[WorklistLine]> = Codec<WorklistPageBody>.object(
        nil,
        WorklistPageBody.init,
        .required("items", \.items, .list(codec, count: 0...1_000)),
        .optional("next", \.next, .text(max: 200))
    ).map(
        expecting: Localized(en: "a page", nl: "een pagina"),
        { $0.items },
        back: { WorklistPageBody(items: $0, next: nil) }
    )
}

/// A page of the worklist as it is sent.
private struct WorklistPageBody: Sendable {
    let items: [WorklistLine]
    let next: String?
}

/// A version of a protocol.
package struct ProtocolVersion: Sendable, Hashable {
    /// The protocol.
    package let code: String
    /// Its version.
    package let version: Int

    /// A version of a protocol.
    package init(code: String, version: Int) {
        self.code = code
        self.version = version
    }
}

/// How many open workups have their next step in a state.
package struct WorklistCount: Sendable, Hashable {
    /// The state; nil where no step is open.
    package let state: StepState?
    /// How many.
    package let count: Int

    /// A count.
    package init(state: StepState?, count: Int) {
        self.state = state
        self.count = count
    }
}
