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
        let kind = message.contains("service") ? ConnectTrouble.service : trouble
        self.init(kind, place: place, sqlState: nil, said: message.withoutQuotes, given: nil)
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

    private var sentence: String {
        let sentence = trouble.sentence(place)
        // These words have had everything quoted taken out.
        return [.settings, .service].contains(trouble) && !said.isEmpty ? "connection settings: \(said)" : sentence
    }

    /// Failures at several addresses as one error; the first one's category and advice count.
    static func error(of failures: [ConnectFailure]) -> PostgreSQLError {
        guard let first = failures.first else { return PostgreSQLError(.unavailable, "there is no host to connect to") }
        if let given = failures.lazy.compactMap(\.given).first { return given }
        var sentences: [String] = []
        for failure in failures where !sentences.contains(failure.sentence) { sentences.append(failure.sentence) }
        var details = PostgreSQLError.Details(message: sentences.joined(separator: "; "))
        details.sqlState = failures.lazy.compactMap(\.sqlState).first
        details.hint = first.trouble.advice
        let said = failures.map(\.said).filter { !$0.isEmpty }
        if !said.isEmpty { details.detail = said.joined(separator: "; ") }
        return PostgreSQLError(failures.last?.trouble.category ?? first.trouble.category, details)
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
        case .insufficientPrivilege: .databaseForbidden
        case .tooManyConnections: .serverFull
        case .cannotConnectNow, .adminShutdown, .crashShutdown: .serverNotReady
        case .objectNotInPrerequisiteState: .databaseClosed
        case .undefinedObject, .invalidParameterValue, .cannotChangeParameterNow: .sessionSetting
        default: sqlState.codeClass == "28" ? .loginFailed : .other
        }
    }
}

extension ConnectTrouble {
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
