// What the client must leave to the server: the end of a transaction that idles, and a COMMIT under way.
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("on_server.one", "select 1", nonNull: .all)
private let backends = Statement<String, Int>(
    "on_server.backends",
    "select count(*) from pg_stat_activity where application_name = $1",
    nonNull: .all
)

@Suite("The server's part of a transaction", .usesServer, .timeLimit(.minutes(1)))
struct TransactionOnServerTests {
    @Test("the server ends a transaction that idles for too long, however often connections are looked after")
    func idleInTransaction() async throws {
        let application = uniqueName("idle_in_transaction")
        try await withDatabase { other async throws in
            try await withDatabase(
                connectionsMax: 1,
                {
                    $0.applicationName = application
                    $0.idleInTransactionTimeout = .milliseconds(600)
                    $0.healthCheckAfter = .milliseconds(100)
                }
            ) { database async throws in
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await database.transaction { transaction async throws in
                        _ = try await transaction.find(one())
                        #expect(try await eventually { try await other.find(backends(application)) == 0 })
                        _ = try await transaction.find(one())
                    }
                }
                #expect(error?.category == .connection)
                #expect(try await database.find(one()) == 1)
            }
        }
    }

    /// A table whose commit waits for an advisory lock, so that something can happen meanwhile.
    private func table(on database: Database, lock: Int32) async throws -> String {
        let table = uniqueName("waiting_commit")
        try await script(
            """
            create table \(table) (id integer);
            create function \(table)_wait() returns trigger language plpgsql as $$
                begin perform pg_advisory_xact_lock(\(lock)); return null; end $$;
            create constraint trigger waiting after insert on \(table) deferrable initially deferred
                for each row execute function \(table)_wait()
            """,
            on: database
        )
        return table
    }

    @Test("a COMMIT under way is not cancelled when its connection is to end with all that runs on it")
    func commitGoesOn() async throws {
        let application = uniqueName("commit_goes_on")
        let lock = Int32.random(in: 1 ... .max)
        try await withDatabase { other async throws in
            let table = try await table(on: other, lock: lock)
            let insert = Statement<Void, Void>("on_server.insert", "insert into \(table) values (1)")
            let count = Statement<Void, Int>("on_server.count", "select count(*) from \(table)", nonNull: .all)
            let waiting = Statement<Int32, Int>(
                "on_server.waiting",
                "select count(*) from pg_locks where locktype = 'advisory' and objid = $1::bigint and not granted",
                nonNull: .all
            )
            try await withDatabase(
                connectionsMax: 1,
                {
                    $0.applicationName = application
                    // The server shall not find out that nobody waits for its answer.
                    $0.clientCheckInterval = .zero
                }
            ) { database async throws in
                try await other.withConnection { holder async throws in
                    _ = try await holder.executeScript("select pg_advisory_lock(\(lock))")
                    let handle = try await database.pool.lease(deadline: .never)
                    let session = LeasedSession(
                        handle: handle,
                        pool: database.pool,
                        opening: TransactionControl.begin(.readCommitted, .readWrite, deferrable: false)
                    )
                    let limits = UnitLimits(statementsMax: 10, parameterBytesMax: 1_000)
                    let transaction = Transaction(session: session, callTimeout: .seconds(50), limits: limits)
                    try await transaction.execute(insert())
                    let commit = Task { try await transaction.finish(.commit) }
                    #expect(try await eventually { try await other.find(waiting(lock)) == 1 })
                    // As where another unit of the session is cancelled or late.
                    handle.mailbox.stop(.nowCancelling)
                    let error = await #expect(throws: PostgreSQLError.self) { try await commit.value }
                    #expect(error?.category == .outcomeUnknown)
                    session.end()
                    #expect(try await other.find(waiting(lock)) == 1)
                }
                // With its connection the holder's lock is gone.
                #expect(try await eventually { try await other.find(backends(application)) == 0 })
                #expect(try await other.find(count()) == 1)
            }
        }
    }
}
