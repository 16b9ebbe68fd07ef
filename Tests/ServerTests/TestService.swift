// A service for tests: fixed clock, counted ids, routes of the test's own, log lines kept.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import Logging
import Reports
import Synchronization
import Testing
import UseCases

@testable import Server

/// Log lines in the order in which they were written.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func logger() -> Logger {
        Logger(label: "test") { label in
            JSONLogHandler(label: label, level: .info, now: { TestService.instant }) { line in
                self.lines.withLock { $0.append(line) }
            }
        }
    }
}

/// Puts a service together for a test.
struct TestService {
    static let instant = Instant(microsecondsSince1970: 1_760_000_000_000_000)

    /// Without limits on how often somebody may ask: tests ask often, and those of the limits set them.
    var settings = {
        var settings = ServerSettings()
        settings.addressRequestsPerMinute = 0
        settings.accountRequestsPerMinute = 0
        settings.patientReadsPerMinute = 0
        return settings
    }()
    var routes = RouteTable.all.routes
    var tls: TLSConfiguration?
    var checkReadiness: @Sendable () async -> ServiceReadiness = { .ready }
    /// The hospital's own sign-in, where the test has one.
    var hospital: (@Sendable (UseCases.Environment) -> HospitalSignIn)?
    /// Where reports become PDFs, however long a machine that runs a whole suite takes to start the renderer.
    var paper: PDFDesk = {
        var settings = PDFSettings()
        settings.secondsMax = 240
        return PDFDesk(settings: settings)
    }()
    /// What changed in the worklist; nobody listens but a test that does.
    let changes = WorklistChanges()
    /// How many streams may stand open.
    var streams = OpenStreams(perAccountMax: 20, allMax: 500)
    /// How often a stream does what.
    var streamTimes = ChangeStreamTimes()
    let log = LogLines()
    let lifecycle = Lifecycle()
    let metrics = MetricsRegistry()

    /// Runs requests against the whole stack, without a socket or with one.
    func run<Value: Sendable>(
        _ setup: TestingSetup = .router,
        environment: UseCases.Environment,
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        var settings = settings
        settings.port = 0
        let table = RouteTable(routes: routes)
        let logger = log.logger()
        let parts = ServiceParts(
            settings: settings,
            environment: environment,
            identity: ServiceIdentity(version: "0.0.0-test"),
            checkReadiness: checkReadiness,
            clock: .utc,
            metrics: RequestMetrics(registry: metrics, startSeconds: 0),
            lifecycle: lifecycle,
            logger: logger,
            apiDocument: ByteBuffer(bytes: OpenAPIDocument(table: table).document().bytes),
            limits: RequestLimits(settings, metrics, logger),
            hospital: hospital?(environment),
            paper: paper,
            changes: changes,
            streams: streams,
            streamTimes: streamTimes
        )
        return try await makeApplication(parts, table: table, tls: tls).test(setup) { client in try await body(client) }
    }
}

extension TestResponse {
    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONReader.read(Array(body.readableBytesView), limits: .ownDocuments) }
    }

    /// The body as text.
    var text: String { String(buffer: body) }
}
