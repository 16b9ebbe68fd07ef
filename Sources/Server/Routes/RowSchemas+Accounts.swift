// The schemas of lines about organisations, users, tokens, protocols and the log.
import Domain

extension RowSchemas {
    static let organisationLine = record(
        "OrganisationLine",
        [("id", uuid), ("code", text), ("name", text), ("kind", text), ("version", integer)]
    )

    static let userLine = record(
        "UserLine",
        [
            ("id", uuid), ("login", text), ("name", text), ("role", words(Role.allCases.map(\.rawValue))),
            ("organisation", text),
        ],
        optional: [
            ("version", integer), ("hasPassword", flag), ("hasSecondFactor", flag), ("disabledAt", instant),
            ("disabledReason", text),
            ("setUpEndsAt", instant),
        ]
    )

    private static let scopes = list(words(TokenScope.allCases.map(\.rawValue)))

    static let tokenLine = record(
        "TokenLine",
        [
            ("id", uuid), ("login", text), ("name", text), ("createdAt", instant), ("expiresAt", instant),
            ("scopes", scopes),
        ],
        optional: [("revokedAt", instant), ("isFromBefore", flag)]
    )

    static let newToken = record(
        "Token",
        [
            ("token", text), ("id", uuid), ("login", text), ("name", text), ("expiresAt", instant), ("scopes", scopes),
        ]
    )

    static let resetAccount = record(
        "ResetAccount",
        [("login", text)],
        optional: [("setUpSecret", text), ("setUpEndsAt", instant)]
    )

    static let signInProgress = record(
        "SignInProgress",
        [("stage", words(SessionStage.allCases.map(\.rawValue))), ("endsAt", instant)],
        optional: [("recoveryCodes", texts), ("recoveryCodesLeft", integer)]
    )

    static let session = record(
        "Session",
        [
            ("stage", words(SessionStage.allCases.map(\.rawValue))), ("endsAt", instant),
            ("idleSeconds", integer), ("login", text), ("name", text), ("role", words(Role.allCases.map(\.rawValue))),
        ],
        optional: [("organisation", text), ("secondFactorAt", instant)]
    )

    static let signedOut = record("SignedOut", [("signedOut", flag)])

    static let revokedToken = record("RevokedToken", [("id", uuid), ("version", integer)])

    static let endedView = record("EndedWorklistView", [("id", uuid), ("name", text)])

    static let protocolLine = record(
        "ProtocolLine",
        [
            ("code", text), ("version", integer), ("names", Schema(("type", "object"))), ("isActive", flag),
            ("loadedAt", instant), ("openWorkupCount", integer),
        ]
    )

    static let auditLine = record(
        "AuditLine",
        [
            ("id", uuid), ("recordedAt", instant), ("event", text), ("action", words(["C", "R", "U", "D", "E"])),
            ("outcome", integer), ("userName", text), ("role", text), ("purpose", text), ("dataCategories", texts),
            ("type", text), ("source", text),
        ],
        optional: [
            ("userId", uuid), ("patientId", uuid), ("objectType", text), ("objectId", text), ("reason", text),
            ("requestId", text), ("networkAddress", text), ("organisationId", uuid), ("checks", text),
            ("origins", texts), ("workupId", uuid), ("alternateUserId", text), ("responsibleUserId", uuid),
            ("responsibleRole", text),
            ("objectName", text), ("objectDetail", text), ("traceParent", text), ("site", text),
            ("authorisationProtocol", text),
        ]
    )
}
