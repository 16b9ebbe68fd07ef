// Every setting of the HTTP edge: its key, its default and its bounds.
package import Configuration

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
    /// Whether a proxy in front speaks TLS; then answers tell browsers to come by TLS only.
    package var isBehindTLS = false
    /// The address that people's browsers know the service by, such as `https://workup.example.org`; nil where it is the
    /// address it listens on.
    package var origin: String?

    /// The defaults.
    package init() {}

    /// One setting: its key below the service's prefix, its bounds and what it means.
    package struct Key: Sendable {
        package let name: String
        package let range: ClosedRange<Int>
        package let meaning: String
        let path: any WritableKeyPath<ServerSettings, Int> & Sendable
    }

    /// The settings that are whole numbers. Beside them stand `http.host`, `http.behindTLS` and
    /// `http.origin`.
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
    ]

    /// The settings that a configuration holds, defaults for the rest.
    ///
    /// - Throws: `ServerSettingsError` for what is no number, or one out of its bounds.
    package init(configuration: ConfigReader) throws(ServerSettingsError) {
        host = configuration.string(forKey: "http.host", default: host)
        isBehindTLS = configuration.bool(forKey: "http.behindTLS", default: isBehindTLS)
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

/// A setting out of its bounds.
package struct ServerSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    package let key: String
    package let range: ClosedRange<Int>

    /// Which setting, and what it may be.
    package var description: String { "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound)" }
}
