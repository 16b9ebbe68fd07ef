// What verifying a repository brings to light, read from the lines in which pgBackRest tells it.
import Domain
import EmbeddedPostgreSQL

/// One thing that is wrong with a repository.
struct RepositoryFault: Sendable, Hashable {
    /// What kind of thing.
    enum Kind: String, Sendable, CaseIterable {
        /// A file is not what was written.
        case damaged
        /// A file is not there.
        case missing
        /// Pieces of the log are missing between two others: no moment between them can be restored.
        case gap
        /// The list of backups, of the archive, or of the files of one backup is not what was written.
        case list
        /// Something else; pgBackRest's own log says more.
        case other
    }

    let kind: Kind
    /// The file in the repository, or from where to where.
    let place: String

    /// As data.
    var json: JSONValue { .object(("fault", .string(kind.rawValue)), ("file", .string(place))) }

    /// As a person reads it.
    static func words(_ code: String) -> Localized? {
        switch Kind(rawValue: code) {
        case .damaged: Localized(en: "not what was written", nl: "niet wat er geschreven werd")
        case .missing: Localized(en: "missing", nl: "ontbreekt")
        case .gap: Localized(en: "log missing in between", nl: "logboek ontbreekt ertussen")
        case .list: Localized(en: "list is not what was written", nl: "lijst is niet wat er geschreven werd")
        case .other: Localized(en: "something else", nl: "iets anders")
        case nil: nil
        }
    }
}

/// Reads what `pgbackrest verify` tells.
///
/// It ends with 0 also where it found something, and quotes lines of its decrypted lists in which a key can stand: so each
/// line is known here, and what is not known is told without its words.
struct RepositoryCheck: Sendable {
    private(set) var faults: [RepositoryFault] = []
    private var ranges: [(archive: String, first: String, last: String)] = []

    /// Reads all lines.
    init(_ lines: [String]) {
        for line in lines {
            guard let match = line.firstMatch(of: /P\d\d +([A-Z]+): (.*)/) else { continue }
            read(String(match.output.2), level: String(match.output.1))
        }
        addGaps()
    }

    private mutating func read(_ words: String, level: String) {
        if words.firstMatch(of: /^(verify command (begin|end)|stanza: |no (archives|backups) exist)/) != nil { return }
        if words.hasSuffix("appears to be in progress, skipping") { return }
        if let range = words.firstMatch(of: /^archiveId: (\S+), wal start: (\w+), wal stop: (\w+)/) {
            return ranges.append((String(range.output.1), String(range.output.2), String(range.output.3)))
        }
        if let match = words.firstMatch(of: /^(?:invalid checksum|invalid size|invalid result) '?([^':]+)/) {
            return add(.damaged, String(match.output.1))
        }
        if let match = words.firstMatch(of: /^file missing '([^']+)'/) { return add(.missing, String(match.output.1)) }
        if let match = words.firstMatch(of: /^unable to open missing file '([^']+)'/) {
            // A backup that is being made, or was broken off, has no list yet; it counts for nothing.
            guard !match.output.1.hasSuffix("backup.manifest") else { return }
            return add(.missing, String(match.output.1))
        }
        if let match = words.firstMatch(
            of: /^(?:backup )?'?(\S+?)'? (?:manifest\.copy )?(?:does not match|is missing or unusable)/
        ) {
            return add(.list, String(match.output.1))
        }
        let isParsing = ["unable to flush", "key/value found", "invalid JSON", "missing '='"].contains {
            words.hasPrefix($0)
        }
        guard level != "INFO" || isParsing else { return }
        add(isParsing ? .list : .other, isParsing ? "backup.info, archive.info, backup.manifest" : "")
    }

    private mutating func add(_ kind: RepositoryFault.Kind, _ place: String) {
        let fault = RepositoryFault(kind: kind, place: place)
        if !faults.contains(fault) { faults.append(fault) }
    }

    /// The log of one time line is one range, or something is missing between two.
    private mutating func addGaps() {
        for (before, after) in zip(ranges, ranges.dropFirst())
        where before.archive == after.archive && before.last.prefix(8) == after.first.prefix(8) {
            add(.gap, "\(before.last) – \(after.first)")
        }
    }
}
