// `workup audit export`: every matching event.
import ArgumentParser
import Domain
import UseCases

/// `workup audit export`.
struct AuditExport: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "export",
        "Print every matching event of the access log: one JSON object a line, or CSV.",
        examples: [
            "workup audit export --from 2026-01-01T00:00:00Z > log.ndjson",
            "workup audit export --output csv > log.csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var filter: AuditFilterOptions

    func perform(in session: Session) async throws {
        let console = session.run.console
        let progress = Progress(Localized(en: "events", nl: "gebeurtenissen"), total: nil, on: console)
        var cursor: String?
        var isFirst = true
        repeat {
            try Task.checkCancellation()
            let page = try await SearchAudit.run(
                filter.filter(cursor: cursor, limit: SearchAudit.pageSizeMax),
                call: session.call,
                in: session.environment
            )
            let items = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
            if console.form == .csv {
                try console.write(RecordView.auditEvents.csv(items, hasTitles: isFirst))
            } else {
                try console.write(items.reduce(into: "") { $0 += $1.text + "\n" })
            }
            progress.advance(by: items.count)
            isFirst = false
            cursor = page.next
        } while cursor != nil
        progress.end()
    }
}
