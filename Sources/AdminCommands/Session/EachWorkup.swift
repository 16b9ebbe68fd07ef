// Going through all workups of the record, several pages at the same time, with progress.
import Domain
import FoundationEssentials
import UseCases

extension Session {
    /// Ids that are listed at a time.
    private static let idsAtOnce = 10_000
    /// Workups in one piece of work.
    private static let pageSize = 100
    /// Pieces that are worked on at the same time: while the database works on some, others are computed on every core.
    /// More would wait for a connection.
    private static var pagesAtOnce: Int { min(ProcessInfo.processInfo.activeProcessorCount + 2, 8) }

    /// Does something to every workup there is, page by page, and adds up what came of it, in the order of the pages.
    ///
    /// Pages that were done stay done where a later one fails.
    func forEachWorkup<Outcome: Sendable>(
        _ what: Localized,
        into total: inout Outcome,
        _ add: (inout Outcome, Outcome) -> Void,
        _ work: @escaping @Sendable ([ID<Workup>]) async throws -> Outcome
    ) async throws {
        let workups = try await allWorkups()
        let pages = stride(from: 0, to: workups.count, by: Session.pageSize).map {
            Array(workups[$0..<min($0 + Session.pageSize, workups.count)])
        }
        let progress = Progress(what, total: workups.count, on: run.console)
        defer { progress.end() }
        // What is done before its turn waits here.
        var early: [Int: Outcome] = [:]
        var addedCount = 0
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            var begun = 0
            while addedCount < pages.count {
                while begun < min(pages.count, addedCount + early.count + Session.pagesAtOnce) {
                    let index = begun
                    group.addTask { (index, try await work(pages[index])) }
                    begun += 1
                }
                guard let (index, outcome) = try await group.next() else { break }
                progress.advance(by: pages[index].count)
                early[index] = outcome
                while let next = early.removeValue(forKey: addedCount) {
                    add(&total, next)
                    addedCount += 1
                }
            }
        }
    }

    /// The ids of all workups, in their order.
    private func allWorkups() async throws -> [ID<Workup>] {
        var workups: [ID<Workup>] = []
        while true {
            try Task.checkCancellation()
            let page = try await ListWorkupIDs.run(
                after: workups.last,
                limit: Session.idsAtOnce,
                call: call,
                in: environment
            )
            workups += page
            if page.count < Session.idsAtOnce { return workups }
        }
    }
}
