// The ways in which connecting goes wrong: of what category each is, what it says and what to do about it.

/// Why there is no connection to a server.
package enum ConnectTrouble: String, Sendable, CaseIterable {
    case settings, service, certificateFile, passwordUnescaped
    case nameUnknown, nameUnanswered, nobodyListens, unreachable, silent, silentAfterLogin, hungUp, notPostgreSQL
    case passwordWrong, passwordMissing, certificateMissing, notAdmitted, roleUnusable, loginFailed
    case databaseUnknown, databaseForbidden, databaseClosed, roleNotGranted
    case tlsMissing, tlsUntrusted, tlsWrongName, tlsFailed, channelBinding
    case serverFull, roleFull, databaseFull, serverNotReady, otherKind, sessionSetting, other

    /// What callers branch on.
    var category: PostgreSQLError.Category {
        switch self {
        case .settings, .service, .certificateFile, .sessionSetting: .configuration
        case .passwordWrong, .passwordMissing, .certificateMissing: .authentication
        case .notAdmitted, .roleUnusable, .loginFailed: .authentication
        case .databaseUnknown, .databaseForbidden, .roleNotGranted: .authentication
        case .tlsMissing, .tlsUntrusted, .tlsWrongName, .tlsFailed, .channelBinding: .authentication
        case .nameUnknown, .nameUnanswered, .nobodyListens, .unreachable, .silent, .hungUp, .notPostgreSQL: .unavailable
        case .passwordUnescaped, .silentAfterLogin, .roleFull, .databaseFull: .unavailable
        case .databaseClosed, .serverFull, .serverNotReady, .otherKind, .other: .unavailable
        }
    }

    /// What a search for a server does next.
    enum Consequence {
        case nextAddress
        case nextHost
        case endsSearch
    }

    /// A server's own refusal ends the search, as in libpq; where no server gave an answer of weight, the next is
    /// tried.
    var consequence: Consequence {
        switch self {
        case .serverNotReady, .otherKind, .serverFull, .roleFull, .databaseFull: .nextHost
        case .nameUnknown, .nameUnanswered, .passwordUnescaped: .nextHost
        default: category == .unavailable ? .nextAddress : .endsSearch
        }
    }

    /// What happened, in one sentence.
    package func sentence(_ place: ServerPlace) -> String {
        let server = "the server\(place.at)"
        return switch self {
        case .settings, .service: "connection settings cannot be used"
        case .certificateFile: "a certificate or key file for the connection cannot be used"
        case .passwordUnescaped: "the connection URL looks as if its password was not escaped"
        case .nameUnknown: "\(place.host) is not known"
        case .nameUnanswered: "looking up \(place.host) took too long"
        case .nobodyListens: "no server listens\(place.at)"
        case .unreachable: "\(server) cannot be reached"
        case .silent: "\(server) did not answer in time"
        case .silentAfterLogin: "\(server) took the login of \(place.user) and then said nothing more"
        case .hungUp: "\(server) hung up while connecting"
        case .notPostgreSQL: "what answers\(place.at) is no PostgreSQL server"
        case .passwordWrong: "\(server) refused the password of \(place.user)"
        case .passwordMissing: "\(server) asks for a password of \(place.user), and there is none"
        case .certificateMissing: "\(server) asks for a client's certificate of \(place.user)"
        case .notAdmitted: "\(server) does not admit \(place.user) to \(place.database) from here"
        case .roleUnusable: "\(server) knows no \(place.user) that may log in"
        case .loginFailed: "\(server) did not take the login of \(place.user)"
        case .databaseUnknown: "\(server) has no \(place.database)"
        case .databaseForbidden: "\(server) does not let \(place.user) into \(place.database)"
        case .roleNotGranted: "\(server) does not let \(place.user) act as \(place.role)"
        case .databaseClosed: "\(server) takes no connections to \(place.database) now"
        case .tlsMissing: "\(server) does not speak TLS, which the connection settings demand"
        case .tlsUntrusted: "the certificate of \(server) is not from an authority that is trusted here"
        case .tlsWrongName: "the certificate of \(server) is for another name"
        case .tlsFailed: "TLS with \(server) failed"
        case .channelBinding: "\(server) cannot log in \(place.user) the way the connection settings demand"
        case .serverFull: "\(server) has no connection left"
        case .roleFull: "\(server) has no connection left for \(place.user)"
        case .databaseFull: "\(server) has no connection left for \(place.database)"
        case .serverNotReady: "\(server) is starting up or shutting down"
        case .otherKind: "\(server) is not of the kind that target_session_attrs asks for"
        case .sessionSetting: "\(server) does not take the settings that a session needs"
        case .other: "\(server) did not let \(place.user) connect to \(place.database)"
        }
    }

    /// What to do about it; nil where waiting is all there is to do.
    package var advice: String? {
        switch self {
        case .settings:
            "check the connection string and the PG* variables; in a URL, escape % @ : / ? # in a password as "
                + "%25 %40 %3A %2F %3F %23"
        case .passwordUnescaped:
            "in the URL's password, write % as %25, @ as %40, : as %3A, / as %2F, ? as %3F and # as %23; or give the "
                + "password in PGPASSWORD or the password file"
        case .service: "check service or PGSERVICE, and that PGSERVICEFILE or ~/.pg_service.conf defines it"
        case .certificateFile: "check sslrootcert, sslcert and sslkey: the files, and that only their owner reads a key"
        case .nameUnknown, .nameUnanswered: "check the host in the connection settings, and this machine's resolver"
        case .nobodyListens: "check host and port, and that the server runs and listens there (listen_addresses)"
        case .unreachable, .silent: "check host and port, the network and firewalls between here and there"
        case .silentAfterLogin: "look after that server, or after the pooler there and the server behind it"
        case .hungUp, .notPostgreSQL: "check host and port, and what stands between here and the server"
        case .passwordWrong: "check user and password: in the settings, PGPASSWORD or the password file"
        case .passwordMissing: "give a password: in the settings, PGPASSWORD or the password file"
        case .certificateMissing: "give a certificate with sslcert and sslkey"
        case .notAdmitted: "check user and database, the address and TLS mode, and the server's pg_hba.conf"
        case .roleUnusable: "check the user, or create it on the server with the right to log in"
        case .loginFailed: "check user and password, and the method in the server's pg_hba.conf"
        case .databaseUnknown: "check the database's name, or create it"
        case .databaseForbidden: "grant connect on the database to this user"
        case .roleNotGranted: "grant that role to this user"
        case .databaseClosed: "ask whether the database is being kept closed"
        case .tlsMissing: "turn TLS on at the server, or choose another sslmode"
        case .tlsUntrusted: "check sslrootcert, and that this is the right server"
        case .tlsWrongName: "use the host name that is in the certificate, and check that this is the right server"
        case .tlsFailed: "check sslmode, sslcert and sslkey against what the server asks for"
        case .channelBinding: "check channel_binding and require_auth against the server's pg_hba.conf"
        case .serverFull: "raise max_connections there, or lower the number of connections here"
        case .roleFull: "raise the role's connection limit, or lower the number of connections here"
        case .databaseFull: "raise the database's connection limit, or lower the number of connections here"
        case .serverNotReady: nil
        case .otherKind: "check host and target_session_attrs"
        case .sessionSetting: "check options and PGOPTIONS; a pooler in between must pass the options on"
        case .other: "look into the server's log"
        }
    }
}
