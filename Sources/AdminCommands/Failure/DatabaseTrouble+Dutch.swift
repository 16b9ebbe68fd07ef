// The Dutch of what keeps a connection from being made; the English of it is the client's own.
import Records

extension DatabaseTrouble {
    private var at: String { address.map { " op \($0)" } ?? "" }
    private var server: String { "de server\(at)" }
    private var user: String { userName.map { "gebruiker \($0)" } ?? "de gebruiker" }
    private var database: String { databaseName.map { "database \($0)" } ?? "de database" }
    private var role: String { roleName.map { "rol \($0)" } ?? "zijn rol" }
    private var host: String { hostName.map { "host \($0)" } ?? "de host" }

    /// What happened.
    var connectingSentence: String {
        switch kind {
        case .settings, .service:
            "de verbindingsinstellingen zijn niet bruikbaar" + (said.isEmpty ? "" : " (libpq: \(said))")
        case .certificateFile: "een certificaat- of sleutelbestand voor de verbinding is niet bruikbaar"
        case .passwordUnescaped:
            "het wachtwoord in de verbindings-URL lijkt niet gecodeerd te zijn"
        case .nameUnknown: "\(host) is niet bekend"
        case .nameUnanswered: "het opzoeken van \(host) duurde te lang"
        case .nobodyListens: "er luistert geen server\(at)"
        case .unreachable: "\(server) is niet te bereiken"
        case .silent: "\(server) antwoordde niet op tijd"
        case .silentAfterLogin: "\(server) liet \(user) inloggen en zei daarna niets meer"
        case .hungUp: "\(server) verbrak de verbinding tijdens het verbinden"
        case .notPostgreSQL: "wat er antwoordt\(at) is geen PostgreSQL-server"
        case .passwordWrong: "\(server) weigerde het wachtwoord van \(user)"
        case .passwordMissing: "\(server) vraagt een wachtwoord van \(user), en dat is er niet"
        case .certificateMissing: "\(server) vraagt een certificaat van \(user)"
        case .notAdmitted: "\(server) laat \(user) vanaf hier niet toe tot \(database)"
        case .roleUnusable: "\(server) kent geen \(user) die mag inloggen"
        case .loginFailed: "\(server) nam de aanmelding van \(user) niet aan"
        case .databaseUnknown: "\(server) heeft geen \(database)"
        case .databaseForbidden: "\(server) laat \(user) niet in \(database)"
        case .roleNotGranted: "\(server) laat \(user) niet handelen als \(role)"
        case .databaseClosed: "\(server) neemt nu geen verbindingen aan met \(database)"
        case .tlsMissing: "\(server) spreekt geen TLS, wat de verbindingsinstellingen eisen"
        case .tlsUntrusted: "het certificaat van \(server) is niet van een instantie die hier vertrouwd wordt"
        case .tlsWrongName: "het certificaat van \(server) is voor een andere naam"
        case .tlsFailed: "TLS met \(server) mislukte"
        case .channelBinding: "\(server) kan \(user) niet laten inloggen zoals de verbindingsinstellingen eisen"
        case .serverFull: "\(server) heeft geen verbinding meer over"
        case .roleFull: "\(server) heeft geen verbinding meer over voor \(user)"
        case .databaseFull: "\(server) heeft geen verbinding meer over voor \(database)"
        case .serverNotReady: "\(server) is aan het starten of stoppen"
        case .otherKind: "\(server) is niet van de soort die target_session_attrs vraagt"
        case .sessionSetting: "\(server) neemt de instellingen niet aan die een sessie nodig heeft"
        case .other, .noConnection, .lost, .late, .exhausted, .readOnly, .forbidden:
            "\(server) liet \(user) niet verbinden met \(database)"
        }
    }

    /// What to do about it.
    var connectingAdvice: String {
        switch kind {
        case .settings:
            "controleer de verbinding en de PG*-variabelen; schrijf in een URL % @ : / ? # in een wachtwoord als "
                + "%25 %40 %3A %2F %3F %23"
        case .passwordUnescaped:
            "schrijf in het wachtwoord van de URL % als %25, @ als %40, : als %3A, / als %2F, ? als %3F en # als %23; "
                + "of geef het wachtwoord in PGPASSWORD of het wachtwoordbestand"
        case .service: "controleer service of PGSERVICE, en of PGSERVICEFILE of ~/.pg_service.conf die kent"
        case .certificateFile:
            "controleer sslrootcert, sslcert en sslkey: de bestanden, en dat alleen de eigenaar een sleutel kan lezen"
        case .nameUnknown, .nameUnanswered:
            "controleer de host in de verbindingsinstellingen, en de naamserver van deze machine"
        case .nobodyListens: "controleer host en poort, en of de server draait en daar luistert (listen_addresses)"
        case .unreachable, .silent: "controleer host en poort, en het netwerk en de firewalls ertussen"
        case .silentAfterLogin: "kijk naar die server, of naar de pooler daar en de server erachter"
        case .hungUp, .notPostgreSQL: "controleer host en poort, en wat er tussen hier en de server staat"
        case .passwordWrong:
            "controleer gebruiker en wachtwoord: in de instellingen, PGPASSWORD of het wachtwoordbestand"
        case .passwordMissing: "geef een wachtwoord: in de instellingen, PGPASSWORD of het wachtwoordbestand"
        case .certificateMissing: "geef een certificaat met sslcert en sslkey"
        case .notAdmitted:
            "controleer gebruiker en database, het adres en de TLS-modus, en pg_hba.conf van de server"
        case .roleUnusable: "controleer de gebruiker, of maak die op de server aan met het recht om in te loggen"
        case .loginFailed: "controleer gebruiker en wachtwoord, en de methode in pg_hba.conf van de server"
        case .databaseUnknown: "controleer de naam van de database, of maak haar aan"
        case .databaseForbidden: "geef deze gebruiker het recht connect op de database"
        case .databaseClosed: "vraag of de database met opzet gesloten is"
        case .tlsMissing: "zet TLS aan op de server, of kies een andere sslmode"
        case .tlsUntrusted: "controleer sslrootcert, en of dit de juiste server is"
        case .tlsWrongName: "gebruik de hostnaam die in het certificaat staat, en controleer of dit de juiste server is"
        case .tlsFailed: "vergelijk sslmode, sslcert en sslkey met wat de server vraagt"
        case .channelBinding: "vergelijk channel_binding en require_auth met pg_hba.conf van de server"
        case .serverFull: "verhoog daar max_connections, of verlaag hier het aantal verbindingen"
        case .roleFull: "verhoog de verbindingslimiet van de rol, of verlaag hier het aantal verbindingen"
        case .databaseFull: "verhoog de verbindingslimiet van de database, of verlaag hier het aantal verbindingen"
        case .otherKind: "controleer host en target_session_attrs"
        case .sessionSetting:
            "controleer options en PGOPTIONS; een pooler ertussen moet de opties doorgeven"
        case .roleNotGranted: "geef deze gebruiker die rol"
        case .serverNotReady, .other, .noConnection, .lost, .late, .exhausted, .readOnly, .forbidden:
            "kijk in het logboek van de server"
        }
    }
}
