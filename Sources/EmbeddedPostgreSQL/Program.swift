// Running one of PostgreSQL's programs as the right account, with a small environment, to its end.
import FoundationEssentials
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// How PostgreSQL's programs are run: which account, which folder, and nothing of our own environment but the path.
struct Program: Sendable {
    /// What a finished program left behind.
    struct Outcome: Sendable {
        let isSuccess: Bool
        let output: String
        let errors: String
    }

    /// The bytes of output kept from one program; more is a fault of ours.
    private static let outputBytesMax = 256 * 1024

    let path: String
    let account: Account
    let workingFolder: String

    /// Runs the program to its end.
    ///
    /// - Throws: `SubprocessError` where it cannot be started at all.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            configuration(arguments),
            input: .string(input),
            output: .string(limit: Self.outputBytesMax),
            error: .string(limit: Self.outputBytesMax)
        )
        return Outcome(
            isSuccess: result.terminationStatus.isSuccess,
            output: result.standardOutput,
            errors: result.standardError
        )
    }

    /// How the program is started; also used for the server itself.
    func configuration(_ arguments: [String], teardown: [TeardownStep] = []) -> Configuration {
        var options = PlatformOptions()
        // A session of its own: Ctrl-C in the terminal is for Workup, which then stops the server in its turn.
        options.createSession = true
        options.teardownSequence = teardown
        var command = [path] + arguments
        if account.isOther {
            #if os(Linux)
                // Not by the options' user and group: those call the C library's setgid and setuid between fork and exec,
                // where they wait for the parent's other threads, which the child does not have, and sometimes for ever.
                command =
                    [
                        "/usr/bin/setpriv", "--reuid=\(account.userID)", "--regid=\(account.groupID)", "--clear-groups",
                        "--",
                    ] + command
            #else
                options.userID = account.userID
                options.groupID = account.groupID
                options.supplementaryGroups = []
            #endif
        }
        return Configuration(
            executable: .path(FilePath(command.removeFirst())),
            arguments: Arguments(command),
            environment: .custom(Self.environment(home: workingFolder)),
            workingDirectory: FilePath(workingFolder),
            platformOptions: options
        )
    }

    /// PG* variables would change what the programs do, and secrets of ours are none of their business.
    private static func environment(home: String) -> [Environment.Key: String] {
        var kept: [Environment.Key: String] = ["HOME": home, "LC_ALL": ClusterSettings.localeName, "TZ": "UTC"]
        let own = ProcessInfo.processInfo.environment
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
            guard let value = own[name], let key = Environment.Key(rawValue: name) else { continue }
            kept[key] = value
        }
        return kept
    }
}
