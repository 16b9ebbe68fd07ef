// One series of a metric: a counter, a gauge or a histogram with fixed buckets.
import CoreMetrics
import Synchronization

/// The numbers of one metric name with one set of labels; times are kept in seconds.
final class Series: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    private struct Numbers {
        var value = 0.0
        var count = 0
        var buckets = [Int](repeating: 0, count: Series.bounds.count)
    }

    let kind: MetricsRegistry.Kind
    private let numbers = Mutex(Numbers())

    /// Upper ends of the buckets, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    init(kind: MetricsRegistry.Kind) {
        self.kind = kind
    }

    /// Takes one observation of a histogram, or the new value of a gauge.
    func observe(_ value: Double) {
        numbers.withLock { numbers in
            switch kind {
            case .gauge: numbers.value = value
            case .counter: numbers.value += value
            case .histogram:
                numbers.value += value
                numbers.count += 1
                if let index = Series.bounds.firstIndex(where: { value <= $0 }) { numbers.buckets[index] += 1 }
            }
        }
    }

    /// The lines of the text format.
    func lines(name: String, labels: [String]) -> String {
        let numbers = numbers.withLock { $0 }
        guard kind == .histogram else {
            return "\(name)\(Series.braces(labels)) \(Series.number(numbers.value))\n"
        }
        var text = ""
        var sum = 0
        for (bound, count) in zip(Series.bounds, numbers.buckets) {
            sum += count
            text += "\(name)_bucket\(Series.braces(labels + ["le=\"\(Series.number(bound))\""])) \(sum)\n"
        }
        text += "\(name)_bucket\(Series.braces(labels + ["le=\"+Inf\""])) \(numbers.count)\n"
        text += "\(name)_sum\(Series.braces(labels)) \(Series.number(numbers.value))\n"
        return text + "\(name)_count\(Series.braces(labels)) \(numbers.count)\n"
    }

    private static func braces(_ labels: [String]) -> String {
        labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    // MARK: What swift-metrics asks for

    func increment(by amount: Int64) {
        numbers.withLock { $0.value += Double(amount) }
    }

    func increment(by amount: Double) {
        numbers.withLock { $0.value += amount }
    }

    func decrement(by amount: Double) {
        numbers.withLock { $0.value -= amount }
    }

    func reset() {
        numbers.withLock { $0 = Numbers() }
    }

    func set(_ value: Int64) {
        numbers.withLock { $0.value = Double(value) }
    }

    func set(_ value: Double) {
        numbers.withLock { $0.value = value }
    }

    func record(_ value: Int64) {
        observe(Double(value))
    }

    func record(_ value: Double) {
        observe(value)
    }

    func recordNanoseconds(_ duration: Int64) {
        observe(Double(duration) / 1e9)
    }
}
