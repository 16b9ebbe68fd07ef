// Every setting of the HTTP edge: its key, its default and its bounds.
package import Configuration
package import Reports

/// Where the service listens and how long it waits for whom.
package struct ServerSettings: Sendable, Hashable {
    /// The address to listen on; only this machine by default.
    package var host = "127.0.0.1"
    /// The port to listen on; 0 lets the system choose.
    package var port = 8080
    /// How long a request may take from its head to its answer, the reading of its body included.
    package var requestSecondsMax = 30
    /// How long a connection may stand open without a request.
    package var idleSecondsMax = 60
    /// How long a reader may take for each part of an answer.
    package var writeSecondsMax = 30
    /// How many connections are served at once; more wait to be accepted.
    package var connectionsMax = 1_000
    /// The largest body that is read.
    package var bodyBytesMax = 2 << 20
    /// How long requests in progress may take to end after the service was told to stop.
    package var shutdownSecondsMax = 25
    /// How long it goes on serving before that, so that a proxy in front can look elsewhere first.
    package var drainSeconds = 0
    /// How long a new connection may take until its first request has begun, the greeting of TLS included.
    package var headSecondsMax = 10
    /// How many connections one address may have open; proxies of ours are not counted.
    package var connectionsPerAddressMax = 250
    /// How many requests one address may make within a minute; 0 for as many as it likes.
    package var addressRequestsPerMinute = 12_000
    /// How many requests one account may make within a minute; 0 for as many as it likes.
    package var accountRequestsPerMinute = 6_000
    /// How many times one account may look at patients within a minute; 0 for as many as it likes.
    package var patientReadsPerMinute = 1_000
    /// The proxies in front, which speak TLS and whose word for the address of a peer counts.
    package var trustedProxies: [NetworkRange] = []
    /// The field in which they tell it.
    package var forwardedField = ForwardedField.xForwardedFor
    /// Whether the service speaks TLS itself.
    package var hasOwnTLS = false
    /// The address that the numbers of the process are given out on.
    package var metricsHost = "127.0.0.1"
    /// The port that they are given out on; nil for none.
    package var metricsPort: Int?
    /// The address that people's browsers know the service by, such as `https://workup.example.org`; nil where it is the
    /// address it listens on.
    package var origin: String?

    /// Where patients find fellow patients, aids and more, as their sheet names them.
    package var paperLinks: [PaperLink] = []

    /// The defaults.
    package init() {}

    /// Whether anybody may come without TLS from another machine: never to the records.
    var admitsStrangersInPlain = false

    /// Whether people come by TLS, which somebody in front may speak for us.
    package var usesTLS: Bool { hasOwnTLS || !trustedProxies.isEmpty }

    /// Whether nobody but this machine can come here.
    package var isOnLoopback: Bool { host == "localhost" || NetworkAddress(host)?.isLoopback == true }

    /// One setting: its key below the service's prefix, its bounds and what it means.
    package struct Key: Sendable {
        package let name: String
        package let range: ClosedRange<Int>
        package let meaning: String
        let path: any WritableKeyPath<ServerSettings, Int> & Sendable
    }

    /// The settings that are whole numbers. Beside them stand `http.host`, `http.trustedProxies`, `http.forwardedField`,
    /// `http.origin`, `tls.certificateFile`, `metrics.host` and `metrics.port`.
    package static let numbers: [Key] = [
        Key(name: "http.port", range: 0...65_535, meaning: "port to listen on; 0 lets the system choose", path: \.port),
        Key(
            name: "http.requestSecondsMax",
            range: 1...600,
            meaning: "how long a request may take",
            path: \.requestSecondsMax
        ),
        Key(
            name: "http.idleSecondsMax",
            range: 1...3_600,
            meaning: "how long a connection may stand idle",
            path: \.idleSecondsMax
        ),
        Key(
            name: "http.writeSecondsMax",
            range: 1...600,
            meaning: "how long a reader may take for each part of an answer",
            path: \.writeSecondsMax
        ),
        Key(
            name: "http.headSecondsMax",
            range: 1...600,
            meaning: "how long a new connection may take until its first request has begun",
            path: \.headSecondsMax
        ),
        Key(
            name: "http.connectionsPerAddressMax",
            range: 1...100_000,
            meaning: "connections of one address at once",
            path: \.connectionsPerAddressMax
        ),
        Key(
            name: "limits.addressRequestsPerMinute",
            range: 0...10_000_000,
            meaning: "requests of one address within a minute; 0 for no limit",
            path: \.addressRequestsPerMinute
        ),
        Key(
            name: "limits.accountRequestsPerMinute",
            range: 0...10_000_000,
            meaning: "requests of one account within a minute; 0 for no limit",
            path: \.accountRequestsPerMinute
        ),
        Key(
            name: "limits.patientReadsPerMinute",
            range: 0...10_000_000,
            meaning: "looks of one account at patients within a minute; 0 for no limit",
            path: \.patientReadsPerMinute
        ),
        Key(
            name: "http.connectionsMax",
            range: 1...100_000,
            meaning: "connections served at once",
            path: \.connectionsMax
        ),
        Key(
            name: "http.bodyBytesMax",
            range: 1_024...(64 << 20),
            meaning: "largest body that is read",
            path: \.bodyBytesMax
        ),
        Key(
            name: "http.shutdownSecondsMax",
            range: 0...600,
            meaning: "time for requests in progress when stopping",
            path: \.shutdownSecondsMax
        ),
        Key(
            name: "http.drainSeconds",
            range: 0...300,
            meaning: "time in which a proxy finds out that the service is stopping",
            path: \.drainSeconds
        ),
    ]

    /// The settings that a configuration holds, defaults for the rest.
    ///
    /// - Throws: `ServerSettingsError` for what is no number, or one out of its bounds.
    package init(configuration: ConfigReader) throws(ServerSettingsError) {
        host = configuration.string(forKey: "http.host", default: host)
        try readSurface(configuration)
        origin = configuration.string(forKey: "http.origin")
        for key in ServerSettings.numbers {
            let name = ConfigKey(key.name)
            guard let value = configuration.int(forKey: name) else {
                // A text that is no number is a mistake; only a setting that is not there has its default.
                guard configuration.string(forKey: name) == nil else {
                    throw ServerSettingsError(key: key.name, range: key.range)
                }
                continue
            }
            guard key.range.contains(value) else { throw ServerSettingsError(key: key.name, range: key.range) }
            self[keyPath: key.path] = value
        }
    }
}

