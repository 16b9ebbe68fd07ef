// What the operating system says of this process, asked when somebody looks.
import FoundationEssentials

/// Numbers of the process itself.
enum ProcessNumbers {
    /// Memory in bytes, by `/proc/self/status`; nil where the system has no such file.
    static var residentBytes: Double? {
        guard let data = try? Data(contentsOf: URL(filePath: "/proc/self/status")) else { return nil }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }.map { $0 * 1_024 }
    }

    /// Open files and sockets; nil where the system does not say.
    static var descriptorCount: Double? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count) }
    }

    /// Puts them among the metrics, with what runs since when.
    static func record(in registry: MetricsRegistry, version: String, since start: Double) {
        registry.series("build_info", [("version", version)], .gauge).observe(1)
        registry.series("start_timestamp_seconds", [], .gauge).observe(start)
        if let bytes = residentBytes { registry.series("resident_memory_bytes", [], .gauge).observe(bytes) }
        if let count = descriptorCount { registry.series("open_descriptors", [], .gauge).observe(count) }
    }
}
