// What can go wrong with the record, in the record's own words. Constraint names become domain errors here.
package import PostgreSQL

/// A failure of the record. Texts hold no patient data.
package enum RecordError: Error, Sendable, CustomStringConvertible {
    /// Somebody else recorded that version first.
    case versionTaken(noun: String)
    /// What must be one of a kind is there already.
    case taken(Uniqueness)
    /// A row that this one names is not there.
    case missingReference(constraint: String)
    /// The schema refused a value that should have been refused before; the constraint says which rule.
    case refused(constraint: String)
    /// The database could not be reached in time; nothing was done. It carries what kept it.
    case unavailable(PostgreSQLError)
    /// Too many wait, or a lock was held too long; nothing was done.
    case busy
    /// The connection was lost while the change was being kept: it may or may not have happened.
    case outcomeUnknown
    /// The database takes no changes: a standby, a session that may only read, or a log that takes no line. Nothing was
    /// done.
    case readOnly(PostgreSQLError)
    /// The caller sees a part of the workup, and what was asked needs all of it.
    case sharedInPart
    /// The role lacks a right; nothing was done.
    case forbidden(Right, PostgreSQLError)
    /// The settings of the connection cannot be used.
    case unusable(PostgreSQLError)
    /// Anything else; for the host's log only.
    case fault(PostgreSQLError)

    /// The things of which there can be one.
    package enum Uniqueness: String, Sendable, Hashable, CaseIterable {
        case identifier, organisationCode, login, protocolVersion, meetingCase, replacedChoice, merge, step
        case condition, objection, teamCode, teamMember, worklistView
    }

    /// What a role of the database is for.
    package enum Right: Sendable, Hashable {
        /// Reading and writing the record.
        case use
        /// Making and changing its tables.
        case migrate
    }

    /// Whether a disk of the database's server has no room left.
    package var isOutOfRoom: Bool {
        guard case .unavailable(let error) = self else { return false }
        return error.sqlState == .diskFull
    }

    /// A sentence, with what the database client says where it is to blame.
    package var description: String {
        switch self {
        case .versionTaken(let noun): "the \(noun) was changed by somebody else"
        case .taken(let what): "already there: \(what.rawValue)"
        case .missingReference(let constraint): "a row named by \(constraint) is missing"
        case .refused(let constraint): "refused by \(constraint)"
        case .unavailable(let error): "the database could not be reached: \(error)"
        case .busy: "the database is busy"
        case .outcomeUnknown: "the outcome is unknown"
        case .readOnly(let error): "the database takes no changes: \(error)"
        case .sharedInPart: "the workup is shared in part"
        case .forbidden(_, let error): "the database's role lacks a right: \(error)"
        case .unusable(let error): error.reason ?? "the connection settings cannot be used"
        case .fault(let error): error.description
        }
    }
}

extension RecordError {
    /// What keeps the database from being used, where that is what went wrong.
    package var troubles: [DatabaseTrouble] {
        switch self {
        case .unavailable(let error), .forbidden(_, let error), .unusable(let error): DatabaseTrouble.all(in: error)
        // A standby says it by a code that means much else.
        case .readOnly: [DatabaseTrouble(.readOnly)]
        default: []
        }
    }
}

extension RecordError {
    private static let uniqueness: [String: Uniqueness] = [
        "identifier_directory_pkey": .identifier,
        "organisation_code_key": .organisationCode,
        "app_user_login_key": .login,
        "protocol_pkey": .protocolVersion,
        "meeting_case_workup_key": .meetingCase,
        "treatment_choice_replaces_key": .replacedChoice,
        "patient_merge_source_key": .merge,
        "step_code_key": .step,
        "recorded_condition_condition_key": .condition,
        "access_objection_present_key": .objection,
        "team_code_key": .teamCode,
        "team_member_present_key": .teamMember,
        "worklist_view_name_key": .worklistView,
    ]

    /// The record's word for a failure of the database.
    init(_ error: PostgreSQLError, doing right: Right = .use) {
        // A standby refuses even to begin a transaction that may write, by a code that says much else as well.
        guard !error.isWriteRefusedByStandby else {
            self = .readOnly(error)
            return
        }
        // Whatever keeps a line out of the log: nothing is read or changed without one.
        guard !error.isLineNotWritten else {
            self = .readOnly(error)
            return
        }
        switch error.category {
        // The database is there: somebody else holds what was asked for.
        case .timeout where error.isLockTimeout: self = .busy
        case .unavailable, .connection, .timeout, .authentication: self = .unavailable(error)
        case .configuration: self = .unusable(error)
        case .busy, .serialization: self = .busy
        case .outcomeUnknown: self = .outcomeUnknown
        case .resources: self = .unavailable(error)
        case .readOnly: self = .readOnly(error)
        case .permission: self = .forbidden(right, error)
        case .cancelled: self = .busy
        case .constraint:
            let name = error.constraint ?? ""
            if error.sqlState == .uniqueViolation {
                if let what = RecordError.uniqueness[name] {
                    self = .taken(what)
                } else if name == "evaluation_pkey" || name == "evaluation_result_pkey" {
                    self = .versionTaken(noun: "evaluation")
                } else if name.hasSuffix("_version_pkey") {
                    self = .versionTaken(noun: String(name.dropLast("_version_pkey".count)))
                } else {
                    self = .refused(constraint: name)
                }
            } else if error.sqlState == .foreignKeyViolation {
                self = .missingReference(constraint: name)
            } else {
                self = .refused(constraint: name)
            }
        default: self = .fault(error)
        }
    }
}

extension PostgreSQLError {
    /// Whether the server would not take a line of the access log, and not merely because it was busy or away.
    fileprivate var isLineNotWritten: Bool {
        guard statement?.hasPrefix("audit.insert") == true else { return false }
        return switch category {
        case .unavailable, .connection, .timeout, .authentication, .configuration, .busy, .serialization,
            .outcomeUnknown, .resources, .cancelled:
            false
        default: true
        }
    }

    /// Whether a standby refused to begin a transaction that may write.
    fileprivate var isWriteRefusedByStandby: Bool {
        sqlState == .featureNotSupported && statement == "transaction.begin"
    }
}
