// The settings that are installed, and those that the page on installing shows, are ones that the program takes.
import Domain
import Foundation
import Server
import Testing

@testable import AdminCommands

@Suite("Settings as they are installed")
struct InstallationSettingsTests {
    private static var root: String {
        let parts = #filePath.split(separator: "/")
        return "/" + parts.dropLast(3).joined(separator: "/")
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: "\(Self.root)/\(path)"), encoding: .utf8)
    }

    /// What the program says of a configuration file.
    private func faults(_ path: String) -> (settings: Settings, faults: [SettingFault]) {
        let read = SettingsReader(flags: [:], environment: [:], file: path).read()
        return (read.settings, read.faults + read.settings.surfaceFaults)
    }

    @Test(
        "the configuration of the package is sound, and its data, keys and checkpoints lie apart in the service's folder"
    )
    func packaged() {
        let (settings, faults) = faults("\(Self.root)/deploy/etc/workup.json")
        #expect(faults.isEmpty, "\(faults)")
        #expect(settings.dataFolder == "/var/lib/workup/postgresql")
        for path in [settings.log.keyFile, settings.log.checkpointFile] {
            #expect(path.hasPrefix("/var/lib/workup/") && !path.hasPrefix("/var/lib/workup/postgresql/"), "\(path)")
        }
        #expect(settings.host == "127.0.0.1")
    }

    @Test("every configuration that the page on installing shows is sound")
    func shown() async throws {
        let page = try text("docs/operations/installing.md")
        let blocks = page.matches(of: /```json\n([^`]*)```/).map { String($0.1) }
        #expect(!blocks.isEmpty)
        try await withFolder { folder in
            for block in blocks {
                let file = folder.appending(path: "workup.json")
                try Data(block.utf8).write(to: file)
                let found = faults(file.path()).faults
                #expect(found.isEmpty, "\(found)")
            }
        }
    }

    @Test("every variable of the containers is a setting")
    func containers() throws {
        let known = Set(SettingKey.all.map(\.environmentName))
        let compose = try text("deploy/compose.yaml")
        let named = compose.matches(of: #/(?m)^ {6}(WORKUP_[A-Z_]+): /#).map { String($0.1) }
        #expect(named.count >= 7)
        // Read by Caddy.
        for name in named where !["WORKUP_NAME", "WORKUP_UPSTREAM"].contains(name) {
            #expect(known.contains(name), "\(name)")
        }
    }

    @Test("the proxies take what the service takes, and wait longer than it does")
    func proxies() throws {
        let settings = try SettingsReader(flags: [:], environment: [:], file: nil).settings()
        let seconds = settings.integer(SettingKey.all.first { $0.name == "http.requestSecondsMax" } ?? .port)
        let bytes = settings.integer(SettingKey.all.first { $0.name == "http.bodyBytesMax" } ?? .port)
        func number(_ pattern: Regex<(Substring, Substring)>, _ path: String) throws -> Int {
            try #require(try text(path).firstMatch(of: pattern).flatMap { Int($0.1) })
        }
        let nginx = "deploy/nginx/workup.conf"
        let shared = "deploy/nginx/workup-proxy.conf"
        let caddy = "deploy/caddy/Caddyfile"
        #expect(try number(/client_max_body_size (\d+)m;/, nginx) * 1_048_576 > bytes)
        #expect(try number(/max_size (\d+)MB/, caddy) * 1_000_000 > bytes)
        #expect(try number(/proxy_read_timeout (\d+)s;/, shared) > seconds)
        #expect(try number(/response_header_timeout (\d+)s/, caddy) > seconds)
        // The path of the stream is the one whose answer nginx does not hold back.
        #expect(try text(nginx).contains("location = /worklist/changes {"))
    }
}
