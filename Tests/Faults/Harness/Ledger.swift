// What one client knows of its own requests, kept so that it survives the client: the truth the record is held against.
import Foundation

/// What a client wrote down about one key.
enum LedgerEntry: Sendable, Hashable {
    /// About to be sent.
    case intent(key: String)
    /// Answered with success; the id is that of what it made or changed.
    case acknowledged(key: String, id: String)
    /// Refused for good: it must have no effect.
    case refused(key: String)

    /// One line of the file.
    var line: String {
        switch self {
        case .intent(let key): "intent \(key)"
        case .acknowledged(let key, let id): "ack \(key) \(id)"
        case .refused(let key): "refused \(key)"
        }
    }

    init?(line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("intent", 2): self = .intent(key: words[1])
        case ("ack", 3): self = .acknowledged(key: words[1], id: words[2])
        case ("refused", 2): self = .refused(key: words[1])
        default: return nil
        }
    }
}

/// The file of one client, synced line by line.
final class Ledger {
    private let handle: FileHandle

    init(_ file: URL) throws {
        try Data().write(to: file)
        handle = try FileHandle(forWritingTo: file)
    }

    /// Returns once the line is on the disk.
    func write(_ entry: LedgerEntry) throws {
        try handle.write(contentsOf: Data((entry.line + "\n").utf8))
        try handle.synchronize()
    }

    /// Reads a file back; a line that makes no sense is a fault of the ledger itself.
    static func read(_ file: URL) throws -> [LedgerEntry] {
        try String(decoding: Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map { line in
            guard let entry = LedgerEntry(line: line) else { throw UnreadableLedger(line: String(line)) }
            return entry
        }
    }
}

/// A ledger that holds something else than entries.
struct UnreadableLedger: Error {
    let line: String
}
