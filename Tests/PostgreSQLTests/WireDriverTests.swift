// The wire driver against scripted libpq calls: what is sent, what comes of it, without a server.
import CLibPQ
@testable import PostgreSQL
import Testing

@Suite("The wire driver")
struct WireDriverTests {
    private let select = StatementText(name: "a", sql: "select 1", parameterOIDs: [], effect: .reads)
    private let insert = StatementText(name: "b", sql: "insert", parameterOIDs: [], effect: .writes)

    private func ticket(_ texts: [StatementText], _ standing: WireUnit.Standing = .ownTransaction) -> UnitTicket {
        let cores = texts.map { BoundCore(text: $0, parameters: ParameterWriter()) }
        let effect: StatementEffect = texts.contains { $0.effect == .writes } ? .writes : .reads
        return UnitTicket(WireUnit(work: .statements(cores), standing: standing, effect: effect, deadline: .never))
    }

    private func outcome(_ ticket: UnitTicket) async -> UnitOutcome {
        await withCheckedContinuation { continuation in _ = ticket.promise.attach(continuation) }
    }

    @Test("a statement is prepared once and then only run")
    func prepares() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        #expect(driver.begin(ticket([select])))
        #expect(driver.begin(ticket([select, insert])))
        #expect(
            fake.calls == [
                "pipeline", "prepare w1", "execute w1", "sync", "execute w1", "prepare w2", "execute w2", "sync",
            ]
        )
    }

    @Test("each unit completes at its own sync")
    func completes() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(ticket([select]))
        _ = driver.begin(ticket([select]))
        fake.script = [.ok, .null, .ok, .null]
        #expect(driver.receive() && driver.completions.isEmpty)
        fake.script = [.sync, .ok, .null, .sync]
        #expect(driver.receive())
        #expect(driver.completions.map(\.outcome.results.count) == [1, 1])
        #expect(driver.completions.allSatisfy { $0.outcome.error == nil })
        #expect(driver.isIdle)
    }

    @Test("a script waits for a clear line, and holds back what comes behind it")
    func holds() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(ticket([select]))
        _ = driver.begin(
            UnitTicket(WireUnit(work: .script("x"), standing: .ownTransaction, effect: .writes, deadline: .never))
        )
        _ = driver.begin(ticket([select]))
        #expect(fake.calls == ["pipeline", "prepare w1", "execute w1", "sync"])
        fake.script = [.ok, .null, .ok, .null, .sync]
        #expect(driver.receive())
        #expect(fake.calls.suffix(2) == ["no pipeline", "script"])
        fake.script = [.ok, .null]
        #expect(driver.receive())
        #expect(fake.calls.suffix(3) == ["pipeline", "execute w1", "sync"])
        fake.script = [.ok, .null, .sync]
        #expect(driver.receive())
        #expect(driver.completions.count == 3)
    }

    @Test("a unit that was cancelled before it was sent is not sent, and its place is given back")
    func cancelled() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let gone = ticket([select])
        gone.cancel()
        #expect(driver.begin(gone))
        #expect(fake.calls == [] && driver.isIdle)
        #expect(driver.takeUnsentCount() == 1)
        #expect(driver.takeUnsentCount() == 0)
    }

    struct Loss: Sendable {
        let standing: WireUnit.Standing
        let writes: Bool
        let category: PostgreSQLError.Category
    }

    @Test(
        "a lost connection means what the unit could have done",
        arguments: [
            Loss(standing: .ownTransaction, writes: false, category: .connection),
            Loss(standing: .ownTransaction, writes: true, category: .outcomeUnknown),
            Loss(standing: .inTransaction, writes: true, category: .connection),
            Loss(standing: .commit, writes: true, category: .outcomeUnknown),
            Loss(standing: .rollback, writes: true, category: .connection),
        ]
    )
    func lost(_ loss: Loss) {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(ticket([loss.writes ? insert : select], loss.standing))
        let (sent, unsent) = driver.abandonAll(because: PostgreSQLError(.connection, "gone"))
        #expect(sent.map(\.outcome.error?.category) == [loss.category])
        #expect(unsent.isEmpty && driver.isIdle)
    }

    @Test("a deadline means what the unit could have done; a late answer is dropped")
    func deadline() async {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        let late = UnitTicket(
            WireUnit(
                work: .statements([BoundCore(text: insert, parameters: ParameterWriter())]),
                standing: .ownTransaction,
                effect: .writes,
                deadline: .after(.zero)
            )
        )
        _ = driver.begin(late)
        #expect(driver.earliestDeadline < .never)
        #expect(driver.expire())
        #expect(await outcome(late).error?.category == .outcomeUnknown)
        fake.script = [.ok, .null, .ok, .null, .sync]
        #expect(driver.receive())
        #expect(driver.completions.count == 1 && !late.promise.complete(UnitOutcome()))
    }

    @Test("a session is worn out by what it was given to prepare, also where that failed and was forgotten")
    func wornOut() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake, limits: WireLimits(preparedStatementsMax: 2))
        for name in ["w1", "w2", "w3"] {
            #expect(!driver.isWornOut)
            _ = driver.begin(ticket([select]))
            #expect(fake.calls.suffix(3) == ["prepare \(name)", "execute \(name)", "sync"])
            fake.script = [.failure, .null, .aborted, .null, .sync]
            #expect(driver.receive())
        }
        #expect(driver.isWornOut)
    }

    @Test(
        "what may be committing is known of everything under way, the last in the line included",
        arguments: [
            (WireUnit.Standing.ownTransaction, false, false), (.ownTransaction, true, true),
            (.inTransaction, true, false), (.commit, true, true), (.rollback, true, false),
        ]
    )
    func mayBeCommitting(_ standing: WireUnit.Standing, writes: Bool, isDoubtful: Bool) {
        let driver = Driven(ScriptedLibPQ())
        #expect(!driver.mayBeCommitting)
        _ = driver.begin(ticket([select], .inTransaction))
        #expect(!driver.mayBeCommitting)
        _ = driver.begin(ticket([writes ? insert : select], standing))
        #expect(driver.mayBeCommitting == isDoubtful)
    }

    @Test("an answer to no question ends the connection")
    func violation() {
        let fake = ScriptedLibPQ()
        let driver = Driven(fake)
        _ = driver.begin(ticket([select]))
        fake.script = [.sync]
        #expect(!driver.receive())
    }

    @Test("a cancelled task does not touch a unit that may be committing")
    func cancelWhileCommitting() {
        let reads = ticket([select])
        let writes = ticket([insert])
        let commit = ticket([insert], .commit)
        for ticket in [reads, writes, commit] {
            #expect(ticket.promise.take())
            ticket.cancel()
        }
        #expect(reads.promise.isDone)
        #expect(!writes.promise.isDone)
        #expect(!commit.promise.isDone)
    }
}
