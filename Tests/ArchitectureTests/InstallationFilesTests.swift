// What the package installs, looked at without installing it: the walls of the units, their form, the scripts.
// `make package` installs it.
import Foundation
import Testing

@Suite("What the package installs")
struct InstallationFilesTests {
    private static let units = ["workup.service", "workup-check.service"]
    private static let analyser = "/usr/bin/systemd-analyze"
    private static var hasAnalyser: Bool { FileManager.default.isExecutableFile(atPath: analyser) }

    private func unit(_ name: String) throws -> String {
        try String(contentsOf: SourceTree.root.appending(path: "deploy/systemd/\(name)"), encoding: .utf8)
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }

    @Test("a unit is exposed by 2.0 at most, as systemd counts", .enabled(if: hasAnalyser), arguments: units)
    func exposure(_ name: String) throws {
        let path = SourceTree.root.appending(path: "deploy/systemd/\(name)").path()
        let arguments = ["security", "--offline=true", "--threshold=20", "--no-pager", path]
        let (code, said) = try run(Self.analyser, arguments)
        #expect(code == 0 && said.contains("Overall exposure level"), "\(said.suffix(300))")
    }

    @Test("systemd understands every line of the units", .enabled(if: hasAnalyser))
    func verified() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "units-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in Self.units + ["workup-check.timer"] {
            // The program is not on this machine.
            let text = try unit(name).replacing("/usr/bin/workup", with: "/bin/true")
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        for name in Self.units + ["workup-check.timer"] {
            let (code, said) = try run(Self.analyser, ["verify", "--man=no", folder.appending(path: name).path()])
            // It also loads units of the machine and complains of those.
            let ours = said.split(separator: "\n").filter { $0.contains(folder.path()) }
            #expect(code == 0 && ours.isEmpty, "\(said)")
        }
    }

    @Test("the daily check has the walls of the service")
    func sameWalls() throws {
        let walls = try Self.units.map { name in
            try unit(name).split(separator: "\n").map(String.init)
                .drop { !$0.hasPrefix("IPAddressDeny=") }
                .prefix { $0 != "[Install]" }.filter { !$0.hasPrefix("#") && !$0.isEmpty }
        }
        #expect(walls[0] == walls[1] && walls[0].count > 25)
    }

    @Test("every script is one that the shell can read")
    func scripts() throws {
        let start = SourceTree.root.appending(path: "deploy")
        var found = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: start.path()).sorted() {
            let file = start.appending(path: path).path()
            guard let bytes = FileManager.default.contents(atPath: file), bytes.starts(with: Data("#!/bin/sh\n".utf8))
            else { continue }
            let (code, said) = try run("/bin/sh", ["-n", file])
            #expect(code == 0, "\(path): \(said)")
            found += 1
        }
        #expect(found >= 6)
    }

    @Test("every file that the page on installing names is in the tree, and what it tells to copy is in the package")
    func page() throws {
        let page = try String(
            contentsOf: SourceTree.root.appending(path: "docs/operations/installing.md"),
            encoding: .utf8
        )
        let builder = try String(
            contentsOf: SourceTree.root.appending(path: "deploy/package/build.py"),
            encoding: .utf8
        )
        let named = page.matches(of: /`?(deploy\/[\w.\/-]+[\w])`?/).map { String($0.1) }
        #expect(Set(named).count >= 2)
        for path in named {
            #expect(FileManager.default.fileExists(atPath: SourceTree.root.appending(path: path).path()), "\(path)")
        }
        let examples = page.matches(of: /\/usr\/share\/doc\/workup\/(examples\/[\w\/.-]*\w)/).map { String($0.1) }
        #expect(examples.count >= 4)
        for path in examples { #expect(builder.contains("{DOC}/\(path)"), "\(path)") }
    }
}
