// `workup export`: workups out of the record as case files.
import ArgumentParser
import Domain
import FoundationEssentials
import Records
import UseCases

/// `workup export`.
struct ExportCommand: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "export",
        "Export workups as case files: what goes out is what came in.",
        examples: [
            "workup export > cases.ndjson",
            "workup export --pseudonymised --to research",
        ],
        more: """
            Without ids every workup is exported. On standard output there is one case a line; with --to, one file
            for each workup, named by its id. Every export is in the access log.
            With --pseudonymised, for research: a pseudonym stands for the patient, every date of a patient is moved by the
            same secret number of days, the birth date is a year, and no free text is left. It is still data about people:
            few have this disease. The key that leads back is a file of its own (`research.keyFile`). That a patient
            objects to research is not kept by this program: name the workups of those who do not.
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
    @Flag(help: "Without what tells who the patients are, for research.") var pseudonymised = false

    func validate() throws {
        guard !pseudonymised || moment.asOf == nil else {
            throw ValidationError("--pseudonymised exports what is known now: leave --as-of out.")
        }
    }

    /// A case as it goes out: the name of its file, and its bytes.
    private struct Item: Sendable {
        let name: String
        let bytes: [UInt8]
        var removed: [String] = []
    }

    private static let pageSize = 500
    /// Cases that are read at the same time; they go out in their order.
    private static let readsAtOnce = 8

    func perform(in session: Session) async throws {
        if let to { try ExportCommand.makeFolder(to) }
        let key = pseudonymised ? try PseudonymKeyFile.key(session) : nil
        var removed: Set<String> = []
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
                for item in try await cases(group, key, session) {
                    count += 1
                    // A file for research must not be named by the record's own ids.
                    let name = key == nil ? item.name : "\(item.name)-\(count)"
                    try write(item.bytes + [UInt8(ascii: "\n")], name, session)
                    removed.formUnion(item.removed)
                }
                progress.advance(by: group.count)
            }
            page = workups.isEmpty ? try await next(after: page.last, session) : []
        }
        progress.end()
        session.run.console.say(
            Localized(en: "\(count) cases exported.", nl: "\(count) casussen uitgevoerd.")
        )
        if key != nil { say(removed.sorted(), session) }
    }

    /// Says what was taken out, and what this program cannot know.
    private func say(_ removed: [String], _ session: Session) {
        let fields = removed.joined(separator: ", ")
        session.run.console.say(
            Localized(
                en: "Taken out: \(fields). Who objects to research is not kept by this program.",
                nl: "Weggelaten: \(fields). Wie bezwaar heeft tegen onderzoek, bewaart dit programma niet."
            )
        )
    }

    /// Case files, in the order of the workups.
    private func cases(_ group: [ID<Workup>], _ key: PseudonymKey?, _ session: Session) async throws -> [Item] {
        let instant = session.instant(moment)
        return try await withThrowingTaskGroup(of: (Int, Item).self) { tasks in
            for (index, workup) in group.enumerated() {
                tasks.addTask { (index, try await item(workup, instant, key, session)) }
            }
            var found: [Int: Item] = [:]
            for try await (index, item) in tasks { found[index] = item }
            return group.indices.compactMap { found[$0] }
        }
    }

    private func item(
        _ workup: ID<Workup>,
        _ instant: Instant?,
        _ key: PseudonymKey?,
        _ session: Session
    ) async throws -> Item {
        if let key {
            let outcome = try await ExportPseudonymised.run(
                workup,
                key: key,
                call: session.call,
                in: session.environment
            )
            let name = outcome.file["patient"]?["familyName"]?.string ?? "case"
            return Item(name: name, bytes: outcome.file.bytes, removed: outcome.removed)
        }
        let answer = try await ExportCase.run(workup, asOf: instant, call: session.call, in: session.environment)
        return Item(name: "\(workup)", bytes: answer.body)
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
    private func write(_ bytes: [UInt8], _ name: String, _ session: Session) throws {
        guard let to else { return try session.run.console.write(bytes) }
        let path = "\(to)/\(name).json"
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
