// Puts text files (SQL, protocols, templates) into the program as Swift string literals at build time, so that the
// installed program is one file and can never meet another version of its own texts.
import Foundation
import PackagePlugin

@main
struct EmbedText: BuildToolPlugin {
    /// The folders each target carries, by target name; a target not named here carries nothing.
    private func folders(of target: any Target, in package: Package) -> [URL] {
        switch target.name {
        case "Records":
            [package.directoryURL.appending(path: "sql"), target.directoryURL.appending(path: "Secrets/Lists")]
        case "Criteria": ["Protocols", "CriteriaSets", "Limits"].map { target.directoryURL.appending(path: $0) }
        case "UseCases": [target.directoryURL.appending(path: "DemoCases")]
        case "Reports", "Pages": [target.directoryURL.appending(path: "Templates")]
        default: []
        }
    }

    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        let folders = folders(of: target, in: context.package)
        guard !folders.isEmpty else { return [] }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
        var inputs: [URL] = []
        for folder in folders {
            let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
            while let url = walk?.nextObject() as? URL {
                if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true { inputs.append(url) }
            }
        }
        inputs.sort { $0.path() < $1.path() }
        return [
            .buildCommand(
                displayName: "Embedding \(inputs.count) texts of \(target.name)",
                executable: try context.tool(named: "embed-text").url,
                arguments: [output.path()] + folders.map { $0.path() },
                inputFiles: inputs,
                outputFiles: [output]
            )
        ]
    }
}
