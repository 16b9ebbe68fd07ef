// The few C calls that differ between platforms: a thread, and a descriptor that wakes a poll.
import CLibPQ
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif
import Synchronization

/// A thread of our own; whoever starts it joins it, or says that nobody will.
final class OwnThread: Sendable {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let handle: Mutex<pthread_t?>

    /// Starts the thread.
    /// - Throws: category `resources` where the system has no thread left.
    init(_ run: @escaping @Sendable () -> Void) throws(PostgreSQLError) {
        let context = Unmanaged.passRetained(Body(run)).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, ownThreadMain, context)
        #else
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, ownThreadMain, context)
        #endif
        guard status == 0 else {
            Unmanaged<Body>.fromOpaque(context).release()
            throw PostgreSQLError(.resources, "the system could not start a thread (\(status))")
        }
        handle = Mutex(thread)
    }

    /// Waits for the thread's end; a second call does nothing.
    func join() {
        let thread = handle.withLock { handle in
            let thread = handle
            handle = nil
            return thread
        }
        if let thread { pthread_join(thread, nil) }
    }

    /// Lets the thread end alone: for what cannot be stopped and holds nothing that anyone waits for.
    func detach() {
        let thread = handle.withLock { handle in
            let thread = handle
            handle = nil
            return thread
        }
        if let thread { pthread_detach(thread) }
    }

    fileprivate static func runBody(_ context: UnsafeMutableRawPointer) {
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
    }
}

#if canImport(Darwin)
    private func ownThreadMain(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        OwnThread.runBody(context)
        return nil
    }
#else
    private func ownThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let context { OwnThread.runBody(context) }
        return nil
    }
#endif

/// A descriptor that another thread can make readable: an eventfd, or a pipe where there is none.
final class Waker: Sendable {
    /// The end to poll.
    let readEnd: Int32
    private let writeEnd: Int32

    /// Opens the descriptor.
    /// - Throws: category `resources` where the process has no descriptor left.
    init() throws(PostgreSQLError) {
        #if os(Linux)
            let descriptor = workup_eventfd()
            guard descriptor >= 0 else { throw PostgreSQLError(.resources, "no file descriptor left (\(errno))") }
            readEnd = descriptor
            writeEnd = descriptor
        #else
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw PostgreSQLError(.resources, "no file descriptor left (\(errno))") }
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
            readEnd = ends[0]
            writeEnd = ends[1]
        #endif
    }

    deinit {
        close(readEnd)
        if writeEnd != readEnd { close(writeEnd) }
    }

    /// Makes the descriptor readable. A full pipe is readable already, so a failed write does not matter.
    func wake() {
        var one: UInt64 = 1
        _ = withUnsafeBytes(of: &one) { write(writeEnd, $0.baseAddress, $0.count) }
    }

    /// Takes all wake-ups.
    func drain() {
        var sink: UInt64 = 0
        _ = withUnsafeMutableBytes(of: &sink) { buffer in
            #if os(Linux)
                read(readEnd, buffer.baseAddress, buffer.count)
            #else
                while read(readEnd, buffer.baseAddress, buffer.count) > 0 {}
                return 0
            #endif
        }
    }
}

/// What a wait on a socket and a waker came back with.
struct Readiness: Equatable {
    var canRead = false
    var canWrite = false
    var wasWoken = false
}

/// Waits until the socket is ready, the waker was used, or the deadline has passed.
func wait(socket: Int32, toRead: Bool, toWrite: Bool, waker: Waker, until deadline: Deadline) -> Readiness {
    let events = Int16(toRead ? POLLIN : 0) | Int16(toWrite ? POLLOUT : 0)
    // A negative descriptor is skipped by poll: that is how one waits for the waker alone.
    return withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { descriptors in
        descriptors.initializeElement(at: 0, to: pollfd(fd: socket, events: events, revents: 0))
        descriptors.initializeElement(at: 1, to: pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0))
        guard poll(descriptors.baseAddress, 2, deadline.pollMilliseconds) > 0 else { return Readiness() }
        let trouble = Int16(POLLERR | POLLHUP | POLLNVAL)
        let socketEvents = descriptors[0].revents
        return Readiness(
            // Trouble shows itself to whoever reads or writes next.
            canRead: socketEvents & (Int16(POLLIN) | trouble) != 0,
            canWrite: socketEvents & (Int16(POLLOUT) | trouble) != 0,
            wasWoken: descriptors[1].revents != 0
        )
    }
}

/// A second descriptor of a connected socket, which stays open when the first is closed.
struct DuplicateSocket: ~Copyable {
    private let descriptor: Int32

    /// Makes it; nil where the process has no descriptor left.
    init?(_ socket: Int32) {
        let duplicate = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard duplicate >= 0 else { return nil }
        descriptor = duplicate
    }

    deinit { close(descriptor) }

    /// Waits until the other side has closed the connection; what it still sends is thrown away.
    func waitForEnd(until deadline: Deadline) {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { sink in
            var socket = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while !deadline.hasPassed {
                guard poll(&socket, 1, deadline.pollMilliseconds) > 0 else { continue }
                let count = read(descriptor, sink.baseAddress, sink.count)
                if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { return }
            }
        }
    }
}

/// Whether a socket has something to read now.
func isReadable(_ socket: Int32) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
}

/// How many bytes can be read without waiting.
func readableBytes(_ socket: Int32) -> Int {
    var count: Int32 = 0
    return ioctl(socket, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
}

/// Trouble with a socket, of which libpq tells only the system's words.
enum SocketTrouble {
    case refused
    case noFile
    case timedOut
    case reset
}

/// The system's words for it, in whatever language they are.
func systemText(_ trouble: SocketTrouble) -> String {
    let number =
        switch trouble {
        case .refused: ECONNREFUSED
        case .noFile: ENOENT
        case .timedOut: ETIMEDOUT
        case .reset: ECONNRESET
        }
    return String(cString: strerror(number))
}

/// A clock that goes on while the machine sleeps, and is never set.
func monotonicNanoseconds() -> Int64 {
    #if os(Linux)
        let clock = CLOCK_BOOTTIME
    #else
        let clock = CLOCK_MONOTONIC
    #endif
    var time = timespec()
    // It cannot fail for a clock that exists.
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Lends strings to C as a list of pointers that ends in NULL.
func withCStrings<Result>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
}

/// Gives the processor to whoever is ready: those just answered often have the next question at once.
func letOthersRun() { sched_yield() }
