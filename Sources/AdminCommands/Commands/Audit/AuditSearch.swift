// `workup audit search`.
import ArgumentParser
import UseCases

/// `workup audit search`.
struct AuditSearch: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "search",
        "List events of the access log, the newest first.",
        examples: [
            "workup audit search --patient 01980000-0000-7000-8000-000000000001",
            "workup audit search --event ReadWorkup --limit 20 --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup var page: PageOptions

    func perform(in session: Session) async throws {
        let found = try await SearchAudit.run(
            filter.filter(cursor: page.cursor, limit: page.limit ?? 100),
            call: session.call,
            in: session.environment
        )
        try session.show(found, as: .auditEvents)
    }
}
