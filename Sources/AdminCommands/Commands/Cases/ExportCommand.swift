// `workup export`: workups out of the record as case files.
import ArgumentParser
import Domain
import FoundationEssentials
import UseCases

/// `workup export`.
struct ExportCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "export",
        "Export workups as case files: what goes out is what came in.",
        examples: [
            "workup export > cases.ndjson",
            "workup export --to cases --as-of 2026-03-01",
        ],
        more: """
            Without ids every workup is exported. On standard output there is one case a line; with --to, one file
            for each workup, named by its id. Every export is in the access log.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Ids of the workups; all by default.") var workups: [ID<Workup>] = []
    @Option(
        help: ArgumentHelp("Folder for one file per workup; made where missing.", valueName: "folder"),
        completion: .directory
    )
    var to: String?

    private static let pageSize = 500
    /// Cases that are read at the same time; they go out in their order.
    private static let readsAtOnce = 8

    func perform(in session: Session) async throws {
        if let to { try ExportCommand.makeFolder(to) }
        let progress = Progress(
            Localized(en: "cases", nl: "casussen"),
            total: workups.isEmpty ? nil : workups.count,
            on: session.run.console
        )
        defer { progress.end() }
        var count = 0
        var page = workups
        if workups.isEmpty { page = try await next(after: nil, session) }
        while !page.isEmpty {
            var rest = page[...]
            while !rest.isEmpty {
                try Task.checkCancellation()
                let group = Array(rest.prefix(ExportCommand.readsAtOnce))
                rest = rest.dropFirst(group.count)
                for (workup, bytes) in zip(group, try await cases(group, session)) {
                    try write(bytes + [UInt8(ascii: "\n")], workup, session)
                }
                count += group.count
                progress.advance(by: group.count)
            }
            page = workups.isEmpty ? try await next(after: page.last, session) : []
        }
        progress.end()
        session.run.console.say(
            Localized(en: "\(count) cases exported.", nl: "\(count) casussen uitgevoerd.")
        )
    }

    /// Case files, in the order of the workups.
    private func cases(_ group: [ID<Workup>], _ session: Session) async throws -> [[UInt8]] {
        let instant = session.instant(moment)
        return try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { tasks in
            for (index, workup) in group.enumerated() {
                tasks.addTask {
                    let answer = try await ExportCase.run(
                        workup,
                        asOf: instant,
                        call: session.call,
                        in: session.environment
                    )
                    return (index, answer.body)
                }
            }
            var found: [Int: [UInt8]] = [:]
            for try await (index, bytes) in tasks { found[index] = bytes }
            return group.indices.compactMap { found[$0] }
        }
    }

    private func next(after last: ID<Workup>?, _ session: Session) async throws -> [ID<Workup>] {
        try await ListWorkupIDs.run(
            after: last,
            limit: ExportCommand.pageSize,
            call: session.call,
            in: session.environment
        )
    }

    /// A file appears whole or not at all.
    private func write(_ bytes: [UInt8], _ workup: ID<Workup>, _ session: Session) throws {
        guard let to else { return try session.run.console.write(bytes) }
        let path = "\(to)/\(workup).json"
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
            // Patient data: for the owner's eyes.
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw CommandFailure.file(path, en: "can not be written", nl: "is niet te beschrijven")
        }
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure.file(path, en: "can not be made", nl: "is niet te maken")
        }
    }
}
