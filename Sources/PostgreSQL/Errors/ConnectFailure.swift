// From libpq's words on a connection that could not be made to one trouble, and from there to an error.

/// One try that failed.
struct ConnectFailure: Error {
    let trouble: ConnectTrouble
    private let place: ServerPlace
    private let sqlState: SQLState?
    /// What libpq and the server said; empty where that could show a password.
    private let said: String
    private let given: PostgreSQLError?

    /// A failure that this client found itself.
    init(_ trouble: ConnectTrouble, place: ServerPlace) {
        self.init(trouble, place: place, sqlState: nil, said: "", given: nil)
    }

    /// Settings that libpq cannot use. It quotes what it did not understand, and that may be a password.
    init(_ trouble: ConnectTrouble, place: ServerPlace, message: String) {
        let isService = message.contains("definition of service") || message.contains("service file")
        let kind = isService ? ConnectTrouble.service : trouble
        self.init(kind, place: place, sqlState: nil, said: message.withoutQuotes, given: nil)
    }

    /// What a server, or a pooler before it, reported to the first that was asked of it.
    init(place: ServerPlace, sqlState: SQLState) {
        let report = ServerReport(sqlState: sqlState, function: "", speaksOfCertificate: false)
        self.init(report.trouble, place: place, sqlState: sqlState, said: "", given: nil)
    }

    /// What libpq says of a try, in its verbose form.
    /// - Parameters:
    ///   - place: whom it was about.
    ///   - message: libpq's text.
    ///   - lacksPassword: whether the server asked for a password and there was none.
    ///   - isRevealing: whether a text has the password in it.
    init(place: ServerPlace, message: String, lacksPassword: Bool, isRevealing: (String) -> Bool) {
        let reports = ServerReport.all(in: message)
        // With some TLS modes libpq tries twice; that one of the ways is not admitted says less than the other.
        let report = reports.first { !$0.isNotAdmitted } ?? reports.first
        let trouble = report?.trouble ?? (lacksPassword ? .passwordMissing : ConnectTrouble(libpq: message))
        if trouble == .settings {
            self.init(trouble, place: place, message: message)
        } else {
            let said = place.isShown && !isRevealing(message) ? message.oneLine : ""
            self.init(trouble, place: place, sqlState: report?.sqlState, said: said, given: nil)
        }
    }

    /// An error that ends the search as it is.
    init(_ error: PostgreSQLError) {
        self.init(.other, place: ServerPlace(), sqlState: nil, said: "", given: error)
    }

    private init(
        _ trouble: ConnectTrouble,
        place: ServerPlace,
        sqlState: SQLState?,
        said: String,
        given: PostgreSQLError?
    ) {
        self.trouble = trouble
        self.place = place
        self.sqlState = sqlState
        self.said = said
        self.given = given
    }

    /// What a search does next.
    var consequence: ConnectTrouble.Consequence { given == nil ? trouble.consequence : .endsSearch }

    /// The failure as an error.
    var error: PostgreSQLError { Self.error(of: [self]) }

    private var sentence: String { report.sentence }

    /// The failure of a URL whose password looks as if it was not escaped: then it is no wonder that nobody is there,
    /// and nothing else needs to be said.
    var asUnescaped: ConnectFailure {
        switch trouble {
        case .nameUnknown, .nameUnanswered, .nobodyListens, .unreachable, .silent, .databaseUnknown:
            ConnectFailure(.passwordUnescaped, place: ServerPlace())
        default: self
        }
    }

    /// Failures at several addresses as one error, with the advice for each.
    static func error(of failures: [ConnectFailure]) -> PostgreSQLError {
        guard let first = failures.first else { return PostgreSQLError(.unavailable, "there is no host to connect to") }
        if let given = failures.lazy.compactMap(\.given).first { return given }
        var sentences: [String] = []
        for failure in failures where !sentences.contains(failure.sentence) { sentences.append(failure.sentence) }
        var details = PostgreSQLError.Details(message: sentences.joined(separator: "; "))
        details.sqlState = failures.lazy.compactMap(\.sqlState).first
        details.hint = advice(of: failures)
        details.connectReports = failures.map(\.report).uniqued
        let said = failures.map(\.said).filter { !$0.isEmpty }
        if !said.isEmpty { details.detail = said.joined(separator: "; ") }
        return PostgreSQLError(failures.last?.trouble.category ?? first.trouble.category, details)
    }

    /// What to do: once where it is the same for all, else for each server by its name.
    private static func advice(of failures: [ConnectFailure]) -> String? {
        let reports = failures.map(\.report).filter { $0.trouble.advice != nil }.uniqued
        let texts = reports.compactMap(\.trouble.advice).uniqued
        guard texts.count > 1 else { return texts.first }
        return reports.compactMap { report in
            report.trouble.advice.map { report.place.isShown ? "for the server\(report.place.at): \($0)" : $0 }
        }.uniqued.joined(separator: "; ")
    }

