// What is in a repository, as pgBackRest tells it: the backups, the log behind them, and from when to when.
import Domain
import EmbeddedPostgreSQL

/// The kinds of backup.
enum BackupKind: String, Sendable, CaseIterable {
    /// All of it.
    case full
    /// What changed since the last full one.
    case differential
    /// What changed since the last one of any kind.
    case incremental

    /// As pgBackRest calls it.
    var word: String {
        switch self {
        case .full: "full"
        case .differential: "diff"
        case .incremental: "incr"
        }
    }

    init?(word: String?) {
        guard let kind = BackupKind.allCases.first(where: { $0.word == word }) else { return nil }
        self = kind
    }
}

/// One backup.
struct Backup: Sendable, Hashable {
    let label: String
    let kind: BackupKind
    let startedAt: Instant
    let endedAt: Instant
    /// Of the database, and of what this backup added to the repository.
    let bytes: Int
    let repositoryBytes: Int
    let firstSegment: String?
    let lastSegment: String?
    /// Where the log has to be replayed to at least, on which time line.
    let end: LogPlace?
    let timeline: UInt32?
    /// Whether pages of the database were damaged when it was made.
    let hasDamagedPages: Bool

    /// As data.
    var json: JSONValue {
        .object(members: [
            ("label", .string(label)), ("type", .string(kind.rawValue)), ("startedAt", .string("\(startedAt)")),
            ("endedAt", .string("\(endedAt)")), ("bytes", .integer(bytes)),
            ("repositoryBytes", .integer(repositoryBytes)),
            ("firstSegment", firstSegment.map { .string($0) } ?? .null),
            ("lastSegment", lastSegment.map { .string($0) } ?? .null), ("damagedPages", .bool(hasDamagedPages)),
        ])
    }

    fileprivate init?(_ value: JSONValue) {
        guard let label = value["label"]?.string, let kind = BackupKind(word: value["type"]?.string),
            let started = value["timestamp"]?["start"]?.wholeNumber,
            let ended = value["timestamp"]?["stop"]?.wholeNumber
        else { return nil }
        self.label = label
        self.kind = kind
        startedAt = Instant(microsecondsSince1970: Int64(started) * 1_000_000)
        endedAt = Instant(microsecondsSince1970: Int64(ended) * 1_000_000)
        bytes = value["info"]?["size"]?.wholeNumber ?? 0
        repositoryBytes = value["info"]?["repository"]?["delta"]?.wholeNumber ?? 0
        firstSegment = value["archive"]?["start"]?.string
        lastSegment = value["archive"]?["stop"]?.string
        end = (value["lsn"]?["stop"]?.string).flatMap { LogPlace($0) }
        timeline = lastSegment.flatMap { UInt32($0.prefix(8), radix: 16) }
        hasDamagedPages = value["error"] == .bool(true)
    }
}

extension JSONValue {
    fileprivate var wholeNumber: Int? {
        guard case .number(let number) = self else { return nil }
        return number.integer
    }
}

/// All that is in a repository.
struct BackupCatalogue: Sendable, Hashable {
    /// The oldest first.
    let backups: [Backup]
    /// The newest segment of the log, and the folder of its archive.
    let newest: Segment?

    /// A segment of the log.
    struct Segment: Sendable, Hashable {
        let archive: String
        let name: String

        /// Where its archive keeps it, beside 255 others.
        var folder: String { "archive/\(archive)/\(name.prefix(16))" }
        /// The newest time line, which a restore follows by itself.
        var timeline: UInt32? { UInt32(name.prefix(8), radix: 16) }

        /// Where its archive keeps how a time line came about.
        func history(of timeline: UInt32) -> String { "archive/\(archive)/\(TimelineHistory.fileName(timeline))" }
    }

    /// Reads what `pgbackrest info` says of one stanza.
    ///
    /// - Throws: `Faults` where it is no JSON.
    init(info: String, stanza: String) throws(Faults) {
        let all = try JSONReader.read(Array(info.utf8), limits: .ownDocuments).array ?? []
        let own = all.first { $0["name"]?.string == stanza }
        backups = (own?["backup"]?.array ?? []).compactMap { Backup($0) }.sorted { $0.endedAt < $1.endedAt }
        // The archive of the newest version of PostgreSQL is the last one.
        newest = own?["archive"]?.array?.last.flatMap { archive in
            guard let id = archive["id"]?.string, let name = archive["max"]?.string else { return nil }
            return Segment(archive: "\(stanza)/\(id)", name: name)
        }
    }

    /// Everything before this is gone: the log is only read on from the end of a backup.
    var earliest: Instant? { backups.first { $0.kind == .full }?.endedAt }

    /// The backup from which a moment is reached on the way of a time line; nil stands for the end of the archive.
    func backup(before moment: Instant?, on history: TimelineHistory) -> Backup? {
        backups.last { backup in
            guard moment.map({ backup.endedAt <= $0 }) ?? true else { return false }
            guard let end = backup.end, let timeline = backup.timeline else { return true }
            return history.leads(through: end, of: timeline)
        }
    }

    /// A newest backup that ended longer ago than 26 hours is an alarm.
    static let ageMax: Int64 = 26 * 3_600_000_000

    /// The kind that is due: a whole one each week, else what changed since then.
    func kindDue(now: Instant) -> BackupKind {
        guard let full = backups.last(where: { $0.kind == .full }) else { return .full }
        return full.startedAt.microseconds(until: now) >= BackupCatalogue.fullInterval ? .full : .differential
    }

    /// Seven days, less an hour that a backup may have begun later than the one before.
    private static let fullInterval: Int64 = (7 * 24 - 1) * 3_600_000_000
}

extension PgBackRest {
    /// What is in the repository.
    ///
    /// - Throws: `BackupError`.
    func catalogue(stanza: String) async throws -> BackupCatalogue {
        let info = try await run("info", ["--output=json"], telling: .nothing).lines.joined()
        do throws(Faults) {
            return try BackupCatalogue(info: info.isEmpty ? "[]" : info, stanza: stanza)
        } catch {
            throw BackupError.failed(command: "info", code: 0, words: error.all.first?.message.en ?? "")
        }
    }

    /// How a time line came about; the newest one where none is named.
    ///
    /// - Throws: `BackupError`.
    func history(_ catalogue: BackupCatalogue, of timeline: UInt32? = nil) async throws -> TimelineHistory {
        guard let newest = catalogue.newest, let number = timeline ?? newest.timeline, number > 1 else {
            return TimelineHistory("", of: timeline ?? 1)
        }
        let lines = try await run("repo-get", [newest.history(of: number)], telling: .nothing).lines
        return TimelineHistory(lines.joined(separator: "\n"), of: number)
    }

    /// When the newest segment of the log arrived: what was committed before is in the repository, if nothing is missing
    /// before it. Nil where there is none.
    func archivedUntil(_ catalogue: BackupCatalogue) async throws -> Instant? {
        guard let newest = catalogue.newest else { return catalogue.backups.last?.endedAt }
        let listed = try await run("repo-ls", ["--output=json", newest.folder], telling: .nothing).lines.joined()
        // What cannot be read as a list names no file.
        guard case .object(let members)? = try? JSONReader.read(Array(listed.utf8), limits: .ownDocuments) else {
            return nil
        }
        let seconds = members.first { $0.key.hasPrefix(newest.name) }?.value["time"]?.wholeNumber
        return seconds.map { Instant(microsecondsSince1970: Int64($0) * 1_000_000) }
    }
}
