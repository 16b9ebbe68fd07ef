// The worklist: which workups wait for what, overdue first, then by due date, undated last; or the highest answer first.
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
        guard let place = WorklistCursor.read(cursor), (place.rank != nil) == (filter.order == .category) else {
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

/// The text form of a place in the worklist: the rank where that is the order, due date or `-`, then the workup.
enum WorklistCursor {
    static func text(_ place: WorklistPlace) -> String {
        let rank = place.rank.map { "\($0)_" } ?? ""
        return "\(rank)\(place.dueOn?.description ?? "-")_\(place.workup)"
    }

    static func read(_ text: String) -> WorklistPlace? {
        var parts = text.split(separator: "_", omittingEmptySubsequences: false)
        var rank: Int?
        if parts.count == 3 {
            guard let first = Int(parts.removeFirst()), (1...9).contains(first) else { return nil }
            rank = first
        }
        guard parts.count == 2, let workup = ID<Workup>(String(parts[1])) else { return nil }
        if parts[0] == "-" { return WorklistPlace(rank: rank, dueOn: nil, workup: workup) }
        guard let dueOn = LocalDate(parts[0]) else { return nil }
        return WorklistPlace(rank: rank, dueOn: dueOn, workup: workup)
    }
}
