// The walls of the house: what each target may import. The table of the design, as a value.

/// What the files of one target may import beyond the language itself.
struct Wall {
    let target: String
    /// Targets of our own.
    let own: Set<String>
    /// Modules of packages.
    let outside: Set<String>

    init(_ target: String, own: Set<String> = [], outside: Set<String> = []) {
        self.target = target
        self.own = own
        self.outside = outside
    }

    static let all: [Wall] = [
        Wall("CLibPQ"),
        Wall("PostgreSQL", own: ["CLibPQ"], outside: ["Logging", "Metrics", "ServiceLifecycle"]),
        Wall("EmbeddedPostgreSQL", outside: ["Subprocess", "Logging"]),
        Wall("Domain"),
        Wall("Criteria", own: ["Domain"], outside: ["Yams"]),
        Wall("Records", own: ["Domain", "PostgreSQL"], outside: ["Logging", "Crypto"]),
        Wall("UseCases", own: ["Domain", "Criteria", "Records"], outside: ["Logging", "Metrics"]),
        Wall("Reports", own: ["Domain", "Criteria"], outside: ["Mustache", "Subprocess"]),
        Wall("Pages", own: ["Domain", "Criteria", "Reports"], outside: ["Mustache"]),
        Wall(
            "Server",
            own: ["Domain", "UseCases", "Reports", "Pages", "Records"],
            outside: ["Hummingbird", "HTTPTypes", "AsyncHTTPClient", "Configuration", "Crypto", "JWTKit", "Metrics"]
        ),
        Wall(
            "AdminCommands",
            own: ["Domain", "Criteria", "UseCases", "Reports", "Server", "Records", "EmbeddedPostgreSQL"],
            // Logging and Metrics: a process chooses their back ends where it starts.
            outside: ["ArgumentParser", "Configuration", "ServiceLifecycle", "Logging", "Metrics"]
        ),
        Wall("workup", own: ["AdminCommands"]),
        // A tool of the build, never part of the program.
        Wall("embed-text", outside: ["Foundation"]),
    ]

    /// Modules that come with another, because its own signatures use them.
    static let companions: [String: Set<String>] = [
        "AsyncHTTPClient": ["NIOCore", "NIOHTTP1", "NIOSSL"],
        "Crypto": ["CryptoExtras", "_CryptoExtras"],
        "Hummingbird": [
            "HummingbirdCore", "HummingbirdRouter", "HummingbirdTLS", "NIOCore", "NIOHTTP1", "NIOHTTPTypes",
            "ServiceLifecycle",
            // The certificate of the service's own TLS, and reading it again while it runs.
            "Logging", "NIOSSL", "NIOCertificateReloading", "X509",
        ],
        "Metrics": ["CoreMetrics"],
        "ServiceLifecycle": ["UnixSignals", "Logging"],
        "Subprocess": ["System", "SystemPackage"],
    ]

    /// The language: what the toolchain brings, for every target.
    static let language: Set<String> = ["Swift", "FoundationEssentials"]

    /// The C library: where libpq waits, and where a process is started or ended.
    static let machine: Set<String> = ["Glibc", "Musl", "Darwin"]
    static let machineTargets: Set<String> = ["PostgreSQL", "EmbeddedPostgreSQL", "AdminCommands", "workup"]

    /// Locks: where many requests meet in one place. What lies between is values, and needs none.
    static let locks = "Synchronization"
    static let lockTargets: Set<String> = ["PostgreSQL", "EmbeddedPostgreSQL", "Server", "AdminCommands"]

    /// `Records` in `Server` and `PostgreSQL` nowhere above `Records`: only where the application is put together.
    static let recordsInServer = "Application/"

    /// Everything a file of the target may import.
    var allowed: Set<String> {
        var modules = own.union(outside).union(Self.language)
        for module in outside { modules.formUnion(Self.companions[module] ?? []) }
        if Self.machineTargets.contains(target) { modules.formUnion(Self.machine) }
        if Self.lockTargets.contains(target) { modules.insert(Self.locks) }
        return modules
    }
}
