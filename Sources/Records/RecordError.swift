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
    /// The schema is newer than this program, or the database may not be used like this.
    case unusable(String)
    /// Anything else; for the host's log only.
    case fault(PostgreSQLError)

    /// The things of which there can be one.
    package enum Uniqueness: String, Sendable, Hashable, CaseIterable {
        case identifier, organisationCode, login, protocolVersion, meetingCase, replacedChoice, merge, step
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
        case .unusable(let why): why
        case .fault(let error): error.description
        }
    }
}

extension RecordError {
    /// Why the database could not be reached, in one English sentence; nil where that is not known.
    package var reason: String? {
        if case .unavailable(let error) = self { error.reason } else { nil }
    }

    /// What to do about a database that could not be reached, in English; nil where waiting is all there is to do.
    package var advice: String? {
        guard case .unavailable(let error) = self, [.unavailable, .authentication].contains(error.category) else {
            return nil
        }
        return error.hint
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
    ]

    /// The record's word for a failure of the database.
    init(_ error: PostgreSQLError) {
        switch error.category {
        case .unavailable, .connection, .timeout, .authentication: self = .unavailable(error)
        case .configuration: self = .unusable([error.reason, error.hint].compactMap(\.self).joined(separator: "; "))
        case .busy, .serialization: self = .busy
        case .outcomeUnknown: self = .outcomeUnknown
        case .readOnly, .resources: self = .unavailable(error)
        case .cancelled: self = .busy
        case .constraint:
            let name = error.constraint ?? ""
            if error.sqlState == .uniqueViolation {
                if let what = RecordError.uniqueness[name] {
                    self = .taken(what)
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
