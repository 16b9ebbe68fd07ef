// The JSON of a whole workup, the same that `sql/functions/workup_document.sql` assembles.

extension WorkupDocument {
    /// The whole document.
    package static let codec: Codec<WorkupDocument> = .object(
        "Workup",
        WorkupDocument.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .optional("asOf", \.asOf, .instant),
        .required("today", \.today, .date),
        .required("protocol", \.protocolCode, .openCode()),
        .required("protocolVersion", \.protocolVersion, .integer(1...Int(Int32.max))),
        .required("status", \.status, .code),
        .required("openedOn", \.openedOn, .date),
        .optional("question", \.question, .note()),
        .optional("referredBy", \.referredBy, .text(max: 200)),
        .required("organisation", \.organisation, .text(max: 32)),
        .optional("assignee", \.assignee, PersonReference.codec),
        .optional("closedOn", \.closedOn, .date),
        .optional("closeReason", \.closeReason, .note()),
        .optional("diagnosis", \.diagnosis, Diagnosis.codec),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .optional("source", \.source, CaseSource.codec),
        .required("patient", \.patient, PatientDocument.codec),
        .list("steps", \.steps, StepDocument.codec, max: 64),
        .list("findings", \.findings, FindingDocument.codec, max: 10_000),
        .list("treatments", \.treatments, CourseDocument.codec, max: 1_000),
        .list("choices", \.choices, ChoiceDocument.codec, max: 1_000),
        .list("outcomes", \.outcomes, OutcomeDocument.codec, max: 100_000),
        .list("conditions", \.conditions, ConditionDocument.codec, max: 100),
        .list("meetings", \.meetings, WorkupMeeting.codec, max: 1_000),
        .optional("sharedInPart", \.sharedInPart, .bool),
        .optional("evaluation", \.evaluation, EvaluationDocument.codec)
    )
}

extension PersonReference {
    /// Id and name.
    package static let codec: Codec<PersonReference> = .object(
        "Person",
        PersonReference.init,
        .required("id", \.id, .id()),
        .required("name", \.name, .text(max: 200))
    )
}

extension PatientDocument {
    /// The patient as known at one instant.
    package static let codec: Codec<PatientDocument> = .object(
        "Patient",
        PatientDocument.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("familyName", \.familyName, .text(max: 200)),
        .list("givenNames", \.givenNames, .text(max: 200), max: 20),
        .optional("birthDate", \.birthDate, .partialDate),
        .required("sex", \.sex, .code),
        .list("identifiers", \.identifiers, PatientIdentifier.codec, max: 50),
        .optional("mergedInto", \.mergedInto, .id()),
        .list("mergedFrom", \.mergedFrom, .id(), max: 100),
        .required("recordedAt", \.recordedAt, .instant)
    )
}

extension StepDocument {
    /// One step of the checklist.
    package static let codec: Codec<StepDocument> = .object(
        "Step",
        StepDocument.init,
        .required("id", \.id, .id()),
        .required("code", \.code, .openCode()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("requirement", \.requirement, .code),
        .required("state", \.state, .code),
        .required("stateSince", \.stateSince, .date),
        .optional("assignee", \.assignee, PersonReference.codec),
        .optional("organisation", \.organisation, .text(max: 32)),
        .optional("dueOn", \.dueOn, .date),
        .optional("scheduledOn", \.scheduledOn, .date),
        .optional("performedOn", \.performedOn, .partialDate),
        .optional("reason", \.reason, .note()),
        .optional("overrideReason", \.overrideReason, .note()),
        .optional("note", \.note, .note()),
        .optional("origin", \.origin, .text(max: 200)),
        .optional("findingId", \.findingID, .id()),
        .list("prerequisites", \.prerequisites, .openCode(), max: 64),
        .list("cannotStartYet", \.cannotStartYet, .openCode(), max: 64),
        .flag("isOverdue", \.isOverdue),
        .optional("waitingDays", \.waitingDays, .integer(0...10_000_000)),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200))
    )
}

