// `workup generate reference`: the pages of `docs/cli`, `docs/configuration.md`, `docs/operations/metrics.md` and the document
// of the REST interface, `docs/api/openapi.json`.
import ArgumentParser
import Domain
import FoundationEssentials
import Server

/// `workup generate reference`.
struct GenerateReference: Subcommand {
    static let configuration = CommandConfiguration.command(
        "reference",
        "Write the reference of commands, settings, metrics and REST into a folder.",
        examples: [
            "workup generate reference docs",
            "workup generate reference /tmp/docs --language nl",
        ]
    )

    @OptionGroup var common: CommonOptions

    @Argument(
        help: "The folder; pages go into it and into its folders api, cli and operations.",
        completion: .directory
    )
    var folder: String

    func perform(_ run: Run) async throws {
        let files = try GenerateReference.files()
        do {
            for part in ["api", "cli", "operations"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
            }
            for file in files {
                try Data(file.text.utf8).write(to: URL(filePath: "\(folder)/\(file.path)"))
            }
        } catch {
            throw CommandFailure.file(folder, en: "can not be written", nl: "is niet te beschrijven")
        }
        run.console.say(
            Localized(en: "\(files.count) pages written.", nl: "\(files.count) pagina's geschreven.")
        )
    }

    /// Every page with its path in the folder.
    static func files() throws(Faults) -> [(path: String, text: String)] {
        let pages = CommandReference.pages(try CommandDescription.root())
        let lists = [
            ("configuration.md", SettingsReference.markdown()), ("operations/metrics.md", MetricReference.markdown()),
            ("api/openapi.json", OpenAPIDocument.text()),
        ]
        return lists + pages.map { ("cli/\($0.name)", $0.text) }
    }
}
