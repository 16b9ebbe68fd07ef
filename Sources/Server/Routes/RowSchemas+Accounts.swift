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
            ("organisation", text), ("version", integer),
        ],
        optional: [("disabledAt", instant), ("disabledReason", text)]
    )

    static let tokenLine = record(
        "TokenLine",
        [("id", uuid), ("login", text), ("name", text), ("createdAt", instant)],
        optional: [("expiresAt", instant), ("revokedAt", instant)]
    )

    static let newToken = record(
        "Token",
        [("token", text), ("id", uuid), ("login", text), ("name", text)],
        optional: [("expiresAt", instant)]
    )

    static let revokedToken = record("RevokedToken", [("id", uuid), ("version", integer)])

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
        ],
        optional: [
            ("userId", uuid), ("patientId", uuid), ("objectType", text), ("objectId", text), ("reason", text),
            ("requestId", text), ("networkAddress", text),
        ]
    )
}
