// Locks that the kernel gives back when a process dies, however it dies.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One lock file of a data folder, held by `flock` and so never left behind by a crash.
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Opens the file without locking it.
    init(_ path: String, owner: Account) throws(EmbeddedServerError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .folderUnusable(path, reason: FileSystem.errorText()) }
        guard !owner.isOther || fchown(descriptor, owner.userID, owner.groupID) == 0 else {
            let reason = FileSystem.errorText()
            close(descriptor)
            throw .folderUnusable(path, reason: reason)
        }
    }

    deinit { close(descriptor) }

    /// Whether the lock was free for this process alone.
    func tryExclusive() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Whether the lock was free for this process beside others that share it.
    func tryShared() -> Bool { flock(descriptor, LOCK_SH | LOCK_NB) == 0 }

    /// Gives the lock back.
    func unlock() { flock(descriptor, LOCK_UN) }

    /// Waits for the lock for this process alone; false once the time is over.
    ///
    /// - Throws: `CancellationError`.
    func exclusive(within timeout: Duration) async throws -> Bool {
        try await poll(within: timeout) { self.tryExclusive() }
    }

    /// The process that wrote its number into the file, for a message; it may be gone.
    func holder() -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix(while: \.isNumber))
    }

    /// Writes this process's number into the file. A failure only makes another's message less precise.
    func noteHolder() {
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    }
}

/// Asks again every 20 ms until the answer is yes; false once the time is over.
///
/// - Throws: `CancellationError`.
func poll(within timeout: Duration, until isDone: () -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + timeout
    while !isDone() {
        guard ContinuousClock.now < deadline else { return false }
        try await Task.sleep(for: .milliseconds(20))
    }
    return true
}
