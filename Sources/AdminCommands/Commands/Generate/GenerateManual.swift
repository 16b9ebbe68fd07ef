// `workup generate man`: the manual page.
import ArgumentParser

/// `workup generate man`.
struct GenerateManual: Subcommand {
    static let configuration = CommandConfiguration.command(
        "man",
        "Print the manual page in mdoc.",
        examples: [
            "workup generate man | man -l -",
            "workup generate man > workup.1",
        ]
    )

    @OptionGroup var common: CommonOptions

    func perform(_ run: Run) async throws {
        try run.console.write(ManualPage.mdoc(try CommandDescription.root()))
    }
}
