// pgBackRest as a program: where it is, how it is run, and how it says that something went wrong.
import FoundationEssentials
import Subprocess

/// pgBackRest on one stanza.
package struct PgBackRest: Sendable {
    /// What Workup's own server is called in its repository.
    static let stanza = "workup"

    /// A finished run.
    package struct Finished: Sendable {
        /// Every line of its output.
        package let lines: [String]
    }

    /// How much it tells on the way.
    package enum Telling: String, Sendable {
        /// The data that was asked for alone.
        case nothing = "off"
        /// What it does, in broad steps.
        case steps = "info"
        /// Every file, with how far it is.
        case files = "detail"
    }

    private let program: Program
    private let settingsFile: String
    private let stanza: String
    /// The folder of the backups of a private server; nil for a named one, of which only pgBackRest knows.
    package let repositoryFolder: String?

    init(program: Program, settingsFile: String, stanza: String, repositoryFolder: String? = nil) {
        self.repositoryFolder = repositoryFolder
        self.program = program
        self.settingsFile = settingsFile
        self.stanza = stanza
    }

    /// The program, where it is installed.
    package static var installedPath: String? {
        let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (searched + ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]).map { "\($0)/pgbackrest" }
            .first { $0.hasPrefix("/") && FileSystem.isExecutable($0) }
    }

    /// pgBackRest as the administrator of a named server set it up, run as this account.
    ///
    /// - Throws: `BackupError.notInstalled`.
    package static func named(stanza: String, settingsFile: String) throws(BackupError) -> PgBackRest {
        guard let path = installedPath else { throw .notInstalled }
        return PgBackRest(
            program: Program(path: path, account: .current(), workingFolder: "/"),
            settingsFile: settingsFile,
            stanza: stanza
        )
    }

    /// The command by which the server hands over a segment, for a shell, as PostgreSQL runs it.
    var archiveCommand: String {
        let words = [program.path, "--config=\(settingsFile)", "--stanza=\(stanza)", "archive-push"]
        let quoted = words.map { "'" + $0.replacing("'", with: "'\\''").replacing("%", with: "%%") + "'" }
        return quoted.joined(separator: " ") + " %p"
    }

    /// Runs a command to its end; each line of its output is handed on as it comes.
    ///
    /// - Throws: `BackupError`; `CancellationError` once the task is cancelled and the program has ended.
    @discardableResult
    package func run(
        _ command: String,
        _ options: [String] = [],
        telling: Telling = .steps,
        onLine: @Sendable (String) -> Void = { _ in }
    ) async throws -> Finished {
        let arguments =
            [
                command, "--config=\(settingsFile)", "--stanza=\(stanza)", "--log-level-console=\(telling.rawValue)",
                "--log-level-stderr=error", "--log-level-file=off",
            ] + options
        let outcome = try await program.stream(arguments, onLine: onLine)
        try Task.checkCancellation()
        guard !outcome.isSuccess else { return Finished(lines: outcome.lines) }
        throw PgBackRest.error(command, outcome.errors.split(separator: "\n").map(String.init) + outcome.lines)
    }

    /// What its last words mean.
    static func error(_ command: String, _ lines: [String]) -> BackupError {
        var code: Int32 = 0
        var words = ""
        for line in lines {
            guard let match = line.firstMatch(of: /ERROR: \[(\d+)\]: (.*)/) else { continue }
            (code, words) = (Int32(match.output.1) ?? 0, String(match.output.2))
            break
        }
        switch code {
        case 50: return .busy
        case 87: return .notArchiving
        default: return .failed(command: command, code: code, words: words)
        }
    }
}

extension Program {
    /// What a program that spoke line by line left behind.
    struct Streamed: Sendable {
        let isSuccess: Bool
        let lines: [String]
        let errors: String
    }

    /// Ends a program that a cancelled task waits for: it tidies up first.
    private static let streamTeardown: [TeardownStep] = [
        .send(signal: .terminate, allowedDurationToNextStep: .seconds(15))
    ]

    /// Runs the program to its end and hands on each line of its output as it comes.
    func stream(_ arguments: [String], onLine: @Sendable (String) -> Void) async throws -> Streamed {
        let result = try await Subprocess.run(
            configuration(arguments, teardown: Self.streamTeardown),
            input: .none,
            output: .sequence,
            error: .string(limit: 256 * 1_024)
        ) { execution in
            var lines: [String] = []
            for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) {
                lines.append(line)
                onLine(line)
            }
            return lines
        }
        return Streamed(
            isSuccess: result.terminationStatus.isSuccess,
            lines: result.closureResult,
            errors: result.standardError
        )
    }
}
