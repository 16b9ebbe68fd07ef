// The small parts alone: entity tags, queries, settings, metrics, log lines.
import Configuration
import CoreMetrics
import Domain
import Logging
import Testing

@testable import Server

@Suite("Small parts of the HTTP edge")
struct UnitTests {
    @Test(
        "an If-Match names exactly one version, or none",
        arguments: [
            ("\"1\"", 1), (" \"42\"", 42), ("1", nil), ("*", nil), ("W/\"1\"", nil), ("\"1\", \"2\"", nil),
            ("\"\"", nil),
            ("\"0\"", nil), ("\"007\"", nil), ("\"-1\"", nil), ("\"99999999999\"", nil),
        ] as [(String, Int?)]
    )
    func entityTags(text: String, version: Int?) {
        #expect(EntityTag.version(text) == version)
    }

    @Test("versions come back from their tags", arguments: [1, 7, Int(Int32.max)])
    func entityTagsRoundTrip(version: Int) {
        #expect(EntityTag.version(EntityTag.text(version)) == version)
    }

    @Test("query text is read and written without loss", arguments: ["", "a b", "a+b", "ü/é?&=%", "日本", "\"<>"])
    func queryRoundTrip(value: String) {
        let query = QueryText("name=" + QueryText.encoded(value))
        #expect(query.faults.isEmpty)
        #expect(query.items == [QueryText.Item(name: "name", value: value)])
    }

    @Test("a query of very many parameters is refused as a whole")
    func queryTooLong() {
        let query = QueryText((0..<1_000).map { "a\($0)=1" }.joined(separator: "&"))
        #expect(query.items.isEmpty && query.faults.count == 1)
    }

    @Test("settings come from the configuration, defaults where it is silent")
    func settings() throws {
        let provider = InMemoryProvider(values: [["http", "port"]: 9_090, ["http", "host"]: "::1"])
        let settings = try ServerSettings(configuration: ConfigReader(provider: provider))
        #expect(settings.port == 9_090 && settings.host == "::1")
        #expect(settings.requestSecondsMax == ServerSettings().requestSecondsMax)
    }

    @Test("a setting out of its bounds is named", arguments: ServerSettings.numbers.map(\.name))
    func settingOutOfBounds(name: String) throws {
        let path = AbsoluteConfigKey(name.split(separator: ".").map(String.init))
        for value in [ConfigContent.int(-1), .int(Int.max), .string("many")] {
            let provider = InMemoryProvider(values: [path: ConfigValue(value, isSecret: false)])
            let error = #expect(throws: ServerSettingsError.self) {
                try ServerSettings(configuration: ConfigReader(provider: provider))
            }
            #expect(error?.key == name)
            #expect(error?.description.contains(name) == true)
        }
    }

    @Test("a histogram counts into its buckets, a gauge keeps the last value, a label can not break a line")
    func metrics() {
        let registry = MetricsRegistry(prefix: "p_")
        for value in [0.0005, 0.02, 40] { registry.series("p_time", [], .histogram).observe(value) }
        registry.makeMeter(label: "pool.size", dimensions: [("kind", "a\"b\n")]).set(Int64(3))
        registry.makeCounter(label: "errors", dimensions: []).increment(by: 2)
        let text = registry.exposition()
        #expect(text.contains("p_time_bucket{le=\"0.001\"} 1\n"))
        #expect(text.contains("p_time_bucket{le=\"0.025\"} 2\n"))
        #expect(text.contains("p_time_bucket{le=\"30\"} 2\n"))
        #expect(text.contains("p_time_bucket{le=\"+Inf\"} 3\n"))
        #expect(text.contains("p_time_count 3\n"))
        #expect(text.contains("p_pool_size{kind=\"a\\\"b\\n\"} 3\n"))
        #expect(text.contains("# TYPE p_errors counter\np_errors 2\n"))
    }

    @Test("a log line is one line of JSON, whatever stands in it")
    func logLine() throws {
        let lines = LogLines()
        lines.logger().warning("a\nb", metadata: ["name": "x\r\n\u{1B}[31m", "list": ["1", "2"]])
        #expect(lines.all.count == 1)
        let line = try #require(lines.all.first)
        #expect(line.hasSuffix("}\n") && line.filter { $0 == "\n" }.count == 1)
        #expect(!line.utf8.contains(0x1B) && !line.utf8.contains(0x0D))
        let json = try JSONReader.read(Array(line.utf8))
        #expect(json["message"] == "a\nb" && json["level"] == "warning")
        #expect(json["time"] == "2025-10-09T08:53:20Z")
        #expect(json["list"] == .array(["1", "2"]))
    }
}
