// The settings of who may come to the service, by what way, and how often.
import Domain
import Server

extension SettingKey {
    static let headSecondsMax = SettingKey(
        "http.headSecondsMax",
        .integer(1...600),
        standard: .integer(10),
        en: "How long a new connection may take until its first request has begun, the greeting of TLS included.",
        nl:
            "Hoe lang een nieuwe verbinding mag doen over het begin van haar eerste verzoek, de begroeting van TLS inbegrepen."
    )
    static let connectionsPerAddressMax = SettingKey(
        "http.connectionsPerAddressMax",
        .integer(1...100_000),
        standard: .integer(250),
        en: """
            Connections that one address may have open at the same time; a network of IPv6 with a prefix of 64 bits counts as \
            one address. Proxies of ours are not counted.
            """,
        nl: """
            Verbindingen die een adres tegelijk open mag hebben; een IPv6-netwerk met een prefix van 64 bits telt als één \
            adres. Eigen proxy's tellen niet.
            """
    )
    static let trustedProxies = SettingKey(
        "http.trustedProxies",
        .networks,
        flag: "--behind-proxy",
        en: """
            Addresses and networks of the proxies in front, which speak TLS with people and whose word for a peer's address \
            counts. From elsewhere nobody can come then, unless the service speaks TLS itself.
            """,
        nl: """
            Adressen en netwerken van de proxy's ervoor, die met mensen TLS spreken en op wier woord het adres van een \
            aanvrager telt. Van elders kan dan niemand komen, tenzij de service zelf TLS spreekt.
            """
    )
    static let forwardedField = SettingKey(
        "http.forwardedField",
        .choice(ForwardedField.allCases.map(\.rawValue)),
        standard: .text(ForwardedField.xForwardedFor.rawValue),
        en:
            "Field in which the proxies in front tell whom they speak for; another one is not read, since anybody can send it.",
        nl: """
            Veld waarin de proxy's ervoor zeggen voor wie zij spreken; een ander wordt niet gelezen, want dat kan iedereen \
            meesturen.
            """
    )
    static let tlsCertificateFile = SettingKey(
        "tls.certificateFile",
        .path,
        flag: "--tls-certificate",
        en: """
            File with the certificate of the service and those that it rests on, its own first, as PEM. The service speaks TLS \
            then. Read again once a minute and on SIGHUP.
            """,
        nl: """
            Bestand met het certificaat van de service en die waar het op rust, het eigen eerst, als PEM. De service spreekt \
            dan TLS. Elke minuut en bij SIGHUP opnieuw gelezen.
            """
    )
    static let tlsKeyFile = SettingKey(
        "tls.keyFile",
        .path,
        flag: "--tls-key",
        en: "File with the private key of that certificate, as PEM, without a password, which nobody else can read.",
        nl:
            "Bestand met de geheime sleutel van dat certificaat, als PEM, zonder wachtwoord, dat niemand anders kan lezen."
    )
    static let addressRequestsPerMinute = SettingKey(
        "limits.addressRequestsPerMinute",
        .integer(0...10_000_000),
        standard: .integer(12_000),
        en: "Requests that one address may make within a minute; 0 for as many as it likes.",
        nl: "Verzoeken die een adres binnen een minuut mag doen; 0 voor zoveel als het wil."
    )
    static let accountRequestsPerMinute = SettingKey(
        "limits.accountRequestsPerMinute",
        .integer(0...10_000_000),
        standard: .integer(6_000),
        en: "Requests that one account may make within a minute; 0 for as many as it likes.",
        nl: "Verzoeken die een account binnen een minuut mag doen; 0 voor zoveel als het wil."
    )
    static let patientReadsPerMinute = SettingKey(
        "limits.patientReadsPerMinute",
        .integer(0...10_000_000),
        standard: .integer(1_000),
        en: "How many times one account may look at patients within a minute; 0 for as many as it likes.",
        nl: "Hoe vaak een account binnen een minuut patiënten mag inzien; 0 voor zo vaak als het wil."
    )
    static let metricsHost = SettingKey(
        "metrics.host",
        .text,
        standard: .text("127.0.0.1"),
        en: "Address that the numbers of the process (`/metrics`) are given out on.",
        nl: "Adres waarop de cijfers van het proces (`/metrics`) te lezen zijn."
    )
    static let metricsPort = SettingKey(
        "metrics.port",
        .integer(0...65_535),
        flag: "--metrics-port",
        en: "Port that the numbers of the process are given out on; 0 takes a free one, none where it is not set.",
        nl: "Poort waarop de cijfers van het proces te lezen zijn; 0 neemt een vrije, geen zonder deze waarde."
    )
}
