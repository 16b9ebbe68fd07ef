// swift-tools-version: 6.2
// The walls of the house: which target may see which, in layer order. `docs/architecture.md` draws them;
// `Tests/ArchitectureTests` holds every import against this table.
import PackageDescription

/// One strict dialect for every target of ours.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

/// For what every change and tens of thousands of test cases compute: the criteria and the values they read. Without
/// optimisation an evaluation takes twenty times as long, and tests that wait for one grow slow and depend on chance.
let alwaysOptimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let certificateReloading: Target.Dependency = .product(name: "NIOCertificateReloading", package: "swift-nio-extras")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "workup",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "workup", targets: ["workup"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // SQL, protocols and templates become part of the program when it is built.
        .executableTarget(name: "embed-text", swiftSettings: strict),
        .plugin(name: "EmbedText", capability: .buildTool(), dependencies: ["embed-text"]),
        // PostgreSQL, with no clinical word.
        .systemLibrary(
            name: "CLibPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        .target(name: "PostgreSQL", dependencies: ["CLibPQ", logging, metrics, lifecycle], swiftSettings: strict),
        .target(
            name: "EmbeddedPostgreSQL",
            dependencies: [subprocess, logging, systemPackage],
            swiftSettings: strict
        ),
        // The nouns and the rules: pure values.
        .target(name: "Domain", swiftSettings: strict + alwaysOptimized),
        .target(
            name: "Criteria",
            dependencies: ["Domain", yams],
            exclude: ["Protocols", "CriteriaSets", "Limits"],
            swiftSettings: strict + alwaysOptimized,
            plugins: ["EmbedText"]
        ),
        // The record and what people do with it.
        .target(
            name: "Records",
            dependencies: ["Domain", "PostgreSQL", logging, crypto, cryptoExtras],
            exclude: ["Secrets/Lists"],
            swiftSettings: strict,
            plugins: ["EmbedText"]
        ),
        .target(
            name: "UseCases",
            dependencies: ["Domain", "Criteria", "Records", logging, metrics],
            exclude: ["DemoCases"],
            swiftSettings: strict,
            plugins: ["EmbedText"]
        ),
        // What a person reads.
        .target(
            name: "Reports",
            dependencies: ["Domain", "Criteria", mustache, subprocess, systemPackage],
            exclude: ["Templates"],
            swiftSettings: strict,
            plugins: ["EmbedText"]
        ),
        .target(
            name: "Pages",
            dependencies: ["Domain", "Criteria", "Reports", mustache],
            exclude: ["Templates"],
            swiftSettings: strict,
            plugins: ["EmbedText"]
        ),
        // The edges.
        .target(
            name: "Server",
            dependencies: [
                "Domain", "UseCases", "Reports", "Pages", "Records", hummingbird, hummingbirdTLS, certificateReloading,
                httpTypes, configuration, crypto, metrics, asyncHTTPClient, jwtKit,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "AdminCommands",
            dependencies: [
                "Domain", "Criteria", "UseCases", "Reports", "Server", "Records", "EmbeddedPostgreSQL",
                argumentParser, configuration, lifecycle, unixSignals, logging, metrics,
            ],
            swiftSettings: strict
        ),
        .executableTarget(name: "workup", dependencies: ["AdminCommands"], swiftSettings: strict),
        // Tests, the fast ones first.
        .target(
            name: "PostgreSQLTestKit",
            dependencies: ["PostgreSQL", "EmbeddedPostgreSQL", logging],
            path: "Tests/PostgreSQLTestKit",
            swiftSettings: strict
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "PostgreSQL", "PostgreSQLTestKit", "Domain", "Criteria", "Records", "UseCases", "EmbeddedPostgreSQL",
                logging, crypto, x509,
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: strict),
        .testTarget(
            name: "CriteriaTests",
            dependencies: ["Criteria", "Domain"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "Domain", "Criteria"],
            exclude: ["__Goldens__", "Samples"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PostgreSQLTests",
            dependencies: [
                "PostgreSQL", "PostgreSQLTestKit", "EmbeddedPostgreSQL", "CLibPQ", logging, metrics, lifecycle,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EmbeddedPostgreSQLTests",
            dependencies: ["EmbeddedPostgreSQL", "PostgreSQL", logging, subprocess],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TestSupportTests",
            dependencies: ["TestSupport", "PostgreSQL"],
            exclude: ["__Goldens__"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RecordsTests",
            dependencies: ["Records", "Domain", "PostgreSQL", "EmbeddedPostgreSQL", "TestSupport", crypto],
            swiftSettings: strict
        ),
        .testTarget(
            name: "UseCasesTests",
            dependencies: [
                "UseCases", "Records", "Domain", "Criteria", "PostgreSQL", "PostgreSQLTestKit", "TestSupport", logging,
            ],
            exclude: ["__Goldens__"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "TestSupport", "UseCases", "Records", "Domain", "Pages", "Reports", "PostgreSQL", hummingbird,
                hummingbirdTesting, hummingbirdTLS, httpTypes, logging, configuration, lifecycle, asyncHTTPClient,
                crypto,
                cryptoExtras, yams,
            ],
            exclude: ["__Goldens__", "Pages/__Goldens__", "SignIn/__Goldens__"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AdminCommandsTests",
            dependencies: [
                "AdminCommands", "Domain", "Records", "UseCases", "EmbeddedPostgreSQL", "Server", "TestSupport",
                "workup",
            ],
            exclude: ["__Goldens__"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "FaultScenarios",
            dependencies: ["workup", "PostgreSQLTestKit"],
            path: "Tests/Faults",
            exclude: ["run", "table.py", "clock.c"],
            swiftSettings: strict
        ),
        // Every parser that takes bytes from outside, for the fuzzer (Tests/Fuzz/build) and the test of its seeds.
        .target(
            name: "FuzzParsers",
            dependencies: [
                "Domain", "Criteria", "PostgreSQL", "Records", "UseCases", "Server", "EmbeddedPostgreSQL", httpTypes,
            ],
            path: "Tests/Fuzz/Parsers",
            swiftSettings: strict
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["FuzzParsers", "Domain", "EmbeddedPostgreSQL"],
            path: "Tests/Fuzz/Tests",
            swiftSettings: strict
        ),
        // Runs the client for `make bench`, beside PostgreSQL's own tools.
        .executableTarget(
            name: "client-bench",
            dependencies: ["PostgreSQL", argumentParser],
            path: "Tests/Bench/Client",
            swiftSettings: strict
        ),
    ]
)
