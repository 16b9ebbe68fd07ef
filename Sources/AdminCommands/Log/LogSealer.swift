// The sealer of the running service: every few seconds it ships what was sealed, seals what came since, and ships that.
import CoreMetrics
import Domain
import Logging
import Metrics
import Records
import ServiceLifecycle
import Synchronization

/// Seals the access log beside the service, on a connection of its own, and never in a request.
struct LogSealer: Service {
    private let sealing: LogSealing
    private let history: LogHistory
    private let settings: LogSettings
    private let now: @Sendable () -> Instant
    private let logger: Logger
    /// What is known of it from outside.
    let state: SealerState
    private let shipped = Shipped()
    private let verifier: LogVerifier

    /// The last checkpoint that was shipped.
    private final class Shipped: Sendable {
        let last = Mutex<SignedCheckpoint?>(nil)
        /// The tree that was there when sealing began: another one is not sealed unseen.
        let tree = Mutex<Int?>(nil)
    }

    /// Events that wait longer than this are told of: something holds the horizon back.
    private static let waitMax = Duration.seconds(60)
    /// The months that are there ahead of their time, and how often that is looked at.
    private static let monthsAhead = 3
    private static let partitionInterval = Duration.seconds(3_600)
    private static let checkpointsAtOnce = 1_000
    /// The end of the file of checkpoints holds the last one.
    private static let fileEndBytes = 65_536

    /// A sealer of a record with a key, its file of checkpoints read.
    ///
    /// - Throws: `LogFileError`.
    init(
        record: Record,
        signer: LogSigner,
        settings: LogSettings,
        now: @escaping @Sendable () -> Instant,
        logger: Logger
    ) throws(LogFileError) {
        sealing = LogSealing(record: record, signer: signer)
        history = LogHistory(record: record)
        verifier = signer.verifier
        self.settings = settings
        self.now = now
        self.logger = logger
        state = SealerState()
        let last = try LogSealer.lastShipped(in: settings.checkpointFile)
        shipped.last.withLock { $0 = last }
    }

    /// The last checkpoint of the file. What a crash left unfinished behind it is taken away.
    static func lastShipped(in path: String) throws(LogFileError) -> SignedCheckpoint? {
        let bytes = try LogFile.read(path, lastBytesMax: fileEndBytes)
        let file = CheckpointFile(String(decoding: bytes, as: UTF8.self))
        if file.unfinishedBytes > 0 { try LogFile.cut(file.unfinishedBytes, from: path) }
        guard file.checkpoints.isEmpty, bytes.count > file.unfinishedBytes else { return file.checkpoints.last }
        throw LogFileError(path: path, kind: .otherContent)
    }

    /// The service does not wait longer for its last events to be sealed; what is left is sealed when it begins again.
    static let lastStepMax = Duration.seconds(5)

    /// Seals until the service stops, and once more then.
    func run() async {
        await cancelWhenGracefulShutdown { await sealUntilCancelled() }
        // What the last requests wrote; the service has ended by now.
        await Task { await stepTelling(until: .now + Self.lastStepMax) }.value
    }

    private func sealUntilCancelled() async {
        var lastPartitions: ContinuousClock.Instant?
        while !Task.isCancelled {
            if lastPartitions.map({ ContinuousClock.now - $0 > Self.partitionInterval }) ?? true {
                if await makePartitions() { lastPartitions = .now }
            }
            await stepTelling()
            try? await Task.sleep(for: settings.interval)
        }
    }

    /// One round before the service begins: what it finds wrong keeps the service from starting. What else waits is sealed
    /// beside the service.
    ///
    /// - Throws: `SealError`, `RecordError`, `LogFileError`.
    func begin() async throws {
        let tree = try await history.trees().last?.origin.epoch
        shipped.tree.withLock { $0 = tree }
        try await ship()
        _ = try await round()
    }

