// Going through all workups of the record, several pages at the same time, with progress.
import Domain
import UseCases

extension Session {
    /// Workups in one piece of work.
    private static let pageSize = 200
    /// Pieces that are worked on at the same time: the service computes one while the database works on others.
    private static let pagesAtOnce = 4

    /// Does something to every workup there is, page by page, and adds up what came of it, in the order of the pages.
    ///
    /// Pages that were done stay done where a later one fails.
    func forEachWorkup<Outcome: Sendable>(
        _ what: Localized,
        into total: inout Outcome,
        _ add: (inout Outcome, Outcome) -> Void,
        _ work: @escaping @Sendable ([ID<Workup>]) async throws -> (count: Int, outcome: Outcome)
    ) async throws {
        let progress = Progress(what, total: nil, on: run.console)
        defer { progress.end() }
        var last: ID<Workup>?
        var isAtEnd = false
        while !isAtEnd {
            try Task.checkCancellation()
            var pages: [[ID<Workup>]] = []
            while pages.count < Session.pagesAtOnce, !isAtEnd {
                let page = try await ListWorkupIDs.run(
                    after: last,
                    limit: Session.pageSize,
                    call: call,
                    in: environment
                )
                isAtEnd = page.count < Session.pageSize
                last = page.last ?? last
                if !page.isEmpty { pages.append(page) }
            }
            let outcomes = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
                for (index, page) in pages.enumerated() {
                    group.addTask {
                        let (count, outcome) = try await work(page)
                        progress.advance(by: count)
                        return (index, outcome)
                    }
                }
                var found: [Int: Outcome] = [:]
                for try await (index, outcome) in group { found[index] = outcome }
                return pages.indices.compactMap { found[$0] }
            }
            for outcome in outcomes { add(&total, outcome) }
        }
    }
}