    private var report: ConnectReport {
        ConnectReport(trouble: trouble, place: place, saidOfSettings: trouble.isAboutSettings ? said : "")
    }
}

/// What kept one server from giving a connection, for whoever wants to say it in words of their own.
package struct ConnectReport: Sendable, Hashable {
    /// What it was.
    package let trouble: ConnectTrouble
    /// Whom it was about.
    package let place: ServerPlace
    /// What libpq said of settings that it cannot use, in English and without anything it quoted; else empty.
    package let saidOfSettings: String

    /// What happened, in one English sentence.
    package var sentence: String {
        // These words have had everything quoted taken out.
        saidOfSettings.isEmpty ? trouble.sentence(place) : "connection settings: \(saidOfSettings)"
    }
}

extension PostgreSQLError {
    /// Where no connection could be made: what kept each server from giving one.
    package var connectReports: [ConnectReport] { details.connectReports }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// What a server reported instead of a session.
struct ServerReport {
    let sqlState: SQLState
    /// The function of the server that said so: never translated, unlike its words.
    let function: String
    /// Whether the words, where they are English, speak of a certificate.
    let speaksOfCertificate: Bool

    /// The reports in libpq's verbose text: `FATAL:  28P01: …`, and a line `LOCATION:  auth_failed, auth.c:330`.
    static func all(in message: String) -> [ServerReport] {
        let parts = message.split(separator: /[[:upper:]]+:\s+(?=[0-9A-Z]{5}:\s)/).dropFirst()
        return parts.map { part in
            let function = part.firstMatch(of: /LOCATION:\s+(\w+)/).map { String($0.1) }
            return ServerReport(
                sqlState: SQLState(rawValue: String(part.prefix(5))),
                function: function ?? "",
                speaksOfCertificate: part.contains("certificate")
            )
        }
    }

    /// Whether `pg_hba.conf` has no way in.
    var isNotAdmitted: Bool { sqlState == .invalidAuthorization && function == "ClientAuthentication" }

    /// What it means for whoever wants to connect.
    var trouble: ConnectTrouble {
        switch sqlState {
        case .invalidPassword: .passwordWrong
        case .invalidAuthorization where isNotAdmitted: speaksOfCertificate ? .certificateMissing : .notAdmitted
        case .invalidAuthorization where function == "InitializeSessionUserId": .roleUnusable
        case .invalidCatalogName: .databaseUnknown
        // Told while the session's own settings are applied; the right to connect is looked at elsewhere.
        case .insufficientPrivilege where function == "call_string_check_hook": .roleNotGranted
        case .insufficientPrivilege: .databaseForbidden
        case .tooManyConnections: fullness
        case .cannotConnectNow, .adminShutdown, .crashShutdown: .serverNotReady
        case .objectNotInPrerequisiteState: .databaseClosed
        case .undefinedObject, .invalidParameterValue, .cannotChangeParameterNow: .sessionSetting
        default: sqlState.codeClass == "28" ? .loginFailed : .other
        }
    }

    /// Whose connections are used up: a role and a database may have limits of their own.
    private var fullness: ConnectTrouble {
        switch function {
        case "InitializeSessionUserId": .roleFull
        case "CheckMyDatabase": .databaseFull
        default: .serverFull
        }
    }
}

extension ConnectTrouble {
    /// Whether libpq's words say what is wrong with the settings.
    fileprivate var isAboutSettings: Bool { self == .settings || self == .service }

    /// libpq's own words, of which there are no codes.
    init(libpq message: String) {
        func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
        self =
            switch true {
            case says("invalid integer value", "invalid port number", " value: \""): .settings
            case says("no password supplied"): .passwordMissing
            case says("does not support SSL"): .tlsMissing
            case says("does not match host name"): .tlsWrongName
            case says("certificate verify failed"): .tlsUntrusted
            case says("certificate file", "key file", "private SSL key", "but not private key"): .certificateFile
            case says("channel binding", "authentication method requirement"): .channelBinding
            case says("invalid response to", "expected authentication request"): .notPostgreSQL
            case says("SSL SYSCALL error"): .hungUp
            case says("SSL", "certificate"): .tlsFailed
            case says("read-only", "read/write", "hot standby"): .otherKind
            case says(systemText(.refused), systemText(.noFile)): .nobodyListens
            case says(systemText(.timedOut)): .silent
            case says("closed the connection unexpectedly", systemText(.reset)): .hungUp
            case says("could not connect", "connection to server"): .unreachable
            default: .other
            }
    }
}

extension String {
    /// The text without line breaks, and without libpq's notes on the server's source.
    var oneLine: String {
        split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }
            .filter { !$0.hasPrefix("LOCATION:") }
            .joined(separator: " ")
    }
}
