// The real process: its streams, its account and its terminal.
import Domain
import FoundationEssentials
import UnixSignals

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A stream of the process that failed, named by the system's own words.
struct StreamError: Error {
    /// The number the system gave.
    let number: Int32

    /// Whether the reader of our output has gone, as `| head` does; that is no failure.
    var isReaderGone: Bool { number == EPIPE }
}

extension Surroundings {
    /// The surroundings of this very process.
    package static var live: Surroundings {
        // A pipe whose reader has gone is told by EPIPE instead of ending the process.
        signal(SIGPIPE, SIG_IGN)
        return Surroundings(
            environment: ProcessInfo.processInfo.environment,
            userName: accountName(),
            input: ByteSource { countMax in try readStream(STDIN_FILENO, countMax) },
            output: ByteSink { bytes in try writeStream(STDOUT_FILENO, bytes) },
            talk: ByteSink { bytes in try writeStream(STDERR_FILENO, bytes) },
            isInputTerminal: isatty(STDIN_FILENO) == 1,
            outputColumns: columns(of: STDOUT_FILENO),
            talkColumns: columns(of: STDERR_FILENO),
            now: { currentInstant() },
            setEcho: { isOn in showTyping(isOn) },
            interruptions: { await controlC() }
        )
    }

    /// The first Ctrl-C is handed on; the second ends the process at once.
    private static func controlC() async -> AsyncStream<Void> {
        let signals = await UnixSignalsSequence(trapping: .sigint)
        return AsyncStream { continuation in
            let watch = Task {
                var count = 0
                for await _ in signals {
                    count += 1
                    if count > 1 { _exit(ExitCode.interrupted.rawValue) }
                    continuation.yield()
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in watch.cancel() }
        }
    }

    private static func currentInstant() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microsecondsSince1970: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// The account's name, or its number where the system knows no name.
    private static func accountName() -> String {
        let number = getuid()
        guard let entry = getpwuid(number) else { return "uid \(number)" }
        return String(cString: entry.pointee.pw_name)
    }

    /// Switches on or off that the terminal of standard input shows what is typed.
    private static func showTyping(_ isOn: Bool) {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        if isOn {
            settings.c_lflag |= tcflag_t(ECHO)
        } else {
            settings.c_lflag &= ~tcflag_t(ECHO)
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    /// The width of a terminal; nil where the stream is none, 80 where it does not tell.
    private static func columns(of descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func writeStream(_ descriptor: Int32, _ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR && errno != EAGAIN {
                throw StreamError(number: errno)
            }
        }
    }

    private static func readStream(_ descriptor: Int32, _ countMax: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: countMax)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(buffer.prefix(count)) }
            guard errno == EINTR else { throw StreamError(number: errno) }
        }
    }
}
