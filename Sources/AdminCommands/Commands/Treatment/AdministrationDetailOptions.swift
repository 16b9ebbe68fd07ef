// The flags of what is kept of an administration beside day, product, batch and dose.
import ArgumentParser
import Domain

/// Maker, expiry, times, rates and reactions.
struct AdministrationDetailOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who made the product.", valueName: "name")) var manufacturer: String?
    @Option(help: ArgumentHelp("Until when the batch may be used: a day, a month or a year.", valueName: "date"))
    var expiresOn: String?
    @Option(help: ArgumentHelp("When the infusion began, by RFC 3339.", valueName: "instant")) var startedAt: String?
    @Option(help: ArgumentHelp("When it ended.", valueName: "instant")) var endedAt: String?
    @Option(help: ArgumentHelp("A rate in mL/kg/h; once for each, in their order.", valueName: "number"))
    var rate: [ExactNumber] = []
    @Option(
        help: ArgumentHelp("A reaction as code, code:severity or code:severity:note.", valueName: "reaction")
    )
    var reaction: [ReactionArgument] = []
    @Flag(help: "There were no reactions; without this and --reaction nobody asked.") var noReactions = false

    func validate() throws {
        guard noReactions, !reaction.isEmpty else { return }
        throw ValidationError("Give either --reaction or --no-reactions.")
    }

    /// The details, left out where no flag speaks of one.
    var json: JSONValue? {
        let reactions: JSONValue? = noReactions ? .array([]) : reaction.isEmpty ? nil : .array(reaction.map(\.json))
        return .members([
            ("manufacturer", manufacturer.json), ("expiresOn", expiresOn.json), ("startedAt", startedAt.json),
            ("endedAt", endedAt.json), ("ratesMlPerKgPerHour", rate.isEmpty ? nil : .array(rate.map(\.json))),
            ("reactions", reactions),
        ])
    }
}

/// A reaction as a person writes it: `headache`, `headache:mild`, `other::cold hands`.
struct ReactionArgument: ExpressibleByArgument {
    let json: JSONValue

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard let code = parts.first, !code.isEmpty else { return nil }
        let rest = parts.dropFirst().map { $0.isEmpty ? nil : JSONValue.string($0) }
        let members = JSONValue.members([
            ("code", .string(code)), ("severity", rest.first ?? nil), ("note", rest.dropFirst().first ?? nil),
        ])
        guard let members else { return nil }
        json = members
    }
}
