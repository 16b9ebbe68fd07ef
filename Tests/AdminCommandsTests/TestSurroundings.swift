// The process around a command as tests give it: streams in memory, a fixed clock, chosen variables.
import AdminCommands
import Domain
import Synchronization

/// Collects what a command writes.
final class Recorder: Sendable {
    private let state = Mutex([UInt8]())

    var sink: ByteSink {
        ByteSink { [self] bytes in state.withLock { $0 += bytes } }
    }

    var text: String {
        String(decoding: state.withLock { $0 }, as: UTF8.self)
    }
}

/// Gives bytes away, so many at a time.
final class ByteQueue: Sendable {
    private let rest: Mutex<ArraySlice<UInt8>>

    init(_ bytes: [UInt8]) {
        rest = Mutex(bytes[...])
    }

    var source: ByteSource {
        ByteSource { [self] countMax in take(countMax) }
    }

    /// The next bytes, at most so many.
    func take(_ countMax: Int) -> [UInt8] {
        rest.withLock { rest in
            let piece = rest.prefix(countMax)
            rest = rest.dropFirst(countMax)
            return Array(piece)
        }
    }
}

/// A command that was run, with everything it said.
struct Ran {
    let code: ExitCode
    let output: String
    let talk: String
}

/// Runs a command line in surroundings of the test's own.
func run(
    _ arguments: String...,
    environment: [String: String] = [:],
    input: String = "",
    isTerminal: Bool = false
) async -> Ran {
    await runAll(arguments, environment: environment, input: input, isTerminal: isTerminal)
}

/// Runs a command line in surroundings of the test's own.
func runAll(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    isTerminal: Bool = false
) async -> Ran {
    let output = Recorder()
    let talk = Recorder()
    let input = ByteQueue(Array(input.utf8))
    let surroundings = Surroundings(
        environment: ["HOME": "/nonexistent"].merging(environment) { _, new in new },
        userName: "tester",
        input: input.source,
        output: output.sink,
        talk: talk.sink,
        isInputTerminal: isTerminal,
        now: { Instant(microsecondsSince1970: 1_768_212_000_000_000) }
    )
    let code = await Program.run(arguments, in: surroundings)
    return Ran(code: code, output: output.text, talk: talk.text)
}
