// Which kind of trouble a code of the server is: callers only look at that.
import Testing

@testable import PostgreSQL

@Suite("The categories of the server's codes")
struct ErrorCategoryTests {
    @Test(
        "a server that is full, out of memory or failed by its disk is no fault of the program: it may do better later",
        arguments: ["53000", "53100", "53200", "54000", "58000", "58030", "58P01"]
    )
    func exhausted(code: String) {
        #expect(PostgreSQLError.Category(sqlState: SQLState(rawValue: code)) == .resources)
    }

    @Test("a page that is damaged, or a fault inside, stays one", arguments: ["XX000", "XX001", "XX002"])
    func damaged(code: String) {
        #expect(PostgreSQLError.Category(sqlState: SQLState(rawValue: code)) == .server)
    }
}
