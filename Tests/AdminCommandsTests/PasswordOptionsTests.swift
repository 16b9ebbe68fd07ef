// Passwords that are typed: unseen, twice, and never where nobody sits at a terminal.
import Domain
import Synchronization
import Testing

@testable import AdminCommands

@Suite("Typed passwords")
struct PasswordOptionsTests {
    private struct Asked {
        var password: String?
        var talk = ""
        var echo: [Bool] = []
    }

    private func ask(_ typed: String, isTerminal: Bool = true, file: String? = nil) throws -> Asked {
        let talk = Recorder()
        let reader = ByteQueue(Array(typed.utf8))
        let recorded = EchoRecorder()
        let surroundings = Surroundings(
            environment: [:],
            userName: "tester",
            input: reader.source,
            output: Recorder().sink,
            talk: talk.sink,
            isInputTerminal: isTerminal,
            now: { .min },
            setEcho: { recorded.add($0) }
        )
        let run = Run(
            surroundings: surroundings,
            console: Console(surroundings: surroundings, form: .table, language: .en),
            settings: SettingsReader(flags: [:], environment: [:], file: nil).read().settings,
            settingFaults: [],
            isVerbose: false
        )
        var options = PasswordOptions()
        options.prompt = file == nil
        options.passwordFile = file
        let password = try run.password(options)
        return Asked(password: password, talk: talk.text, echo: recorded.all)
    }

    @Test("are asked twice while the terminal shows nothing", arguments: ["kade mist orgel\n", "kade mist orgel\r\n"])
    func twice(line: String) throws {
        let asked = try ask(line + line)
        #expect(asked.password == "kade mist orgel")
        #expect(asked.echo == [false, true, false, true])
        #expect(asked.talk == "Password:\nThe same again:\n")
    }

    @Test("that differ are not taken")
    func differ() {
        #expect { try ask("kade mist orgel\nkade mist orgen\n") } throws: { error in
            (error as? CommandFailure)?.code == "passwords-differ"
        }
    }

    @Test("are not asked for where nobody can be asked")
    func script() {
        #expect { try ask("x\nx\n", isTerminal: false) } throws: { error in
            (error as? CommandFailure)?.hint?.en.contains("--password-file") == true
        }
    }

    @Test("from standard input are its first line, spaces and all")
    func file() throws {
        #expect(try ask(" kade mist orgel \nrest\n", isTerminal: false, file: "-").password == " kade mist orgel ")
    }
}

/// Keeps whether the terminal was told to show what is typed.
private final class EchoRecorder: Sendable {
    private let state = Mutex<[Bool]>([])

    var all: [Bool] { state.withLock { $0 } }

    func add(_ isOn: Bool) { state.withLock { $0.append(isOn) } }
}