extension ServerSettings {
    /// The settings of who may come, by what way, and what they are told.
    private mutating func readSurface(_ configuration: ConfigReader) throws(ServerSettingsError) {
        hasOwnTLS = configuration.string(forKey: "tls.certificateFile") != nil
        if let text = configuration.string(forKey: "http.trustedProxies") {
            guard let proxies = NetworkRange.list(text) else {
                throw ServerSettingsError(key: "http.trustedProxies", requirement: "addresses or networks, with commas")
            }
            trustedProxies = proxies
        }
        if let text = configuration.string(forKey: "http.forwardedField") {
            guard let field = ForwardedField(rawValue: text) else {
                let names = ForwardedField.allCases.map(\.rawValue).joined(separator: " or ")
                throw ServerSettingsError(key: "http.forwardedField", requirement: names)
            }
            forwardedField = field
        }
        metricsHost = configuration.string(forKey: "metrics.host", default: metricsHost)
        guard configuration.string(forKey: "metrics.port") != nil || configuration.int(forKey: "metrics.port") != nil
        else {
            return
        }
        guard let port = configuration.int(forKey: "metrics.port"), (0...65_535).contains(port) else {
            throw ServerSettingsError(key: "metrics.port", range: 0...65_535)
        }
        metricsPort = port
    }
}

/// A setting that is not what it may be.
package struct ServerSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    package let key: String
    /// What it may be.
    package let requirement: String

    init(key: String, requirement: String) {
        (self.key, self.requirement) = (key, requirement)
    }

    init(key: String, range: ClosedRange<Int>) {
        self.init(key: key, requirement: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    /// Which setting, and what it may be.
    package var description: String { "\(key) must be \(requirement)" }
}
