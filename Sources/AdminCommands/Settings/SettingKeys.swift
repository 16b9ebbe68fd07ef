// The declared list of settings: there are no others.
import Domain

extension SettingKey {
    static let databaseURL = SettingKey(
        "database.url",
        .text,
        flag: "--database-url",
        isSecret: true,
        en: """
            Connection to a PostgreSQL server of version 15 or later, as a URL or in libpq's keyword form; libpq's own \
            PG* variables, service and password files count as well. Where neither it nor `data` is set, PGSERVICE, \
            PGHOST, PGHOSTADDR, PGPORT, PGDATABASE and PGUSER lead to a server; without any of them Workup runs its own.
            """,
        nl: """
            Verbinding met een PostgreSQL-server vanaf versie 15, als URL of in de sleutelwoordvorm van libpq; de \
            PG*-variabelen en de service- en wachtwoordbestanden van libpq tellen ook. Zonder deze waarde en zonder \
            `data` leiden PGSERVICE, PGHOST, PGHOSTADDR, PGPORT, PGDATABASE en PGUSER naar een server; zonder een van \
            die draait Workup een eigen server.
            """
    )
    static let databaseAllowUnverifiedTLS = SettingKey(
        "database.allowUnverifiedTLS",
        .flag,
        standard: .flag(false),
        en: """
            Whether a PostgreSQL server on another machine may be reached with less than sslmode=verify-full, by which anybody \
            on the network between can pose as it and read along. Where it is false such a connection is refused before \
            anything is sent.
            """,
        nl: """
            Of een PostgreSQL-server op een andere machine bereikt mag worden met minder dan sslmode=verify-full, waarbij \
            iedereen op het netwerk ertussen zich voor hem kan uitgeven en kan meelezen. Als dit false is, wordt zo'n \
            verbinding geweigerd voordat er iets verstuurd is.
            """
    )
    static let data = SettingKey(
        "data",
        .path,
        flag: "--data",
        en: """
            Folder of Workup's own PostgreSQL server. Where it is not set: $XDG_DATA_HOME/workup/postgresql, or \
            /var/lib/workup/postgresql for root.
            """,
        nl: """
            Map van de eigen PostgreSQL-server van Workup. Zonder deze waarde: $XDG_DATA_HOME/workup/postgresql, of \
            /var/lib/workup/postgresql voor root.
            """
    )
    static let databaseConnectionsMax = SettingKey(
        "database.connectionsMax",
        .integer(1...64),
        standard: .integer(8),
        en: "Connections that are open at the same time at most.",
        nl: "Verbindingen die hoogstens tegelijk open zijn."
    )
    static let databaseTimeoutMilliseconds = SettingKey(
        "database.timeoutMilliseconds",
        .integer(100...600_000),
        standard: .integer(10_000),
        en: """
            How long one request or command may wait for the database. Connecting has to fit in as well: a larger \
            connect_timeout of libpq counts only up to there.
            """,
        nl: """
            Hoe lang een verzoek of opdracht op de database mag wachten. Ook het verbinden valt daaronder: een grotere \
            connect_timeout van libpq telt maar tot daar.
            """
    )
    static let databaseReplicas = SettingKey(
        "database.replicas",
        .text,
        isSecret: true,
        en: """
            Standbys that reports are read from: statistics and the reports of meetings. A URL or libpq's keyword form for each, with \
            semicolons between them, of one server each; for `serve` and `check`. Passwords belong in libpq's password file.
            """,
        nl: """
            Standby-servers waarvan rapporten gelezen worden: statistiek en de verslagen van overleggen. Voor elk een URL of de \
            vorm van libpq met sleutelwoorden, gescheiden door puntkomma's en elk van één server; voor `serve` en `check`. \
            Wachtwoorden horen in het wachtwoordbestand van libpq.
            """
    )
    static let databaseReplicaBehindSecondsMax = SettingKey(
        "database.replicaBehindSecondsMax",
        .integer(1...300),
        standard: .integer(10),
        en: "How far behind a standby may be for reports; beyond that they are read from the primary.",
        nl:
            "Hoe ver een standby-server achter mag lopen voor rapporten; daarboven worden ze van de primaire server gelezen."
    )
    static let host = SettingKey(
        "http.host",
        .text,
        standard: .text("127.0.0.1"),
        flag: "--host",
        en: "Address that the service listens on.",
        nl: "Adres waarop de service luistert."
    )
    static let port = SettingKey(
        "http.port",
        .integer(0...65_535),
        standard: .integer(8080),
        flag: "--port",
        en: "Port that the service listens on; 0 takes a free one.",
        nl: "Poort waarop de service luistert; 0 neemt een vrije."
    )
    static let requestSecondsMax = SettingKey(
        "http.requestSecondsMax",
        .integer(1...600),
        standard: .integer(30),
        en: "How long a request may take, the reading of its body included.",
        nl: "Hoe lang een verzoek mag duren, het lezen van de inhoud inbegrepen."
    )
    static let idleSecondsMax = SettingKey(
        "http.idleSecondsMax",
        .integer(1...3_600),
        standard: .integer(60),
        en: "How long a connection may stand open without a request.",
        nl: "Hoe lang een verbinding zonder verzoek open mag staan."
    )
    static let writeSecondsMax = SettingKey(
        "http.writeSecondsMax",
        .integer(1...600),
        standard: .integer(30),
        en: "How long a reader may take for each part of an answer.",
        nl: "Hoe lang een lezer over elk deel van een antwoord mag doen."
    )
    static let httpConnectionsMax = SettingKey(
        "http.connectionsMax",
        .integer(1...100_000),
        standard: .integer(1_000),
        en: "Connections served at the same time; more wait to be accepted.",
        nl: "Verbindingen die tegelijk bediend worden; meer wachten op toelating."
    )
    static let bodyBytesMax = SettingKey(
        "http.bodyBytesMax",
        .integer(1_024...(64 << 20)),
        standard: .integer(2 << 20),
        en: "The largest request body that is read.",
        nl: "De grootste inhoud van een verzoek die gelezen wordt."
    )
    static let shutdownSecondsMax = SettingKey(
        "http.shutdownSecondsMax",
        .integer(0...600),
        standard: .integer(25),
        en: "How long requests in progress may take to end once the service was told to stop.",
        nl: "Hoe lang lopende verzoeken nog mogen duren nadat de service moet stoppen."
    )
    static let drainSeconds = SettingKey(
        "http.drainSeconds",
        .integer(0...300),
        standard: .integer(0),
        en: """
            How long the service goes on serving once it was told to stop, while `/health/ready` says so and each answer \
            closes its connection: longer than a proxy in front of several instances takes to look elsewhere. \
            `http.shutdownSecondsMax` counts after it; the service manager has to wait for both.
            """,
        nl: """
            Hoe lang de service blijft antwoorden nadat hij moet stoppen, terwijl `/health/ready` dat zegt en elk antwoord \
            zijn verbinding sluit: langer dan een proxy voor meerdere instanties nodig heeft om naar een andere te gaan. \
            `http.shutdownSecondsMax` telt daarna; wie de service beheert moet op beide wachten.
            """
    )
    static let origin = SettingKey(
        "http.origin",
        .text,
        en: """
            Address that people's browsers know the service by, such as https://workup.example.org: what a page sends \
            has to come from there. Where it is not set: the address that the service listens on.
            """,
        nl: """
            Adres waaronder de browsers van mensen de service kennen, zoals https://workup.example.org: wat een pagina \
            stuurt moet daarvandaan komen. Zonder deze waarde: het adres waarop de service luistert.
            """
    )
    static let timeZone = SettingKey(
        "timeZone",
        .choice(ServiceZone.names),
        standard: .text("Europe/Amsterdam"),
        en: "Time zone of the place: decides which day it is there, and the clock in reports.",
        nl: "Tijdzone van de plaats: bepaalt welke dag het daar is, en de klok in verslagen."
    )
    static let organisation = SettingKey(
        "organisation",
        .text,
        flag: "--organisation",
        en: "Code of the organisation that imported cases belong to where the command does not say.",
        nl: "Code van de organisatie waar ingelezen casussen bij horen als de opdracht het niet zegt."
    )
    static let language = SettingKey(
        "language",
        .choice(Language.allCases.map(\.rawValue)),
        flag: "--language",
        en: "Language of what the command line says; where it is not set, that of LC_ALL, LC_MESSAGES or LANG.",
        nl: "Taal van wat de opdrachtregel zegt; zonder deze waarde die van LC_ALL, LC_MESSAGES of LANG."
    )
    static let logLevel = SettingKey(
        "log.level",
        .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
        standard: .text("notice"),
        flag: "--log-level",
        en: "The least grave messages that the service logs.",
        nl: "De minst ernstige meldingen die de service vastlegt."
    )
    static let auditKeyFile = SettingKey(
        "audit.keyFile",
        .path,
        en: """
            File with the private key that signs the access log's checkpoints, readable by this account alone; made at the \
            first start. Keep it out of the database and its backups. Where it is not set: `audit/key` in the data folder, \
            or in $XDG_DATA_HOME/workup (/var/lib/workup for root) where a server is named.
            """,
        nl: """
            Bestand met de geheime sleutel die de controlepunten van het toegangslogboek ondertekent, alleen leesbaar voor \
            dit account; gemaakt bij de eerste start. Houd het buiten de database en haar reservekopieën. Zonder deze \
            waarde: `audit/key` in de gegevensmap, of in $XDG_DATA_HOME/workup (/var/lib/workup voor root) als een server \
            genoemd is.
            """
    )
    static let auditCheckpointFile = SettingKey(
        "audit.checkpointFile",
        .path,
        en: """
            File that the signed checkpoints of the access log are appended to; best on another machine. Where it is not \
            set: `checkpoints` beside the key.
            """,
        nl: """
            Bestand waaraan de ondertekende controlepunten van het toegangslogboek worden toegevoegd; liefst op een andere \
            machine. Zonder deze waarde: `checkpoints` naast de sleutel.
            """
    )
    static let auditSyslogSocket = SettingKey(
        "audit.syslogSocket",
        .path,
        en:
            "Socket of the system log, such as /dev/log, that checkpoints are sent to as well; none where it is not set.",
        nl: """
            Socket van het systeemlogboek, zoals /dev/log, waar controlepunten ook heen gaan; geen zonder deze waarde.
            """
    )
    static let auditSealMilliseconds = SettingKey(
        "audit.sealMilliseconds",
        .integer(100...60_000),
        standard: .integer(2_000),
        en: "How often the access log is sealed.",
        nl: "Hoe vaak het toegangslogboek verzegeld wordt."
    )

    /// Every key, in the order in which they are documented.
    static let all: [SettingKey] =
        [
            databaseURL, databaseAllowUnverifiedTLS, data, databaseConnectionsMax, databaseTimeoutMilliseconds,
            databaseReplicas, databaseReplicaBehindSecondsMax, host,
            port,
            requestSecondsMax,
            headSecondsMax, idleSecondsMax, writeSecondsMax, httpConnectionsMax, connectionsPerAddressMax, bodyBytesMax,
            shutdownSecondsMax, drainSeconds, trustedProxies, forwardedField, origin, tlsCertificateFile, tlsKeyFile,
            addressRequestsPerMinute, accountRequestsPerMinute, patientReadsPerMinute, metricsHost, metricsPort,
            timeZone,
            organisation, language, logLevel, auditKeyFile, auditCheckpointFile, auditSyslogSocket,
            auditSealMilliseconds,
        ] + paper + notices + provider + retention + backup
}
