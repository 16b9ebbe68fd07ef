// Workups, their steps and findings in a transaction.
package import Domain
import PostgreSQL

/// A step of a workup that is being opened.
package struct NewStep: Sendable {
    package let id: ID<Step>
    package let code: String
    package let requirement: StepRequirement
    package let prerequisites: [String]
    package var state: StepState
    package var dueOn: LocalDate?
    package var performedOn: PartialDate?
    package var findingID: ID<FindingRecord>?

    package init(
        id: ID<Step>,
        code: String,
        requirement: StepRequirement,
        prerequisites: [String],
        state: StepState,
        dueOn: LocalDate?,
        performedOn: PartialDate?,
        findingID: ID<FindingRecord>?
    ) {
        self.id = id
        self.code = code
        self.requirement = requirement
        self.prerequisites = prerequisites
        self.state = state
        self.dueOn = dueOn
        self.performedOn = performedOn
        self.findingID = findingID
    }
}

extension RecordTransaction {
    /// A new workup with its first version.
    package func insertWorkup(_ row: WorkupRow, source: CaseSource?, _ stamp: Stamp) {
        add(
            WorkupStatements.insert(
                row.patientID,
                row.workupID,
                row.protocolCode,
                source.map { JSONBytes(CaseSource.codec.encode($0)) },
                stamp.at,
                stamp.by
            )
        )
        add(WorkupStatements.insertDirectoryEntry(row.workupID, row.patientID))
        insertWorkupVersion(row, reason: nil, stamp)
    }

