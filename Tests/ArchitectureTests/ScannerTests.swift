// The scanner can fail: each rule finds what it is there to find, and nothing else.
import Testing

@Suite("The scanner of the architecture test")
struct ScannerTests {
    private func file(_ text: String, path: String = "Sources/UseCases/Sample.swift") -> SourceFile {
        SourceFile(path: path, text: SwiftText(text))
    }

    private var wall: Wall { Wall("UseCases", own: ["Domain", "Records"], outside: ["Crypto"]) }

    @Test("an import that the row does not have is found, with its line")
    func findsImport() {
        let text = "// What it is for.\nimport Domain\npackage import Hummingbird\nimport struct NIOCore.ByteBuffer\n"
        let breaches = Rules.imports(file(text), wall: wall)
        #expect(breaches.map(\.line) == [3, 4])
        #expect(breaches.map(\.reason) == ["UseCases may not import Hummingbird", "UseCases may not import NIOCore"])
    }

    @Test(
        "imports are read in every form",
        arguments: [
            ("import Domain", "Domain"), ("package import Domain", "Domain"), ("@testable import Domain", "Domain"),
            ("@_exported public import Domain", "Domain"), ("    import class Domain.Patient", "Domain"),
        ]
    )
    func readsImport(line: String, module: String) {
        #expect(Rules.importedModule(line) == module)
    }

    @Test("companions of an allowed module are allowed, the machine's modules only where they belong")
    func allowsCompanions() {
        #expect(wall.allowed.contains("CryptoExtras"))
        #expect(!wall.allowed.contains("Glibc"))
        #expect(Wall("PostgreSQL").allowed.contains("Glibc"))
    }

    @Test("words in comments and strings are not imports and not calls")
    func ignoresCommentsAndStrings() {
        let text = """
            // import Hummingbird, then Date()
            /* print( /* try! */ Task.detached */
            let a = "UUID() and print(1)"
            let b = #"a "quoted" DispatchQueue"#
            let c = \"\"\"
                import Hummingbird
                try! \\(1 + 1) fatalError(
                \"\"\"
            """
        #expect(Rules.words(file(text)).isEmpty)
        #expect(Rules.imports(file(text), wall: wall).isEmpty)
    }

    @Test(
        "each banned word is found in code, also inside an interpolation",
        arguments: [
            "let a = Date()", "let a = Date.now", "let a = UUID()", "print(1)", "try! go()", "fatalError(\"x\")",
            "DispatchQueue.main", "Task.detached {}", "let a = \"\\(UUID())\"", "nonisolated(unsafe) var a = 1",
        ]
    )
    func findsWord(line: String) {
        #expect(Rules.words(file("// For.\n\(line)\n")).map(\.line) == [2])
    }

    @Test(
        "longer names that end in a banned word are not it",
        arguments: ["LocalDate()", "blueprint(1)", "x.localDate.now"]
    )
    func sparesLongerNames(line: String) {
        #expect(Rules.words(file(line)).isEmpty)
    }

    @Test("commands may print, the environment may look at the clock")
    func exceptions() {
        #expect(Rules.words(file("print(1)", path: "Sources/AdminCommands/A.swift")).isEmpty)
        #expect(Rules.words(file("Date()", path: "Sources/AdminCommands/LiveEnvironment.swift")).isEmpty)
    }

    @Test(
        "SQL is recognised",
        arguments: [
            ("select id from step", true), ("SELECT 1 FROM step", true), ("insert into step values (1)", true),
            ("update step set code = $1", true), ("delete from step", true), ("create table step ()", true),
            ("\n  select a,\n  b from c", true), ("select one", false), ("Select a patient from the list", false),
            ("update the step", false), ("delete", false), ("create a table", false), ("", false),
        ]
    )
    func recognisesSQL(text: String, isSQL: Bool) {
        #expect(Rules.isSQL(text) == isSQL)
    }

    @Test("SQL is found outside the record, and allowed in it")
    func findsSQL() {
        let text = "// For.\nlet a = \"delete from step\"\n"
        #expect(Rules.sql(file(text)).map(\.line) == [2])
        #expect(Rules.sql(file(text, path: "Sources/Records/A.swift")).isEmpty)
    }

    @Test("a declaration without a docstring is found; attributes and known names do not disturb")
    func findsMissingDocstring() {
        let text = """
            // What it is for.
            package struct A {
                /// Documented.
                @inlinable
                package var b: Int { 1 }
                package static func c() {}
                package let e: Int
                package static let f = 1
                package init() {}
                package var description: String { "" }
                package static func == (a: A, b: A) -> Bool { true }
                var d: Int { 2 }
            }
            package extension A {}
            package import Domain
            """
        #expect(Rules.documentation(file(text)).map(\.line) == [2, 6, 8])
    }

    @Test("a file that does not begin with its responsibility, or is too long, is found")
    func findsForm() {
        #expect(Rules.responsibility(file("import Domain\n")).count == 1)
        #expect(Rules.responsibility(file("// What this file is for.\n")).isEmpty)
        #expect(Rules.length(file(String(repeating: "//\n", count: 501))).count == 1)
        #expect(Rules.length(file(String(repeating: "//\n", count: 500))).isEmpty)
    }

    @Test("unchecked sendability needs its reason beside it")
    func findsUnchecked() {
        #expect(Rules.unchecked(file("final class A: @unchecked Sendable {}")).count == 1)
        #expect(Rules.unchecked(file("// Guarded by `lock`.\nfinal class A: @unchecked Sendable {}")).isEmpty)
    }
}
