// Holds the house to its plan: imports, words, lengths, docstrings of every source file.
import Foundation
import Testing

@Suite("The house as it was planned")
struct ArchitectureTests {
    @Test("every target stands in the table, and every row of the table is a target")
    func everyTargetHasAWall() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: SourceTree.root.appending(path: "Sources").path()
        )
        #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Wall.all.map(\.target)))
    }

    @Test("the page on architecture shows the same table")
    func pageIsTrue() throws {
        let page = try String(contentsOf: SourceTree.root.appending(path: "docs/architecture.md"), encoding: .utf8)
        for wall in Wall.all where wall.target != "embed-text" {
            let row = try #require(
                page.split(separator: "\n").first { $0.hasPrefix("| `\(wall.target)` |") },
                "no row for \(wall.target)"
            )
            let names = row.split(separator: "|")[1].split(separator: ",").map { name in
                name.split(separator: "(")[0].trimmingCharacters(in: .whitespaces)
            }
            #expect(Set(names).subtracting(["–"]) == wall.own, "\(wall.target)")
        }
    }

    @Test("a target imports only what its row allows", arguments: Wall.all.map(\.target))
    func imports(target: String) throws {
        let wall = try #require(Wall.all.first { $0.target == target })
        let breaches = try SourceTree.files(in: "Sources/\(target)").flatMap { Rules.imports($0, wall: wall) }
        report(breaches)
    }

    @Test("the server knows the stores only where the application is put together")
    func recordsInServer() throws {
        let files = try SourceTree.files(in: "Sources/Server").filter { !$0.path.contains(Wall.recordsInServer) }
        let offenders = files.filter { file in
            file.text.codeLines.contains { Rules.importedModule($0) == "Records" }
        }
        #expect(offenders.isEmpty, "Records outside \(Wall.recordsInServer): \(offenders)")
    }

    @Test("banned words are nowhere in the sources")
    func words() throws {
        report(try SourceTree.files(in: "Sources").flatMap(Rules.words))
        report(try SourceTree.files(in: "Sources").flatMap(Rules.unchecked))
    }

    @Test("SQL is only where the record and the client are")
    func sql() throws {
        report(try SourceTree.files(in: "Sources").flatMap(Rules.sql))
    }

    @Test("no file is longer than 500 lines", arguments: ["Sources", "Tests", "Plugins"])
    func lengths(folder: String) throws {
        report(try SourceTree.files(in: folder).flatMap(Rules.length))
    }

    @Test("every file begins by saying what it is responsible for", arguments: ["Sources", "Tests", "Plugins"])
    func responsibilities(folder: String) throws {
        report(try SourceTree.files(in: folder).flatMap(Rules.responsibility))
    }

    @Test("what other targets can see has a docstring")
    func documentation() throws {
        report(try SourceTree.files(in: "Sources").flatMap(Rules.documentation))
    }

    @Test("the program's own file has at most 30 lines")
    func programIsThin() throws {
        let lineCount = try SourceTree.files(in: "Sources/workup").reduce(0) { $0 + $1.text.lines.count }
        #expect(lineCount <= 31)
    }

    private func report(_ breaches: [Breach], sourceLocation: SourceLocation = #_sourceLocation) {
        guard !breaches.isEmpty else { return }
        Issue.record("\(breaches.map(\.description).joined(separator: "\n"))", sourceLocation: sourceLocation)
    }
}