    /// A version of a workup's own fields; one that is taken shows as `RecordError.versionTaken`.
    package func insertWorkupVersion(_ row: WorkupRow, reason: String?, _ stamp: Stamp) {
        add(
            WorkupStatements.insertVersion(
                row.patientID,
                row.workupID,
                Int32(row.version),
                row.protocolCode,
                Int32(row.protocolVersion),
                row.status,
                row.openedOn,
                row.question,
                row.referredBy,
                row.organisationID,
                row.assigneeID,
                row.diagnosisText,
                row.diagnosisStatedBy,
                row.diagnosisStatedOn,
                row.closedOn,
                row.closeReason,
                reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// The newest version of a workup's own fields.
    package func workup(_ id: ID<Workup>) async throws -> WorkupRow? {
        try await fetchFirst(WorkupStatements.latest(id))
    }

    /// The workup as JSON, without what the criteria say of it.
    package func workupRecord(_ id: ID<Workup>, asOf: Instant?, today: LocalDate) async throws -> [UInt8]? {
        (try await fetchFirst(WorkupStatements.record(id, asOf, today)) ?? nil)?.bytes
    }

    /// The whole workup as JSON.
    package func workupDocument(_ id: ID<Workup>, asOf: Instant?, today: LocalDate) async throws -> [UInt8]? {
        (try await fetchFirst(WorkupStatements.document(id, asOf, today)) ?? nil)?.bytes
    }

    /// The steps of a new workup, each with its first version. A step may be reported from the start by a finding.
    package func insertSteps(
        _ steps: [NewStep],
        workup: ID<Workup>,
        patient: ID<Patient>,
        since: LocalDate,
        _ stamp: Stamp
    ) {
        add(
            StepStatements.insertAll(
                patient,
                workup,
                steps.map(\.id),
                steps.map(\.code),
                steps.indices.map { Int32($0 + 1) },
                steps.map(\.requirement.rawValue),
                steps.map { Codec<[String]>.codes.text($0.prerequisites) }
            )
        )
        add(
            StepStatements.insertFirstVersions(
                patient,
                workup,
                steps.map(\.id),
                steps.map(\.state),
                steps.map(\.dueOn),
                steps.map(\.performedOn),
                steps.map(\.findingID),
                since,
                stamp.at,
                stamp.by
            )
        )
    }

    /// The next version of a step, carried over from `previous` where `next` says so already.
    package func insertStepVersion(
        patient: ID<Patient>,
        workup: ID<Workup>,
        previous: StepDocument,
        next: StepDocument,
        _ stamp: Stamp
    ) {
        add(
            StepStatements.insertVersion(
                patient,
                workup,
                next.id,
                Int32(next.version),
                previous.state,
                next.state,
                next.stateSince,
                next.assignee?.id,
                next.organisation,
                next.dueOn,
                next.scheduledOn,
                next.performedOn,
                next.reason,
                next.overrideReason,
                next.note,
                next.origin,
                next.findingID,
                stamp.at,
                stamp.by
            )
        )
    }

    /// The steps of a workup as they stand, and whose they are.
    package func steps(of workup: ID<Workup>, today: LocalDate) async throws -> (ID<Patient>, [StepDocument])? {
        guard let row = try await fetchFirst(StepStatements.list(workup, nil, today)) else { return nil }
        return (row.patientID, try Codec<[StepDocument]>.steps.decode(row.steps.bytes))
    }

    /// One step with its history, as JSON.
    package func stepDocument(_ workup: ID<Workup>, code: String, today: LocalDate) async throws -> [UInt8]? {
        try await fetchFirst(StepStatements.document(workup, code, nil, today))?.bytes
    }

    /// A new finding.
    package func insertFinding(
        _ id: ID<FindingRecord>,
        _ finding: Finding,
        origin: String?,
        workup: ID<Workup>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        add(FindingStatements.insert(patient, id, workup, finding.kind))
        add(
            FindingStatements.insertVersion(
                patient,
                workup,
                id,
                1,
                finding.kind,
                "recorded",
                JSONBytes(finding.bytes),
                finding.date,
                origin,
                nil,
                stamp.at,
                stamp.by
            )
        )
    }

    /// A corrected or withdrawn finding: a new version that names the one it replaces.
    package func insertFindingVersion(
        _ id: ID<FindingRecord>,
        replacing previous: FindingRow,
        with finding: Finding?,
        origin: String?,
        reason: String,
        workup: ID<Workup>,
        _ stamp: Stamp
    ) {
        add(
            FindingStatements.insertVersion(
                previous.patientID,
                workup,
                id,
                Int32(previous.version + 1),
                previous.kind,
                finding == nil ? "withdrawn" : "recorded",
                finding.map { JSONBytes($0.bytes) } ?? previous.body,
                finding?.date ?? previous.performedOn,
                origin,
                reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// The newest version of a finding.
    package func finding(_ id: ID<FindingRecord>, workup: ID<Workup>) async throws -> FindingRow? {
        try await fetchFirst(FindingStatements.latest(workup, id))
    }

    /// The findings of one kind, each in its newest version, oldest first.
    package func findings(_ kind: FindingKind, of workup: ID<Workup>) async throws -> [FindingDocument] {
        guard let list = try await fetchFirst(FindingStatements.list(workup, kind, nil)) else { return [] }
        return try Codec<FindingList>.findings.decode(list.bytes, limits: .ownDocuments).items
    }

    /// What of each finding of a workup decides which step it completes, oldest first.
    package func findingFacts(
        of workup: ID<Workup>
    ) async throws -> [(id: ID<FindingRecord>, facts: FindingFacts)] {
        try await fetchAll(FindingStatements.facts(workup)).map { id, kind, modality, code in
            let facts = FindingFacts(
                kind: kind,
                modality: modality.flatMap(ImagingModality.init(rawValue:)),
                laboratoryCode: code
            )
            return (id, facts)
        }
    }

    /// A finding with all its versions, as JSON.
    package func findingDocument(_ id: ID<FindingRecord>, workup: ID<Workup>) async throws -> [UInt8]? {
        try await fetchFirst(FindingStatements.document(workup, id, nil))?.bytes
    }
}

/// Findings as the database lists them.
struct FindingList: Sendable {
    let items: [FindingDocument]
}

extension Codec<FindingList> {
    /// `{"items": […]}`.
    static let findings: Codec = .object(
        nil,
        FindingList.init(items:),
        .list("items", \.items, FindingDocument.codec, max: 10_000)
    )
}

extension Codec<[String]> {
    /// A list of step codes.
    static let codes: Codec = .list(.openCode(), count: 0...64)
}

extension Codec<[StepDocument]> {
    /// The checklist of one workup.
    static let steps: Codec = .list(StepDocument.codec, count: 0...64)
}
