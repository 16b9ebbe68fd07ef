// Traces of the pipeline's expectations, without a server.
@testable import PostgreSQL
import Testing

@Suite("The pipeline knows which answer belongs to which question")
struct PipelineStateTests {
    typealias Arrival = PipelineState.Arrival
    typealias Action = PipelineState.Action

    private func trace(_ units: [[WireStep]], _ arrivals: [Arrival]) -> [Action] {
        var state = PipelineState()
        units.forEach { state.sent($0) }
        return arrivals.map { state.receive($0) }
    }

    @Test("prepare, run, sync: NULL after each answer, none after the sync")
    func simple() {
        let actions = trace(
            [[.prepare(0), .execute(0), .sync], [.execute(0), .sync]],
            [.success, .null, .success, .null, .sync, .success, .null, .sync]
        )
        #expect(
            actions == [
                .answers(.prepare(0)), .separates, .answers(.execute(0)), .separates, .completes,
                .answers(.execute(0)), .separates, .completes,
            ]
        )
    }

    @Test("after an error the rest of the unit is aborted, the next unit is not")
    func abort() {
        let actions = trace(
            [[.execute(0), .execute(1), .sync], [.execute(0), .sync]],
            [.failure, .null, .aborted, .null, .sync, .success, .null, .sync]
        )
        #expect(
            actions == [
                .answers(.execute(0)), .separates, .answers(.execute(1)), .separates, .completes,
                .answers(.execute(0)), .separates, .completes,
            ]
        )
    }

    @Test("an error at the sync comes before it, with its NULL")
    func errorAtSync() {
        let actions = trace([[.execute(0), .sync]], [.success, .null, .failure, .null, .sync])
        #expect(actions == [.answers(.execute(0)), .separates, .answers(.sync), .separates, .completes])
    }

    @Test("a script ends at its NULL, whatever came before")
    func script() {
        #expect(trace([[.script]], [.success, .failure, .null]) == [.answers(.script), .answers(.script), .completes])
        #expect(trace([[.script]], [.null]) == [.completes])
    }

    @Test("a bare sync completes at once")
    func ping() { #expect(trace([[.sync]], [.sync]) == [.completes]) }

    @Test(
        "what nobody asked for is a violation",
        arguments: [
            [Arrival.null], [.sync], [.success, .success], [.success, .sync], [.success, .null, .success],
            [.aborted, .null, .null],
        ]
    )
    func violations(arrivals: [Arrival]) {
        #expect(trace([[.execute(0), .sync]], arrivals).last == .violates)
    }

    @Test("nothing is expected at the start and at the end")
    func idle() {
        var state = PipelineState()
        #expect(state.isIdle && state.nextStep == nil)
        #expect(state.receive(.null) == .violates)
        state.sent([.sync])
        #expect(!state.isIdle && state.nextStep == .sync)
        #expect(state.receive(.sync) == .completes)
        #expect(state.isIdle)
    }

    @Test("a queue gives back what it was given, in order, through growth and emptying")
    func queue() {
        var queue = FIFO<Int>()
        var model: [Int] = []
        for number in 0..<20_000 {
            if Int.random(in: 0..<5) < (number / 2_000 % 2 == 0 ? 3 : 2) {
                queue.append(number)
                model.append(number)
            } else {
                #expect(queue.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
            }
            #expect(queue.count == model.count && queue.first == model.first)
        }
        #expect(queue.all == model)
        #expect(queue.removeAll { $0.isMultiple(of: 2) } == model.filter { $0.isMultiple(of: 2) })
        #expect(queue.all == model.filter { !$0.isMultiple(of: 2) })
    }
}
