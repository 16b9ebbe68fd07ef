// Which role may do which kind of act. What connects the caller with a patient is asked after that (AccessWall).
package import Domain

/// A kind of act.
package enum Permission: String, Sendable, Hashable, CaseIterable {
    case readPatients, changePatients, mergePatients
    case readWorkups, changeWorkups, stateDiagnosis, moveSteps, recordFindings, keepViews
    case chooseTreatment, recordTreatment, findLots
    case readMeetings, planMeetings, decideMeetings, finishActions
    case readProtocols, manageProtocols
    case readAccounts, manageAccounts, manageOwnTokens
    case readAudit
    case importCases, exportCases
    case shareRecords, recordObjections, breakGlass

    /// The roles that may.
    package var roles: Set<Role> {
        let clinicians: Set<Role> = [.neurologist, .neurophysiologist]
        let team = clinicians.union([.technician, .laboratory, .nurse, .coordinator])
        let everybody = Set(Role.allCases)
        return switch self {
        case .readPatients: team.union([.administrator])
        case .changePatients: clinicians.union([.nurse, .coordinator, .administrator])
        case .mergePatients: [.neurologist, .coordinator, .administrator]
        case .readWorkups, .readMeetings: team
        case .changeWorkups: clinicians.union([.nurse, .coordinator])
        case .moveSteps, .keepViews, .finishActions: team
        case .recordFindings: clinicians.union([.technician, .laboratory, .nurse])
        // A doctor's act, printed as one.
        case .stateDiagnosis: clinicians
        case .chooseTreatment: [.neurologist]
        case .recordTreatment: clinicians.union([.nurse])
        case .findLots: clinicians.union([.nurse])
        case .planMeetings: clinicians.union([.nurse, .coordinator])
        case .decideMeetings: clinicians.union([.coordinator])
        case .readProtocols, .readAccounts, .manageOwnTokens: everybody
        case .manageProtocols, .manageAccounts: [.administrator]
        case .readAudit: [.privacyOfficer]
        case .importCases: clinicians.union([.administrator])
        case .exportCases: clinicians
        case .shareRecords: clinicians.union([.nurse, .coordinator])
        case .recordObjections: team.union([.administrator])
        case .breakGlass: team
        }
    }
}

extension Call {
    /// Passes when the caller's role may do this kind of act, or the machine's own administrator works at its
    /// command line (who could read the database files just as well; the log names them all the same).
    func require(_ permission: Permission) throws(UseCaseError) {
        if origin == .commandLine, actor.userID == nil { return }
        guard permission.roles.contains(actor.role) else {
            throw UseCaseError(
                .forbidden,
                "role-may-not",
                en:
                    "Your role (\(actor.role.label(.en))) may not do this (\(permission.rawValue)). Ask somebody whose role may.",
                nl:
                    "Uw rol (\(actor.role.label(.nl))) mag dit niet (\(permission.rawValue)). Vraag iemand wiens rol dit mag."
            )
        }
    }
}
