// The rows that statements give back where more than one document is needed.
package import Domain
import FoundationEssentials
import PostgreSQL

/// The newest version of a workup's own fields.
package struct WorkupRow: Sendable, Hashable {
    package var patientID: ID<Patient>
    package var workupID: ID<Workup>
    package var version: Int
    package var protocolCode: String
    package var protocolVersion: Int
    package var status: WorkupStatus
    package var openedOn: LocalDate
    package var question: String?
    package var referredBy: String?
    package var organisationID: ID<Organisation>
    package var assigneeID: ID<User>?
    package var diagnosisText: String?
    package var diagnosisStatedBy: String?
    package var diagnosisStatedOn: PartialDate?
    package var closedOn: LocalDate?
    package var closeReason: String?

    package init(
        patientID: ID<Patient>,
        workupID: ID<Workup>,
        version: Int,
        protocolCode: String,
        protocolVersion: Int,
        status: WorkupStatus,
        openedOn: LocalDate,
        question: String? = nil,
        referredBy: String? = nil,
        organisationID: ID<Organisation>,
        assigneeID: ID<User>? = nil,
        diagnosisText: String? = nil,
        diagnosisStatedBy: String? = nil,
        diagnosisStatedOn: PartialDate? = nil,
        closedOn: LocalDate? = nil,
        closeReason: String? = nil
    ) {
        self.patientID = patientID
        self.workupID = workupID
        self.version = version
        self.protocolCode = protocolCode
        self.protocolVersion = protocolVersion
        self.status = status
        self.openedOn = openedOn
        self.question = question
        self.referredBy = referredBy
        self.organisationID = organisationID
        self.assigneeID = assigneeID
        self.diagnosisText = diagnosisText
        self.diagnosisStatedBy = diagnosisStatedBy
        self.diagnosisStatedOn = diagnosisStatedOn
        self.closedOn = closedOn
        self.closeReason = closeReason
    }
}

/// The steps of a workup as a JSON list, and whose they are.
struct StepListRow: Sendable {
    let patientID: ID<Patient>
    let steps: JSONBytes
}

/// The newest version of a finding.
package struct FindingRow: Sendable {
    package let patientID: ID<Patient>
    package let version: Int
    package let kind: FindingKind
    package let isWithdrawn: Bool
    let body: JSONBytes
    package let performedOn: PartialDate?
    package let origin: String?
    /// Where whoever recorded that version works; nil for what the machine's administrator recorded.
    package let recordedAt: ID<Organisation>?

    /// The body as JSON.
    package var bodyBytes: [UInt8] { body.bytes }
}

/// Whose a versioned row is, and where its newest version stands.
package struct VersionRow: Sendable {
    package let patientID: ID<Patient>
    package let version: Int
    package let isWithdrawn: Bool
    /// Where whoever recorded it works; nil for what the machine's administrator recorded, and where it is not asked for.
    package let recordedAt: ID<Organisation>?

    init(patientID: ID<Patient>, version: Int32, status: String, recordedAt: ID<Organisation>? = nil) {
        self.patientID = patientID
        self.version = Int(version)
        isWithdrawn = status == "withdrawn"
        self.recordedAt = recordedAt
    }
}

/// One administration of a batch and whom it was given to.
struct LotRow: Sendable {
    let patientID: ID<Patient>
    let body: JSONBytes
}

/// One line of the worklist with its place in the order.
struct WorklistRow: Sendable {
    let patientID: ID<Patient>
    let workupID: ID<Workup>
    let rank: Int32
    let nextDueOn: LocalDate?
    let waitingSince: LocalDate?
    let body: JSONBytes
}

/// One event of the log with its place in the order.
struct AuditRow: Sendable {
    let recordedAt: Instant
    let id: UUID
    let body: JSONBytes
}

/// A user by login.
package struct UserRow: Sendable {
    package let id: ID<User>
    package let version: Int
    package let disabledAt: Instant?
    package let organisationCode: String
    package let role: Role

    init(id: ID<User>, version: Int32, disabledAt: Instant?, organisationCode: String, role: Role) {
        self.id = id
        self.version = Int(version)
        self.disabledAt = disabledAt
        self.organisationCode = organisationCode
        self.role = role
    }
}

/// Whose a token is.
package struct TokenOwnerRow: Sendable {
    package let user: ID<User>
    package let organisationCode: String
}

/// The user behind a token.
struct ActorRow: Sendable {
    let id: ID<User>
    let name: String
    let role: Role
    let organisationID: ID<Organisation>
    let organisationCode: String
    let tokenID: ID<APIToken>
    let scopes: [String]
    let expiresAt: Instant
}

/// The answer that was given to the first request with a key.
struct StoredAnswerRow: Sendable {
    let requestHash: Bytes
    let objectID: UUID
    let version: Int32
    let patientID: ID<Patient>?
    let workupID: ID<Workup>?
    let body: Bytes
}
