// The service's own backup each day, and the numbers by which somebody notices that there is none.
import CoreMetrics
import Domain
import EmbeddedPostgreSQL
import Logging
import Metrics
import Records
import ServiceLifecycle
import UseCases

/// Makes a backup of Workup's own server each day, and tells how old the newest is.
///
/// At level debug the group of services logs all that each holds: of this one its name alone, since a session knows the
/// environment of the process.
struct BackupSchedule: Service, CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "BackupSchedule" }
    var debugDescription: String { description }

    private let session: Session
    /// When, on the clock of the place; nil where something else makes them.
    private let dailyAt: TimeOfDay?
    private let logger: Logger

    /// The schedule of the settings; nil where backups are none of the service's business.
    init?(_ session: Session, logger: Logger) {
        let settings = session.run.settings
        let isOwn = settings.connection == nil
        guard isOwn ? settings.backupRepository != nil : settings.text(.backupStanza) != nil else { return nil }
        self.session = session
        self.logger = logger
        dailyAt = isOwn ? settings.backupDailyAt : nil
    }

    /// How often it looks. A backup that was missed is made up for at the next look.
    private static let interval = Duration.seconds(300)
    /// A backup that failed is begun again later: each beginning is in the access log.
    private static let failureWait = Duration.seconds(1_800)
    /// The service answers people first.
    private static let firstWait = Duration.seconds(120)
    /// An alarm is told again after an hour.
    private static let alarmInterval: Int64 = 3_600_000_000

    /// Works until the service stops.
    func run() async {
        await cancelWhenGracefulShutdown {
            var told = Told()
            var mayMake = false
            while !Task.isCancelled {
                let isDone = await round(&told, mayMake: mayMake)
                try? await Task.sleep(for: !mayMake ? Self.firstWait : isDone ? Self.interval : Self.failureWait)
                mayMake = true
            }
        }
    }

    /// What was told last, and when.
    struct Told {
        private var reason: String?
        private var at: Instant?

        /// Whether it is to be told now.
        mutating func isNews(_ reason: String, _ now: Instant) -> Bool {
            let isAgain = self.reason == reason && at.map { $0.microseconds(until: now) < alarmInterval } ?? false
            if !isAgain { (self.reason, at) = (reason, now) }
            return !isAgain
        }
    }

    /// Looks once, and makes a backup where one is due; gives whether all went well.
    func round(_ told: inout Told, mayMake: Bool) async -> Bool {
        let now = session.environment.now()
        do {
            let place = try await BackupPlace.find(session.run.settings)
            var catalogue = try await place.catalogue()
            if mayMake, let dailyAt, Self.isDue(dailyAt, last: catalogue.backups.last?.startedAt, now, zone) {
                let made = try await BackupMaking(place: place).make(catalogue.kindDue(now: now), session) { _ in }
                let size = ByteCount.words(made.repositoryBytes, .en)
                logger.notice("a backup was made", metadata: ["backup": "\(made.label)", "added": "\(size)"])
                if made.hasDamagedPages { logger.critical("pages of the database are damaged: run `workup check`") }
                catalogue = try await place.catalogue()
            }
            tell(catalogue.backups.last?.endedAt, now, &told, isFirst: !mayMake)
            return true
        } catch is CancellationError {
            return false
        } catch BackupError.notInstalled {
            // It was told when the server started.
            return true
        } catch {
            let reason = CommandFailure(error, isVerbose: false)?.message.en ?? "\(error)"
            if told.isNews(reason, now) {
                logger.error("there is no new backup: it is tried again", metadata: ["reason": "\(reason)"])
            }
            return false
        }
    }

    private var zone: ServiceZone { session.run.settings.zone }

    /// Tells the newest by its number, and loudly where it is too old.
    private func tell(_ newest: Instant?, _ now: Instant, _ told: inout Told, isFirst: Bool) {
        let seconds = (newest?.microsecondsSince1970 ?? 0) / 1_000_000
        Gauge(label: "backup_last_success_timestamp_seconds").record(Double(seconds))
        guard (newest?.microseconds(until: now) ?? .max) > BackupCatalogue.ageMax else { return told = Told() }
        guard !isFirst, told.isNews("old", now) else { return }
        logger.error("the newest backup is too old", metadata: ["newest": "\(newest.map { "\($0)" } ?? "none")"])
    }

    /// Whether the last time that a backup was due has none.
    static func isDue(_ dailyAt: TimeOfDay, last: Instant?, _ now: Instant, _ zone: ServiceZone) -> Bool {
        guard let last else { return true }
        return last < lastDue(dailyAt, now, zone)
    }

    /// The last instant not after now at which the clock of the place showed the time.
    static func lastDue(_ dailyAt: TimeOfDay, _ now: Instant, _ zone: ServiceZone) -> Instant {
        let today = due(dailyAt, on: zone.day(of: now), zone)
        return today <= now ? today : due(dailyAt, on: zone.day(of: now).addingDays(-1), zone)
    }

    /// The beginning of a day there, and so many minutes: an hour beside the clock on the two days when that changes.
    private static func due(_ dailyAt: TimeOfDay, on day: LocalDate, _ zone: ServiceZone) -> Instant {
        zone.end(of: day.addingDays(-1)).addingMicroseconds(1).addingSeconds(Int64(dailyAt.minutes) * 60)
    }
}
