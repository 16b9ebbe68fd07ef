// Each single statement of each changing use case fails once: refused by the server, or cut off before it arrives. What is
// in the database afterwards is what was there before, never something between; and then the same call works.
import Domain
import PostgreSQLTestKit
import Records
import TestSupport
import Testing
import UseCases

@Suite("A fault at each statement of a use case", .database(.clinic), .timeLimit(.minutes(4)))
struct FaultTests {
    /// What an act does where nothing fails.
    private struct Plan: Sendable {
        let statementCount: Int
        let added: [String: Int]
    }

    @Test("leaves everything as it was, and the same call works afterwards", arguments: FaultStory.all)
    func before(story: FaultStory) async throws {
        let plans = try await plans(of: story)
        try await withStage(story) { stage, proxy, states in
            for (act, plan) in zip(story.acts, plans) {
                #expect(plan.statementCount >= 3, "\(act.name)")
                try await act.prepare(stage)
                let before = try await states.now()
                for number in 1...plan.statementCount {
                    for fault in [StatementProxy.Fault.refuse(number), .cutBefore(number)] {
                        proxy.expect(fault)
                        let error = await failure { try await act.perform(stage) }
                        #expect(proxy.hasStruck, "\(act.name), \(fault)")
                        proxy.expect()
                        try #require(error != nil, "\(act.name) says it is done, \(fault)")
                        // It is our fault or unknown, never theirs, and never that it is not there.
                        #expect(Self.faults.contains(try #require(error).category), "\(act.name), \(fault)")
                        let after = try await states.now()
                        let changed = Self.changed(before, after, apart: act.apart)
                        try #require(changed.isEmpty, "\(act.name), \(fault): \(changed)")
                    }
                }
                try await finish(act, plan, before, stage, proxy, states)
            }
        }
    }

    /// Does the act: where its answer can be had again, the answer to the last statement is lost first.
    private func finish(
        _ act: FaultAct,
        _ plan: Plan,
        _ before: [String: TableState],
        _ stage: FaultStage,
        _ proxy: StatementProxy,
        _ states: TableStates
    ) async throws {
        proxy.expect(act.isKept ? .cutAfter(plan.statementCount) : nil)
        let error = await failure { try await act.perform(stage) }
        #expect(proxy.statementCount == plan.statementCount, "\(act.name)")
        #expect(error?.category == (act.isKept ? .outcomeUnknown : nil), "\(act.name): \(String(describing: error))")
        proxy.expect()
        let after = try await states.now()
        #expect(Self.added(before, after, apart: act.apart) == plan.added, "\(act.name)")
        guard act.isKept else { return }
        try await act.perform(stage)
        let repeated = Self.changed(after, try await states.now(), apart: act.apart)
        #expect(repeated.allSatisfy { $0.hasPrefix("audit_") }, "\(act.name) again: \(repeated)")
    }

    private static let faults: Set<UseCaseError.Category> = [.fault, .unavailable, .outcomeUnknown]

    /// The same acts in a database of their own, without faults.
    private func plans(of story: FaultStory) async throws -> [Plan] {
        var plans: [Plan] = []
        try await TestDatabase.withClone(of: .clinic) { database in
            try await TestDatabase.$current.withValue(database) {
                try await withStage(story) { stage, proxy, states in
                    for act in story.acts {
                        try await act.prepare(stage)
                        let before = try await states.now()
                        proxy.expect()
                        try await act.perform(stage)
                        let count = proxy.statementCount
                        let added = Self.added(before, try await states.now(), apart: act.apart)
                        plans.append(Plan(statementCount: count, added: added))
                    }
                }
            }
            return true
        }
        return plans
    }

    private func withStage(
        _ story: FaultStory,
        _ body: (FaultStage, StatementProxy, TableStates) async throws -> Void
    ) async throws {
        try await TestDatabase.withTableStates { states in
            try await TestDatabase.withStatementProxy { database, proxy in
                let clinic = TestClinic(record: Record(database: database), criteria: TestCriteria.evaluate)
                let stage = FaultStage(clinic)
                try await story.prepare(stage)
                try await body(stage, proxy, states)
            }
        }
    }

    /// Tables that are not as they were.
    private static func changed(
        _ before: [String: TableState],
        _ after: [String: TableState],
        apart: Set<String>
    ) -> [String] {
        after.keys.filter { !apart.contains($0) && before[$0] != after[$0] }.sorted()
    }

    /// How many rows each table has more.
    private static func added(
        _ before: [String: TableState],
        _ after: [String: TableState],
        apart: Set<String>
    ) -> [String: Int] {
        after.filter { !apart.contains($0.key) }
            .mapValues { $0.rowCount }
            .reduce(into: [:]) { added, table in
                let more = table.value - (before[table.key]?.rowCount ?? 0)
                if more != 0 { added[table.key] = more }
            }
    }
}
