// What holds values shows none of them, however it is printed: in text, in collections, by reflection.
import Logging
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let canary = "canary4711"
/// What printing the bytes of the canary shows.
private let canaryBytes = canary.utf8.map { "\($0)" }.joined(separator: ", ")
private let canaryLines = canary.utf8.map { "\($0)" }

@Suite("Values are not shown by printing what holds them", .usesServer, .timeLimit(.minutes(1)))
struct ShownValuesTests {
    private static let insert = Statement<String, Void>("shown.insert", "insert into shown values ($1)")

    /// Every text that Swift makes of a value.
    private func texts(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        let optional: Any? = value
        return ["\(value)", String(reflecting: value), "\([value])", "\(["key": value])", "\(optional as Any)", dumped]
    }

    /// Whether a text shows the canary: as it is, as its bytes, or as `dump` shows bytes, one on each line.
    private func shows(_ text: String) -> Bool {
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: " ").last.map(String.init) ?? ""
        }
        // One byte alone may be anything, such as the number of a descriptor.
        return text.contains(canary) || text.contains(canaryBytes)
            || lines.indices.contains { lines[$0...].starts(with: canaryLines) }
    }

    private func expectHidden(_ value: some Any, _ note: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for text in texts(value) { #expect(!shows(text), "\(note): \(text)", sourceLocation: sourceLocation) }
    }

    @Test("what is printed as text, as bytes or by dump would be seen")
    func seen() {
        for value in [canary as Any, Array(canary.utf8)] {
            for text in texts(value) { #expect(shows(text), "\(text)") }
        }
    }

    @Test("statements with their parameters, units of work, and all that they travel in")
    func statements() throws {
        let bound = Self.insert(canary)
        var batch = StatementBatch()
        batch.add(bound)
        expectHidden(bound, "bound statement")
        expectHidden(bound.core, "core")
        expectHidden(bound.core.parameters, "parameters")
        expectHidden(batch, "batch")
        #expect("\(batch)" == "[shown.insert(****)]")
        #expect("\(bound)" == "shown.insert(****)")
        let unit = WireUnit(
            work: .statements(batch.cores),
            standing: .ownTransaction,
            effect: .writes,
            deadline: .never
        )
        expectHidden(unit, "unit")
        let ticket = UnitTicket(unit)
        expectHidden(ticket, "ticket")
        expectHidden(InFlightUnit(ticket: ticket), "unit under way")
        expectHidden(PoolWaiter(want: .unit(ticket), since: .now, deadline: .never), "waiter")
        let outflow = Outflow<ResultHandle>(waker: try Waker())
        expectHidden(
            StreamOrder(text: bound.core.text, kind: .rows(bound.core.parameters, outflow), silenceMax: nil),
            "stream"
        )
    }

    @Test("data of a COPY that were not sent yet")
    func copy() async throws {
        let copy = CopyIn<String>("shown.copy", into: "shown", columns: ["value"])
        let inflow = Inflow(waker: try Waker())
        var writer = CopyWriter(copy: copy, inflow: inflow)
        _ = writer.add(canary)
        expectHidden(writer, "writer")
        try await writer.sendRows()
        expectHidden(inflow, "inflow")
    }

    @Test("a notice, whose severity and code are shown")
    func notice() {
        let notice = PostgreSQLNotice(
            severity: "WARNING",
            sqlState: SQLState(rawValue: "01W01"),
            message: canary,
            sourceFile: "x.c"
        )
        expectHidden(notice, "notice")
        for text in texts(notice) { #expect(text.contains("WARNING") && text.contains("01W01")) }
    }

    @Test("libpq's words on a lost connection, also where it is a listener's")
    func lost() async throws {
        let fake = ScriptedLibPQ()
        fake.lastMessage = canary
        let error = PostgreSQLError.lost(fake)
        #expect(!error.description.contains(canary) && error.debugDescription.contains(canary))
        let log = KeepingLogHandler.Lines()
        let configuration = try await PrivateServer.shared.value.configuration()
        let name = uniqueName("lost")
        var listening = configuration
        listening.applicationName = name
        try await Database.withDatabase(listening, logger: KeepingLogHandler.logger(log)) { database async throws in
            try await database.listen(to: ["shown"]) { events in
                let iterator = events.makeAsyncIterator()
                #expect(await iterator.next() == .mayHaveMissed(.began))
                try await Database.withDatabase(configuration) { other async throws in
                    let terminate = Statement<String, Bool>(
                        "shown.terminate",
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
                        nonNull: .all
                    )
                    _ = try await other.fetchAll(terminate(name))
                }
                #expect(await iterator.next() == .mayHaveMissed(.reconnected))
            }
        }
        let told = log.all.filter { $0.contains("listener has no connection") }
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { !$0.contains("terminating connection") }, "\(told)")
    }

    @Test("a script's own text, unless it is said to be static")
    func scripts() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            for sql in ["select \(canary)", "select * from \(canary)", "alter role \(canary)x pass '\(canary)'"] {
                for isStatic in [false, true] {
                    let error = await #expect(throws: PostgreSQLError.self) {
                        try await database.withConnection { connection in
                            try await connection.executeScript(sql, isStatic: isStatic)
                        }
                    }
                    #expect(error?.position != nil)
                    #expect(error?.serverMessage.isEmpty == false)
                    #expect(error?.description.contains(error?.serverMessage ?? "-") == isStatic, "\(sql)")
                }
                let inTransaction = await #expect(throws: PostgreSQLError.self) {
                    try await database.transaction { try await $0.executeScript(sql) }
                }
                #expect(inTransaction?.description.contains(inTransaction?.serverMessage ?? "") == false)
            }
        }
    }
}
