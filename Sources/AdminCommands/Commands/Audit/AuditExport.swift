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
            "workup audit export --fhir --patient 01980000-0000-7000-8000-000000000001",
        ],
        more: """
            With --fhir each line is a FHIR R4 AuditEvent as IHE's Basic Audit Log Patterns profile it, one for each patient
            that an event showed.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var filter: AuditFilterOptions
    @Flag(help: "Print FHIR AuditEvents, one a line.") var fhir = false

    func perform(in session: Session) async throws {
        let console = session.run.console
        let progress = Progress(Localized(en: "events", nl: "gebeurtenissen"), total: nil, on: console)
        var cursor: String?
        var isFirst = true
        repeat {
            try Task.checkCancellation()
            let (items, next) = try await items(filter.filter(cursor: cursor, limit: SearchAudit.pageSizeMax), session)
            if console.form == .csv, !fhir {
                try console.write(RecordView.auditEvents.csv(items, hasTitles: isFirst))
            } else {
                try console.write(items.reduce(into: "") { $0 += $1.text + "\n" })
            }
            progress.advance(by: items.count)
            isFirst = false
            cursor = next
        } while cursor != nil
        progress.end()
    }

    private func items(_ filter: SearchAudit.Filter, _ session: Session) async throws -> ([JSONValue], String?) {
        let (call, environment) = (session.call, session.environment)
        if fhir { return try await ExportAuditEvents.run(filter, call: call, in: environment) }
        let page = try await SearchAudit.run(filter, call: call, in: environment)
        return (try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? [], page.next)
    }
}
