// The options that every command has.
import ArgumentParser
import Domain

extension OutputForm: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

/// How a command speaks and where its settings come from.
struct CommonOptions: ParsableArguments {
    @Option(help: "Form of the data on standard output.")
    var output: OutputForm = .table

    @Option(help: "Language of what people read; by default that of LANG.")
    var language: Language?

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("Configuration file.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var configFile: String?

    @Flag(help: "Say more about a failure: its causes and codes.")
    var verbose = false

    /// What these flags set.
    var settings: [SettingKey: SettingValue] {
        language.map { [.language: .text($0.rawValue)] } ?? [:]
    }
}

/// Which database a command works on.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "PostgreSQL server to use, without a password; by default Workup's own server.",
            valueName: "url"
        )
    )
    var databaseURL: String?

    @Option(
        help: ArgumentHelp("Folder of Workup's own PostgreSQL server.", valueName: "folder"),
        completion: .directory
    )
    var data: String?

    /// A secret in a flag stands in the list of processes and in the shell's history, for all to see.
    func validate() throws {
        guard let complaint = databaseURL.flatMap(ConnectionText.complaint) else { return }
        throw ValidationError(complaint)
    }

    /// What these flags set.
    var settings: [SettingKey: SettingValue] {
        var settings: [SettingKey: SettingValue] = [:]
        if let databaseURL { settings[.databaseURL] = .text(databaseURL) }
        if let data { settings[.data] = .text(data) }
        return settings
    }
}

/// What every change offers.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Do all of it, then roll back and say so.")
    var dryRun = false
}

/// Reading the record as it was.
struct AsOfOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Show the record as known at this instant (RFC 3339) or at the end of this day.",
            valueName: "instant"
        )
    )
    var asOf: Moment?
}

/// Reading a list page by page.
struct PageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Rows of one page.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("Where the page before this one ended, as it said.", valueName: "cursor"))
    var cursor: String?

    func validate() throws {
        guard let limit, !(1...500).contains(limit) else { return }
        throw ValidationError("--limit is a number from 1 to 500.")
    }
}
