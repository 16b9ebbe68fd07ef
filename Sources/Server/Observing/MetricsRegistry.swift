// Keeps the numbers of this process and writes them as Prometheus reads them. No label ever names a patient or user.
package import CoreMetrics
import Synchronization

/// The service's metrics backend: counters, gauges and histograms in memory.
///
/// `MetricsSystem.bootstrap` takes it, so that what the database's pool and the use cases count is shown as well.
package final class MetricsRegistry: MetricsFactory {
    /// What is kept of one series.
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// One metric name with one set of labels.
    struct SeriesKey: Hashable, Sendable {
        let name: String
        let labels: [String]
    }

    private struct State {
        var kinds: [String: Kind] = [:]
        var series: [SeriesKey: Series] = [:]
    }

    private let state = Mutex(State())
    private let prefix: String

    /// Beyond so many series new ones are not shown, so that a label run wild can not fill the memory.
    static let seriesMax = 5_000

    /// An empty registry; every name gets the prefix, where it does not have it.
    package init(prefix: String = "workup_") {
        self.prefix = prefix
    }

    /// The series of a name and labels, made where it is new.
    func series(_ label: String, _ dimensions: [(String, String)], _ kind: Kind) -> Series {
        let plain = MetricsRegistry.plainName(label)
        let name = plain.hasPrefix(prefix) ? plain : prefix + plain
        let labels = dimensions.map { "\(MetricsRegistry.plainName($0.0))=\"\(MetricsRegistry.escaped($0.1))\"" }
        let key = SeriesKey(name: name, labels: labels)
        return state.withLock { state in
            if let known = state.series[key] { return known }
            let series = Series(kind: state.kinds[name] ?? kind)
            guard state.series.count < MetricsRegistry.seriesMax else { return series }
            state.kinds[name] = series.kind
            state.series[key] = series
            return series
        }
    }

    /// All series in Prometheus' text format, version 0.0.4.
    package func exposition() -> String {
        let all = state.withLock { state in
            state.series.sorted { ($0.key.name, $0.key.labels.joined()) < ($1.key.name, $1.key.labels.joined()) }
        }
        var text = ""
        var last = ""
        for (key, series) in all {
            if key.name != last {
                if let help = MetricCatalogue.help[key.name] { text += "# HELP \(key.name) \(help)\n" }
                text += "# TYPE \(key.name) \(series.kind.rawValue)\n"
            }
            last = key.name
            text += series.lines(name: key.name, labels: key.labels)
        }
        return text
    }

    /// Letters, digits and underscores only.
    private static func plainName(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for character in value {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }

    // MARK: What swift-metrics asks for

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        series(label, dimensions, aggregate ? .histogram : .gauge)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram)
    }

    // Series stay once they are made: Prometheus wants them to.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
