// Tells what is to be known at once, beside the running service: in its log, in the system log, and where the settings say.
import CoreMetrics
import Domain
import Logging
import Metrics
import Records
import Server
import ServiceLifecycle
import UseCases

/// Looks every second for what is due.
///
/// At level debug the group logs all that its services hold, and the environment has nothing that may not be seen.
struct NoticeTelling: Service {
    let environment: UseCases.Environment
    let outlets: NoticeOutlets

    private static let interval = Duration.seconds(1)

    /// Tells until the service stops.
    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await round()
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    private func round() async {
        do {
            let seconds = try await TellNotices.run(in: environment) { [outlets] in await outlets.tell($0) }
            Gauge(label: "outbox_oldest_seconds").record(seconds)
        } catch {
            // The database is away, which the service tells of itself.
        }
    }
}

/// Where notices are told.
struct NoticeOutlets: Sendable {
    /// Where notices go; nil where nothing is set.
    let post: NoticePost?
    /// The socket of the system log; nil where there is none.
    let syslogSocket: String?
    let logger: Logger

    /// Tells one, in the service's log and in the system log each time until it was told: a process that ended in between
    /// may have told nobody. Told it is where the settings say; else by the system log; else by the service's log.
    ///
    /// - Returns: whether it was told.
    func tell(_ notice: Notice) async -> Bool {
        let id = ID<Never>(notice.id).description
        logger.warning(
            "emergency access: to be judged by the privacy officer",
            metadata: ["review": "\(ID<Never>(notice.review))", "attempt": "\(notice.attempt)"]
        )
        let isInSystemLog = sendToSystemLog(notice)
        guard let post else { return isInSystemLog }
        guard let trouble = await post.send(notice.body, id: id) else { return true }
        logger.error(
            "emergency access could not be told outside: it is tried again",
            metadata: ["notice": "\(id)", "reason": "\(trouble)", "attempt": "\(notice.attempt)"]
        )
        return false
    }

    /// False where there is a system log, and it did not take it.
    private func sendToSystemLog(_ notice: Notice) -> Bool {
        guard let syslogSocket else { return true }
        let line = SystemLogLine.text(notice, host: DatagramSocket.hostName, processID: ProcessNumber.own)
        guard let number = DatagramSocket(path: syslogSocket).send(line) else { return true }
        logger.warning("a notice was not taken by the system log", metadata: ["errno": "\(number)"])
        return false
    }
}

extension SystemLogLine {
    /// Facility *log audit* (13), severity *alert* (1).
    private static let alert = 13 * 8 + 1

    /// The line for a notice; it names no patient, and nobody at all.
    static func text(_ notice: Notice, host: String, processID: Int32) -> String {
        "<\(alert)>1 \(notice.createdAt) \(name(host)) workup \(processID) emergency - review \(ID<Never>(notice.review))"
    }
}
