// Units that wait share a transaction: on a real server, what each of them is given and what is kept.
import PostgreSQLTestKit
import Testing
@testable import PostgreSQL

@Suite("Units that may share a transaction", .usesServer, .timeLimit(.minutes(2)))
struct SharedTransactionTests {
    /// A table of its own, with statements that write into it.
    private struct Notes {
        let table = uniqueName("shared")

        /// Keeps the one connection busy, so that others come together behind it.
        let wait = Statement<Int, Bool>(
            "shared.wait",
            "select pg_sleep($1::bigint / 1000.0) is not null",
            nonNull: .all
        )
        /// The number again, and the transaction.
        var write: Statement<Int, (Int, String)> {
            Statement(
                "shared.write",
                "insert into \(table) values ($1) returning number, pg_current_xact_id()::text",
                nonNull: .all
            )
        }
        /// Fails for zero.
        let divide = Statement<Int, Int>("shared.divide", "select 10 / $1::bigint", nonNull: .all)
        var count: Statement<Void, Int> {
            Statement("shared.count", "select count(*) from \(table)", nonNull: .all)
        }
    }

    private func withNotes(
        _ change: (inout DatabaseConfiguration) -> Void = { _ in },
        _ body: (Notes, Database) async throws -> Void
    ) async throws {
        let notes = Notes()
        try await withDatabase(connectionsMax: 1, change) { database async throws in
            try await script("create table \(notes.table) (number bigint primary key)", on: database)
            // The connection of the script was its own: this one is made, and waits.
            _ = try await database.find(notes.count())
            try await body(notes, database)
        }
    }

    /// What became of the writes of some numbers, begun while something else was under way; zero fails in the end.
    private func outcomes(
        of numbers: [Int],
        _ notes: Notes,
        _ database: Database
    ) async -> [Int: Result<String, PostgreSQLError>] {
        async let first: Void = {
            _ = try? await database.runSharing(notes.wait(400))
        }()
        try? await Task.sleep(for: .milliseconds(100))
        let all = await withTaskGroup(of: (Int, Result<String, PostgreSQLError>).self) { group in
            for number in numbers {
                group.addTask {
                    do throws(PostgreSQLError) {
                        let (written, divided) = try await database.runSharing(
                            notes.write(number),
                            notes.divide(number)
                        )
                        let isOwn = written.first?.0 == number && divided == [10 / number]
                        return (number, .success(isOwn ? written[0].1 : "rows of another"))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            var outcomes: [Int: Result<String, PostgreSQLError>] = [:]
            for await (number, outcome) in group { outcomes[number] = outcome }
            return outcomes
        }
        await first
        return all
    }

    @Test("share one when they come while one of their kind is under way, and each is given its own rows")
    func share() async throws {
        try await withNotes { notes, database async throws in
            let outcomes = await outcomes(of: [1, 2, 3, 4, 5], notes, database)
            let transactions = Set(try outcomes.values.map { try $0.get() })
            #expect(outcomes.count == 5 && transactions.count == 1, "\(outcomes)")
            #expect(try await database.find(notes.count()) == 5)
        }
    }

    @Test("run again each by itself where one of them fails: the others are kept once, and only that one fails")
    func oneFails() async throws {
        try await withNotes { notes, database async throws in
            let outcomes = await outcomes(of: [3, 0, 4, 5], notes, database)
            for number in [3, 4, 5] { #expect(throws: Never.self) { try outcomes[number]?.get() } }
            let transactions = Set([3, 4, 5].compactMap { try? outcomes[$0]?.get() })
            #expect(transactions.count == 3, "\(outcomes)")
            let error = #expect(throws: PostgreSQLError.self) { try outcomes[0]?.get() }
            #expect(error?.sqlState == .init(rawValue: "22012"))
            #expect(try await database.find(notes.count()) == 3)
        }
    }

    @Test("are so many at most, so that the first need not wait for all")
    func bounded() async throws {
        try await withNotes({ $0.depthMax = 64 }) { notes, database async throws in
            let outcomes = await outcomes(of: Array(1...20), notes, database)
            let sizes = Dictionary(grouping: outcomes.values.compactMap { try? $0.get() }, by: \.self).values.map(
                \.count
            )
            #expect(sizes.reduce(0, +) == 20 && sizes.max() == WireLimits().sharingMax, "\(sizes)")
        }
    }

    @Test("are not sent any more where the deadline passes while they wait, and the others are")
    func late() async throws {
        try await withNotes { notes, database async throws in
            async let busy: Void = { _ = try? await database.runSharing(notes.wait(600)) }()
            try await Task.sleep(for: .milliseconds(100))
            async let late: PostgreSQLError? = {
                do throws(PostgreSQLError) {
                    return try await withDeadline(.milliseconds(200)) { () async throws(PostgreSQLError) in
                        _ = try await database.runSharing(notes.write(1))
                        return nil
                    }
                } catch { return error }
            }()
            let rows = try await database.runSharing(notes.write(2))
            #expect(rows.first?.0 == 2)
            #expect(await late?.category == .timeout)
            await busy
            #expect(try await database.find(notes.count()) == 1)
        }
    }

    @Test("have an outcome that nobody knows where the connection is lost meanwhile; those not sent yet go elsewhere")
    func lost() async throws {
        try await withNotes { notes, database async throws in
            let own = try await database.find(
                Statement<Void, Int>("shared.pid", "select pg_backend_pid()::bigint", nonNull: .all)()
            )
            async let outcomes = {
                await withTaskGroup(of: PostgreSQLError?.self) { group in
                    for number in 1...3 {
                        group.addTask {
                            do throws(PostgreSQLError) {
                                _ = try await database.runSharing(notes.write(number), notes.wait(2_000))
                                return nil
                            } catch { return error }
                        }
                    }
                    return await group.reduce(into: [PostgreSQLError?]()) { $0.append($1) }
                }
            }()
            try await Task.sleep(for: .milliseconds(500))
            _ = try await withDatabase { other async throws in
                try await script("select pg_terminate_backend(\(own))", on: other)
            }
            let errors = await outcomes
            let lost = errors.compactMap { $0 }
            #expect(errors.count == 3 && !lost.isEmpty && lost.allSatisfy(\.isOutcomeUnknown), "\(errors)")
            // What was lost was not kept, since it had not come to its end; what was not sent was done once.
            #expect(try await database.find(notes.count()) == 3 - lost.count)
        }
    }
}