    /// One step: ship what is there, then seal all that waits and ship that.
    ///
    /// - Parameter deadline: begins no further round after it; nil for as long as it takes.
    /// - Throws: `SealError`, `RecordError`, `LogFileError`.
    func step(until deadline: ContinuousClock.Instant? = nil) async throws {
        try await ship()
        while try await round().isFull, !Task.isCancelled, deadline.map({ ContinuousClock.now < $0 }) ?? true {}
    }

    private func round() async throws -> SealRound {
        let round = try await sealing.round(now: now(), tree: shipped.tree.withLock { $0 })
        if round.sealedCount > 0 { try await ship() }
        state.done()
        tell(round)
        return round
    }

    /// Appends to the file, and sends to the system log, what was not shipped yet. What was shipped must be there still.
    private func ship() async throws {
        try LogFile.makeFolder(of: settings.checkpointFile)
        while true {
            let last = shipped.last.withLock { $0 }
            let next = try await history.unshipped(
                after: last,
                limit: Self.checkpointsAtOnce,
                trusting: [verifier]
            )
            for checkpoint in next {
                try LogFile.append(CheckpointFile.entry(checkpoint), to: settings.checkpointFile)
                shipped.last.withLock { $0 = checkpoint }
                send(checkpoint)
            }
            if next.count < Self.checkpointsAtOnce { return }
        }
    }

    private func send(_ checkpoint: SignedCheckpoint) {
        guard let path = settings.syslogSocket else { return }
        let line = SystemLogLine.text(checkpoint, host: DatagramSocket.hostName, processID: ProcessNumber.own)
        guard let number = DatagramSocket(path: path).send(line) else { return }
        // The file has it: the collector is told of the gap by the next one.
        logger.warning("a checkpoint was not taken by the system log", metadata: ["errno": "\(number)"])
    }

    private func stepTelling(until deadline: ContinuousClock.Instant? = nil) async {
        do {
            try await step(until: deadline)
            if state.isNews(failure: nil) { logger.notice("the access log is being sealed again") }
        } catch let error as SealError {
            state.stopped()
            tellFailure(error.sentence.en, .critical)
        } catch let error as LogFileError {
            tellFailure(CommandFailure(error).message.en, .critical)
        } catch is CancellationError {
            return
        } catch {
            // The database is away, which the service tells of as well: it is tried again in a moment.
            tellFailure("\(error)", .warning)
        }
    }

    private func tellFailure(_ reason: String, _ level: Logger.Level) {
        guard state.isNews(failure: reason) else { return }
        logger.log(level: level, "the access log is not sealed", metadata: ["reason": "\(reason)"])
    }

    private func makePartitions() async -> Bool {
        do {
            try await sealing.makePartitions(monthsAhead: Self.monthsAhead)
            return true
        } catch {
            logger.warning("the log's next months were not made yet", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private func tell(_ round: SealRound) {
        guard let count = round.unsealedCount else { return }
        let microseconds = round.oldestUnsealedAt.map { now().microsecondsSince1970 - $0.microsecondsSince1970 } ?? 0
        let lag = Duration.microseconds(max(0, microseconds))
        Gauge(label: "audit_seal_lag_seconds").record(Double(lag.components.seconds))
        Gauge(label: "audit_unsealed_rows").record(count)
        // Numbers that stand still look well: this one tells that they do.
        Gauge(label: "audit_sealed_timestamp_seconds").record(Double(now().microsecondsSince1970) / 1_000_000)
        let isHeldBack = lag > Self.waitMax
        guard state.isNews(heldBack: isHeldBack) else { return }
        if isHeldBack {
            logger.error(
                "a long transaction keeps the access log from being sealed: look for the oldest one in pg_stat_activity",
                metadata: ["waitingSeconds": "\(lag.components.seconds)", "waitingEvents": "\(count)"]
            )
        } else {
            logger.notice("the access log is sealed up to now again")
        }
    }
}
