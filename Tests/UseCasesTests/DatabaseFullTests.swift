// A database whose disk is full: nobody's doing who works here, and worth telling those who run it.
import PostgreSQL
import TestSupport
import Testing

@testable import Records
@testable import UseCases

@Suite("A database without room")
struct DatabaseFullTests {
    @Test("is told as what it is, with a time after which to try again", .database(.migrated))
    func told() async throws {
        let error = await #expect(throws: PostgreSQLError.self) {
            try await TestDatabase.withDatabase { database in
                try await database.withConnection { connection in
                    _ = try await connection.executeScript(
                        "do $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$"
                    )
                }
            }
        }
        let told = UseCaseError(RecordError(try #require(error)))
        #expect(told.category == .unavailable)
        #expect(told.code == "database-full")
        #expect(told.retryAfterSeconds == 15)
    }
}
