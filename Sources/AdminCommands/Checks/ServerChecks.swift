// Checks of the server and the machine: settings, clocks, damaged pages, the handing over of its log, sealing, disks.
import Domain
import EmbeddedPostgreSQL
import Records
import UseCases

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Looks at the server beneath the record and the machine beneath that.
struct ServerChecks: Sendable {
    let session: Session
    /// Whether a service runs on Workup's own server now; nil for a named one, whose services are not known.
    let hasService: Bool?

    private var record: Record { session.environment.record }
    private var language: Language { session.run.language }

    /// What needs no right but that to connect.
    func server() async throws -> [CheckRow] {
        let found = try await record.serverSettings(ServerSettingCheck.all.map(\.name))
        let settings = ServerSettingCheck.all.map { check in
            check.row(found.first { $0.name == check.name }, language)
        }
        return settings + (try await clockAndPages()) + [ServerChecks.timeKeeping(language)]
    }

    // MARK: Clocks

    /// Ids and the log's order come from one clock, the database's own instants from another.
    private static let clockMicrosecondsMax: Int64 = 1_000_000

    private func clockAndPages() async throws -> [CheckRow] {
        let before = session.environment.now()
        let (now, damaged) = try await record.serverClock()
        let after = session.environment.now()
        // It was read in between; what lies outside is apart at least so far.
        let apart = max(0, max(now.microseconds(until: before), after.microseconds(until: now)))
        let clock = CheckRow(
            check: "clock",
            state: apart <= ServerChecks.clockMicrosecondsMax ? .ok : .fault,
            value: "\(apart / 1_000) ms",
            wanted: "≤ 1000 ms",
            detail: Localized(
                en: "the clocks of this machine and of the database agree",
                nl: "de klokken van deze machine en van de database lopen gelijk"
            )[language]
        )
        let pages = CheckRow(
            check: "damaged pages",
            state: damaged == 0 ? .ok : .fault,
            value: "\(damaged)",
            wanted: "0",
            detail: Localized(
                en: "pages that were not what was written when they were read",
                nl: "pagina's die bij het lezen niet waren wat er geschreven werd"
            )[language]
        )
        return [clock, pages]
    }

    /// Whether the machine's clock is kept by others, where that can be read.
    private static func timeKeeping(_ language: Language) -> CheckRow {
        let isSet = access("/run/systemd/timesync/synchronized", F_OK) == 0
        let isKept = access("/run/systemd/timesync", F_OK) == 0
        return CheckRow(
            check: "time keeping",
            state: isSet ? .ok : isKept ? .warning : .notVisible,
            detail: Localized(
                en: "whether the machine's clock is set by a time server (systemd-timesyncd)",
                nl: "of een tijdserver de klok van de machine gelijk zet (systemd-timesyncd)"
            )[language]
        )
    }

    // MARK: The way out of the server

    /// An event that waits longer for its seal is an alarm while a service runs.
    private static let sealMicrosecondsMax: Int64 = 60_000_000

    /// How long the oldest event waits to be sealed.
    func sealing() async throws -> CheckRow {
        let unsealed = try await session.environment.logReader.unsealed()
        let waiting = unsealed.oldest.map { max(0, $0.microseconds(until: session.environment.now())) } ?? 0
        let isLate = waiting > ServerChecks.sealMicrosecondsMax
        return CheckRow(
            check: "seal lag",
            state: !isLate ? .ok : hasService == false ? .warning : .fault,
            value: "\(waiting / 1_000_000) s",
            wanted: "≤ 60 s",
            detail: Localized(
                en: "\(unsealed.count) events of the access log wait to be sealed, which the running service does",
                nl:
                    "\(unsealed.count) gebeurtenissen van het toegangslogboek wachten op verzegeling door de draaiende dienst"
            )[language]
        )
    }

    /// Whether the server's log is handed over.
    func archiving() async throws -> CheckRow {
        let archiver = try await record.archiver()
        let value = archiver.lastArchivedAt.map { "\($0)" } ?? "–"
        let isNew = archiver.lastArchivedAt == nil
        return CheckRow(
            check: "archive",
            state: archiver.isFailing ? .fault : isNew ? .warning : .ok,
            value: value,
            detail: archiver.isFailing
                ? Localized(
                    en: "the server cannot hand over its log: its own log says why",
                    nl: "de server kan het logboek niet overdragen: het eigen logboek zegt waarom"
                )[language]
                : Localized(
                    en: "when the server last handed over a piece of its log",
                    nl: "wanneer de server voor het laatst een stuk van het logboek overdroeg"
                )[language]
        )
    }
}

/// The disks that Workup's own server uses.
struct DiskCheck: Sendable {
    let language: Language

    private static let freePercentMin = 10
    private static let freePercentGood = 20

    /// How much of a disk is free.
    func free(_ check: String, _ path: String) -> CheckRow {
        var info = statvfs()
        guard statvfs(path, &info) == 0, info.f_blocks > 0 else {
            return CheckRow(check: check, state: .notVisible, wanted: "≥ 20 %", detail: path)
        }
        let percent = Int(info.f_bavail * 100 / info.f_blocks)
        return CheckRow(
            check: check,
            state: percent < DiskCheck.freePercentMin ? .fault : percent < DiskCheck.freePercentGood ? .warning : .ok,
            value: "\(percent) %",
            wanted: "≥ 20 %",
            detail: Localized(en: "free on the disk of \(path)", nl: "vrij op de schijf van \(path)")[language]
        )
    }

    /// Whether two paths lie on one disk; nil where that cannot be seen.
    static func areTogether(_ first: String, _ second: String) -> Bool? {
        var (one, other) = (stat(), stat())
        guard stat(first, &one) == 0, stat(second, &other) == 0 else { return nil }
        return one.st_dev == other.st_dev
    }

    /// When a file was last written; nil where it is not there.
    static func writtenAt(_ path: String) -> Instant? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        #if canImport(Darwin)
            let seconds = info.st_mtimespec.tv_sec
        #else
            let seconds = info.st_mtim.tv_sec
        #endif
        return Instant(microsecondsSince1970: Int64(seconds) * 1_000_000)
    }
}
