// What the stages and handlers of a request work with; put together once, when the application is built.
import Hummingbird
import Logging
import Reports
import Synchronization
import UseCases

/// The parts of a running service.
struct ServiceParts: Sendable {
    let settings: ServerSettings
    let environment: UseCases.Environment
    let identity: ServiceIdentity
    /// Whether the record can be written and its schema is the one this program knows.
    let checkReadiness: @Sendable () async -> ServiceReadiness
    /// The wall clock that reports show moments on.
    let clock: LocalClock
    let metrics: RequestMetrics
    let lifecycle: Lifecycle
    let logger: Logger
    /// Whether the database is away, as the requests found it.
    let outage = DatabaseOutage()
    /// The API document, made once. Every answer shares these bytes: anybody may ask for it, as often as they like,
    /// and without reading it, so it must not be copied for each.
    let apiDocument: ByteBuffer
    /// How often an address and an account may ask.
    let limits: RequestLimits
    /// The hospital's own sign-in; nil where none is configured.
    var hospital: HospitalSignIn?
    /// Where reports become PDFs.
    var paper = PDFDesk()
    /// What changed in the worklist, as far as this process has heard.
    var changes = WorklistChanges()
    /// The streams that stand open.
    var streams = OpenStreams(perAccountMax: 20, allMax: 500)
    /// How often a stream does what.
    var streamTimes = ChangeStreamTimes()
}

/// What runs here.
package struct ServiceIdentity: Sendable, Hashable {
    /// The version of the program.
    package let version: String

    /// The identity of a build.
    package init(version: String) {
        self.version = version
    }
}

/// Whether the service was told to stop.
final class Lifecycle: Sendable {
    private let hasStopped = Atomic(false)

    /// True from the moment the service was told to stop.
    var isStopping: Bool { hasStopped.load(ordering: .relaxed) }

    /// Notes that the service was told to stop.
    func stop() {
        hasStopped.store(true, ordering: .relaxed)
    }
}
