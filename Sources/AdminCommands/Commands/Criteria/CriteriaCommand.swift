// `workup criteria`: the published criteria that cases are held against.
import ArgumentParser

/// `workup criteria`.
struct CriteriaCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "criteria",
        "List, show, check and compare criteria sets.",
        examples: [
            "workup criteria show efns-pns-2010-mmn",
            "workup criteria check my-set.yaml",
            "workup criteria diff efns-pns-2010-mmn my-set.yaml",
        ],
        subcommands: [CriteriaList.self, CriteriaShow.self, CriteriaCheckCommand.self, CriteriaDiff.self]
    )
}