extension FindingDocument {
    /// A finding with its body in the shape of its kind.
    package static let codec: Codec<FindingDocument> = Codec<Envelope>.object(
        "Finding",
        Envelope.init(id:kind:version:origin:reason:recordedAt:recordedBy:body:),
        .required("id", \.id, .id()),
        .required("kind", \.kind, .code),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .optional("origin", \.origin, .text(max: 200)),
        .optional("reason", \.reason, .note()),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .required("body", \.body, Finding.bodyCodec)
    ).refined(
        { (envelope, reading) throws(Mismatch) in
            FindingDocument(
                id: envelope.id,
                version: envelope.version,
                origin: envelope.origin,
                reason: envelope.reason,
                recordedAt: envelope.recordedAt,
                recordedBy: envelope.recordedBy,
                finding: try Finding.read(envelope.kind, envelope.body, &reading)
            )
        },
        back: { document in
            Envelope(
                id: document.id,
                kind: document.finding.kind,
                version: document.version,
                origin: document.origin,
                reason: document.reason,
                recordedAt: document.recordedAt,
                recordedBy: document.recordedBy,
                body: document.finding.json
            )
        }
    )

    /// The JSON object around a finding, before the body is read by its kind.
    private struct Envelope: Sendable {
        let id: ID<FindingRecord>
        let kind: FindingKind
        let version: Int
        let origin: String?
        let reason: String?
        let recordedAt: Instant
        let recordedBy: String?
        let body: JSONValue
    }
}

extension CourseDocument {
    /// A course of treatment.
    package static let codec: Codec<CourseDocument> = .object(
        "Course",
        CourseDocument.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .required("option", \.option, .code),
        .optional("substance", \.substance, .text(max: 200)),
        .optional("startedOn", \.startedOn, .partialDate),
        .optional("endedOn", \.endedOn, .partialDate),
        .optional("objectiveImprovement", \.objectiveImprovement, .code),
        .optional("note", \.note, .note()),
        .optional("performedBy", \.performedBy, .text(max: 200)),
        .optional("organisation", \.organisation, .text(max: 200)),
        .list("administrations", \.administrations, AdministrationDocument.codec, max: 10_000)
    )
}

extension AdministrationDocument {
    /// One administration.
    package static let codec: Codec<AdministrationDocument> = .object(
        "AdministrationRecord",
        AdministrationDocument.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("recordedAt", \.recordedAt, .instant),
        .required("on", \.on, .date),
        .optional("product", \.product, .text(max: 200)),
        .optional("lot", \.lot, .text(max: 100)),
        .optional("grams", \.grams, .positive(upTo: 10_000)),
        .optional("bodyWeightKg", \.bodyWeightKg, .positive(upTo: 1_000)),
        .optional("note", \.note, .note()),
        .optional("details", \.details, AdministrationDetails.codec)
    )
}

extension ChoiceDocument {
    /// A treatment choice.
    package static let codec: Codec<ChoiceDocument> = .object(
        "Choice",
        ChoiceDocument.init,
        .required("id", \.id, .id()),
        .optional("replaces", \.replaces, .id()),
        .required("option", \.option, .code),
        .required("chosenOn", \.chosenOn, .date),
        .list("participants", \.participants, .text(max: 200), max: 50),
        .required("patientPreference", \.patientPreference, .note()),
        .optional("reason", \.reason, .note()),
        .list("cautions", \.cautions, .openCode(), max: 50),
        .optional("courseId", \.courseID, .id()),
        .optional("trial", \.trial, TrialPlan.codec),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200))
    )
}

extension OutcomeDocument {
    /// One measured outcome.
    package static let codec: Codec<OutcomeDocument> = .object(
        "Outcome",
        OutcomeDocument.init,
        .required("id", \.id, .id()),
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("recordedAt", \.recordedAt, .instant),
        .required("on", \.on, .date),
        .required("measure", \.measure, .code),
        .optional("side", \.side, .code),
        .required("value", \.value, .decimal(0...1_000_000)),
        .optional("note", \.note, .note())
    )
}
