// `workup user`: the people who work with the record.
import ArgumentParser

/// `workup user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "user",
        "Add, reset, disable, enable and list users, and link them to the hospital's own sign-in.",
        examples: [
            "workup user add a.smit 'Anna Smit' neurologist --organisation UMC",
            "workup user list",
        ],
        subcommands: [
            UserAdd.self, UserReset.self, UserRole.self, UserSignOut.self, UserDisable.self, UserEnable.self,
            UserList.self, UserShow.self, UserLink.self, UserUnlink.self, UserLinks.self,
        ]
    )
}
