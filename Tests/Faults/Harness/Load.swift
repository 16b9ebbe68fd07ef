// The writers together: prepared before anything is killed, brought to an end after, whatever happens between.
import Foundation

/// Several writers, each with a workup of its own to begin with, and workups they share.
struct Load: Sendable {
    let access: ServiceAccess
    /// One workup for each writer.
    let own: [String]
    let shared: [String]
    private let ledgers: [URL]

    /// Makes the workups; what that takes is in a ledger too.
    static func prepare(
        _ access: ServiceAccess,
        writers count: Int,
        shared sharedCount: Int = 1,
        in folder: URL
    ) async throws -> Load {
        let ledgers = (0...count).map { folder.appending(path: "writer-\($0).ledger") }
        let workups = try await onOwnThread {
            let first = try Writer("w0", access, ledger: ledgers[0], halt: Halt())
            return try (0..<(count + sharedCount)).compactMap { _ in
                try first.addPatient().flatMap { try first.openWorkup(for: $0) }
            }
        }
        guard workups.count == count + sharedCount else {
            throw ProcessFault(what: "the workups to write in could not be opened")
        }
        return Load(
            access: access,
            own: Array(workups.prefix(count)),
            shared: Array(workups.dropFirst(count)),
            ledgers: ledgers
        )
    }

    /// Keeps all writers at work while the body runs, then lets each bring its last request to an end.
    ///
    /// - Parameters:
    ///   - refusals: the statuses by which the scenario may have requests refused.
    ///   - body: does what is to be done meanwhile.
    /// - Returns: what all of them saw.
    /// - Throws: what the body throws, or ``StillUnresolved``.
    func running(refusals: Set<Int> = [], _ body: () async throws -> Void) async throws -> WriterReport {
        let halt = Halt()
        let (access, shared) = (access, shared)
        let writers = zip(own, ledgers.dropFirst()).enumerated().map { number, place in
            Task {
                try await onOwnThread {
                    let name = "w\(number + 1)"
                    let writer = try Writer(name, access, ledger: place.1, halt: halt, refusals: refusals)
                    return try writer.run(own: place.0, shared: shared)
                }
            }
        }
        do {
            try await body()
            halt.finish()
        } catch {
            halt.abandon()
            for writer in writers { _ = await writer.result }
            throw error
        }
        var report = WriterReport()
        for writer in writers { report.add(try await writer.value) }
        report.sharedWorkups = shared
        return report
    }

    /// One writer of the load, to be led step by step; it writes into the first ledger that is still free.
    func writer(refusals: Set<Int> = []) throws -> Writer {
        try Writer("w1", access, ledger: ledgers[1], halt: Halt(), refusals: refusals)
    }

    /// The ledger of a client that the scenario leads itself.
    func ledger() throws -> Ledger { try Ledger(ledgers[1]) }

    /// How many changes were acknowledged up to now.
    func acknowledgedCount() throws -> Int {
        try entries().reduce(into: 0) { count, entry in
            if case .acknowledged = entry { count += 1 }
        }
    }

    /// What all of them wrote down, read back from their files.
    func entries() throws -> [LedgerEntry] {
        try ledgers.flatMap { try Ledger.read($0) }
    }
}
