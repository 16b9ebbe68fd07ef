// Searching the access log. Looking at the log is itself in the log.
package import Domain
import FoundationEssentials
import Records

/// Searches the log.
package enum SearchAudit {
    /// What to look for; what is left out does not narrow.
    package struct Filter: Sendable, Hashable {
        package var patient: ID<Patient>?
        package var user: ID<User>?
        package var from: Instant?
        package var to: Instant?
        package var event: String?
        package var cursor: String?
        package var limit: Int

        package init(
            patient: ID<Patient>? = nil,
            user: ID<User>? = nil,
            from: Instant? = nil,
            to: Instant? = nil,
            event: String? = nil,
            cursor: String? = nil,
            limit: Int = 100
        ) {
            self.patient = patient
            self.user = user
            self.from = from
            self.to = to
            self.event = event
            self.cursor = cursor
            self.limit = limit
        }
    }

    /// At most this many on a page.
    package static let pageSizeMax = 1_000

    /// A page of events, newest first.
    package static func run(
        _ filter: Filter,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        var after: (Instant, UUID)?
        if let cursor = filter.cursor {
            guard let place = AuditCursor.read(cursor) else {
                throw .invalid(
                    "cursor",
                    .badFormat,
                    en: "This cursor is not one that an earlier page gave.",
                    nl: "Deze cursor komt niet van een eerdere pagina."
                )
            }
            after = place
        }
        let place = after
        let note = AuditNote(
            event: "SearchAudit",
            action: .execute,
            patientID: filter.patient,
            objectType: "audit",
            categories: [],
            purpose: "PATADMIN"
        )
        return try await call.list(.readAudit, note, in: environment) { transaction in
            let page = try await transaction.auditEvents(
                patient: filter.patient,
                user: filter.user,
                from: filter.from,
                to: filter.to,
                event: filter.event,
                after: place,
                limit: filter.limit
            )
            return (Page(items: page.items, next: page.next.map(AuditCursor.text)), [])
        }
    }
}

/// The text form of a place in the log.
enum AuditCursor {
    static func text(_ place: AuditPlace) -> String {
        "\(place.recordedAt.microsecondsSince1970)_\(ID<AuditPlace>(place.id))"
    }

    static func read(_ text: String) -> (Instant, UUID)? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]), let id = ID<AuditPlace>(String(parts[1])) else {
            return nil
        }
        return (Instant(microsecondsSince1970: microseconds), id.uuid)
    }
}
