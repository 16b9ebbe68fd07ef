// The command line as a whole: help, mistakes, examples, and that no flag is misnamed.
import Domain
import Testing

@testable import AdminCommands

@Suite("Command line")
struct CommandLineTests {
    @Test("every command's help begins with two examples that fit a narrow terminal")
    func examples() throws {
        for command in try CommandDescription.root().all {
            let name = command.path.joined(separator: " ")
            #expect(command.examples.count >= 2, "\(name)")
            for example in command.examples {
                #expect(example.count <= 76, "\(name): \(example)")
                #expect(example.hasPrefix("workup ") || example.contains("| workup "), "\(name): \(example)")
            }
            #expect(command.abstract.hasSuffix("."), "\(name)")
        }
    }

    @Test("the examples name commands and flags that exist")
    func examplesParse() throws {
        let root = try CommandDescription.root()
        for command in root.all {
            for example in command.examples {
                let words = commandLine(example)
                let place = CommandTree.deepest(of: words.filter { !$0.hasPrefix("-") })
                let target = try #require(root.all.first { $0.path == place.path })
                let isLeaf = target.subcommands.isEmpty
                #expect(isLeaf, "\(example)")
                let known = Set(target.arguments.flatMap(\.names))
                for word in words where word.hasPrefix("--") {
                    #expect(known.contains(String(word.prefix { $0 != "=" })), "\(example)")
                }
            }
        }
    }

    /// The words after `workup`, without pipes and redirections.
    private func commandLine(_ example: String) -> [String] {
        let words = example.split(separator: " ").map(String.init)
        let start = words.firstIndex(of: "workup").map { $0 + 1 } ?? 0
        let typed = CaseCommand.withNoun(Array(words[start...]))
        return Array(typed.prefix { $0 != "|" && $0 != ">" && $0 != "<" && $0 != "&&" })
    }

    @Test("help is data, with its examples first")
    func help() async {
        let ran = await run("config", "check", "--help")
        #expect(ran.code == .done)
        #expect(ran.talk.isEmpty)
        #expect(ran.output.hasPrefix("EXAMPLES:\n  workup config check\n"))
        #expect(ran.output.contains("\nOVERVIEW: "))
        #expect(ran.output.contains("\nUSAGE: workup config check "))
    }

    @Test("a mistyped command is told what was probably meant")
    func suggestion() async {
        let ran = await run("config", "chekc")
        #expect(ran.code == .usage)
        #expect(ran.output.isEmpty)
        #expect(
            ran.talk == "error: workup config has no command \"chekc\"\nhint: did you mean `workup config check`?\n"
        )
        let dutch = await run("confg", "--language", "nl")
        #expect(dutch.talk.contains("bedoelde u `workup config`?"))
    }

    @Test("a mistyped flag is told what was probably meant")
    func flagSuggestion() async {
        let ran = await run("config", "show", "--outptu", "json")
        #expect(ran.code == .usage)
        #expect(ran.talk.contains("Did you mean '--output'"))
        #expect(ran.talk.contains("hint: see `workup config show --help`"))
    }

    @Test("a password in a flag is refused before anything else, and not repeated")
    func secretFlag() async {
        let ran = await run("config", "show", "--database-url", "postgresql://u:hunter2@h/d")
        #expect(ran.code == .usage)
        #expect(!ran.talk.contains("hunter2"))
        #expect(ran.talk.contains("WORKUP_DATABASE_URL"))
    }

    @Test(
        "a password typed in the wrong place is not repeated",
        arguments: [
            ["check", "postgresql://u:hunter2@h/d"], ["postgresql://u:hunter2@h/d"],
            ["check", "--database-ulr", "postgresql://u:hunter2@h/d"],
            ["check", "--database-ulr=postgresql://u:hunter2@h/d"], ["check", "--output", "host=h password=hunter2"],
            ["check", "--password", "hunter2"], ["check", "--password=hunter2"],
            ["check", "host=h", "password=hunter2"],
            ["check", "--database-url", "http://u:hunter2@h/d"], ["check", "--database-url", "host=h pasword=hunter2"],
            ["check", "--database-url", "postgresql://u:hunter2/x@h/d"], ["password=hunter2", "check"],
        ]
    )
    func misplacedSecret(arguments: [String]) async {
        for language in ["en", "nl"] {
            let ran = await runAll(arguments + ["--language", language])
            #expect(ran.code == .usage)
            #expect(!ran.talk.isEmpty)
            #expect(!ran.talk.contains("hunter2"), "\(ran.talk)")
            #expect(ran.output.isEmpty)
        }
    }

    @Test(
        "distances count changes, and two swapped letters once",
        arguments: [("check", "chekc", 1), ("show", "show", 0), ("list", "lst", 1), ("open", "close", 4)]
    )
    func distances(left: String, right: String, distance: Int) {
        #expect(Suggestion.distance(left, right) == distance)
    }
}
