// `workup export --pseudonymised`: cases for research, in an order that says nothing of whose they are.
import Domain
import Records
import UseCases

extension ExportCommand {
    /// So many cases are read before they go out. They are read in the order of their ids, so that not even the log, which
    /// tells in which order they were read, says which of them came out where.
    private static let groupSize = 256

    /// Exports by pseudonym; says what was taken out.
    func exportPseudonymised(_ key: PseudonymKey, in session: Session) async throws {
        let items = try await ListPseudonymised.run(workups, key: key, call: session.call, in: session.environment)
        let progress = Progress(
            Localized(en: "cases", nl: "casussen"),
            total: items.count,
            on: session.run.console
        )
        defer { progress.end() }
        var removed: Set<String> = []
        var rest = items[...]
        while !rest.isEmpty {
            let group = Array(rest.prefix(ExportCommand.groupSize))
            rest = rest.dropFirst(group.count)
            let outcomes = try await read(group.map(\.workup).sorted(), progress) { workup in
                try await ExportPseudonymised.run(workup, key: key, call: session.call, in: session.environment)
            }
            for item in group {
                guard let outcome = outcomes[item.workup] else { continue }
                // A file for research must not be named by the record's own ids, or by its place among all of them.
                let name = "\(item.pseudonym)-\(item.number)"
                try write(outcome.file.bytes + [UInt8(ascii: "\n")], name, session)
                removed.formUnion(outcome.removed)
            }
        }
        progress.end()
        sayCount(items.count, session)
        say(removed.sorted(), session)
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
}
