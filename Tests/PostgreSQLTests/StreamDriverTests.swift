// Streams through the wire driver, against scripted libpq calls.
@testable import PostgreSQL
import Testing

@Suite("Streams on the wire", .timeLimit(.minutes(1)))
struct StreamDriverTests {
    private let reads = StatementText(name: "export", sql: "select", parameterOIDs: [], effect: .reads)
    private let writes = StatementText(name: "import", sql: "copy", parameterOIDs: [], effect: .writes)

    private func ticket(
        _ text: StatementText,
        _ kind: StreamOrder.Kind,
        _ standing: WireUnit.Standing = .ownTransaction,
        silenceMax: Duration? = nil
    ) -> UnitTicket {
        let order = StreamOrder(text: text, kind: kind, silenceMax: silenceMax)
        return UnitTicket(WireUnit(work: .stream(order), standing: standing, effect: text.effect, deadline: .never))
    }

    private func plain(_ work: WireUnit.Work) -> UnitTicket {
        UnitTicket(WireUnit(work: work, standing: .ownTransaction, effect: .writes, deadline: .never))
    }

    private var statement: WireUnit.Work { .statements([BoundCore(text: reads, parameters: ParameterWriter())]) }

    @Test("rows are handed over together, when no more have arrived")
    func rows() async throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Outflow<ResultHandle>(waker: try Waker())
        #expect(driver.begin(ticket(reads, .rows(ParameterWriter(), flow))))
        #expect(fake.calls == ["pipeline", "rows export", "sync"])
        fake.script = [.row("a"), .row(nil), .row("")]
        #expect(driver.receive())
        let piece = try await flow.next()
        #expect(piece?.rowCount == 3)
        #expect((0..<3).map { piece?.string(row: $0, column: 0) } == ["a", nil, ""])
        #expect(piece?.columnName(0) == "value" && piece?.columnOID(0) == 25)
        fake.script = [.row("b"), .failure, .null, .sync]
        #expect(!driver.receive(), "an error without a code is libpq's own: the session is lost")
        #expect(try await flow.next()?.string(row: 0, column: 0) == "b")
        #expect(driver.completions.count == 1 && driver.completions[0].outcome.error?.statement == "export")
        #expect(driver.isIdle)
    }

    @Test("rows wait for a clear line; what comes behind travels behind them")
    func clearLine() throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(plain(statement))
        _ = driver.begin(ticket(reads, .rows(ParameterWriter(), Outflow(waker: try Waker()))))
        _ = driver.begin(plain(statement))
        #expect(fake.calls == ["pipeline", "prepare w1", "execute w1", "sync"])
        fake.script = [.ok, .null, .ok, .null, .sync, .row("a"), .tuples, .null]
        #expect(driver.receive())
        #expect(fake.calls.suffix(4) == ["rows export", "sync", "execute w1", "sync"])
        fake.script = [.sync, .ok, .null, .sync]
        #expect(driver.receive())
        #expect(driver.completions.count == 3 && driver.isIdle)
    }

    @Test("without room nothing more is taken, and the socket is left alone")
    func backPressure() async throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Outflow<ResultHandle>(waker: try Waker(), bytesMax: 0)
        _ = driver.begin(ticket(reads, .rows(ParameterWriter(), flow), silenceMax: .seconds(5)))
        #expect(driver.receive() && !driver.isPaused)
        #expect(driver.earliestDeadline < .never, "the server is waited for")
        fake.script = [.row("a")]
        #expect(driver.receive())
        fake.script = [.row("b"), .tuples, .null, .sync]
        #expect(driver.receive())
        #expect(driver.isPaused && fake.script.count == 4)
        #expect(driver.earliestDeadline == .never, "the consumer may take its time")
        #expect(try await flow.next()?.string(row: 0, column: 0) == "a")
        #expect(driver.receive() && driver.isPaused)
        #expect(try await flow.next()?.string(row: 0, column: 0) == "b")
        #expect(driver.receive() && !driver.isPaused)
        #expect(driver.completions.count == 1)
    }

    @Test("rows that nobody wants are passed over, and the connection goes on")
    func abandoned() throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Outflow<ResultHandle>(waker: try Waker())
        _ = driver.begin(ticket(reads, .rows(ParameterWriter(), flow)))
        #expect(driver.receive())
        let until = Deadline.after(.seconds(100))
        flow.abandon(until: until)
        fake.script = [.row("a"), .row("b")]
        #expect(driver.receive())
        #expect(flow.heldBytes == 0 && driver.earliestDeadline == until)
        fake.script = [.tuples, .null, .sync]
        #expect(driver.receive())
        #expect(driver.isIdle && driver.completions[0].outcome.error == nil)
    }

    @Test("who passes over for too long is cut off, once")
    func abandonedTooLong() async throws {
        let driver = Driven(ScriptedLibPQ())
        let flow = Outflow<ResultHandle>(waker: try Waker())
        let ticket = ticket(reads, .rows(ParameterWriter(), flow))
        _ = driver.begin(ticket)
        flow.abandon(until: .after(.zero))
        #expect(driver.receive())
        #expect(driver.expire() && !driver.expire())
        let outcome = await withCheckedContinuation { continuation in _ = ticket.promise.attach(continuation) }
        #expect(outcome.error?.category == .timeout)
    }

    @Test("the silence counts from what last moved, not from the last look")
    func silence() throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Outflow<ResultHandle>(waker: try Waker())
        _ = driver.begin(ticket(reads, .rows(ParameterWriter(), flow), silenceMax: .seconds(100)))
        #expect(driver.receive())
        let first = driver.earliestDeadline
        #expect(first < .never)
        #expect(driver.receive() && driver.earliestDeadline == first, "nothing has moved")
        fake.script = [.row("a")]
        #expect(driver.receive())
        let second = driver.earliestDeadline
        #expect(second > first, "a row came")
        #expect(driver.receive() && driver.earliestDeadline == second)
        driver.noteMovement()
        #expect(driver.receive() && driver.earliestDeadline > second, "a part of a row came")
    }

    @Test("bytes of a COPY are handed over in chunks")
    func copyOut() async throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Outflow<[UInt8]>(waker: try Waker())
        _ = driver.begin(ticket(reads, .copyOut(flow)))
        #expect(fake.calls == ["script"])
        fake.script = [.copyOut, .ok, .null]
        fake.copyData = [[1], [2, 3]]
        #expect(driver.receive() && driver.completions.isEmpty)
        #expect(try await flow.next() == [1, 2, 3])
        fake.copyData = [[4], nil]
        #expect(driver.receive() && driver.completions.count == 1)
        #expect(try await flow.next() == [4])
    }

    @Test("data go one chunk at a time, and the same again where there was no room")
    func copyIn() async throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Inflow(waker: try Waker())
        let ticket = ticket(writes, .copyIn(flow))
        _ = driver.begin(ticket)
        fake.script = [.copyIn]
        #expect(driver.receive())
        try await flow.send([1])
        try await flow.send([2, 3])
        fake.copyProgress = [.taken, .full]
        #expect(driver.receive())
        #expect(fake.calls == ["script", "data 1", "data 2"])
        #expect(driver.wantsToSend, "there was no room")
        fake.flushes = [.pending]
        #expect(driver.receive())
        #expect(fake.calls.count == 3, "what was sent has to leave first")
        // Also where the loop's own flush is done with it meanwhile: nobody else would say when to go on.
        #expect(driver.wantsToSend)
        #expect(!ticket.unit.mayHaveCommitted)
        try flow.end()
        fake.script = [.ok, .null]
        #expect(driver.receive())
        #expect(fake.calls.suffix(2) == ["data 2", "done"])
        #expect(ticket.unit.mayHaveCommitted && !driver.wantsToSend)
        #expect(driver.isIdle && driver.completions[0].outcome.error == nil)
    }

    @Test("a producer that fails has the server throw away what it got")
    func copyInFailing() async throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Inflow(waker: try Waker())
        _ = driver.begin(ticket(writes, .copyIn(flow)))
        fake.script = [.copyIn]
        try await flow.send([1])
        #expect(driver.receive())
        try await flow.send([2])
        flow.fail(until: .never)
        fake.script = [.failure, .null]
        _ = driver.receive()
        #expect(fake.calls == ["script", "data 1", "fail"])
        #expect(driver.isIdle && driver.completions[0].outcome.error != nil)
    }

    struct Loss: Sendable {
        let standing: WireUnit.Standing
        let hasEnded: Bool
        let category: PostgreSQLError.Category
    }

    @Test(
        "a lost connection is unknown only after the data of a COPY outside of a transaction were ended",
        arguments: [
            Loss(standing: .ownTransaction, hasEnded: false, category: .connection),
            Loss(standing: .ownTransaction, hasEnded: true, category: .outcomeUnknown),
            Loss(standing: .inTransaction, hasEnded: false, category: .connection),
            Loss(standing: .inTransaction, hasEnded: true, category: .connection),
        ]
    )
    func lost(_ loss: Loss) throws {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let flow = Inflow(waker: try Waker())
        let ticket = ticket(writes, .copyIn(flow), loss.standing)
        _ = driver.begin(ticket)
        fake.script = [.copyIn]
        if loss.hasEnded { try flow.end() }
        #expect(driver.receive())
        #expect(ticket.unit.canBeAbandoned == (loss.category == .connection))
        let (sent, _) = driver.abandonAll(because: PostgreSQLError(.connection, "gone"))
        #expect(sent.map(\.outcome.error?.category) == [loss.category])
    }

    @Test("a COPY in a script is refused, and the connection goes on")
    func surpriseInScript() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(plain(.script("copy")))
        fake.script = [.copyOut, .ok, .copyIn, .failure, .null]
        fake.copyData = [[1], nil]
        #expect(driver.receive())
        #expect(fake.calls == ["script", "fail"])
        #expect(driver.isIdle && driver.completions[0].outcome.error?.category == .misuse)
    }

    @Test("a COPY that waits for data in a pipeline ends the connection, and is told apart from a loss")
    func surpriseInPipeline() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(plain(statement))
        fake.script = [.ok, .null, .copyIn]
        #expect(!driver.receive())
        let (sent, _) = driver.abandonAll(because: PostgreSQLError(.connection, "gone"))
        #expect(sent.map(\.outcome.error?.category) == [.misuse])
        #expect(sent[0].outcome.error?.statement == "export")
    }

    @Test("data that a statement sends in a pipeline are passed over, and the connection goes on")
    func surpriseOutInPipeline() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(plain(statement))
        fake.script = [.ok, .null, .copyOut, .ok, .null, .sync]
        fake.copyData = [[1], [2], nil]
        #expect(driver.receive())
        #expect(driver.isIdle && driver.completions[0].outcome.error?.category == .misuse)
    }
}
