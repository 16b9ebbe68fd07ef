// Asking before an act: a script is never left waiting.
import Domain
import Testing

@testable import AdminCommands

@Suite("Confirmation")
struct ConfirmationTests {
    private func ask(
        typed: String,
        isTerminal: Bool,
        isYes: Bool = false
    ) throws(CommandFailure) -> String {
        let talk = Recorder()
        let reader = ByteQueue(Array(typed.utf8))
        let surroundings = Surroundings(
            environment: [:],
            userName: "tester",
            input: reader.source,
            output: Recorder().sink,
            talk: talk.sink,
            isInputTerminal: isTerminal,
            now: { .min }
        )
        let console = Console(surroundings: surroundings, form: .table, language: .en)
        let settings = SettingsReader(flags: [:], environment: [:], file: nil).read().settings
        let run = Run(
            surroundings: surroundings,
            console: console,
            settings: settings,
            settingFaults: [],
            isVerbose: false
        )
        do {
            var options = ConfirmationOptions()
            options.yes = isYes
            try run.confirm(Localized(same: "3 workups of Jansen"), typing: "Jansen", options)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            Issue.record(error)
        }
        return talk.text
    }

    @Test("the name lets it go on", arguments: ["Jansen\n", " Jansen \r\n", "Jansen"])
    func named(typed: String) throws {
        let talk = try ask(typed: typed, isTerminal: true)
        #expect(talk == "3 workups of Jansen\nType Jansen to go on:\n")
    }

    @Test("anything else declines, with exit 2", arguments: ["y\n", "jansen\n", "\n", ""])
    func declined(typed: String) {
        #expect { try ask(typed: typed, isTerminal: true) } throws: { error in
            (error as? CommandFailure)?.exit == .declined
        }
    }

    @Test("where nobody can be asked it fails and names the flag")
    func script() {
        #expect { try ask(typed: "Jansen\n", isTerminal: false) } throws: { error in
            guard let failure = error as? CommandFailure else { return false }
            return failure.exit == .usage && failure.hint?.en.contains("--yes") == true
        }
    }

    @Test("--yes goes on without a word")
    func yes() throws {
        #expect(try ask(typed: "", isTerminal: false, isYes: true).isEmpty)
    }
}
