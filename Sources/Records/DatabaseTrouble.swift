// What keeps the record's database from being used, as data, so that those who speak to people say it in their words.
import PostgreSQL

/// One thing that is wrong with the database or with the way to it, and whom it is about. It never holds a password.
package struct DatabaseTrouble: Sendable, Hashable {
    /// The ways in which it goes wrong; those of connecting have the names that the client gives them.
    package enum Kind: String, Sendable, CaseIterable {
        case settings, service, certificateFile, passwordUnescaped
        case nameUnknown, nameUnanswered, nobodyListens, unreachable, silent, silentAfterLogin, hungUp, notPostgreSQL
        case passwordWrong, passwordMissing, certificateMissing, notAdmitted, roleUnusable, loginFailed
        case databaseUnknown, databaseForbidden, databaseClosed, roleNotGranted
        case tlsMissing, tlsUntrusted, tlsWrongName, tlsFailed, channelBinding
        case serverFull, roleFull, databaseFull, serverNotReady, otherKind, sessionSetting, other
        // With a connection, or waiting for one.
        case noConnection, lost, late, exhausted
        case readOnly, forbidden
    }

    /// What it is.
    package let kind: Kind
    /// The server's address, such as `localhost:5432`; nil where it is not known or must not be shown.
    package var address: String?
    /// The host's name alone.
    package var hostName: String?
    /// The user who wants to log in.
    package var userName: String?
    /// The database.
    package var databaseName: String?
    /// The role that sessions are to act as.
    package var roleName: String?
    /// What libpq or the server said of it, in English or the server's language, without any value; else empty.
    package var said = ""
    /// What the client says of it in English; empty where it says nothing.
    package var english = ""
    /// The client's advice in English.
    package var adviceInEnglish: String?

    /// A trouble of a kind.
    package init(_ kind: Kind) {
        self.kind = kind
        let trouble = ConnectTrouble(rawValue: kind.rawValue)
        english = trouble?.sentence(ServerPlace()) ?? ""
        adviceInEnglish = trouble?.advice
    }

    private init(_ report: ConnectReport) {
        kind = Kind(rawValue: report.trouble.rawValue) ?? .other
        address = report.place.address
        hostName = report.place.hostName
        userName = report.place.userName
        databaseName = report.place.databaseName
        roleName = report.place.roleName
        said = report.saidOfSettings
        english = report.sentence
        adviceInEnglish = report.trouble.advice
    }

    /// Everything that an error of the client tells of.
    static func all(in error: PostgreSQLError) -> [DatabaseTrouble] {
        let reports = error.connectReports
        guard reports.isEmpty else { return reports.map(DatabaseTrouble.init) }
        var trouble = DatabaseTrouble(Kind(error.category))
        switch trouble.kind {
        // What the server said of what it has no more of, or does not allow, names no values.
        case .settings, .exhausted, .forbidden: trouble.said = error.reason ?? ""
        default: break
        }
        return [trouble]
    }
}

extension DatabaseTrouble.Kind {
    /// Whether the server knows the login, and lacks a grant for it.
    package var isMissingRight: Bool { self == .databaseForbidden || self == .roleNotGranted }

    /// Whether more time might have helped.
    package var isLate: Bool {
        [.silent, .silentAfterLogin, .nameUnanswered, .noConnection, .late].contains(self)
    }

    fileprivate init(_ category: PostgreSQLError.Category) {
        switch category {
        case .configuration: self = .settings
        case .connection: self = .lost
        case .timeout: self = .late
        case .resources: self = .exhausted
        case .readOnly: self = .readOnly
        case .permission: self = .forbidden
        case .unavailable: self = .noConnection
        default: self = .other
        }
    }
}
