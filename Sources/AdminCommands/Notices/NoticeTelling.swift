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
    /// Where notices go; nil where nothing is set.
    let post: NoticePost?
    /// The socket of the system log; nil where there is none.
    let syslogSocket: String?
    let logger: Logger

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
            let seconds = try await TellNotices.run(in: environment) { await tell($0) }
            Gauge(label: "outbox_oldest_seconds").record(seconds)
        } catch {
            // The database is away, which the service tells of itself.
        }
    }

    private func tell(_ notice: Notice) async -> Bool {
        let id = ID<Never>(notice.id).description
        if notice.attempt == 1 {
            logger.warning(
                "emergency access: to be judged by the privacy officer",
                metadata: ["review": "\(ID<Never>(notice.review))"]
            )
            if let syslogSocket {
                let line = SystemLogLine.text(notice, host: DatagramSocket.hostName, processID: ProcessNumber.own)
                if let number = DatagramSocket(path: syslogSocket).send(line) {
                    logger.warning("a notice was not taken by the system log", metadata: ["errno": "\(number)"])
                }
            }
        }
        guard let post else { return true }
        guard let trouble = await post.send(notice.body, id: id) else { return true }
        logger.error(
            "emergency access could not be told outside: it is tried again",
            metadata: ["notice": "\(id)", "reason": "\(trouble)", "attempt": "\(notice.attempt)"]
        )
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
