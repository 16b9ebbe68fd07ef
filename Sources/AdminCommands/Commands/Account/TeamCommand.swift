// `workup team`: people of one organisation who look after patients together.
import ArgumentParser
import Domain
import UseCases

/// `workup team`.
struct TeamCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "team",
        "Add and list teams, and say who belongs to them.",
        examples: ["workup team list", "workup team join NMC/nmz j.boer"],
        subcommands: [TeamAdd.self, TeamList.self, TeamJoin.self, TeamLeave.self]
    )
}

/// `workup team add`.
struct TeamAdd: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "add",
        "Add a team.",
        examples: [
            "workup team add NMC nmz 'Neuromuscular team'",
            "workup team add NMC nmz 'Neuromuscular team' --dry-run",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Code of its organisation.") var organisation: String
    @Argument(help: "Its own code.") var code: String
    @Argument(help: "Its name.") var name: String

    func perform(in session: Session) async throws {
        let input = try session.run.decode(
            AddTeam.Input.codec,
            nil,
            [("organisation", .string(organisation)), ("code", .string(code)), ("name", .string(name))]
        )
        let answer = try await AddTeam.run(input, call: session.call(change), in: session.environment)
        try session.show(answer, as: .teams, change)
    }
}

/// `workup team list`.
struct TeamList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the teams and those who belong to them.",
        examples: ["workup team list", "workup team list --output csv > teams.csv"]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    func perform(in session: Session) async throws {
        try session.show(try await ListTeams.run(call: session.call, in: session.environment), as: .teams)
    }
}

/// `workup team join`.
struct TeamJoin: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "join",
        "Say that a user belongs to a team: what is shared with it is theirs to see.",
        examples: ["workup team join NMC/nmz j.boer", "workup team join NMC/nmz j.boer --dry-run"]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The team, as <organisation>/<team>.") var team: String
    @Argument(help: "Login of the user.") var login: String

    func perform(in session: Session) async throws {
        let answer = try await TeamMembership.join(
            team,
            TeamMembership.Input(login: login),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .teamMember, change)
    }
}

/// `workup team leave`.
struct TeamLeave: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "leave",
        "Say that a user left a team: what is shared with it is no longer theirs to see.",
        examples: ["workup team leave NMC/nmz j.boer", "workup team leave NMC/nmz j.boer --yes"]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var confirmation: ConfirmationOptions

    @Argument(help: "The team, as <organisation>/<team>.") var team: String
    @Argument(help: "Login of the user.") var login: String

    func perform(in session: Session) async throws {
        try session.run.confirm(
            Localized(
                en: "\(login) no longer sees what is shared with \(team).",
                nl: "\(login) ziet niet meer wat met \(team) gedeeld is."
            ),
            typing: login,
            confirmation
        )
        let answer = try await TeamMembership.leave(
            team,
            TeamMembership.Input(login: login),
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .teamMember, change)
    }
}
