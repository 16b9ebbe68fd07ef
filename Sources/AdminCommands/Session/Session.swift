// A command at work on the record: who acts, on which database, and how answers are shown.
import Domain
import FoundationEssentials
import UseCases

/// What a command that works on the record is given.
struct Session: Sendable {
    let run: Run
    /// What every use case is given.
    let environment: UseCases.Environment

    /// The machine's own administrator, by the name the system knows them by: whoever runs the command could read the
    /// database's files as well, and the log names them all the same.
    var actor: Actor {
        Actor(
            userID: nil,
            name: "machine administrator (\(run.surroundings.userName))",
            role: .administrator,
            organisationID: nil,
            organisationCode: nil
        )
    }

    /// A call that reads.
    var call: Call {
        Call(actor: actor, origin: .commandLine)
    }

    /// A call that changes, or only tries to.
    func call(_ change: ChangeOptions) -> Call {
        Call(actor: actor, origin: .commandLine, isDryRun: change.dryRun)
    }

    /// The instant that was asked for; nil is now.
    func instant(_ options: AsOfOptions) -> Instant? { instant(options.asOf) }

    /// The instant that is meant; of a day it is the end.
    func instant(_ moment: Moment?) -> Instant? {
        switch moment {
        case nil: nil
        case .instant(let instant): instant
        case .endOf(let day): run.settings.zone.end(of: day)
        }
    }

    /// Shows one thing.
    func show(_ answer: Answer, as view: RecordView) throws {
        try run.console.show(answer.body, as: view)
    }

    /// Shows a page.
    func show(_ page: Page, as view: RecordView) throws {
        try run.console.show(page: page.body, as: view)
    }

    /// Shows what a change made, and says so where nothing was kept.
    func show(_ answer: Answer, as view: RecordView, _ change: ChangeOptions) throws {
        try show(answer, as: view)
        if change.dryRun { run.console.say(Session.dryRunNotice) }
    }

    /// What every dry run ends with.
    static let dryRunNotice = Localized(
        en: "Dry run: everything was done and taken back; nothing was stored.",
        nl: "Proefrun: alles is uitgevoerd en teruggedraaid; er is niets opgeslagen."
    )
}

/// A command that works on the record.
protocol RecordCommand: Subcommand {
    /// Which database.
    var database: DatabaseOptions { get }

    /// Does it.
    func perform(in session: Session) async throws
}

extension RecordCommand {
    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        try await RecordOpening(run: run).withSession { session in try await perform(in: session) }
    }
}
