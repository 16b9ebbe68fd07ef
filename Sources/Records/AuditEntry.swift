// One line of the access log: who did what to whose record, when and why (NEN 7513 fields).
package import Domain
package import FoundationEssentials
import PostgreSQL

/// What kind of act an event is, with the letter the log keeps.
package enum AuditAction: String, Sendable, Hashable, CaseIterable {
    case create = "C"
    case read = "R"
    case update = "U"
    case delete = "D"
    /// A search or an execution, such as a merge.
    case execute = "E"
}

/// How it ended, as the log counts it.
package enum AuditOutcome: Int32, Sendable, Hashable, CaseIterable {
    case success = 0
    case minorFailure = 4
    case seriousFailure = 8
    case majorFailure = 12
}

/// What was looked at before access was given, as the log keeps it: four letters, T or F.
package struct AccessChecks: Sendable, Hashable {
    /// The role may do this kind of act.
    package var isAuthorised: Bool
    /// There is a treatment relation with the patient.
    package var hasRelation: Bool
    /// The patient does not object, and consents where the law asks it.
    package var hasConsent: Bool
    /// The emergency button was pressed.
    package var isEmergency: Bool

    /// What was looked at; only the role where nothing is said.
    package init(
        isAuthorised: Bool = true,
        hasRelation: Bool = false,
        hasConsent: Bool = false,
        isEmergency: Bool = false
    ) {
        self.isAuthorised = isAuthorised
        self.hasRelation = hasRelation
        self.hasConsent = hasConsent
        self.isEmergency = isEmergency
    }

    /// For example `TTTF`.
    package var letters: String {
        [isAuthorised, hasRelation, hasConsent, isEmergency].reduce(into: "") { $0 += $1 ? "T" : "F" }
    }
}

/// One event of the access log.
package struct AuditEntry: Sendable {
    package var id: UUID
    package var recordedAt: Instant
    /// The use case, such as `RecordFinding`.
    package var event: String
    /// Where it came in: `rest` or `commandLine`.
    package var type: String
    package var action: AuditAction
    package var outcome: AuditOutcome
    package var actor: Actor
    /// The purpose of use: `TREAT`, `PATADMIN`, ….
    package var purpose: String
    package var networkAddress: String?
    package var patientID: ID<Patient>?
    /// Where the patient is known only through a workup.
    package var workupID: ID<Workup>?
    package var objectType: String?
    package var objectID: String?
    /// The search as it was asked; kept in the log, never shown elsewhere.
    package var query: [UInt8]?
    package var reason: String?
    package var dataCategories: [String]
    package var requestID: String?
    /// What was looked at before access was given.
    package var checks = AccessChecks()
    /// Whether the outcome stands as it is given. Where it does not, and it is success, the database looks whether the
    /// caller can see the patient or the workup.
    package var isOutcomeKnown = false
    /// The name by which the user signs in.
    package var alternateUserID: String?
    /// Whether the user asked for it themselves.
    package var isRequestor = true
    /// On whose responsibility, where it is another person's, and with which role.
    package var responsibleUserID: ID<User>?
    package var responsibleRole: String?
    /// The place of the organisation where it happened.
    package var site: String?
    /// What the object is called, and what else is to be known of it.
    package var objectName: String?
    package var objectDetail: String?
    /// How sensitive the object is, and the rules that hold for it, where it has such marks.
    package var objectSensitivity: String?
    package var objectPolicySet: String?
    /// By what the caller showed who they are: `session`, or `token` with the id of the token.
    package var authorisationProtocol: String?
    /// The rules by which relation and consent were judged.
    package var relationProtocol: String?
    package var consentProfile: String?
    /// The organisations or systems that what was shown came from.
    package var origins: [String] = []
    /// W3C trace context.
    package var traceParent: String?
    /// As whom the transaction sees the record.
    package var identity = RowIdentity.nobody
    /// How much of the workup or the patient the act needs to see.
    package var need = AccessNeed.whole

    package init(
        id: UUID,
        recordedAt: Instant,
        event: String,
        type: String,
        action: AuditAction,
        outcome: AuditOutcome,
        actor: Actor,
        purpose: String,
        networkAddress: String?,
        patientID: ID<Patient>?,
        workupID: ID<Workup>?,
        objectType: String?,
        objectID: String?,
        query: [UInt8]?,
        reason: String?,
        dataCategories: [String],
        requestID: String?
    ) {
        self.id = id
        self.recordedAt = recordedAt
        self.event = event
        self.type = type
        self.action = action
        self.outcome = outcome
        self.actor = actor
        self.purpose = purpose
        self.networkAddress = networkAddress
        self.patientID = patientID
        self.workupID = workupID
        self.objectType = objectType
        self.objectID = objectID
        self.query = query
        self.reason = reason
        self.dataCategories = dataCategories
        self.requestID = requestID
    }

    /// The statement that writes it.
    var statement: BoundStatement<Void> {
        AuditStatements.insert(
            recordedAt,
            id,
            event,
            type,
            action.rawValue,
            outcome.rawValue,
            actor.userID,
            alternateUserID,
            actor.name,
            isRequestor,
            actor.isKnown ? actor.role.rawValue : AuditEntry.unknownRole,
            purpose,
            actor.organisationID,
            responsibleUserID,
            responsibleRole,
            networkAddress.map { _ in AuditEntry.addressType },
            networkAddress,
            site,
            patientID,
            workupID,
            objectType,
            objectID,
            objectType.map { _ in AuditEntry.systemObject },
            objectType.map { _ in query == nil ? AuditEntry.resource : AuditEntry.search },
            objectType.map { _ in action.lifeCycle },
            objectSensitivity,
            objectPolicySet,
            objectName,
            objectDetail,
            query.map(Bytes.init),
            reason,
            authorisationProtocol,
            relationProtocol,
            consentProfile,
            checks.letters,
            dataCategories,
            origins,
            requestID,
            traceParent,
            !isOutcomeKnown,
            need == .whole
        )
    }

    /// The role of somebody of whom nothing is known but that they tried.
    private static let unknownRole = "unknown"
    // As RFC 3881 numbers them: a network address; an object of the system; a resource; a query.
    private static let addressType: Int32 = 2
    private static let systemObject: Int32 = 2
    private static let resource: Int32 = 4
    private static let search: Int32 = 24
}

extension AuditAction {
    /// What became of the object, as RFC 3881 numbers it: made, changed, used, removed.
    fileprivate var lifeCycle: Int32 {
        switch self {
        case .create: 1
        case .update: 3
        case .read, .execute: 6
        case .delete: 14
        }
    }
}

extension RecordTransaction {
    /// Writes an event of the log in this transaction.
    package func audit(_ entry: AuditEntry) {
        add(entry.statement)
    }

    /// Writes an event that showed several patients.
    package func audit(_ entry: AuditEntry, subjects: [ID<Patient>]) {
        add(entry.statement)
        guard !subjects.isEmpty else { return }
        add(AuditStatements.insertSubjects(entry.recordedAt, entry.id, subjects))
    }
}
