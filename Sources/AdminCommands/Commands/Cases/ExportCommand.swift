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
            few have this disease. Cases go out by pseudonym,
            which is no order in time; with --to a file is named by it and a count of the patient's own workups. The key that leads back is a file of its own (`research.keyFile`). That a patient
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

    private static let pageSize = 500
    /// Cases that are read at the same time; they go out in their order.
    private static let readsAtOnce = 8

    func perform(in session: Session) async throws {
        if let to { try ExportCommand.makeFolder(to) }
        if pseudonymised { return try await exportPseudonymised(PseudonymKeyFile.key(session), in: session) }
        let instant = session.instant(moment)
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
                let group = Array(rest.prefix(ExportCommand.readsAtOnce))
                rest = rest.dropFirst(group.count)
                let bodies = try await read(group, progress) { workup in
                    try await ExportCase.run(workup, asOf: instant, call: session.call, in: session.environment).body
                }
                for workup in group {
                    guard let body = bodies[workup] else { continue }
                    try write(body + [UInt8(ascii: "\n")], "\(workup)", session)
                    count += 1
                }
            }
            page = workups.isEmpty ? try await next(after: page.last, session) : []
        }
        progress.end()
        sayCount(count, session)
    }

    /// Says how many went out.
    func sayCount(_ count: Int, _ session: Session) {
        session.run.console.say(
            Localized(en: "\(count) cases exported.", nl: "\(count) casussen uitgevoerd.")
        )
    }

    /// What was read of each workup, begun in the given order, some at the same time.
    func read<Outcome: Sendable>(
        _ workups: [ID<Workup>],
        _ progress: Progress,
        _ work: @escaping @Sendable (ID<Workup>) async throws -> Outcome
    ) async throws -> [ID<Workup>: Outcome] {
        var found: [ID<Workup>: Outcome] = [:]
        var rest = workups[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let group = Array(rest.prefix(ExportCommand.readsAtOnce))
            rest = rest.dropFirst(group.count)
            try await withThrowingTaskGroup(of: (ID<Workup>, Outcome).self) { tasks in
                for workup in group { tasks.addTask { (workup, try await work(workup)) } }
                for try await (workup, outcome) in tasks { found[workup] = outcome }
            }
            progress.advance(by: group.count)
        }
        return found
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
    func write(_ bytes: [UInt8], _ name: String, _ session: Session) throws {
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
