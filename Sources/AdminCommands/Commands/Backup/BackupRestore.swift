// `workup backup restore`.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Records
import UseCases

/// `workup backup restore`.
struct BackupRestore: Subcommand {
    static let configuration = CommandConfiguration.command(
        "restore",
        "Restore the record of Workup's own server as it was at a moment, or at the end of the backups.",
        examples: [
            "workup backup restore --to 2026-05-03T14:02:00Z --reason 'wrong deletion'",
            "workup backup restore --repository /mnt/backups --reason 'new machine'",
        ],
        more: """
            Stop the service first. What is in the data folder is not overwritten: it is moved aside within it once the backup
            was read whole. The restore is put into the access log, which goes on in a new tree. Without --to everything is
            restored that was handed over. A day means its end.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var place: BackupPlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @Option(help: ArgumentHelp("Moment to restore to (RFC 3339), or day.", valueName: "instant")) var to: Moment?
    @Option(help: ArgumentHelp("Why, for the access log.", valueName: "text")) var reason: String
    @Option(
        help: ArgumentHelp(
            "Time line to follow, where an earlier restore left another one; the newest by default.",
            valueName: "number"
        )
    )
    var timeline: Int?

    var settings: [SettingKey: SettingValue] { database.settings.merging(place.settings) { first, _ in first } }

    static let view = RecordView(
        columns: [
            Column("restoredTo", en: "Restored to", nl: "Teruggezet tot"),
            Column("newestEvent", en: "Newest event before", nl: "Nieuwste gebeurtenis ervoor"),
            Column("movedAside", en: "What was there", nl: "Wat er stond"),
            Column("log", en: "Tree of the access log", nl: "Boom van het toegangslogboek"),
        ],
        empty: Localized(en: "Nothing restored.", nl: "Niets teruggezet.")
    )

    func validate() throws {
        guard timeline.map({ (1...0x7FFF_FFFF).contains($0) }) != false else {
            throw ValidationError("--timeline is a number from 1 on.")
        }
        guard (1...2_000).contains(reason.unicodeScalars.count) else {
            throw ValidationError("--reason has 1 to 2,000 characters.")
        }
    }

    func perform(_ run: Run) async throws {
        guard run.settings.connection == nil else { throw BackupPlace.notSetUp }
        let own = run.settings.ownServer
        try await EmbeddedServer.refuseService(own)
        let place = try await BackupPlace.find(run.settings)
        var target = try await target(place, run)
        if change.dryRun { return sayWhatWouldBe(target, run) }
        if EmbeddedServer.hasCluster(own) {
            try run.confirm(warning(own), typing: "restore", confirmation)
            await handOverTheRest(run)
            target = try await self.target(place, run)
        }
        let document = try await restored(target, place, run)
        try run.console.show(document.bytes, as: BackupRestore.view)
        run.console.say(
            Localized(
                en: "Look at the record, then start the service; keep what was moved aside until all is well.",
                nl: "Bekijk het dossier en start dan de dienst; bewaar wat opzij is gezet tot alles in orde is."
            )
        )
    }

    /// What is restored.
    private struct Target {
        let moment: Instant?
        let backup: Backup
        let newestSegment: String?

        /// Up to when, in words.
        var words: String { moment.map { "\($0)" } ?? "end" }
    }

    /// The moment that is meant, which has to lie within what there is.
    private func target(_ place: BackupPlace, _ run: Run) async throws -> Target {
        let catalogue = try await place.catalogue()
        guard let earliest = catalogue.earliest else { throw BackupError.repositoryEmpty(place.folder) }
        let instant: Instant? =
            switch to {
            case nil: nil
            case .instant(let instant): instant
            case .endOf(let day): run.settings.zone.end(of: day)
            }
        let history = try await place.pgBackRest.history(catalogue, of: timeline.map { UInt32($0) })
        guard let backup = catalogue.backup(before: instant, on: history) else {
            throw CommandFailure.usage(
                "backup-begins-after",
                en: "the backups begin at \(earliest)",
                nl: "de reservekopieën beginnen op \(earliest)",
                hint: Localized(en: "`workup backup list` shows them", nl: "`workup backup list` toont ze")
            )
        }
        return Target(moment: instant, backup: backup, newestSegment: catalogue.newest?.name)
    }

    private func warning(_ own: EmbeddedServerConfiguration) -> Localized {
        Localized(
            en: "The record in \(own.dataFolder) is replaced. What was recorded later is not in it any more.",
            nl: "Het dossier in \(own.dataFolder) wordt vervangen. Wat later is vastgelegd staat er niet meer in."
        )
    }

    private func sayWhatWouldBe(_ target: Target, _ run: Run) {
        let moment = target.moment.map { "\($0)" }
        run.console.say(
            Localized(
                en: "Dry run: the record would be restored to \(moment ?? "the end of the backups"); nothing was done.",
                nl: "Proefrun: het dossier zou worden teruggezet tot \(moment ?? "het einde van de reservekopieën"); "
                    + "er is niets gedaan."
            )
        )
    }

    /// What a crash left unarchived is handed over by a server that starts and stops; one that cannot start is the reason
    /// why somebody restores.
    private func handOverTheRest(_ run: Run) async {
        do {
            try await RecordOpening(run: run).withServer(owning: .shared) { _ in }
        } catch {
            run.console.say(
                Localized(
                    en: "The server that is there does not start; what it did not hand over yet is not restored.",
                    nl: "De server die er staat start niet; wat die nog niet overdroeg wordt niet teruggezet."
                )
            )
        }
    }

    private func restored(_ target: Target, _ place: BackupPlace, _ run: Run) async throws -> JSONValue {
        let opening = RecordOpening(run: run)
        let shipped = try LogSealer.lastShipped(in: run.settings.log.checkpointFile)
        let (progress, onLine) = Progress.following(
            Localized(en: "restore, percent", nl: "terugzetten, procent"),
            on: run.console
        )
        var own = run.settings.ownServer
        own.startTimeout = RestoreTrial.recoveryMax
        let request = RestoreRequest(
            backup: target.backup.label,
            newestSegment: target.newestSegment,
            moment: target.moment?.forPostgreSQL,
            timeline: timeline.map { "\($0)" },
            asideName: "before-\(run.surroundings.now().compact)"
        )
        return try await EmbeddedServer.withRestored(
            own,
            from: place.pgBackRest,
            request,
            logger: opening.logger,
            onLine: onLine
        ) { server, aside in
            progress.end()
            let connections = RecordOpening.Connections(server)
            return try await opening.withConnections(connections) { session, connections in
                let newest = try await session.environment.logReader.newestEvent()
                try await NoteBackup.run(
                    .restored,
                    detail:
                        "to \(target.words) from \(target.backup.label), newest event \(newest.map { "\($0)" } ?? "none")",
                    reason: reason,
                    call: session.call,
                    in: session.environment
                )
                let beginning = try await LogTreeRestart(reason: reason, shipped: shipped)
                    .begin(session.call, session, opening, connections)
                return .object(
                    ("restoredTo", .string(target.words)),
                    ("newestEvent", newest.map { .string("\($0)") } ?? .null),
                    ("movedAside", aside.map { .string($0) } ?? .null),
                    ("log", .string("\(beginning.origin)"))
                )
            }
        }
    }
}

extension Instant {
    /// As PostgreSQL reads it in a setting: a blank, and an offset.
    fileprivate var forPostgreSQL: String {
        "\(self)".replacing("T", with: " ").replacing("Z", with: "+00")
    }

    /// For the name of a folder.
    fileprivate var compact: String {
        "\(self)".prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
