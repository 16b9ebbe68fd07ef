// By what somebody proved who they are, and how that limits what they may do beyond their role.
package import Domain
import Records

/// How the caller of a use case proved who they are.
package enum Proof: Sendable, Hashable {
    /// Nothing limits the caller but the role: the machine's own administrator at the command line.
    case roleAlone
    /// An API token, limited to its scopes.
    case token(ShownToken)
    /// A session of somebody who showed a second factor, the last time at this instant.
    case session(factorAt: Instant)
}

extension Proof {
    /// How the log names it; nil for the machine's own administrator and for who is still signing in.
    var logWords: String? {
        switch self {
        case .roleAlone: nil
        case .token(let shown): "token \(shown.id)"
        case .session: "session"
        }
    }
}

extension Permission {
    /// The scope that a token needs for it.
    package var scope: TokenScope {
        switch self {
        case .readPatients, .readWorkups, .readMeetings, .readProtocols, .findLots, .exportCases: .read
        case .changePatients, .mergePatients, .changeWorkups, .stateDiagnosis, .moveSteps, .recordFindings,
            .chooseTreatment, .recordTreatment, .planMeetings, .decideMeetings, .importCases, .shareRecords,
            .recordObjections,
            .breakGlass, .keepViews, .finishActions:
            .write
        case .manageProtocols, .readAccounts, .manageAccounts, .manageOwnTokens: .accounts
        case .readAudit: .audit
        }
    }

    /// Whether a session has to show its second factor a short while before.
    package var needsFreshFactor: Bool {
        switch self {
        case .readAudit, .manageAccounts, .manageOwnTokens: true
        default: false
        }
    }
}

extension Call {
    /// Passes when what the caller proved is enough for this kind of act. The role is asked before.
    func requireProof(_ permission: Permission, at now: Instant) throws(UseCaseError) {
        switch proof {
        case .roleAlone: return
        case .token(let shown):
            guard !shown.scopes.contains(permission.scope) else { return }
            throw .scopeMayNot(permission.scope)
        case .session(let factorAt):
            guard permission.needsFreshFactor, !SessionRules.isFactorFresh(factorAt, at: now) else { return }
            throw .factorNotFresh
        }
    }
}

extension UseCaseError {
    /// A token whose scopes do not reach that far.
    static func scopeMayNot(_ scope: TokenScope) -> UseCaseError {
        UseCaseError(
            .forbidden,
            "scope-may-not",
            en: "This token is limited and lacks the scope \(scope.rawValue). Use a token that has it.",
            nl: "Dit token is beperkt en mist het bereik \(scope.rawValue). Gebruik een token dat het heeft."
        )
    }
}
