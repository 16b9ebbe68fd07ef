// The wire driver against scripted libpq calls: units that share a transaction.
import CLibPQ
@testable import PostgreSQL
import Testing

@Suite("The wire driver and units that share a transaction")
struct WireDriverSharingTests {
    private let select = StatementText(name: "a", sql: "select 1", parameterOIDs: [], effect: .reads)
    private let insert = StatementText(name: "b", sql: "insert", parameterOIDs: [], effect: .writes)

    private func ticket(_ texts: [StatementText], deadline: Deadline = .never, isShareable: Bool = true) -> UnitTicket {
        let cores = texts.map { BoundCore(text: $0, parameters: ParameterWriter()) }
        var unit = WireUnit(
            work: .statements(cores),
            standing: .ownTransaction,
            effect: .writes,
            deadline: deadline
        )
        unit.isShareable = isShareable
        return UnitTicket(unit)
    }

    /// A driver that has a shareable unit of one statement under way, and some that wait behind it.
    private func stage(waiting count: Int) -> (ScriptedLibPQ, Driven, [UnitTicket]) {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        #expect(driver.begin(ticket([select])) && driver.sendSharing())
        let waiting = (0..<count).map { _ in ticket([select, insert]) }
        for ticket in waiting { #expect(driver.begin(ticket) && driver.sendSharing()) }
        #expect(fake.calls == ["pipeline", "prepare w1", "execute w1", "sync"])
        fake.calls = []
        return (fake, driver, waiting)
    }

    private let first: [ScriptedLibPQ.Play] = [.ok, .null, .ok, .null, .sync]

    @Test("those that come together, and those that wait for the end of one, have one sync")
    func oneSync() {
        let (fake, driver, _) = stage(waiting: 2)
        fake.script = first
        #expect(driver.receive())
        #expect(fake.calls == ["execute w1", "prepare w2", "execute w2", "execute w1", "execute w2", "sync"])
        fake.script = [.ok, .null, .ok, .null, .ok, .null, .ok, .null, .ok, .null]
        #expect(driver.receive() && driver.completions.count == 1)
        fake.script = [.sync]
        #expect(driver.receive() && driver.isIdle)
        #expect(driver.completions.map(\.outcome.results.count) == [1, 2, 2])
    }

    @Test("after a failure each is sent again with a sync of its own, but not those that nobody waits for")
    func alone() {
        let (fake, driver, waiting) = stage(waiting: 3)
        fake.script = first
        #expect(driver.receive())
        fake.calls = []
        waiting[1].promise.complete(UnitOutcome())
        fake.script = [
            .ok, .null, .ok, .null, .failure, .null, .aborted, .null, .aborted, .null, .aborted, .null, .aborted, .null,
            .sync,
        ]
        #expect(driver.receive())
        #expect(fake.calls == ["execute w1", "execute w2", "sync", "execute w1", "execute w2", "sync"])
        fake.script = [.failure, .null, .aborted, .null, .sync, .ok, .null, .ok, .null, .sync]
        #expect(driver.receive() && driver.isIdle)
        let done = driver.completions.dropFirst()
        #expect(done.map { waiting.firstIndex(of: $0.ticket) } == [1, 0, 2])
        #expect(done.map { $0.outcome.error == nil } == [false, false, true])
    }

    @Test("a warning at their commit leaves the outcome of all of them unknown")
    func warning() {
        let (fake, driver, _) = stage(waiting: 2)
        fake.script = first
        #expect(driver.receive())
        fake.script = [.ok, .null, .ok, .null, .ok, .null, .ok, .null, .ok, .null, .sync]
        fake.noticesBehindSync = [
            PostgreSQLNotice(severity: "WARNING", sqlState: nil, message: "cancelled", sourceFile: "syncrep.c")
        ]
        #expect(driver.receive())
        #expect(driver.completions.dropFirst().map(\.outcome.error?.category) == [.outcomeUnknown, .outcomeUnknown])
    }

    @Test("what is lost on the way is unknown for those that were sent, and goes elsewhere for those that were not")
    func lost() {
        let (fake, driver, _) = stage(waiting: 2)
        fake.script = first
        #expect(driver.receive())
        #expect(driver.begin(ticket([select])) && driver.sendSharing())
        let (sent, unsent) = driver.abandonAll(because: PostgreSQLError(.connection, "gone"))
        #expect(sent.map(\.outcome.error?.category) == [.outcomeUnknown, .outcomeUnknown])
        #expect(unsent.count == 1 && driver.isIdle)
    }

    @Test("each keeps its own deadline: the others go on, whether it was sent or not")
    func deadlines() {
        let (fake, driver, waiting) = stage(waiting: 1)
        let late = ticket([select], deadline: .after(.zero))
        #expect(driver.begin(late) && driver.sendSharing())
        fake.script = first
        #expect(driver.receive())
        #expect(driver.expire() && late.promise.isDone && !waiting[0].promise.isDone)
        let later = ticket([select], deadline: .after(.zero))
        #expect(driver.begin(later) && driver.sendSharing())
        #expect(driver.earliestDeadline < .never)
        #expect(driver.expire() && later.promise.isDone && !waiting[0].promise.isDone)
    }

    @Test("those that were given up while they waited are not sent, and their places are given back")
    func givenUp() {
        let (fake, driver, waiting) = stage(waiting: 2)
        for ticket in waiting { ticket.cancel() }
        fake.script = first
        #expect(driver.receive() && driver.isIdle)
        #expect(fake.calls == [] && driver.takeUnsentCount() == 2)
    }

    @Test("others do not wait for them, and a script goes before those that wait")
    func others() {
        let (fake, driver, _) = stage(waiting: 1)
        #expect(driver.begin(ticket([insert], isShareable: false)))
        #expect(fake.calls == ["prepare w2", "execute w2", "sync"])
        let script = WireUnit(work: .script("x"), standing: .ownTransaction, effect: .writes, deadline: .never)
        #expect(driver.begin(UnitTicket(script)))
        fake.calls = []
        fake.script = first + first
        #expect(driver.receive())
        #expect(fake.calls == ["no pipeline", "script"])
        fake.script = [.ok, .null]
        #expect(driver.receive())
        #expect(fake.calls.suffix(4) == ["pipeline", "execute w1", "execute w2", "sync"])
    }
}

extension [UnitTicket] {
    fileprivate func firstIndex(of ticket: UnitTicket) -> Int? { firstIndex { $0 === ticket } }
}
