// Opening a workup on a protocol: its steps stand ready with due dates.
package import Domain
import FoundationEssentials
import Records

/// Opens a workup for a patient.
package enum OpenWorkup {
    /// The question and who asks it.
    package struct Input: Sendable, Hashable {
        package let protocolCode: String
        package let openedOn: LocalDate?
        package let question: String?
        package let referredBy: String?
        /// The code of the organisation that answers for it; the caller's own where left out.
        package let organisation: String?
        package let assigneeID: ID<User>?

        package init(
            protocolCode: String,
            openedOn: LocalDate?,
            question: String?,
            referredBy: String?,
            organisation: String?,
            assigneeID: ID<User>?
        ) {
            self.protocolCode = protocolCode
            self.openedOn = openedOn
            self.question = question
            self.referredBy = referredBy
            self.organisation = organisation
            self.assigneeID = assigneeID
        }

        /// The JSON of a new workup.
        package static let codec: Codec<Input> = .object(
            "NewWorkup",
            Input.init(protocolCode:openedOn:question:referredBy:organisation:assigneeID:),
            .required("protocol", \.protocolCode, .openCode()),
            .optional("openedOn", \.openedOn, .date),
            .optional("question", \.question, .note(max: 4_000)),
            .optional("referredBy", \.referredBy, .text(max: 200)),
            .optional("organisation", \.organisation, .text(max: 32)),
            .optional("assigneeId", \.assigneeID, .id())
        )
    }

    /// Opens the workup on the active version of the protocol, where the patient is registered; the answer is the whole document.
    package static func run(
        _ patient: ID<Patient>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changeWorkups, locking: .patients([patient]), in: environment) { transaction, stamp in
            // Whoever answers for a workup sees it for good, whether that is the caller or the organisation they name.
            try await transaction.requireRegistered([patient], for: call, at: stamp.at)
            _ = try await transaction.findPatient(patient)
            if try await transaction.mergeTarget(of: patient) != nil {
                throw UseCaseError(
                    .conflict,
                    "patient-is-merged",
                    en: "This record is merged into another one: open the workup there.",
                    nl: "Dit dossier is met een ander samengevoegd: open het traject daar."
                )
            }
            guard let body = try await transaction.protocolBody(code: input.protocolCode, version: nil) else {
                throw UseCaseError.invalid(
                    "/protocol",
                    .unknownCode,
                    en: "There is no active protocol with this code.",
                    nl: "Er is geen actief protocol met deze code."
                )
            }
            let careProtocol = try CareProtocol.codec.decode(body)
            let organisation = try await transaction.organisationID(input.organisation, call: call)
            let openedOn = input.openedOn ?? environment.day(stamp.at)
            try requirePast(openedOn, "/openedOn", today: environment.day(stamp.at))
            let row = WorkupRow(
                patientID: patient,
                workupID: environment.makeID(),
                version: 1,
                protocolCode: careProtocol.code,
                protocolVersion: careProtocol.version,
                status: .open,
                openedOn: openedOn,
                question: input.question,
                referredBy: input.referredBy,
                organisationID: organisation,
                assigneeID: input.assigneeID
            )
            transaction.insertWorkup(row, source: CaseSource(kind: .clinic), stamp)
            let steps = NewSteps.make(careProtocol, openedOn: openedOn, reported: [:], environment)
            transaction.insertSteps(
                steps,
                workup: row.workupID,
                patient: patient,
                since: environment.day(stamp.at),
                stamp
            )
            // An empty workup is evaluated too: that nothing is known yet is an answer, and it names what is missing.
            try await transaction.evaluate(row.workupID, "OpenWorkup", stamp, environment)
            return Change(
                id: row.workupID.uuid,
                version: 1,
                body: try await transaction.findDocument(row.workupID, environment, stamp),
                note: AuditNote(
                    event: "OpenWorkup",
                    action: .create,
                    patientID: patient,
                    workupID: row.workupID,
                    objectType: "workup",
                    objectID: row.workupID.description
                )
            )
        }
    }
}

/// The steps a protocol brings to a new workup.
enum NewSteps {
    /// Each step with its proposed due date; those in `reported` begin with a result.
    static func make(
        _ careProtocol: CareProtocol,
        openedOn: LocalDate,
        reported: [String: (finding: ID<FindingRecord>?, on: PartialDate?)],
        treatments: [Treatment] = [],
        standings: [CriteriaStanding] = [],
        _ environment: Environment
    ) -> [NewStep] {
        let due = careProtocol.deadlines(
            openedOn: openedOn,
            doneOn: reported.compactMapValues { $0.on?.firstDay },
            treatmentStartedOn: treatments.startedOn,
            chosen: Set(treatments.map(\.option)),
            standings: standings
        )
        return careProtocol.steps.map { step in
            let result = reported[step.code]
            return NewStep(
                id: environment.makeID(),
                code: step.code,
                requirement: step.requirement,
                prerequisites: step.prerequisites,
                state: result == nil ? .planned : .reported,
                dueOn: due[step.code],
                performedOn: result?.on,
                findingID: result?.finding
            )
        }
    }
}

extension RecordTransaction {
    /// The organisation with a code, or the caller's own.
    func organisationID(_ code: String?, call: Call) async throws -> ID<Organisation> {
        if let code {
            guard let id = try await organisation(code: code) else {
                throw UseCaseError.invalid(
                    "/organisation",
                    .unknownCode,
                    en: "There is no organisation with this code.",
                    nl: "Er is geen organisatie met deze code."
                )
            }
            return id
        }
        guard let own = call.actor.organisationID else {
            if let only = try await onlyOrganisation() { return only }
            throw UseCaseError.invalid(
                "/organisation",
                .missing,
                en: "Name the organisation: you do not work for one yourself.",
                nl: "Noem de organisatie: u werkt zelf niet voor een organisatie."
            )
        }
        return own
    }

    /// The whole workup as JSON after a change in this transaction.
    func findDocument(_ id: ID<Workup>, _ environment: Environment, _ stamp: Stamp) async throws -> [UInt8] {
        guard let body = try await workupDocument(id, asOf: nil, today: environment.day(stamp.at)) else {
            throw UseCaseError.notFound("workup", "Dit traject")
        }
        return body
    }
}
