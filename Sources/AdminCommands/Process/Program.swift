// The program: reads the command line, runs the one command it names, and turns every end into an exit code.
import ArgumentParser
import Domain
import Synchronization

/// The command line as a whole.
package enum Program {
    /// Runs a command line without the program's name; nothing is thrown, everything is said and becomes a code.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> ExitCode {
        let hints = ArgumentHints(arguments, environment: surroundings.environment)
        do {
            let command = try WorkupCommand.parseAsRoot(CaseCommand.withNoun(arguments))
            guard let subcommand = command as? any Subcommand else {
                var other = command
                try other.run()
                return .done
            }
            let run = try prepare(subcommand, surroundings)
            // The service has its own way to stop: its group of services is told by the signals themselves.
            if subcommand is any LongRunning {
                try await subcommand.perform(run)
            } else {
                try await interruptible(run) { try await subcommand.perform(run) }
            }
            return .done
        } catch {
            return end(error, arguments, hints, surroundings)
        }
    }

    /// Runs a command that the first Ctrl-C ends after its current transaction; the second ends the process.
    private static func interruptible(
        _ run: Run,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let isInterrupted = Atomic(false)
        let work = Task { try await body() }
        let watch = Task {
            for await _ in await run.surroundings.interruptions() {
                isInterrupted.store(true, ordering: .relaxed)
                work.cancel()
                run.console.say(
                    Localized(
                        en: "Stopping after the current transaction; Ctrl-C again stops at once.",
                        nl: "Stopt na de lopende transactie; nogmaals Ctrl-C stopt meteen."
                    )
                )
            }
        }
        defer { watch.cancel() }
        do {
            try await work.value
        } catch {
            throw isInterrupted.load(ordering: .relaxed) ? CancellationError() : error
        }
    }

    /// Brings the settings together before the command begins.
    private static func prepare(_ command: any Subcommand, _ surroundings: Surroundings) throws -> Run {
        let flags = command.common.settings.merging(command.settings) { first, _ in first }
        let reader = SettingsReader(
            flags: flags,
            environment: surroundings.environment,
            file: command.common.configFile
        )
        let (settings, faults) = reader.read()
        let fatal = faults.filter { !$0.isWarning }
        if !(command is any SettingsCommand), !fatal.isEmpty { throw SettingFaults(all: fatal) }
        let console = Console(
            surroundings: surroundings,
            form: command.common.output,
            language: settings.language
        )
        return Run(
            surroundings: surroundings,
            console: console,
            settings: settings,
            settingFaults: faults,
            isVerbose: command.common.verbose
        )
    }

    private static func end(
        _ error: any Error,
        _ arguments: [String],
        _ hints: ArgumentHints,
        _ surroundings: Surroundings
    ) -> ExitCode {
        if let stop = error as? StreamError, stop.isReaderGone { return .done }
        if let code = error as? ExitCode { return code }
        let text = FailureText(
            language: hints.language,
            isJSON: hints.isJSON,
            isColoured: surroundings.talksInColour
        )
        let failure: CommandFailure
        if let known = CommandFailure(error, isVerbose: hints.isVerbose) {
            failure = known
        } else if WorkupCommand.exitCode(for: error).isSuccess {
            return showHelp(error, surroundings)
        } else {
            failure = CommandFailure.parsing(error, arguments)
        }
        // A failure that can not be told still has its exit code.
        try? surroundings.talk.write(Array(text.render(failure).utf8))
        return failure.exit
    }

    /// Help that was asked for is data.
    private static func showHelp(_ error: any Error, _ surroundings: Surroundings) -> ExitCode {
        let columns = max(80, surroundings.outputColumns ?? 80)
        let text = HelpText.examplesFirst(WorkupCommand.fullMessage(for: error, columns: columns))
        // Nobody is left to be told when help can not be written.
        try? surroundings.output.write(Array((text + "\n").utf8))
        return .done
    }
}

/// A command that runs until it is told to stop.
protocol LongRunning: Subcommand {}

/// A command about the settings themselves, which goes on when they are wrong.
protocol SettingsCommand: Subcommand {}

extension ExitCode: Error {}

/// What can be told of a command line before it is parsed: how a failure of parsing is to be said.
struct ArgumentHints {
    let isJSON: Bool
    let isVerbose: Bool
    let language: Language

    init(_ arguments: [String], environment: [String: String]) {
        isJSON = ArgumentHints.value("--output", arguments) == "json"
        isVerbose = arguments.contains("--verbose")
        let named = ArgumentHints.value("--language", arguments) ?? environment["WORKUP_LANGUAGE"]
        language = named.flatMap(Language.init) ?? .ofEnvironment(environment)
    }

    private static func value(_ flag: String, _ arguments: [String]) -> String? {
        for (index, argument) in arguments.enumerated() {
            if argument == flag, index + 1 < arguments.count { return arguments[index + 1] }
            if argument.hasPrefix("\(flag)=") { return String(argument.dropFirst(flag.count + 1)) }
        }
        return nil
    }
}
