// Log messages of the layers below as lines of talk, for `--verbose`.
import Logging

/// Says each message on standard error.
struct TalkLogHandler: LogHandler {
    let console: Console
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    init(console: Console) {
        self.console = console
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        console.say("\(event.level.rawValue): \(event.message)\(facts)")
    }
}
