// The worklist: which workups wait for what, overdue first, then by due date, undated last; or the highest answer
// first, or what has waited longest.
package import Domain
import Records

/// Lists workups.
package enum ListWorklist {
    /// At most this many on a page.
    package static let pageSizeMax = 200

    /// A page of the worklist. `cursor` is what an earlier page gave as `next`.
    package static func run(
        _ filter: WorklistFilter,
        cursor: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let asked = try place(cursor, in: filter)
        let today = environment.today
        return try await call.list(.readWorkups, note, in: environment) { transaction in
            let page = try await transaction.worklist(asked, today: today)
            return (Page(items: page.items, next: page.next.map(WorklistCursor.text)), page.patients)
        }
    }

    /// What the log says of a look at the list.
    static let note = AuditNote(event: "ListWorklist", action: .execute, objectType: "workup")

    /// The filter from the place on that an earlier page gave.
    static func place(_ cursor: String?, in filter: WorklistFilter) throws(UseCaseError) -> WorklistFilter {
        guard let cursor else { return filter }
        guard let place = WorklistCursor.read(cursor), place.order == filter.order else {
            throw .invalid(
                "cursor",
                .badFormat,
                en: "This cursor is not one that an earlier page gave.",
                nl: "Deze cursor komt niet van een eerdere pagina."
            )
        }
        var filter = filter
        filter.after = place
        return filter
    }
}

/// The text form of a place in the worklist: what its order goes by, with `-` for a day that there is none of, then the workup.
/// The rank of an answer stands before the due date, and `waiting` before the day since when something waits.
enum WorklistCursor {
    static func text(_ place: WorklistPlace) -> String {
        let rank =
            switch place.rank {
            case .due(let day): day?.description ?? "-"
            case .category(let rank, let day): "\(rank)_\(day?.description ?? "-")"
            case .waiting(let day): "waiting_\(day?.description ?? "-")"
            }
        return "\(rank)_\(place.workup)"
    }

    static func read(_ text: String) -> WorklistPlace? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let workup = ID<Workup>(String(parts[parts.count - 1])) else { return nil }
        let dayText = parts[parts.count - 2]
        let day = LocalDate(dayText)
        guard day != nil || dayText == "-" else { return nil }
        if parts.count == 2 { return WorklistPlace(.due(day), workup: workup) }
        if parts[0] == "waiting" { return WorklistPlace(.waiting(day), workup: workup) }
        guard let rank = Int(parts[0]), (1...9).contains(rank) else { return nil }
        return WorklistPlace(.category(rank, day), workup: workup)
    }
}
