// What watches the service from outside: every number is described, and nobody asks for one that is not there.
import Foundation
import Testing
import Yams

@testable import Server

@Suite("Monitoring")
struct MonitoringTests {
    /// The repository: this file is in `Tests/ServerTests`.
    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The numbers of a text that begin as the service's do, without the endings of histograms.
    private static func names(in text: String) -> Set<String> {
        Set(text.matches(of: /workup_[a-z_]+/).map { String($0.output) })
            .reduce(into: []) { names, name in
                let plain = ["_bucket", "_count", "_sum"].reduce(name) { name, ending in
                    name.hasSuffix(ending) && name.contains("seconds") ? String(name.dropLast(ending.count)) : name
                }
                names.insert(plain)
            }
    }

    private static let described = Set(MetricCatalogue.all.map(\.name))

    @Test("each name stands once, says what it is in a sentence, and ends in its unit or in total")
    func described() {
        #expect(Self.described.count == MetricCatalogue.all.count)
        for metric in MetricCatalogue.all {
            #expect(metric.help.hasSuffix(".") && !metric.help.contains("\n"), "\(metric.name)")
            #expect(metric.name.hasSuffix("_total") == (metric.kind == "counter"), "\(metric.name)")
        }
    }

    @Test("every number that the program counts is described")
    func counted() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var found: Set<String> = []
        // What a pool of connections counts, and what the pools put before it.
        var ofPools: Set<String> = []
        var prefixes: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for pattern in [#/(?:Counter|Gauge|Timer|Recorder)\(label: "([a-z_]+)"/#, #/series\(\s*"([a-z_]+)"/#] {
                found.formUnion(text.matches(of: pattern).map { String($0.output.1) })
            }
            let counted = text.matches(of: #/(?:Counter|Gauge|Timer|Recorder)\(label: prefix \+ "([a-z_]+)"/#)
            ofPools.formUnion(counted.map { String($0.output.1) })
            prefixes.formUnion(text.matches(of: #/metricsPrefix = "(workup_[a-z_]*)"/#).map { String($0.output.1) })
        }
        #expect(ofPools.count > 3 && prefixes.count > 1)
        for prefix in prefixes { found.formUnion(ofPools.map { prefix + $0 }) }
        let names = Set(found.map { $0.hasPrefix("workup_") ? $0 : "workup_\($0)" })
        #expect(names.count > 15)
        #expect(names.symmetricDifference(Self.described) == [])
    }

    @Test(
        "the alerts ask for numbers that there are, each says how grave it is, and what to do stands in the documentation"
    )
    func alerts() throws {
        let text = try Self.text("deploy/monitoring/alerts.yml")
        #expect(Self.names(in: text).subtracting(Self.described) == [])
        let file = try #require(try Yams.load(yaml: text) as? [String: [[String: Any]]])
        let rules = try #require(file["groups"]?.first?["rules"] as? [[String: Any]])
        let page = try Self.text("docs/operations/monitoring.md")
        #expect(rules.count > 10)
        for rule in rules {
            let name = try #require(rule["alert"] as? String)
            let severity = (rule["labels"] as? [String: String])?["severity"]
            #expect(severity == "page" || severity == "ticket", "\(name)")
            #expect((rule["annotations"] as? [String: String])?["summary"]?.hasSuffix(".") == true, "\(name)")
            #expect(page.contains(name), "\(name)")
        }
    }

    @Test("the dashboard asks for numbers that there are, and shows all but those that only alerts need")
    func dashboard() throws {
        let text = try Self.text("deploy/monitoring/dashboard.json")
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let shown = Self.names(in: text)
        #expect(shown.subtracting(Self.described) == [])
        #expect(
            Self.described.subtracting(shown) == [
                "workup_tls_certificate_end_timestamp_seconds", "workup_connections_refused_total",
                "workup_backup_last_success_timestamp_seconds",
            ]
        )
    }
}
