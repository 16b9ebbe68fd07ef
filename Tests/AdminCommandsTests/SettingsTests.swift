// Settings: which source counts, every fault at once, secrets never shown.
import Domain
import FoundationEssentials
import Testing

@testable import AdminCommands

@Suite("Settings")
struct SettingsTests {
    private func reader(
        flags: [SettingKey: SettingValue] = [:],
        environment: [String: String] = [:],
        file: String? = nil
    ) -> SettingsReader {
        SettingsReader(flags: flags, environment: environment, file: file)
    }

    private func withFile<R>(_ text: String, _ body: (String) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "workup-settings-\(UInt64.random(in: .min ... .max))"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "workup.json")
        try Data(text.utf8).write(to: file)
        return try body(file.path())
    }

    @Test("a flag counts before a variable before a file before the default")
    func precedence() throws {
        try withFile(#"{"http": {"port": 1003, "host": "file"}, "database": {"connectionsMax": 3}}"#) { path in
            let settings = try reader(
                flags: [.port: .integer(1001)],
                environment: ["WORKUP_HTTP_PORT": "1002", "WORKUP_HTTP_HOST": "variable"],
                file: path
            ).settings()
            #expect(settings.port == 1001)
            #expect(settings.host == "variable")
            #expect(settings.connectionsMax == 3)
            #expect(settings.databaseTimeout == .seconds(10))
            let sources = Dictionary(uniqueKeysWithValues: settings.resolved.map { ($0.key.name, $0.source) })
            #expect(sources["http.port"] == .flag("--port"))
            #expect(sources["http.host"] == .environment("WORKUP_HTTP_HOST"))
            #expect(sources["database.connectionsMax"] == .file(path))
            #expect(sources["log.level"] == .standard)
            #expect(sources["data"] == .notSet)
        }
    }

    @Test("the variable of every key is the one that is read")
    func variableNames() throws {
        for key in SettingKey.all {
            let value =
                switch key.kind {
                case .integer(let range): String(range.lowerBound)
                case .choice(let choices): choices[0]
                case .flag: "true"
                case .text, .path: "/x"
                case .timeOfDay: "03:15"
                case .networks: "10.0.0.0/8, ::1"
                }
            let settings = try reader(environment: [key.environmentName: value]).settings()
            let resolved = try #require(settings.resolved.first { $0.key == key })
            #expect(resolved.source == .environment(key.environmentName))
            #expect(resolved.value?.description == value)
        }
    }

    @Test("every fault is told at once, with its source")
    func faults() throws {
        try withFile(#"{"http": {"prot": 1}, "log": {"level": "loud"}}"#) { path in
            let (_, faults) = reader(
                environment: ["WORKUP_HTTP_PORT": "abc", "WORKUP_DATABASE_CONNECTIONS_MAX": "99", "WORKUP_X": "1"],
                file: path
            ).read()
            #expect(
                Set(faults.map(\.source)) == [
                    .environment("WORKUP_HTTP_PORT"), .environment("WORKUP_DATABASE_CONNECTIONS_MAX"),
                    .environment("WORKUP_X"), .file(path),
                ]
            )
            #expect(faults.filter { $0.source == .file(path) }.count == 2)
            #expect(faults.filter(\.isWarning).map(\.source) == [.environment("WORKUP_X")])
        }
    }

    @Test("a file that is not there, no JSON, or has a key twice is refused")
    func brokenFiles() throws {
        #expect(reader(file: "/nonexistent/workup.json").read().faults.count == 1)
        for text in ["{", "[]", #"{"language": "nl", "language": "en"}"#, #"{"http": 1}"#] {
            try withFile(text) { path in
                #expect(reader(file: path).read().faults.count == 1)
            }
        }
    }

    @Test(
        "the language follows the locale",
        arguments: [
            (["LANG": "nl_NL.UTF-8"], Language.nl), (["LANG": "nl_NL", "LC_ALL": "C"], .en), ([:], .en),
            (["LANG": "de_DE.UTF-8"], .en), (["LANG": "en_GB", "LC_MESSAGES": "nl_BE"], .nl),
        ]
    )
    func languages(environment: [String: String], language: Language) throws {
        let settings = try reader(environment: environment).settings()
        #expect(settings.language == language)
        let source = settings.resolved.first { $0.key == .language }?.source
        #expect(environment.isEmpty ? source == .notSet : source != .notSet)
    }

    @Test(
        "a password is taken out of a connection",
        arguments: [
            ("postgresql://u:secret@h/d", "user=u password=*** host=h dbname=d"),
            ("postgresql://h/d?password=secret&user=u", "user=u password=*** host=h dbname=d"),
            ("host=h password='se cret\\' x' dbname=d", "password=*** host=h dbname=d"),
            ("password = secret", "password=***"),
            // Not escaped, of another scheme, misspelt: nothing of it is shown.
            ("postgres://u:se@cret@h:5/d", "***"), ("postgresql://u:se/cret@h/d", "***"),
            ("http://u:secret@h/d", "***"), ("host=h pasword=secret", "***"),
            ("dbname=postgresql://u:secret@h/d", "***"), ("secret", "***"),
            ("postgresql://u@h/d", "user=u host=h dbname=d"), ("host=h", "host=h"), ("", ""),
        ]
    )
    func blanking(text: String, shown: String) {
        #expect(ConnectionText.shown(text) == shown)
        #expect((ConnectionText.complaint(text) != nil) == (text.contains("se") && !text.hasSuffix("u@h/d")))
    }

    @Test(
        "each of libpq's variables that names something leads to a server",
        arguments: ["PGSERVICE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER"]
    )
    func namingVariable(name: String) throws {
        let settings = try reader(environment: [name: "1"]).settings()
        #expect(settings.connection == "")
        #expect(settings.shownConnection?.source == .environment(name))
        #expect(settings.unusedServerNotice == nil)
        let other = try reader(environment: ["WORKUP_DATA": "/d", name: "1"]).settings()
        #expect(other.connection == nil)
        #expect(other.unusedServerNotice?.en.hasPrefix("\(name) is set, but so is data (WORKUP_DATA)") == true)
        #expect(try reader(flags: [.data: .text("/d")], environment: [name: "1"]).settings().unusedServerNotice == nil)
    }

    @Test("libpq's own variables name a server too, unless a data folder was named")
    func libpqVariables() throws {
        #expect(try reader().settings().connection == nil)
        #expect(try reader(environment: ["PGHOST": "db"]).settings().connection?.isEmpty == true)
        let named = try reader(flags: [.data: .text("/d")], environment: ["PGHOST": "db"]).settings()
        #expect(named.connection == nil)
        #expect(
            try reader(flags: [.databaseURL: .text("host=h")], environment: ["PGHOST": "db"]).settings().connection
                == "host=h"
        )
    }
}
