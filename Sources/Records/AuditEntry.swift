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
            actor.name,
            actor.role.rawValue,
            purpose,
            actor.organisationID,
            networkAddress,
            patientID,
            workupID,
            objectType,
            objectID,
            query.map(Bytes.init),
            reason,
            dataCategories,
            requestID
        )
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
