// What is made from the command tree: it is up to date, and it is what people and shells can read.
import Domain
import FoundationEssentials
import Server
import Testing

@testable import AdminCommands

@Suite("Reference")
struct ReferenceTests {
    /// The repository: this file is in `Tests/AdminCommandsTests`.
    private static var root: String {
        let parts = #filePath.split(separator: "/")
        return "/" + parts.dropLast(3).joined(separator: "/")
    }

    @Test(
        "the generated pages of docs are those of this program; `workup generate reference docs` makes them"
    )
    func pages() throws {
        let files = try GenerateReference.files()
        for file in files {
            let path = "\(Self.root)/docs/\(file.path)"
            let found = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
            let isSame = found == file.text
            #expect(isSame, "\(file.path)")
        }
        let present = try FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/docs/cli")
        #expect(Set(present.map { "cli/\($0)" }) == Set(files.map(\.path).filter { $0.hasPrefix("cli/") }))
    }

    @Test("the declared settings of the HTTP edge are those that it reads, with the same bounds and defaults")
    func edgeSettings() throws {
        let declared = Dictionary(uniqueKeysWithValues: SettingKey.all.map { ($0.name, $0) })
        for key in ServerSettings.numbers {
            #expect(declared[key.name]?.kind == .integer(key.range), "\(key.name)")
        }
        let read = try ServerSettings(
            configuration: SettingsReader(flags: [:], environment: [:], file: nil).settings().reader
        )
        let standard = ServerSettings()
        #expect(read == standard)
        for key in SettingKey.all where key.name.hasPrefix("http.") {
            if case .integer? = key.standard {
                #expect(ServerSettings.numbers.contains { $0.name == key.name }, "\(key.name)")
            }
        }
        #expect(SettingKey.port.standard == .integer(standard.port))
        #expect(SettingKey.bodyBytesMax.standard == .integer(standard.bodyBytesMax))
        #expect(SettingKey.requestSecondsMax.standard == .integer(standard.requestSecondsMax))
    }

    @Test("the manual page names every command, setting and exit code, and escapes what troff would take")
    func manual() throws {
        let page = ManualPage.mdoc(try CommandDescription.root())
        for key in SettingKey.all { #expect(page.contains(".It Ev \(key.environmentName)\n")) }
        for code in ExitCode.allCases { #expect(page.contains(".It \(code.rawValue)\n")) }
        for command in try CommandDescription.root().all where command.subcommands.isEmpty {
            let name = command.path.joined(separator: " ").replacing("-", with: "\\-")
            #expect(page.contains(".Ss \(name)"), "\(name)")
        }
        let macros = Set([
            "Dd", "Dt", "Os", "Sh", "Ss", "Nm", "Nd", "Ar", "Op", "Bl", "El", "It", "Pp", "Bd", "Ed", "Ev", "Pa",
        ])
        for line in page.split(separator: "\n") where line.hasPrefix(".") && !line.hasPrefix(".\\\"") {
            #expect(macros.contains(String(line.dropFirst().prefix { $0 != " " })), "\(line)")
        }
    }

    @Test("each shell has a script that knows the nouns", arguments: GenerateCompletions.Shell.allCases)
    func completions(shell: GenerateCompletions.Shell) throws {
        let script = GenerateCompletions.script(for: shell)
        for command in try CommandDescription.root().subcommands {
            #expect(script.contains(try #require(command.path.last)))
        }
    }

    @Test(
        "help texts stay as they are",
        arguments: [
            ["--help"], ["step", "set", "--help"], ["import", "--help"], ["serve", "--help"], ["list", "--help"],
        ]
    )
    func help(arguments: [String]) async throws {
        let ran = await runAll(arguments)
        #expect(ran.code == .done)
        let name =
            "help-" + (arguments.dropLast().isEmpty ? ["workup"] : Array(arguments.dropLast())).joined(separator: "-")
        try Golden.compare(ran.output, name: "\(name).txt")
    }
}
